"""Takes reports and tells how fast Marsad reads them: articles and megabytes a second, by room, memory, start-up.

    python tools/bench.py [--corpus FOLDER] [--documents 400] [--jobs 1 2]

FOLDER holds *.jsonl.gz with a `text` in each line; where it does not exist, samples/reports are repeated. Each number
of processes is measured in a fresh process, from the packed file into a new SQLite store. The reference is what any
reader must do: unpack the same file and parse its JSON. Machines differ, so compare the ratios. The seconds of
one process are the processor's, so that what else the machine does hardly counts; those of several are the clock's.
"""

from __future__ import annotations

import argparse
import gzip
import json
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import cycle, islice, pairwise
from pathlib import Path
from typing import Any, ParamSpec, TypeVar
from unittest.mock import patch

REPOSITORY = Path(__file__).parent.parent
SAMPLES = REPOSITORY / "samples" / "reports"
MEGABYTE = 1_000_000
KIBIBYTES_A_MEBIBYTE = 1024
STARTS = 5
# The steps of marsad.reading.document.code_document, by the room each belongs to.
STEPS = {
    "restore": "restore",
    "running_sentences": "sentences",
    "code_text": "code",
    "source_range": "way back to source",
}
VERSION = "import sys; from marsad.cli import main; sys.argv = ['marsad', '--version']; main()"
P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Run:
    """One reading: its seconds, those by room (one process only), and what was read.

    `memory` is the peak of the program, `worker_memory` that of its largest worker, in mebibytes.
    """

    seconds: float
    rooms: dict[str, float]
    documents: int
    events: int
    memory: float
    worker_memory: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=REPOSITORY.parent / "shared" / "corpus")
    parser.add_argument("--documents", type=int, default=400, help="how many documents (default: %(default)s)")
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2], help="numbers of processes (default: 1 2)")
    parser.add_argument("--no-starts", action="store_true", help="leave out what starting the program takes")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        packed = Path(folder) / "reports.jsonl.gz"
        written, size = write_sample(packed, options.corpus, options.documents)
        print(f"{written} documents, {size / MEGABYTE:.2f} MB of text, {len(os.sched_getaffinity(0))} cores")
        print(f"the coder is {'compiled' if is_compiled() else 'not compiled (make compile)'}")
        warm_up()
        reference = unpack_and_parse(packed)
        print(f"\nreference (unpack, parse JSON): {rates(written, size, reference)}")
        for jobs in options.jobs:
            report(in_fresh_process(packed, jobs), jobs, size, reference)
        if not options.no_starts:
            print_starts(Path(folder))


def write_sample(target: Path, corpus: Path, count: int) -> tuple[int, int]:
    """Write `count` reports as packed JSON lines; give how many and how many bytes of text they hold."""
    source = evenly(corpus, count) if corpus.is_dir() else repeated_samples(count)
    written = size = 0
    with gzip.open(target, "wt", encoding="utf-8") as lines:
        for record in source:
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")
            written += 1
            size += len(record["text"].encode())
    if not written:
        sys.exit(f"no reports at {corpus}; name a folder of *.jsonl.gz with --corpus")
    return written, size


def evenly(corpus: Path, count: int) -> Iterator[dict[str, Any]]:
    """Give reports from the whole length of the corpus, every n-th."""
    paths = sorted(corpus.glob("*.jsonl.gz"))
    step = max(sum(1 for path in paths for _ in records(path)) // count, 1)
    return islice((record for path in paths for record in records(path)), 0, step * count, step)


def records(path: Path) -> Iterator[dict[str, Any]]:
    """Give the records of one packed file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def repeated_samples(count: int) -> Iterator[dict[str, Any]]:
    """Give our own sample reports over and over, numbered so that each is a document of its own."""
    from marsad.documents import Document, read_documents

    texts = [found.text for found in read_documents([SAMPLES]) if isinstance(found, Document)]
    print(f"no corpus given: {len(texts)} sample reports, repeated", file=sys.stderr)
    return ({"text": f"{text}\n{number}"} for number, text in zip(range(count), cycle(texts), strict=False))


def warm_up() -> None:
    """Compile the lexicon and bring the program's files into memory, so that no run pays for it."""
    subprocess.run([sys.executable, "-c", "import marsad; marsad.code(['قصف'])"], check=True)


def unpack_and_parse(packed: Path) -> float:
    """Give the processor's seconds that unpacking and parsing take, the best of three."""
    times = [time.process_time()]
    for _ in range(3):
        times.append(time.process_time() if sum(1 for _ in records(packed)) else times[-1])
    return min(after - before for before, after in pairwise(times))


def in_fresh_process(packed: Path, jobs: int) -> Run:
    """Read the file with so many processes, in a process that did nothing before."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(whole_way, packed, jobs).result()


def whole_way(packed: Path, jobs: int) -> Run:
    """Read, restore, code and store as `marsad read` does; rooms are timed where everything happens in this process."""
    from marsad.documents import DocumentFailure, read_documents
    from marsad.garbage import search_seldom
    from marsad.lexicon import load
    from marsad.reading import code_documents, document
    from marsad.store import Store

    search_seldom()  # as the command does
    load()
    rooms: dict[str, float] = defaultdict(float)
    read = events = 0
    with ExitStack() as stack:
        store = stack.enter_context(Store(stack.enter_context(tempfile.TemporaryDirectory()) + "/bench.sqlite3"))
        for name, room in STEPS.items() if jobs == 1 else ():
            stack.enter_context(patch.object(document, name, timed(rooms, room, getattr(document, name))))
        clock = time.process_time if jobs == 1 else time.perf_counter
        began = clock()
        for coded in code_documents(timed_items(rooms, "read", read_documents([packed])), jobs):
            if isinstance(coded, DocumentFailure):
                sys.exit(f"{coded.source}: {coded.reason}")
            timed(rooms, "store", store.save)(coded)
            read, events = read + 1, events + len(coded.events)
        took = clock() - began
    return Run(
        took, dict(rooms) if jobs == 1 else {}, read, events, peak(resource.RUSAGE_SELF), peak(resource.RUSAGE_CHILDREN)
    )


def timed(rooms: dict[str, float], room: str, work: Callable[P, R]) -> Callable[P, R]:
    """Give the function, its time counted to a room."""

    def counted(*args: P.args, **kwargs: P.kwargs) -> R:
        began = time.process_time()
        try:
            return work(*args, **kwargs)
        finally:
            rooms[room] += time.process_time() - began

    return counted


def timed_items(rooms: dict[str, float], room: str, items: Iterable[R]) -> Iterator[R]:
    """Give the items, the time spent in getting them counted to a room."""
    following = timed(rooms, room, iter(items).__next__)
    while True:
        try:
            item = following()
        except StopIteration:
            return
        yield item


def peak(who: int) -> float:
    """Give the peak memory in mebibytes (Linux counts it in kibibytes)."""
    return resource.getrusage(who).ru_maxrss / KIBIBYTES_A_MEBIBYTE


def report(run: Run, jobs: int, size: int, reference: float) -> None:
    """Print one reading and its ratio to the reference."""
    workers = f", largest worker {run.worker_memory:.0f} MiB" if run.worker_memory else ""
    print(f"\n{jobs} process{'es' if jobs > 1 else ''}: {rates(run.documents, size, run.seconds)}, {run.events} events")
    print(f"  {run.seconds / reference:.0f} times the reference; peak memory {run.memory:.0f} MiB{workers}")
    if run.rooms:
        coder, mended = (size / MEGABYTE / run.rooms[room] for room in ("code", "restore"))
        print(f"  the coder alone {coder:.3f} MB/s, restoration alone {mended:.3f} MB/s")
        rest = run.seconds - sum(run.rooms.values())
        for room, spent in sorted({**run.rooms, "rest": rest}.items(), key=lambda pair: -pair[1]):
            print(f"  {room:<20}{spent:8.2f} s {spent / run.seconds:6.1%}{spent / reference:8.1f} times the reference")


def rates(documents: int, size: int, spent: float) -> str:
    """Give seconds, articles a second and megabytes of text a second."""
    return f"{spent:.2f} s, {documents / spent:.1f} articles/s, {size / MEGABYTE / spent:.3f} MB/s"


def is_compiled() -> bool:
    """True where the coder runs as machine code."""
    from marsad.coding import coder

    return not str(coder.__file__).endswith(".py")


def print_starts(folder: Path) -> None:
    """Print how long it takes until the program is there, and until its lexicon is."""
    bare = best_start(["-c", "pass"])
    version = best_start(["-c", VERSION])
    load = "from marsad.lexicon import load; load()"
    cached, compiled = best_start(["-c", load]), cold_start(["-c", load], folder)
    print(
        f"\nbest of {STARTS} starts: python {bare:.3f} s, marsad --version {version:.3f} s ({version / bare:.1f} times)"
    )
    print(f"lexicon: {cached - bare:.3f} s from its cache, {compiled - bare:.2f} s compiled anew")


def best_start(arguments: list[str]) -> float:
    """Give the seconds of the fastest of a few starts of Python."""
    return min(seconds(lambda: run_python(arguments, dict(os.environ))) for _ in range(STARTS))


def cold_start(arguments: list[str], folder: Path) -> float:
    """Give the seconds of one start with an empty cache."""
    return seconds(lambda: run_python(arguments, {**os.environ, "MARSAD_CACHE": str(folder / "cache")}))


def run_python(arguments: list[str], environment: dict[str, str]) -> None:
    """Run this Python with arguments; what it prints is not shown."""
    subprocess.run([sys.executable, *arguments], check=True, env=environment, stdout=subprocess.DEVNULL)


def seconds(work: Callable[[], object]) -> float:
    """Give the wall-clock seconds a piece of work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
