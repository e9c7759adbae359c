"""Takes corpus reports and an empty PostgreSQL; says whether several writers make the incidents of one on SQLite.

    python tools/check_writers.py --corpus FOLDER --postgres postgresql://user@host/empty [--documents 1000]

FOLDER holds the corpus as *.jsonl.gz. WRITERS programs read a share each into the PostgreSQL at once; one of them is
killed with SIGKILL while it reads, and begun again. One program reads the same reports into SQLite, undisturbed.
Exit code 1 means that the incidents are not the same; their names, which tell the order of coming, are left out.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from marsad.incidents import Incident
from marsad.store import IncidentBook, Store
from marsad.store.schema import documents

MARSAD = str(Path(sys.executable).with_name("marsad"))
WRITERS = 4
FIRST_DAY = "2018-04-01"
SHOWN = 20
Key = tuple[str, ...]
SHARE_BEFORE_KILL = (0.2, 0.6)  # of all documents are stored when one writer is killed


def main() -> None:
    """Read both ways, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--postgres", required=True, help="URL of an empty database")
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--since", default=FIRST_DAY, help="day of the first reports")
    parser.add_argument("--seed", type=int, default=1, help="decides who is killed, and when")
    options = parser.parse_args()
    found = records(options.corpus, options.documents, options.since)
    print(f"{len(found)} reports of {found[0]['published']} to {found[-1]['published']}", flush=True)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        read_together(found, options.postgres, folder, random.Random(options.seed))
        alone = str(folder / "alone.sqlite3")
        finish([begin(written(folder / "whole.jsonl", found), alone)])
        together, undisturbed = incidents(options.postgres), incidents(alone)
    several = sum(len(one.outlets) > 1 for one in undisturbed.values())
    print(
        f"{len(together)} incidents of {WRITERS} writers, {len(undisturbed)} of one; {several} told by several outlets"
    )
    others = [key for key in sorted(together | undisturbed) if together.get(key) != undisturbed.get(key)]
    print(f"{len(others)} incidents are others" if others else "the same incidents")
    for key in others[:SHOWN]:
        one = together.get(key) or undisturbed[key]
        print(f"  {one.type} {one.first_day}, {len(key)} reports, the first {key[0]}")
    sys.exit(bool(others))


def records(corpus: Path, count: int, since: str) -> list[dict[str, Any]]:
    """Give so many reports, those of a day and the days after it."""
    found = []
    for file in sorted(corpus.glob("*.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            found += [one for one in map(json.loads, lines) if (one["published"] or "") >= since]
    if len(found) < count:
        sys.exit(f"{len(found)} reports since {since} in {corpus}: name a folder of *.jsonl.gz that holds {count}")
    return sorted(found, key=lambda one: (one["published"], one["id"]))[:count]


def read_together(found: list[dict[str, Any]], url: str, folder: Path, chance: random.Random) -> None:
    """Have several writers read a share each, and kill one on the way."""
    shares = [written(folder / f"{number}.jsonl", found[number::WRITERS]) for number in range(WRITERS)]
    with Store(url) as store:
        if stored(store):
            sys.exit(f"{url}: not empty; name an empty database with --postgres")
        writers = [begin(share, url) for share in shares]
        chosen, wanted = chance.randrange(WRITERS), chance.uniform(*SHARE_BEFORE_KILL) * len(found)
        while stored(store) < wanted and writers[chosen].poll() is None:
            time.sleep(0.5)
        if writers[chosen].poll() is not None:
            sys.exit(f"writer {chosen} ended before it could be killed; choose another --seed")
        writers[chosen].kill()
        writers[chosen].wait()
        print(f"writer {chosen} was killed when {stored(store)} reports were stored, and begun again", flush=True)
        writers[chosen] = begin(shares[chosen], url)
        finish(writers)


def stored(store: Store) -> int:
    """Give how many reports are stored."""
    with store.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(documents)).scalar_one())


def written(path: Path, found: list[dict[str, Any]]) -> Path:
    """Write reports into a file."""
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in found), "utf-8")
    return path


def begin(file: Path, url: str) -> subprocess.Popen[bytes]:
    """Begin a program that reads a file into a store."""
    command = [MARSAD, "read", str(file), "--jobs", "1"]
    return subprocess.Popen(command, env={**os.environ, "MARSAD_STORE": url}, stdout=subprocess.DEVNULL)


def finish(writers: list[subprocess.Popen[bytes]]) -> None:
    """Wait for writers; one that failed ends the whole."""
    if any(writer.wait() for writer in writers):
        sys.exit("a writer failed; what it said stands above")


def incidents(url: str) -> dict[Key, Incident]:
    """Give the incidents by their reports, without their names, which tell the order in which reports came."""
    with Store(url) as store:
        found = [replace(one, id="") for one in IncidentBook(store).incidents()]
    return {tuple(sorted(report.event_id for report in one.reports)): one for one in found}


if __name__ == "__main__":
    main()
