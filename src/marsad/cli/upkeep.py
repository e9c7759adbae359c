"""The commands `recode`, `regroup`, `backup` and `restore-backup`: the upkeep of a store."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from marsad.cli.options import bidi_option, isolates, store_option, why_option

if TYPE_CHECKING:
    from marsad.store.recoding import Proposal, Recoding

FAILED = 1


@click.command()
@click.option("--keep", is_flag=True, help="Put the new coding in place of the old one.")
@click.option("--drop", is_flag=True, help="Throw the new coding away.")
@click.option("--show", "shown", type=click.IntRange(0), default=20, show_default=True, help="So many changed events.")
@click.option("--jobs", type=click.IntRange(1), help="Processes that code; default: one a core.")
@why_option
@bidi_option
@store_option
def recode(keep: bool, drop: bool, shown: int, jobs: int | None, why: str | None, bidi: str, store: str | None) -> None:
    """Code the stored documents anew after a change of the lexicon, and show what would change.

    Nothing that is stored changes before --keep. What people said of events stays said in any case. Ctrl-C stops; the
    same command goes on from there.
    """
    from marsad.store import Store
    from marsad.store.recoding import Recoding

    if keep and drop:
        raise click.UsageError("either --keep or --drop")
    with Store(store, create=False) as opened:
        recoding = Recoding(opened)
        if drop:
            click.echo(f"{recoding.drop()} documents: the new coding was thrown away")
            return
        with _progress("coding anew", recoding.waiting()) as show:
            failures = recoding.propose(jobs, show)
        summary = recoding.summary()
        _tell(recoding, summary, shown, bidi)
        if keep:
            with _progress("keeping", summary.documents) as show:
                click.echo(f"{recoding.keep(why, show)} documents kept as coded by {recoding.version}")
        elif summary.documents:
            click.echo("nothing stored was changed: --keep keeps this, --drop throws it away")
    for failure in failures:
        click.echo(f"failed: {failure.source}: {failure.reason}", err=True)
    if failures:
        click.get_current_context().exit(FAILED)


def _tell(recoding: Recoding, summary: Proposal, shown: int, bidi: str) -> None:
    from marsad.cli.people import difference_lines
    from marsad.cli.table import isolated

    isolate = isolates(bidi, sys.stdout)
    for one in islice(recoding.changes(), shown):
        click.echo(click.style(f"{one.event_id}  {one.action}  ", bold=True) + isolated(f"«{one.trigger}»", isolate))
        click.echo(f"    {isolated(one.sentence_text, isolate)}")
        if one.action == "changed":
            for line in difference_lines(one.before, one.after):
                click.echo(isolated(line, isolate))
    events = f"{summary.came} events added, {summary.went} dropped, {summary.changed} changed"
    fields = ", ".join(f"{name} {count}" for name, count in summary.fields.most_common())
    click.echo(f"{summary.documents} documents coded anew, {summary.changed_documents} of them otherwise: {events}"
               f"{f' ({fields})' if fields else ''}")  # fmt: skip


@click.command()
@store_option
def regroup(store: str | None) -> None:
    """Merge all stored events into incidents anew, after a change of the rules by which reports are one happening.

    Incidents keep their names; merges and splits stay. Ctrl-C stops; whatever needs incidents goes on from there.
    """
    from marsad.cli.incidents import update
    from marsad.store import IncidentBook, Store

    with Store(store, create=False) as opened:
        book = IncidentBook(opened)
        update(book)
        before = book.count()
        book.set_aside()
        update(book)
        click.echo(f"{book.count()} incidents; before there were {before}")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@store_option
def backup(file: Path, store: str | None) -> None:
    """Write all that a store holds to one compressed file, as of one moment; others may go on working."""
    from marsad.store import Store
    from marsad.store.backup import backup

    with Store(store, create=False) as opened, _progress("writing rows", None) as show:
        count = backup(opened, file, show)
    click.echo(f"{count} rows in {file}")


@click.command("restore-backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@store_option
def restore_backup(file: Path, store: str | None) -> None:
    """Fill a new store with a backup, of SQLite or PostgreSQL, whichever the backup was made of."""
    from marsad.store import Store
    from marsad.store.backup import restore_backup

    with Store(store) as opened, _progress("restoring rows", None) as show:
        count = restore_backup(opened, file, show)
    click.echo(f"{count} rows restored to {opened.name}")


@contextmanager
def _progress(what: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """Show a running count on standard error, on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda done: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns: list[Any] = [TextColumn("{task.description} {task.completed}"), TimeElapsedColumn()]
    if total is not None:
        columns.insert(1, BarColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done: bar.update(task, completed=done)


COMMANDS = (recode, regroup, backup, restore_backup)
