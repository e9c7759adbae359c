"""The command `read`: files, folders, archives and standard input into the store."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import click

from marsad.cli.options import published_option, store_option

if TYPE_CHECKING:
    from marsad.documents import Document, DocumentFailure, ReadOptions
    from marsad.store import Store

FAILED, INTERRUPTED = 1, 130
SHOWN_FAILURES = 50


@dataclass(slots=True)
class Tally:
    """What became of the inputs of one run; `in_hand` are the ids of documents that are being coded."""

    read: int = 0
    known: int = 0
    events: int = 0
    failures: list[DocumentFailure] = field(default_factory=list)
    in_hand: set[str] = field(default_factory=set)
    is_interrupted: bool = False

    def __str__(self) -> str:
        return f"{self.read} read ({self.events} events), {self.known} already known, {len(self.failures)} failed"


@click.command()
@click.argument("paths", nargs=-1, required=True)
@published_option
@click.option("--outlet", metavar="NAME", help="Outlet of documents that do not say their own.")
@store_option
@click.option("--again", is_flag=True, help="Also code what this coder version has read before.")
@click.option("--jobs", type=click.IntRange(1), help="Processes that code; default: one a core.")
@click.option("--encoding", metavar="NAME", help="Encoding of text files; default: recognised.")
@click.option(
    "--text-column",
    default="text",
    show_default=True,
    metavar="NAME",
    help="Columns of tables (JSON lines, CSV, Parquet): this and the next four.",
)
@click.option("--title-column", default="title", show_default=True, metavar="NAME")
@click.option("--published-column", default="published", show_default=True, metavar="NAME")
@click.option("--outlet-column", default="outlet", show_default=True, metavar="NAME")
@click.option("--id-column", default="id", show_default=True, metavar="NAME")
def read(
    paths: tuple[str, ...],
    published: date | None,
    outlet: str | None,
    store: str | None,
    again: bool,
    jobs: int | None,
    encoding: str | None,
    **columns: str,
) -> None:
    """Read reports into the store, and merge what they tell into incidents.

    Reads .txt .md .html .pdf .jsonl .csv .tsv .parquet .zip, RSS and Atom, folders, or -. A document that this coder
    version has read before is not read again; one that another version read is coded anew. Ctrl-C stops after the
    document in hand; running the same command again goes on from there. Exit code 1 means that some inputs failed.
    """
    from marsad.cli.incidents import update
    from marsad.documents import ReadOptions
    from marsad.store import IncidentBook, Store

    names = {name.removesuffix("_column"): value for name, value in columns.items()}
    options = ReadOptions(columns=names, published=published, outlet=outlet, encoding=encoding)
    tally = Tally()
    with Store(store) as opened, _interruptible(tally):
        _read_into(opened, paths, options, jobs, tally, again)
        if not tally.is_interrupted:
            update(IncidentBook(opened))
    _report(tally)
    if tally.is_interrupted or tally.failures:
        click.get_current_context().exit(INTERRUPTED if tally.is_interrupted else FAILED)


def _read_into(
    store: Store, paths: tuple[str, ...], options: ReadOptions, jobs: int | None, tally: Tally, again: bool
) -> None:
    from marsad.documents import read_documents
    from marsad.reading import code_documents

    with _progress() as show:
        wanted = _wanted(store, read_documents(paths, options), tally, again)
        with closing(code_documents(wanted, jobs)) as results:
            for result in results:
                _keep(store, result, tally)
                show(tally)
                if tally.is_interrupted:
                    return


def _wanted(
    store: Store, documents: Iterator[Document | DocumentFailure], tally: Tally, again: bool
) -> Iterator[Document | DocumentFailure]:
    """Pass on what is not in the store yet, until somebody interrupts."""
    from marsad.coding import coder_version
    from marsad.documents import DocumentFailure

    version = coder_version()
    for document in documents:
        if tally.is_interrupted:
            return
        if not isinstance(document, DocumentFailure):
            if document.id in tally.in_hand or (not again and store.knows(document, version)):
                tally.known += 1
                continue
            tally.in_hand.add(document.id)
        yield document


def _keep(store: Store, result: object, tally: Tally) -> None:
    from marsad.documents import DocumentFailure
    from marsad.reading import CodedDocument

    if isinstance(result, DocumentFailure):
        tally.failures.append(result)
        store.note_failure(result)
    elif isinstance(result, CodedDocument):
        store.save(result)
        tally.in_hand.discard(result.document.id)
        tally.read += 1
        tally.events += len(result.events)


@contextmanager
def _interruptible(tally: Tally) -> Iterator[None]:
    """Let the first Ctrl-C end the run after the document in hand; a second one ends it at once."""

    def stop(*_: object) -> None:
        if tally.is_interrupted:
            raise KeyboardInterrupt
        tally.is_interrupted = True

    earlier = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, earlier)


@contextmanager
def _progress() -> Iterator[Callable[[Tally], None]]:
    """Show a running count on standard error, on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda tally: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading")
        yield lambda tally: bar.update(task, description=str(tally))


def _report(tally: Tally) -> None:
    for failure in tally.failures[:SHOWN_FAILURES]:
        click.echo(f"failed: {failure.source}: {failure.reason}", err=True)
    if len(tally.failures) > SHOWN_FAILURES:
        more = len(tally.failures) - SHOWN_FAILURES
        click.echo(f"... and {more} more: `marsad documents --failed` lists them", err=True)
    click.echo(str(tally))
    if tally.is_interrupted:
        click.echo("interrupted: what was read is stored; run the same command again to go on", err=True)


COMMANDS = (read,)
