"""The command `export`: incidents and events in the layouts of others."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from marsad.cli.events import known_type
from marsad.cli.options import Day, output_stream, store_option, writing

if TYPE_CHECKING:
    from marsad.export import Format
    from marsad.store import Store

NAMES = ("csv", "acled", "ucdp", "plover", "geojson", "parquet", "xlsx", "graphml")


@click.command()
@click.argument("format_", metavar="FORMAT", type=click.Choice(NAMES))
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file.")
@click.option("--dictionary", is_flag=True, help="Give the format's data dictionary (CSV) instead.")
@click.option("--from", "first_day", type=Day(), metavar="DATE", help="Acts on or after this day.")
@click.option("--to", "last_day", type=Day(), metavar="DATE", help="Acts on or before this day.")
@click.option("--type", metavar="TYPE", callback=known_type, help="Type, such as ASSAULT.")
@click.option("--country", metavar="CODE", help="ISO alpha-3 country of any party or place.")
@click.option("--actor", metavar="NAME", help="Part of a name in English or Arabic, a country or a sector.")
@click.option("--recipient", metavar="NAME", help="As --actor, for the recipient.")
@click.option("--place", metavar="NAME", help="Part of a place's name, or its country.")
@click.option("--news/--all", "counts", default=True, help="Only what is told as news and done (default), or all.")
@click.option("--imported", is_flag=True, help="Also what was imported, filtered by days, type and country alone.")
@store_option
def export(
    format_: str,
    output: Path | None,
    dictionary: bool,
    store: str | None,
    counts: bool,
    imported: bool,
    **filters: Any,
) -> None:
    """Export incidents (plover: events) for spreadsheets, maps, networks and other people's tools.

    \b
    FORMAT  csv      incidents in Marsad's columns        geojson  points for a map
            acled    CSV in ACLED's columns               graphml  who dealt how with whom, by month
            ucdp     CSV in columns like UCDP GED's       parquet  incidents for data frames
            plover   events as PLOVER JSON lines          xlsx     a workbook that opens right to left
    No cell of a CSV or workbook is a formula to a spreadsheet. What each field means: --dictionary.
    """
    from marsad.export import FORMATS
    from marsad.export.dictionary import dictionaries
    from marsad.store import Store

    if dictionary:
        with output_stream(output) as stream:
            writer = csv.writer(stream, lineterminator="\r\n")
            writer.writerow(("field", "kind", "meaning"))
            writer.writerows((one.name, one.kind, one.meaning) for one in dictionaries()[format_].fields)
        return
    chosen = FORMATS[format_]
    if chosen.to_file is not None and output is None:
        raise click.UsageError(f"{format_} goes to a file: name one with --output")
    with Store(store, create=False) as opened:
        found = _events(opened, counts, filters) if chosen.of_events else _incidents(opened, counts, filters)
        if imported and not chosen.of_events:
            found = chain(found, _imported(opened, filters))
        _write(chosen, found, output)


def _incidents(store: Store, counts: bool, filters: dict[str, Any]) -> Iterable[Any]:
    from marsad.cli.incidents import update
    from marsad.store import IncidentBook, IncidentFilter
    from marsad.store.telling import told

    book = IncidentBook(store)
    update(book)
    return told(store, book.incidents(IncidentFilter(**filters, counts=True if counts else None)))


def _imported(store: Store, filters: dict[str, Any]) -> Iterable[Any]:
    from marsad.export import Told
    from marsad.store.imports import ImportBook, ImportFilter

    known = {name: filters[name] for name in ("first_day", "last_day", "type", "country")}
    return map(Told, ImportBook(store).incidents(ImportFilter(**known)))


def _events(store: Store, counts: bool, filters: dict[str, Any]) -> Iterable[dict[str, Any]]:
    from marsad.store import EventFilter

    records = store.events(EventFilter(**filters, status="actual" if counts else None))
    return (one for one in records if one.get("review") != "rejected" and not (counts and one["background"]))


def _write(chosen: Format, found: Iterable[Any], output: Path | None) -> None:
    if chosen.to_file is not None and output is not None:
        with writing(output):
            chosen.to_file(found, output)
    elif chosen.to_stream is not None:
        with output_stream(output) as stream:
            chosen.to_stream(found, stream)
    if output is not None and sys.stderr.isatty():
        click.echo(f"written to {output}", err=True)


COMMANDS = (export,)
