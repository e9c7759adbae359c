"""The commands `actors`, `actor` and `ties`: who is known, what an actor did, and who stands with whom."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from marsad.cli.options import Day, bidi_option, isolates, output_stream, store_option, who_option, why_option, writing

if TYPE_CHECKING:
    from rich.table import Table

    from marsad.actors import Proposal
    from marsad.store import ActorBook

KINDS = ("person", "group", "party", "bloc", "body", "army", "police", "media", "igo", "people", "government", "state")
TIE_FORMATS = ("table", "json", "graphml")


@click.group(invoke_without_command=True)
@click.option("--country", metavar="CODE", help="ISO alpha-3 country.")
@click.option("--sector", metavar="CODE", help="Sector, such as REB.")
@click.option("--named", metavar="TEXT", help="Part of any name, in Arabic or English.")
@click.option("--all", "every", is_flag=True, help="Also those that no stored event names.")
@click.option("--format", "format_", type=click.Choice(["table", "json"]), default="table", show_default=True)
@bidi_option
@store_option
@click.pass_context
def actors(context: click.Context, /, store: str | None, bidi: str, format_: str, **wanted: Any) -> None:
    """List known actors, those that most events name first; review names that are not known yet.

    \b
    Examples:
      marsad actors --country IRQ
      marsad actors review
      marsad actors accept "عصبة الثائرين" --name "Usbat al-Thairin" --country IRQ --sector REB
      marsad actors merge "سليم الحسن" "Salim al-Hassan"
    """
    context.obj = store
    if context.invoked_subcommand is not None:
        return
    with _book(store) as book:
        rows = book.listed(**wanted)
    if format_ == "json":
        _print_json([_plain(actor) | {"events": count} for actor, count in rows])
        return
    from marsad.cli.people_tables import actor_table

    _print_table(actor_table, rows, bidi)
    click.echo(f"{len(rows)} actors", err=True)


@actors.command()
@click.option("--least", type=click.IntRange(1), default=3, show_default=True, help="Least number of mentions.")
@click.option("--format", "format_", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("--ask", is_flag=True, help="Ask for each name what is to become of it.")
@bidi_option
@who_option
@click.pass_obj
def review(store: str | None, least: int, format_: str, ask: bool, bidi: str, who: str) -> None:
    """List names that recur and are not known, each with its sentences; accept, merge or dismiss them."""
    with _book(store) as book:
        found = book.proposals(least)
        if format_ == "json":
            _print_json([_plain(one) for one in found])
            return
        from marsad.cli.people_tables import proposal_lines

        for one in found:
            for line in proposal_lines(one, isolates(bidi, sys.stdout)):
                click.echo(line)
            if ask and not _asked(book, one, who):
                break
    click.echo(f"{len(found)} names to review", err=True)


def _asked(book: ActorBook, one: Proposal, who: str) -> bool:
    """Ask what is to become of a name and do it; False where no more is to be asked."""
    answer = click.prompt("[a]ccept [m]erge [d]ismiss [s]kip [q]uit", type=click.Choice(list("amdsq")), default="s")
    if answer == "a":
        name = click.prompt("canonical English name")
        kind = click.prompt("kind", type=click.Choice(KINDS), default=one.kind)
        country = click.prompt("country (ISO alpha-3, empty for none)", default=one.country or "") or None
        sector = click.prompt("sector", default=one.sector)
        _told(book.accept(one.text, name, kind, country, sector, who), one.text)
    elif answer == "m":
        known = one.like[0] if one.like else None
        _told(book.merge(one.text, click.prompt("with which actor", default=known), who), one.text)
    elif answer == "d":
        _told(book.dismiss(one.text, who), one.text)
    return answer != "q"


@actors.command()
@click.argument("text")
@click.option("--name", required=True, help="Canonical English name.")
@click.option("--kind", type=click.Choice(KINDS), default="group", show_default=True)
@click.option("--country", metavar="CODE", help="ISO alpha-3 country.")
@click.option("--sector", metavar="CODE", default="UNK", show_default=True, help="Sector, such as REB.")
@who_option
@why_option
@click.pass_obj
def accept(
    store: str | None, text: str, name: str, kind: str, country: str | None, sector: str, who: str, why: str | None
) -> None:
    """Take a name, as texts write it, into this store's registry as a new actor."""
    with _book(store) as book:
        _told(book.accept(text, name, kind, country, sector, who, why), text)


@actors.command()
@click.argument("text")
@click.argument("actor")
@who_option
@why_option
@click.pass_obj
def merge(store: str | None, text: str, actor: str, who: str, why: str | None) -> None:
    """Take a name, as texts write it, as another name of a known actor."""
    with _book(store) as book:
        _told(book.merge(text, actor, who, why), text)


@actors.command()
@click.argument("text")
@who_option
@why_option
@click.pass_obj
def dismiss(store: str | None, text: str, who: str, why: str | None) -> None:
    """Say that a name is not to be proposed again."""
    with _book(store) as book:
        _told(book.dismiss(text, who, why), text)


@actors.command()
@click.argument("text")
@who_option
@why_option
@click.pass_obj
def undo(store: str | None, text: str, who: str, why: str | None) -> None:
    """Take back what was decided of a name."""
    with _book(store) as book:
        _told(book.undo(text, who, why), text)


def _told(documents: int, text: str) -> None:
    click.echo(f"{text}: kept; it changed the events of {documents} documents", err=True)


@click.command()
@click.argument("name")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@bidi_option
@store_option
def actor(name: str, format_: str, bidi: str, store: str | None) -> None:
    """Show an actor by any of its names: aliases met, incidents, counterparts, activity by month, ties."""
    with _book(store) as book:
        found = book.profile(name)
    if format_ == "json":
        _print_json(_plain(found))
        return
    from marsad.cli.people_tables import profile_lines

    for line in profile_lines(found, isolates(bidi, sys.stdout)):
        click.echo(line)


@click.command()
@click.option("--actor", metavar="NAME", help="Ties of this actor, by any of its names.")
@click.option("--kind", metavar="KIND", help="Kind of tie, such as part_of, affiliated or led_by.")
@click.option("--on", "day", type=Day(), metavar="DATE", help="Ties that the days of the registry do not exclude then.")
@click.option("--told", is_flag=True, help="Only ties that a stored text tells.")
@click.option("--dealings", is_flag=True, help="Instead what pairs did to each other, by month.")
@click.option("--format", "format_", type=click.Choice(TIE_FORMATS), default="table", show_default=True)
@bidi_option
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file.")
@store_option
def ties(format_: str, bidi: str, output: Path | None, store: str | None, dealings: bool, **wanted: Any) -> None:
    """List who stands with whom: ties that texts tell or the registry declares, and dealings by month.

    JSON and GraphML hold both as one graph, with days, sources and sums of PLOVER scores.
    """
    if format_ == "graphml" and output is None:
        raise click.UsageError("graphml goes to a file: name one with --output")
    with _book(store) as book:
        if format_ == "table":
            _print_ties(book, bidi, dealings, wanted)
            return
        data = book.graph(**wanted)
    if format_ == "graphml" and output is not None:
        from marsad.actors import write_graphml

        with writing(output):
            write_graphml(data, output)
        return
    with output_stream(output) as stream:
        json.dump(data, stream, ensure_ascii=False, indent=1)
        stream.write("\n")


def _print_ties(book: ActorBook, bidi: str, dealings: bool, wanted: dict[str, Any]) -> None:
    from marsad.cli.people_tables import exchange_table, tie_table

    if dealings:
        exchanges = book.exchanges(wanted["actor"])
        _print_table(exchange_table, exchanges, bidi)
        click.echo(f"{len(exchanges)} pairs and months", err=True)
        return
    found = book.ties(**wanted)
    _print_table(tie_table, found, bidi)
    click.echo(f"{len(found)} ties", err=True)


@contextmanager
def _book(store: str | None) -> Iterator[ActorBook]:
    from marsad.store import ActorBook, Store

    with Store(store, create=False) as opened:
        yield ActorBook(opened)


def _print_table(make: Any, rows: Any, bidi: str) -> None:
    from marsad.cli.table import page_width, printed

    width = page_width(sys.stdout)
    table: Table = make(rows, isolates(bidi, sys.stdout), width)
    printed(table, sys.stdout, width)


def _plain(value: Any) -> Any:
    from marsad.incidents.records import plain

    return plain(value)


def _print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


COMMANDS = (actors, actor, ties)
