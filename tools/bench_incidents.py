"""Measures merging and its queries on made-up reports: events a second, peak memory, milliseconds a query.

    python tools/bench_incidents.py [--events 10000 100000] [--store FOLDER]

A made-up world has HAPPENINGS_A_DAY happenings a day, and REPORTS_A_DAY documents of EVENTS_A_REPORT events each that
tell of those of the same day or the day before, in words of their own and with other figures. Each number of events is
measured in a fresh process and an SQLite store of its own. With --store the stores stay in that folder, and what was
interrupted goes on from there.

Seconds are those of the processor. A processor shared by several programs is slower even so; `loop ms` is what a fixed
piece of work took on it meanwhile, so that figures of different hours and machines can be held against each other.
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

from sqlalchemy import func, select

from marsad.arabic import split_sentences
from marsad.coding import Entity, Event, Place, Span
from marsad.documents import document_from_text
from marsad.lexicon import load
from marsad.picture.scope import Side, Wanted
from marsad.reading import CodedDocument
from marsad.store import IncidentBook, IncidentFilter, Store, rows
from marsad.store.corrections import event_rows
from marsad.store.history import note
from marsad.store.queueing import enqueue
from marsad.store.saving import first_reading, insert_rows, insert_search_entries
from marsad.store.schema import documents, entities, events, sentences
from marsad.store.searching import search
from marsad.store.series import series_of

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
SAVED_AT_ONCE = 1000
LOOP = 1_000_000
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
    parser.add_argument("--store", type=Path, help="folder in which the stores stay, to go on from")
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
    if folder is None:
        with tempfile.TemporaryDirectory() as made:
            return measure(count, Path(made))
    folder.mkdir(parents=True, exist_ok=True)
    with Store(str(folder / f"{count}.sqlite3")) as store:
        save_all(store, count)
        book = IncidentBook(store)
        log = folder / f"{count}.jsonl"
        merge_all(book, log)
        batches = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
        seconds = sum(one["seconds"] for one in batches)
        _, number = store.counts()
        return {
            "events": number,
            "incidents": book.count(),
            "merge s": seconds,
            "events/s": number / seconds,
            "loop ms": 1000 * sum(one["loop"] for one in batches) / len(batches),
            "peak MiB": max(one["peak"] for one in batches),
            **query_times(store, book, count),
        }


def merge_all(book: IncidentBook, log: Path) -> None:
    """Merge what is not merged yet, and write down what each batch took."""
    start = time.process_time()

    def note(left: int) -> None:
        nonlocal start
        done = {"left": left, "seconds": time.process_time() - start, "loop": loop_seconds()}
        done["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEBIBYTE
        with log.open("a", encoding="utf-8") as lines:
            print(json.dumps(done), file=lines)
        start = time.process_time()

    book.update(note)


def loop_seconds() -> float:
    """Give what a fixed piece of work takes now."""
    start = time.process_time()
    sum(range(LOOP))
    for _ in range(LOOP):
        pass
    return time.process_time() - start


def query_times(store: Store, book: IncidentBook, count: int) -> dict[str, float]:
    """Give the milliseconds that questions take."""
    *_, last = reports(count, (count // EVENTS_A_REPORT) - 1)
    day = FIRST_DAY + timedelta(count // (2 * REPORTS_A_DAY * EVENTS_A_REPORT))
    month = IncidentFilter(country="IRQ", first_day=day, last_day=day + timedelta(30))
    dyad = Wanted(dyad=(Side(name="Party 0007"), Side(name="Party 0011")))
    words = " ".join(sorted(last.sentences[0].text.rstrip(".").split())[:2])
    return {
        "page ms": milliseconds(lambda: list(book.incidents(limit=50, newest_first=True))),
        "month ms": milliseconds(lambda: list(book.incidents(month))),
        "series ms": milliseconds(lambda: series_of(store, dyad)),
        "search ms": milliseconds(lambda: list(search(store, words, limit=50))),
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


def save_all(store: Store, count: int) -> None:
    """Store made-up reports with so many events, as far as they are not stored yet."""
    there, _ = store.counts()
    waiting: list[CodedDocument] = []
    for coded in reports(count, there):
        waiting.append(coded)
        if len(waiting) == SAVED_AT_ONCE:
            save(store, waiting)
            waiting = []
    save(store, waiting)


def save(store: Store, some: list[CodedDocument]) -> None:
    """Store documents that are not stored yet as `Store.save` does, but all in one transaction and table by table."""
    with store.writing() as connection:
        last = connection.execute(select(func.max(documents.c.number))).scalar() or 0
        entries, changes = [], []
        for number, one in enumerate(some, last + 1):
            coding = rows.coding(one)
            found, _ = event_rows(coding, ())
            insert_rows(connection, documents, [rows.document_row(one.document, coding, number)])
            insert_rows(connection, sentences, rows.sentence_rows(coding))
            insert_rows(connection, events, found)
            insert_rows(connection, entities, rows.entity_rows(found))
            texts = {at: text for at, _, text in coding.sentences}
            entries += rows.search_rows(one.document.id, number, texts, found)
            changes.append(first_reading(one.document, coding, len(found)))
        insert_search_entries(connection, entries)
        enqueue(connection, [one.document.id for one in some])
        note(connection, changes)


def reports(count: int, after: int = 0) -> Iterator[CodedDocument]:
    """Give made-up reports day by day, those before `after` left out.

    They are the same for every count, so that a larger world begins as a smaller one.
    """
    chance = random.Random(SEED)
    vocabulary = ["".join(chance.choices(LETTERS, k=chance.randint(4, 7))) for _ in range(WORDS)]
    places = {
        country: [one for one in load().places if one.country == country and one.kind in ("city", "town", "capital")]
        for country in COUNTRIES
    }
    before = list[Happening]()
    for day_number in range(-(-count // (REPORTS_A_DAY * EVENTS_A_REPORT))):
        day = FIRST_DAY + timedelta(day_number)
        chance = random.Random(f"{SEED} {day}")
        today = [happening(chance, vocabulary, places) for _ in range(HAPPENINGS_A_DAY)]
        for number in range(REPORTS_A_DAY):
            told = [*chance.sample(today, EVENTS_A_REPORT - 1), chance.choice(before or today)]
            own, made = random.Random(chance.random()), day_number * REPORTS_A_DAY + number
            if after <= made < count // EVENTS_A_REPORT:
                yield report(own, day, f"outlet {number % OUTLETS}", told, vocabulary)
        before = today


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
