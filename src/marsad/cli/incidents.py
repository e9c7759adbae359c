"""The commands `incidents`, `merge` and `split`: what happened, once each, and what a person joins or parts."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from marsad.cli.events import STATUSES, known_type
from marsad.cli.options import Day, bidi_option, isolates, output_stream, store_option, who_option

if TYPE_CHECKING:
    from marsad.store import IncidentBook

FORMATS = ("table", "json", "jsonl")


@click.command()
@click.option("--from", "first_day", type=Day(), metavar="DATE", help="On or after this day.")
@click.option("--to", "last_day", type=Day(), metavar="DATE", help="On or before this day.")
@click.option("--type", metavar="TYPE", callback=known_type, help="Event type, such as ASSAULT.")
@click.option("--mode", metavar="MODE", help="Mode, such as heavy-weapons.")
@click.option("--actor", metavar="NAME", help="Part of a name in English or Arabic, a country or a sector.")
@click.option("--recipient", metavar="NAME", help="As --actor, for the recipient.")
@click.option("--country", metavar="CODE", help="ISO alpha-3 country of any party or place.")
@click.option("--place", metavar="NAME", help="Part of a place's name, or its country.")
@click.option("--status", type=click.Choice(STATUSES))
@click.option("--outlets", type=click.IntRange(1), metavar="N", help="Told by at least N independent outlets.")
@click.option("--news/--all", "counts", default=True, help="Only what is told as news and done (default), or all.")
@click.option("--limit", type=click.IntRange(1), help="At most so many, the newest.")
@click.option("--format", "format_", type=click.Choice(FORMATS), default="table", show_default=True)
@bidi_option
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file.")
@store_option
def incidents(
    format_: str, bidi: str, output: Path | None, store: str | None, limit: int | None, counts: bool, **filters: Any
) -> None:
    """List incidents: one row for each happening, however many reports tell of it; the newest first."""
    from marsad.incidents.records import to_dict
    from marsad.store import IncidentFilter

    chosen = IncidentFilter(**filters, counts=True if counts else None)
    with _book(store) as book, output_stream(output) as stream:
        found = book.incidents(chosen, limit, newest_first=True)
        if format_ == "table":
            _print_table(list(found), bidi, stream)
        elif format_ == "json":
            json.dump([to_dict(one) for one in found], stream, ensure_ascii=False, indent=1)
            stream.write("\n")
        else:
            stream.writelines(json.dumps(to_dict(one), ensure_ascii=False) + "\n" for one in found)


def _print_table(found: list[Any], bidi: str, stream: Any) -> None:
    from marsad.cli.incident_tables import incident_table
    from marsad.cli.table import page_width, printed

    width = page_width(stream)
    printed(incident_table(found, isolates(bidi, stream), width), stream, width)
    click.echo(f"{len(found)} incidents", err=True)


@click.command()
@click.argument("incident_ids", nargs=-1, required=True, metavar="INCIDENT INCIDENT...")
@click.option("--why", required=True, help="The reason, for the history.")
@who_option
@bidi_option
@store_option
def merge(incident_ids: tuple[str, ...], why: str, who: str, bidi: str, store: str | None) -> None:
    """Make several incidents one, for good: no later coding takes them apart."""
    with _book(store) as book:
        _tell(book, book.merge(incident_ids, who, why), bidi)


@click.command()
@click.argument("incident_id", metavar="INCIDENT")
@click.argument("event_ids", nargs=-1, required=True, metavar="REPORT...")
@click.option("--why", required=True, help="The reason, for the history.")
@who_option
@bidi_option
@store_option
def split(incident_id: str, event_ids: tuple[str, ...], why: str, who: str, bidi: str, store: str | None) -> None:
    """Take reports out of an incident as one of their own, for good; `marsad merge` takes it back."""
    with _book(store) as book:
        for one in book.split(incident_id, event_ids, who, why):
            _tell(book, one, bidi)


@contextmanager
def _book(store: str | None) -> Iterator[IncidentBook]:
    from marsad.store import IncidentBook, Store

    with Store(store, create=False) as opened:
        book = IncidentBook(opened)
        update(book)
        yield book


def update(book: IncidentBook) -> None:
    """Merge what is not merged yet, with progress on a terminal."""
    if not sys.stderr.isatty():
        book.update()
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("merging")
        book.update(lambda left: bar.update(task, description=f"merging reports of {left} documents into incidents"))


def _tell(book: IncidentBook, one: Any, bidi: str) -> None:
    from marsad.cli.incident_tables import incident_lines

    for line in incident_lines(one, book.report_records(one), isolates(bidi, sys.stdout)):
        click.echo(line)


COMMANDS = (incidents, merge, split)
