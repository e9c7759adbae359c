"""The command `restore`: a file's text repaired, explained or only checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from marsad.errors import DocumentError

if TYPE_CHECKING:
    from marsad.documents import Document
    from marsad.restore import Restoration

DAMAGED = 1


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--check", is_flag=True, help="Only tell whether the text is damaged: exit code 1 where it is.")
@click.option(
    "--explain", "explained", is_flag=True, help="List repairs and doubts: kind, where, before, after, confidence."
)
@click.option("--body", is_flag=True, help="Leave out the blocks set apart, such as pull quotes.")
def restore(file: Path, check: bool, explained: bool, body: bool) -> None:
    """Repair damaged Arabic text (runs out of order, stretched letters, lost glyphs) and print it."""
    from marsad.documents import DocumentFailure, read_documents
    from marsad.restore import restore as restored

    is_damaged = False
    for document in read_documents([file]):
        if isinstance(document, DocumentFailure):
            raise DocumentError(f"{document.source}: {document.reason}")
        result = restored(document.text)
        is_damaged = is_damaged or bool(result.changes)
        if explained:
            _list_changes(document, result)
        if check:
            click.echo(f"{document.source}: {_verdict(result)}")
        elif not explained:
            click.echo(result.body if body else result.text)
    if check and is_damaged:
        click.get_current_context().exit(DAMAGED)


def _verdict(result: Restoration) -> str:
    doubts = f", {len(result.doubts)} places in doubt" if result.doubts else ""
    return f"damaged, {len(result.changes)} repairs{doubts}" if result.changes else f"healthy{doubts}"


def _list_changes(document: Document, result: Restoration) -> None:
    """Print each repair and each place in doubt: kind, where, the text before and after side by side, how sure."""
    for change in (*result.changes, *result.doubts):
        point = document.source_map.locate(document.text, change.start)
        where = f"characters {change.start}-{change.end}"
        if point is not None:
            where = f"page {point.page}" if point.page else f"line {point.line}" if point.line else where
        click.echo(f"{change.kind}\t{where}\t{change.before!r} -> {change.after!r}\t{change.confidence:.2f}")


COMMANDS = (restore,)
