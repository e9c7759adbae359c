"""The commands `correct` and `history`: what people say of events, and who changed what."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any

import click

from marsad.cli.options import bidi_option, isolates, store_option, who_option, why_option

NOT_SHOWN = ("source", "sentence", "start", "end")


def _pairs(_context: click.Context, _option: click.Parameter, values: tuple[str, ...]) -> dict[str, list[str]]:
    """Give what was set, by field."""
    found: dict[str, list[str]] = {}
    for value in values:
        name, mark, rest = value.partition("=")
        if not mark:
            raise click.BadParameter(f"{value!r}: write it as FIELD=VALUE, such as killed=7")
        found.setdefault(name.strip().replace("-", "_"), []).append(rest.strip())
    return found


@click.command()
@click.argument("event")
@click.option("--set", "written", multiple=True, metavar="FIELD=VALUE", callback=_pairs, help="Give a field a value.")
@click.option("--confirm", "verdict", flag_value="confirm", help="The record is right.")
@click.option("--reject", "verdict", flag_value="reject", help="The text reports no such event.")
@click.option("--undo", "verdict", flag_value="undo", help="Take back what was said of it.")
@why_option
@who_option
@bidi_option
@store_option
def correct(
    event: str,
    written: dict[str, list[str]],
    verdict: str | None,
    why: str | None,
    who: str,
    bidi: str,
    store: str | None,
) -> None:
    """Correct, confirm or reject an event; what is said of it outlives every re-coding.

    \b
    FIELD is type, mode, status, background, killed, injured, detained, when, actor, recipient, place or said_by;
    `none` empties it. Whom, where and when are words of the text; where the lexicon does not know what they mean,
    say so after ` = `; give actors, recipients and places one --set each:
      marsad correct 16e0b715130d-e3 --set type=ASSAULT --set mode=drone --set killed=7 --why "named in the text"
      marsad correct 16e0b715130d-e3 --set "actor=مسلحون مجهولون" --set "actor=كتائب = Brigades, IRQ, REB"
      marsad correct 16e0b715130d-e3 --set "when=ليلة العيد = 2020-07-31"
      marsad correct 16e0b715130d-e3 --reject --why "a film"
    """
    from marsad.cli.show import record_lines
    from marsad.store import Store
    from marsad.store.field_values import Evidence, field_values
    from marsad.store.review import Reviews

    if bool(written) == bool(verdict):
        raise click.UsageError("give either --set FIELD=VALUE, or one of --confirm, --reject, --undo")
    with Store(store, create=False) as opened:
        reviews = Reviews(opened)
        if written:
            values = field_values(written, Evidence(*reviews.document_of(event)))
            record = reviews.correct(event, values, who, why)
        else:
            record = getattr(reviews, str(verdict))(event, who, why)
        lines = list(record_lines(record, opened.document(record["document"]), opened.event(event)[1],
                                  isolates(bidi, sys.stdout)))  # fmt: skip
    for line in lines:
        click.echo(line)


@click.command()
@click.argument("what", required=False, metavar="[EVENT|DOCUMENT|INCIDENT]")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="At most so many, the latest.")
@click.option("--format", "format_", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
@click.option("--unmatched", is_flag=True, help="List what was said of events that the coder no longer finds.")
@bidi_option
@store_option
def history(what: str | None, limit: int, format_: str, unmatched: bool, bidi: str, store: str | None) -> None:
    """Tell who changed what, when and why: people and the machine; the latest first."""
    from marsad.cli.table import isolated
    from marsad.store import Store
    from marsad.store.review import Reviews

    with Store(store, create=False) as opened:
        reviews = Reviews(opened)
        if unmatched:
            lines = [line for one in reviews.unmatched() for line in _unmatched_lines(one)]
        elif format_ == "jsonl":
            lines = [json.dumps(row | {"at": row["at"].isoformat()}, ensure_ascii=False)
                     for row in reviews.history(what, limit)]  # fmt: skip
        else:
            lines = [line for row in reviews.history(what, limit) for line in change_lines(row)]
    for line in lines:
        click.echo(isolated(line, isolates(bidi, sys.stdout)))


def change_lines(row: dict[str, Any]) -> Iterator[str]:
    """Give the lines that tell one change."""
    at = row["at"].strftime("%Y-%m-%d %H:%M:%S")
    why = f": {row['why']}" if row["why"] else ""
    yield f"{row['id']}  {at}  {row['object']}  {row['action']} by {row['who']}{why}"
    yield from difference_lines(row["before"], row["after"])


def difference_lines(before: dict[str, Any] | None, after: dict[str, Any] | None) -> Iterator[str]:
    """Give a line for each field: as it was, and as it is."""
    for name in dict.fromkeys([*(before or {}), *(after or {})]):
        if name in ("id", "sentence"):
            continue
        was, now = (_brief(side.get(name)) if side else "" for side in (before, after))
        if (was, now) not in (("", ""), ("-", "-"), ("-", ""), ("", "-")):
            yield f"    {name}: {' -> '.join(part for part in (was, now) if part)}"


def _brief(value: Any) -> str:
    """Give a field as a person reads it: of a span its words and what they name."""
    match value:
        case None | []:
            return "-"
        case list():
            return "; ".join(map(_brief, value))
        case {"text": text, **known}:
            more = [str(one) for name, one in known.items() if name not in NOT_SHOWN and one is not None]
            return f"«{text}»" + (f" ({', '.join(more)})" if more else "")
        case dict():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return str(value)


def _unmatched_lines(one: Any) -> Iterable[str]:
    yield f"{one.document_id[:12]}  «{one.trigger}»  {one.verdict} by {one.who}{f': {one.why}' if one.why else ''}"
    yield f"    {one.sentence_text}"
    yield from difference_lines(None, dict(one.fields))


COMMANDS = (correct, history)
