"""The commands `import` and `imported`: the user's own ACLED and UCDP data beside Marsad's incidents."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from marsad.cli.events import known_type
from marsad.cli.options import Day, bidi_option, isolates, store_option, who_option

if TYPE_CHECKING:
    from marsad.importing import Imported, RowFailure

FAILED = 1
SHOWN_FAILURES = 20


@click.command("import")
@click.argument("source", type=click.Choice(["acled", "ucdp"]))
@click.argument("files", nargs=-1, required=True, type=click.Path(dir_okay=False, path_type=Path), metavar="FILE...")
@who_option
@store_option
def import_(source: str, files: tuple[Path, ...], who: str, store: str | None) -> None:
    """Import CSV files of ACLED or UCDP GED, to stand beside Marsad's incidents.

    Incidents are known again by their ids: what changed is replaced, what did not is left alone, so that importing a
    file again changes nothing. They are never merged into Marsad's; `marsad imported` lists them, and
    `marsad export --imported` exports them too. Exit code 1 means that some rows were left out.
    """
    from marsad.importing import read_import
    from marsad.store import Store
    from marsad.store.imports import ImportBook

    failed = 0
    with Store(store) as opened:
        book = ImportBook(opened)
        for file in files:
            failures: list[RowFailure] = []
            count = book.put(_good(read_import(source, file), failures), str(file), who)
            _tell_failures(file, failures)
            click.echo(f"{file}: {count.new} new, {count.changed} changed, {count.same} as they were, "
                       f"{count.older} older than what is stored, {len(failures)} left out")  # fmt: skip
            failed += len(failures)
    if failed:
        click.get_current_context().exit(FAILED)


def _good(found: Iterator[Imported | RowFailure], failures: list[RowFailure]) -> Iterator[Imported]:
    from marsad.importing import RowFailure

    for one in found:
        if isinstance(one, RowFailure):
            failures.append(one)
        else:
            yield one


def _tell_failures(file: Path, failures: list[RowFailure]) -> None:
    for one in failures[:SHOWN_FAILURES]:
        click.echo(f"left out: {file}:{one.line}: {one.reason}", err=True)
    if len(failures) > SHOWN_FAILURES:
        click.echo(f"... and {len(failures) - SHOWN_FAILURES} more", err=True)


@click.command()
@click.option("--source", type=click.Choice(["acled", "ucdp"]), help="Of this collection.")
@click.option("--from", "first_day", type=Day(), metavar="DATE", help="On or after this day.")
@click.option("--to", "last_day", type=Day(), metavar="DATE", help="On or before this day.")
@click.option("--type", metavar="TYPE", callback=known_type, help="PLOVER type, such as ASSAULT.")
@click.option("--country", metavar="CODE", help="ISO alpha-3 country of the place.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="At most so many.")
@click.option("--format", "format_", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
@bidi_option
@store_option
def imported(format_: str, limit: int, bidi: str, store: str | None, **filters: Any) -> None:
    """List incidents that were imported."""
    from marsad.cli.incident_tables import incident_table
    from marsad.cli.table import page_width, printed
    from marsad.incidents.records import to_dict
    from marsad.store import Store
    from marsad.store.imports import ImportBook, ImportFilter

    with Store(store, create=False) as opened:
        found = list(ImportBook(opened).incidents(ImportFilter(**filters), limit))
    if format_ == "jsonl":
        for one in found:
            click.echo(json.dumps(to_dict(one), ensure_ascii=False))
        return
    width = page_width(sys.stdout)
    printed(incident_table(found, isolates(bidi, sys.stdout), width), sys.stdout, width)
    click.echo(f"{len(found)} incidents", err=True)


COMMANDS = (import_, imported)
