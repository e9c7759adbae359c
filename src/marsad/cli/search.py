"""The command `search`: words, names and phrases in the sentences of the store."""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from marsad.cli.options import Day, bidi_option, isolates, store_option

if TYPE_CHECKING:
    from marsad.store.searching import Found

PLACED, NAMED = "«{found}»: {kind}{of}", "{wanted}: {kind}, in the name {of} of an event"


@click.command()
@click.argument("query", nargs=-1, required=True)
@click.option("--from", "first_day", type=Day(), metavar="DATE", help="Published on or after this day.")
@click.option("--to", "last_day", type=Day(), metavar="DATE", help="Published on or before this day.")
@click.option("--outlet", metavar="NAME", help="Of this outlet.")
@click.option("--same-script", is_flag=True, help="No transliterations: what is asked in Arabic is found in Arabic.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="At most so many sentences.")
@click.option("--format", "format_", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
@bidi_option
@store_option
def search(
    query: tuple[str, ...],
    first_day: date | None,
    last_day: date | None,
    outlet: str | None,
    same_script: bool,
    limit: int,
    format_: str,
    bidi: str,
    store: str | None,
) -> None:
    """Find sentences by words and names, in Arabic or Latin letters, whatever their spelling; the latest first.

    \b
    Every word must be in the sentence; "a phrase" stands together, begin* is the beginning of a word, and a minus
    before a word leaves out the sentences that have it (write -- before the query then):
      marsad search الكاظمي بغداد
      marsad search Kadhimi
      marsad search -- '"حزب الله"' -لبنان
    Each line under a sentence says what was found and why: as written, a spelling, a transliteration, an alias.
    """
    from marsad.store import Store
    from marsad.store.searching import SearchFilter, search

    wanted = " ".join(query)
    count = 0
    with Store(store, create=False) as opened:
        for found in search(opened, wanted, SearchFilter(first_day, last_day, outlet), same_script, limit):
            count += 1
            if format_ == "jsonl":
                click.echo(json.dumps(found.to_dict(), ensure_ascii=False))
            else:
                _show(found, isolates(bidi, sys.stdout))
    if format_ == "text":
        click.echo(f"{count} sentences{' (the first; --limit gives more)' if count == limit else ''}", err=True)


def _show(found: Found, isolate: bool) -> None:
    from marsad.cli.table import isolated

    about = "  ".join(str(one) for one in (found.published, found.outlet, found.source) if one)
    click.echo(click.style(f"{about}  {' '.join(found.events)}".rstrip(), bold=True))
    click.echo(_marked(found, isolate))
    for one in found.matches:
        if one.start is None:
            line = NAMED.format(wanted=one.wanted, kind=one.kind, of=one.of)
        else:
            of = f" of {one.of}" if one.of else ""
            line = PLACED.format(found=found.text[one.start : one.end], kind=one.kind, of=of)
        click.echo(f"    {isolated(line, isolate)}")
    click.echo()


def _marked(found: Found, isolate: bool) -> str:
    """Give the sentence with what was found in colour."""
    from marsad.cli.table import FIRST_STRONG_ISOLATE, POP_ISOLATE, isolated

    out, at = "", 0
    for start, end in sorted((one.start, one.end) for one in found.matches if one.start is not None and one.end):
        if start >= at:
            part = click.style(isolated(found.text[start:end], False), fg="yellow", bold=True)
            out += isolated(found.text[at:start], False) + part
            at = end
    out += isolated(found.text[at:], False)
    return f"{FIRST_STRONG_ISOLATE}{out}{POP_ISOLATE}" if isolate else out


COMMANDS = (search,)
