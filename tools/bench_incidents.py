"""Measures merging and its queries on made-up reports: events a second, peak memory, milliseconds a query.

    python tools/bench_incidents.py [--events 10000 100000] [--store FOLDER]

A made-up world has HAPPENINGS_A_DAY happenings a day, and REPORTS_A_DAY documents of EVENTS_A_REPORT events each that
tell of those of the same day or the day before, in words of their own and with other figures. Each number of events is
measured in a fresh process and a new SQLite store. Seconds are those of the processor, so that a busy machine changes
them little; machines differ, so compare the ratios.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from marsad.arabic import split_sentences
from marsad.coding import Entity, Event, Place, Span
from marsad.documents import document_from_text
from marsad.lexicon import load
from marsad.reading import CodedDocument
from marsad.store import IncidentBook, IncidentFilter, Store, rows
from marsad.store.saving import save_coding

SEED = 20180414
REPORTS_A_DAY, EVENTS_A_REPORT, HAPPENINGS_A_DAY = 100, 5, 60
FIRST_DAY = date(2010, 1, 1)
OUTLETS = 12
LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمنهوي"
WORDS, OWN_WORDS, TOLD_WORDS, OTHER_WORDS = 40_000, 12, 7, 4
KINDS = (("ASSAULT", "firearms"), ("ASSAULT", "explosives"), ("ASSAULT", "aerial"), ("COERCE", "arrest"),
         ("PROTEST", "demo"), ("CONSULT", "visit"), ("ACCUSE", "disapprove"), ("REQUEST", "change"))  # fmt: skip
COUNTRIES = ("IRQ", "SYR", "YEM", "LBY", "PSE", "LBN", "EGY", "SDN")
PARTIES = 300
SAVED_AT_ONCE = 500
MEBIBYTE = 1024
REPEATS = 5


@dataclass(frozen=True, slots=True)
class Happening:
    """What one happening is told by."""

    kind: tuple[str, str]
    country: str
    place: Any
    actor: int
    recipient: int
    killed: int | None
    words: tuple[str, ...]


def main() -> None:
    """Measure each number of events in a process of its own, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--store", type=Path, help="folder for the stores, which are removed afterwards")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        json.dump(measure(options.one, options.store), sys.stdout)
        return
    names: list[str] = []
    for count in options.events:
        command = [sys.executable, __file__, "--one", str(count)]
        command += ["--store", str(options.store)] if options.store else []
        done = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
        if not names:
            names = list(done)
            print("".join(f"{name:>16}" for name in names))
        print("".join(f"{done[name]:>16,.1f}" for name in names), flush=True)


def measure(count: int, folder: Path | None) -> dict[str, float]:
    """Give what merging so many events takes."""
    with tempfile.TemporaryDirectory(dir=folder) as made, Store(str(Path(made) / "s.db")) as store:
        number = save_all(store, count)
        book = IncidentBook(store)
        start = time.process_time()
        book.update()
        seconds = time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEBIBYTE
        *_, last = reports(count)
        day = FIRST_DAY + timedelta(count // (2 * REPORTS_A_DAY * EVENTS_A_REPORT))
        month = IncidentFilter(country="IRQ", first_day=day, last_day=day + timedelta(30))
        return {
            "events": number,
            "incidents": book.count(),
            "merge s": seconds,
            "events/s": number / seconds,
            "peak MiB": peak,
            "page ms": milliseconds(lambda: list(book.incidents(limit=50, newest_first=True))),
            "month ms": milliseconds(lambda: list(book.incidents(month))),
            "dyad ms": milliseconds(
                lambda: list(book.incidents(IncidentFilter(actor="party 0007", recipient="party 0011")))
            ),
            "one ms": milliseconds(lambda: one_more(store, book, last)),
        }


def milliseconds(ask: Callable[[], object]) -> float:
    """Give how long a question takes, the middle of several times."""
    taken = []
    for _ in range(REPEATS):
        start = time.process_time()
        ask()
        taken.append(time.process_time() - start)
    return 1000 * sorted(taken)[REPEATS // 2]


def one_more(store: Store, book: IncidentBook, last: CodedDocument) -> None:
    """Store the last document anew and bring the incidents up to date with it."""
    store.save(last)
    book.update()


def save_all(store: Store, count: int) -> int:
    """Store made-up reports with so many events."""
    waiting: list[CodedDocument] = []
    saved = 0
    for coded in reports(count):
        waiting.append(coded)
        saved += len(coded.events)
        if len(waiting) == SAVED_AT_ONCE:
            save(store, waiting)
            waiting = []
    save(store, waiting)
    return saved


def save(store: Store, some: list[CodedDocument]) -> None:
    """Store documents as `Store.save` does, but many in one transaction."""
    with store.writing() as connection:
        for coded in some:
            save_coding(connection, coded.document, rows.coding(coded))


def reports(count: int) -> Iterator[CodedDocument]:
    """Give made-up reports day by day; the same for every count, so that a larger world begins as a smaller one."""
    chance = random.Random(SEED)
    vocabulary = ["".join(chance.choices(LETTERS, k=chance.randint(4, 7))) for _ in range(WORDS)]
    places = {
        country: [one for one in load().places if one.country == country and one.kind in ("city", "town", "capital")]
        for country in COUNTRIES
    }
    made, day, before = 0, FIRST_DAY, list[Happening]()
    while made < count:
        chance = random.Random(f"{SEED} {day}")
        today = [happening(chance, vocabulary, places) for _ in range(HAPPENINGS_A_DAY)]
        for number in range(REPORTS_A_DAY):
            if made >= count:
                break
            made += EVENTS_A_REPORT
            told = [*chance.sample(today, EVENTS_A_REPORT - 1), chance.choice(before or today)]
            yield report(random.Random(chance.random()), day, f"outlet {number % OUTLETS}", told, vocabulary)
        day, before = day + timedelta(1), today


def happening(chance: random.Random, vocabulary: list[str], places: dict[str, list[Any]]) -> Happening:
    """Give a made-up happening."""
    country = chance.choice(COUNTRIES)
    return Happening(
        chance.choice(KINDS),
        country,
        chance.choice(places[country]),
        min(int(chance.paretovariate(0.7)), PARTIES),
        min(int(chance.paretovariate(0.7)), PARTIES),
        chance.choice((None, chance.randint(1, 30))),
        tuple(chance.sample(vocabulary, OWN_WORDS)),
    )


def report(
    chance: random.Random, day: date, outlet: str, told: list[Happening], vocabulary: list[str]
) -> CodedDocument:
    """Give a made-up report."""
    lines, found = [], []
    for number, one in enumerate(told):
        words = chance.sample(one.words, TOLD_WORDS) + chance.sample(vocabulary, OTHER_WORDS)
        chance.shuffle(words)
        lines.append(" ".join(words) + ".")
        found.append(event(chance, number, one, words[0]))
    document = document_from_text("\n".join(lines), published=day, outlet=outlet)
    return CodedDocument(document, document.text, tuple(split_sentences(document.text)), tuple(found), "1+bench")


def event(chance: random.Random, number: int, one: Happening, word: str) -> Event:
    """Give the record of a report of a happening: now and then without its place, its actor or with another figure."""
    at: dict[str, Any] = {"sentence": number, "start": 0, "end": len(word), "text": word}
    where = one.place
    place = Place(name=where.name, country=where.country, latitude=where.latitude, longitude=where.longitude, **at)
    kind, mode = one.kind
    return Event(
        id=f"e{number + 1}",
        type=kind,
        mode=mode if chance.random() < 0.8 else None,
        trigger=Span(**at),
        actor=(party(one.actor, one.country, at),) if chance.random() < 0.7 else (),
        recipient=(party(one.recipient, one.country, at),) if chance.random() < 0.7 else (),
        place=(place,) if chance.random() < 0.8 else (),
        killed=None if one.killed is None else max(1, one.killed + chance.choice((0, 0, 0, 1, -1))),
    )


def party(number: int, country: str, at: dict[str, Any]) -> Entity:
    """Give a made-up party."""
    return Entity(name=f"Party {number:04}", country=country, sector="REB" if number % 2 else "MIL", **at)


if __name__ == "__main__":
    main()
