"""The command `claims`: what was said to come, what became of it, and who was right how often."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from marsad.cli.options import bidi_option, isolates, store_option, who_option, why_option

if TYPE_CHECKING:
    from marsad.claims import Claim, Outcome
    from marsad.store import ClaimBook

KINDS = ("threat", "promise", "condition", "expectation")
STATES = ("came-true", "did-not", "open", "void")
USUAL = 100  # claims in a table, where no number is asked for
FORMATS = click.Choice(["table", "json"])


@click.group(invoke_without_command=True)
@click.option("--kind", type=click.Choice(KINDS))
@click.option("--state", type=click.Choice(STATES), help="What became of it.")
@click.option("--speaker", metavar="NAME", help="Part of a speaker's name, a country or a sector.")
@click.option("--country", metavar="CODE", help="ISO alpha-3 country of any party or place.")
@click.option(
    "--limit", type=click.IntRange(1), help=f"At most so many, those made last; default: {USUAL} in a table, else all."
)
@click.option("--format", "format_", type=FORMATS, default="table", show_default=True)
@bidi_option
@store_option
@click.pass_context
def claims(
    context: click.Context, /, store: str | None, bidi: str, format_: str, limit: int | None, **wanted: Any
) -> None:
    """List threats, promises, conditions and expectations, each held against the incidents since; the latest first.

    \b
    Examples:
      marsad claims --kind threat --state open
      marsad claims show 16e0b715130d-e3
      marsad claims judge 16e0b715130d-e3 came-true --incident i4f20 --why "the strikes of 29 July"
      marsad claims speakers
    """
    context.obj = store
    if context.invoked_subcommand is not None:
        return
    with _book(store) as book:
        found, in_all = book.latest(limit or (USUAL if format_ == "table" else None), **wanted)
    if format_ == "json":
        _print_json([_data(*pair) for pair in found])
        return
    from marsad.cli.claim_tables import claim_table
    from marsad.cli.table import page_width, printed

    width = page_width(sys.stdout)
    printed(claim_table(found, isolates(bidi, sys.stdout), width), sys.stdout, width)
    more = in_all - len(found)
    told = f"{in_all} claims" if not more else f"{len(found)} of {in_all} claims; {more} more with --limit {in_all}"
    click.echo(told, err=True)


@claims.command()
@click.argument("claim")
@bidi_option
@click.pass_obj
def show(store: str | None, claim: str, bidi: str) -> None:
    """Show one claim: its sentence, the rule by which it is judged, and what became of it."""
    with _book(store) as book:
        _show(*book.claim(claim), bidi)


@claims.command()
@click.argument("claim")
@click.argument("state", type=click.Choice(STATES))
@click.option("--incident", "incidents", multiple=True, metavar="ID", help="An incident that shows it; repeatable.")
@who_option
@why_option
@bidi_option
@click.pass_obj
def judge(
    store: str | None, claim: str, state: str, incidents: tuple[str, ...], who: str, why: str | None, bidi: str
) -> None:
    """Say what became of a claim; the machine never changes it."""
    with _book(store) as book:
        _show(*book.judge(claim, state, who, incidents, why), bidi)


@claims.command()
@click.argument("claim")
@who_option
@why_option
@bidi_option
@click.pass_obj
def undo(store: str | None, claim: str, who: str, why: str | None, bidi: str) -> None:
    """Take back what a person said of a claim."""
    with _book(store) as book:
        _show(*book.withdraw(claim, who, why), bidi)


@claims.command()
@click.option("--format", "format_", type=FORMATS, default="table", show_default=True)
@bidi_option
@click.pass_obj
def speakers(store: str | None, format_: str, bidi: str) -> None:
    """List how often what each speaker said came true, beside how often it would have by chance."""
    with _book(store) as book:
        found = book.speakers()
    if format_ == "json":
        from marsad.incidents.records import plain

        _print_json([plain(one) for one in found])
        return
    from marsad.cli.claim_tables import speaker_table
    from marsad.cli.table import page_width, printed

    width = page_width(sys.stdout)
    printed(speaker_table(found, isolates(bidi, sys.stdout), width), sys.stdout, width)


@contextmanager
def _book(store: str | None) -> Iterator[ClaimBook]:
    from marsad.store import ClaimBook, Store

    with Store(store, create=False) as opened:
        yield ClaimBook(opened)


def _show(claim: Claim, outcome: Outcome, bidi: str) -> None:
    from marsad.cli.claim_tables import claim_lines

    for line in claim_lines(claim, outcome, isolates(bidi, sys.stdout)):
        click.echo(line)


def _data(claim: Claim, outcome: Outcome) -> dict[str, Any]:
    from marsad.incidents.records import plain

    data: dict[str, Any] = plain(claim) | {"outcome": plain(outcome)}
    return data


def _print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


COMMANDS = (claims,)
