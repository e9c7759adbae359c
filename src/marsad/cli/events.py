"""The commands `events`, `show` and `documents`: what the store holds."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from marsad.cli.options import Day, bidi_option, isolates, output_stream, store_option, writing

if TYPE_CHECKING:
    from marsad.incidents import Incident
    from marsad.store import Store

FORMATS = ("table", "json", "jsonl", "csv", "parquet")
DOCUMENT_ID = re.compile("[0-9a-f]{6,64}")  # or how one begins; those of incidents begin with another letter
STATUSES = ("actual", "negated", "future", "hypothetical")


def known_type(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """Refuse a type that does not exist, rather than find nothing of it."""
    if value is None:
        return None
    from marsad.cli.table import arabic_names

    types = arabic_names()["types"]
    if value.upper() not in types:
        raise click.BadParameter(f"{value!r} is none of {', '.join(types)}")
    return value.upper()


@click.command()
@click.option("--from", "first_day", type=Day(), metavar="DATE", help="Acts on or after this day.")
@click.option("--to", "last_day", type=Day(), metavar="DATE", help="Acts on or before this day.")
@click.option("--type", metavar="TYPE", callback=known_type, help="Event type, such as ASSAULT.")
@click.option("--mode", metavar="MODE", help="Mode, such as heavy-weapons.")
@click.option("--actor", metavar="NAME", help="Part of a name in English or Arabic, a country or a sector.")
@click.option("--recipient", metavar="NAME", help="As --actor, for the recipient.")
@click.option("--country", metavar="CODE", help="ISO alpha-3 country of any party or place.")
@click.option("--place", metavar="NAME", help="Part of a place's name in English or Arabic, or its country.")
@click.option("--status", type=click.Choice(STATUSES))
@click.option("--document", metavar="ID|PATH", help="Beginning of a document's id, or its source.")
@click.option("--limit", type=click.IntRange(1), help="At most so many events.")
@click.option("--format", "format_", type=click.Choice(FORMATS), default="table", show_default=True)
@click.option(
    "--lang",
    type=click.Choice(["en", "ar"]),
    default="en",
    show_default=True,
    help="Names in English, or as the text has them.",
)
@bidi_option
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file.")
@store_option
def events(
    format_: str, lang: str, bidi: str, output: Path | None, store: str | None, limit: int | None, **filters: Any
) -> None:
    """List events, with filters, as a table, JSON, CSV or Parquet.

    In the table a day in brackets is that of publication, where the text does not tell the day of the act.
    """
    from marsad.store import EventFilter, Store

    if format_ == "parquet" and output is None:
        raise click.UsageError("parquet goes to a file: name one with --output")
    with Store(store, create=False) as opened:
        records = opened.events(EventFilter(**filters), limit)
        if format_ == "table":
            _print_table(list(records), lang, bidi, output)
        else:
            _export(records, format_, output)


def _export(records: Iterator[dict[str, Any]], format_: str, output: Path | None) -> None:
    from marsad import export

    if format_ == "parquet" and output is not None:
        with writing(output):
            export.write_parquet(records, output)
        return
    write = {"json": export.write_json, "jsonl": export.write_json_lines, "csv": export.write_csv}[format_]
    with output_stream(output) as stream:
        write(records, stream)


def _print_table(records: list[dict[str, Any]], lang: str, bidi: str, output: Path | None) -> None:
    from marsad.cli.table import event_table, page_width, printed

    with output_stream(output) as stream:
        width = page_width(stream)
        printed(event_table(records, lang, isolates(bidi, stream), width), stream, width)
    click.echo(f"{len(records)} events", err=True)


@click.command()
@click.argument("name", metavar="EVENT|INCIDENT|DOCUMENT")
@bidi_option
@store_option
def show(name: str, bidi: str, store: str | None) -> None:
    """Show an event with its evidence and why it is so, or an incident with every report and why it was joined.

    Of a document, by its id or how this begins, the text is shown with what was read in it.
    """
    from marsad.store import IncidentBook, Store

    isolate = isolates(bidi, sys.stdout)
    with Store(store, create=False) as opened:
        if "-" in name:
            lines = _event_lines(opened, name, isolate)
        elif DOCUMENT_ID.fullmatch(name.lower()):
            lines = _document_lines(opened, name, isolate)
        else:
            book = IncidentBook(opened)
            one = book.incident(name)
            lines = _incident_lines(one, book.report_records(one), isolate)
        for line in lines:
            click.echo(line)


def _event_lines(opened: Store, name: str, isolate: bool) -> Iterator[str]:
    from marsad.cli.show import record_lines

    record, why = opened.event(name)
    return record_lines(record, opened.document(record["document"]), why, isolate)


def _document_lines(opened: Store, name: str, isolate: bool) -> Iterator[str]:
    from marsad.cli.show import document_lines
    from marsad.store import EventFilter

    document = opened.document(name)
    return document_lines(document, list(opened.events(EventFilter(document=document["id"]))), isolate)


def _incident_lines(one: Incident, records: dict[str, dict[str, Any]], isolate: bool) -> Iterator[str]:
    from marsad.cli.incident_tables import incident_lines

    return incident_lines(one, records, isolate)


@click.command()
@click.option("--failed", is_flag=True, help="List the inputs that could not be read, with the reasons.")
@bidi_option
@store_option
def documents(failed: bool, bidi: str, store: str | None) -> None:
    """List the documents in the store with the number of their events."""
    from marsad.cli.table import document_table, page_width, printed
    from marsad.store import Store

    with Store(store, create=False) as opened:
        if failed:
            for failure in opened.failures():
                click.echo(f"{failure.source}: {failure.reason}")
            return
        rows = list(opened.documents())
    width = page_width(sys.stdout)
    printed(document_table(rows, isolates(bidi, sys.stdout), width), sys.stdout, width)
    click.echo(f"{len(rows)} documents", err=True)


COMMANDS = (events, show, documents)
