"""Measures the whole way: read, restore, code, store; articles and megabytes a second, by room, memory, start-up.

    python tools/bench.py [--corpus FOLDER] [--articles N]

FOLDER holds *.jsonl.gz with a `text` a line; without it the samples are read again and again. Times vary from machine
to machine, so each is also given as a ratio to unpacking and parsing the same text in the same run.
"""

from __future__ import annotations

import argparse
import cProfile
import gzip
import itertools
import json
import pstats
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from marsad.documents import Document, document_from_text, read_documents
from marsad.documents.dates import parse_day
from marsad.reading import code_documents
from marsad.store import Store

ROOT = Path(__file__).parent.parent
ROOMS = ("documents", "restore", "arabic", "lexicon", "coding", "reading", "store")


def main() -> None:
    """Print the measurements."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=ROOT.parent / "shared" / "corpus")
    parser.add_argument("--articles", type=int, default=1000)
    options = parser.parse_args()
    records = list(itertools.islice(corpus(options.corpus), options.articles))
    size = sum(len(record["text"].encode()) for record in records) / 1e6
    print(f"{len(records)} articles, {size:.2f} MB of UTF-8 text")
    reference = parsing(records)
    warm_up()
    for jobs in (1, 2):
        seconds = timed(lambda jobs=jobs: whole_way(records, jobs))  # type: ignore[misc]
        print(f"whole way, {jobs} process{'es' if jobs > 1 else ''}: {len(records) / seconds:.0f} articles/s, "
              f"{size / seconds:.3f} MB/s, {seconds / reference:.0f} x the time of parsing")
    by_room(records)
    start_up()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory: {peak:.0f} MB in this process")


def corpus(folder: Path) -> Iterator[dict[str, str]]:
    """Give records of the corpus, or of the samples for ever."""
    files = sorted(folder.glob("*2018*.jsonl.gz")) if folder.is_dir() else []
    for file in files:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)
    if not files:
        print(f"no corpus at {folder}: the samples, repeated")
        found = [one for one in read_documents([ROOT / "samples" / "reports"]) if isinstance(one, Document)]
        for number in itertools.count():
            for one in found:
                yield {"text": f"{one.text}\n{number}", "published": "2020-07-01"}


def documents(records: list[dict[str, str]]) -> Iterator[Document]:
    """Give the records as documents."""
    for record in records:
        yield document_from_text(record["text"], title=record.get("title"), published=parse_day(record["published"]))


def whole_way(records: list[dict[str, str]], jobs: int) -> None:
    """Read, restore, code and store the records in a new store."""
    with tempfile.TemporaryDirectory() as folder, Store(str(Path(folder) / "bench.sqlite3")) as store:
        for coded in code_documents(documents(records), jobs):
            store.save(coded)  # type: ignore[arg-type]


def warm_up() -> None:
    """Load the lexicon, so that only reading is measured."""
    list(code_documents([document_from_text("التقى الوزيران في بغداد أمس")], 1))


def timed(work: Callable[[], None]) -> float:
    """Give the seconds that some work takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def parsing(records: list[dict[str, str]]) -> float:
    """Give the seconds that unpacking and parsing the same records takes: the yardstick."""
    packed = gzip.compress("\n".join(json.dumps(record, ensure_ascii=False) for record in records).encode())
    return timed(lambda: [json.loads(line) for line in gzip.decompress(packed).decode().split("\n")] and None)


def by_room(records: list[dict[str, str]]) -> None:
    """Print the share of each room in the time spent, libraries counted with the room that calls them last."""
    profile = cProfile.Profile()
    profile.runcall(whole_way, records[:300], 1)
    own = dict.fromkeys((*ROOMS, "libraries"), 0.0)
    for (file, _, _), (_, _, seconds, _, _) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        part = file.partition("/marsad/")[2].split("/")[0].removesuffix(".py")
        own[part if part in own else "libraries"] += seconds
    total = sum(own.values())
    print("by room: " + ", ".join(f"{name} {100 * seconds / total:.0f} %" for name, seconds in own.items()))


def start_up() -> None:
    """Print what it takes to start the program and to load the lexicon."""
    for name, code in (("marsad --version", None), ("lexicon", "import time; from marsad.lexicon import load; "
                                                    "begin = time.perf_counter(); load(); "
                                                    "print(time.perf_counter() - begin)")):
        if code is None:
            seconds = timed(lambda: subprocess.run([str(Path(sys.executable).parent / "marsad"), "--version"], check=True,
                                                   stdout=subprocess.DEVNULL) and None)
        else:
            seconds = float(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True,
                                           text=True).stdout)
        print(f"start-up, {name}: {seconds:.3f} s")


if __name__ == "__main__":
    main()
