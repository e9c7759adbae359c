"""Takes actors, ties, dealings and names to review, and gives what a terminal shows of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import click
from rich.table import Table

from marsad.actors import Exchange, Profile, Proposal, RegistryActor, TieBetween
from marsad.cli.table import isolated, plain_table

MOST = 8
MOST_MONTHS = 24
BAR = 30


def actor_table(rows: Sequence[tuple[RegistryActor, int]], isolate: bool, width: int) -> Table:
    """Give a table of actors with the number of events that name each."""
    widths = {"events": 6, "kind": 10, "country": 7, "sector": 6}
    share = (width - sum(widths.values()) - 6) // 5
    widths = {"actor": 2 * share, **widths, "also": 3 * share}
    cells = [
        {
            "actor": actor.name,
            "events": str(count),
            "kind": actor.kind,
            "country": actor.country or "",
            "sector": actor.sector,
            "also": "، ".join(actor.aliases[:3]),
        }
        for actor, count in rows
    ]
    return plain_table(widths, {name: name for name in widths}, cells, isolate)


def tie_table(ties: Sequence[TieBetween], isolate: bool, width: int) -> Table:
    """Give a table of ties: who, how, to whom, as what, known from what, and when it was told."""
    widths = {"tie": 10, "texts": 5, "told": 23}
    share = (width - sum(widths.values()) - 7) // 4
    widths = {"source": share, "tie": 10, "target": share, "title": share, "texts": 5, "told": 23, "registry": share}
    cells = [
        {
            "source": tie.source,
            "tie": tie.kind.replace("_", " "),
            "target": tie.target,
            "title": "، ".join(tie.titles[:2]),
            "texts": str(len(tie.told)) if tie.told else "",
            "told": _span_of_days(tie.first_told, tie.last_told),
            "registry": _declared(tie),
        }
        for tie in ties
    ]
    return plain_table(widths, {name: name for name in widths}, cells, isolate)


def _declared(tie: TieBetween) -> str:
    if not tie.declared:
        return ""
    days = _span_of_days(tie.first_day, tie.last_day) if tie.first_day or tie.last_day else "yes"
    return f"{days}\n{tie.note}" if tie.note else days


def _span_of_days(first: date | None, last: date | None) -> str:
    if first is None and last is None:
        return ""
    return str(first) if first == last else f"{first or ''}..{last or ''}"


def exchange_table(exchanges: Sequence[Exchange], isolate: bool, width: int) -> Table:
    """Give a table of dealings by month, with the sums of PLOVER scores."""
    widths = {"month": 7, "incidents": 9, "cooperation": 11, "conflict": 8}
    share = (width - sum(widths.values()) - 6) // 2
    widths = {"month": 7, "source": share, "target": share, "incidents": 9, "cooperation": 11, "conflict": 8}
    cells = [
        {
            "month": one.month,
            "source": one.source,
            "target": one.target,
            "incidents": str(one.incidents),
            "cooperation": f"{one.cooperation:.1f}",
            "conflict": f"{one.conflict:.1f}",
        }
        for one in exchanges
    ]
    return plain_table(widths, {name: name for name in widths}, cells, isolate)


def proposal_lines(one: Proposal, isolate: bool) -> Iterator[str]:
    """Give the lines that show a name to review, with what speaks for it."""
    codes = " ".join(code for code in (one.kind, one.country, one.sector) if code)
    yield click.style(f"{isolated(one.text, isolate)}  ({codes})", bold=True)
    seen = _span_of_days(one.first_seen, one.last_seen)
    outlets = ", ".join(isolated(name, isolate) for name in one.outlets)
    yield f"  {one.mentions} mentions in {one.documents} documents  {seen}  {outlets}".rstrip()
    if one.like:
        yield f"  like {', '.join(isolated(name, isolate) for name in one.like)}"
    for told in one.evidence:
        yield f"  {told.event_id}  {isolated(told.text, isolate)}"
    yield ""


def profile_lines(found: Profile, isolate: bool) -> Iterator[str]:
    """Give the lines that show an actor's profile."""
    actor = found.actor
    codes = " ".join(code for code in (actor.kind, actor.country, actor.sector, actor.wikidata) if code)
    yield click.style(f"{actor.name}  ({codes})", bold=True)
    yield from (f"  {office.title}  {office.first_day or ''}..{office.last_day or ''}" for office in actor.offices)
    if actor.aliases:
        yield f"names      {'، '.join(isolated(name, isolate) for name in actor.aliases)}"
    if found.first_seen is None:
        yield "no stored event names it"
    else:
        yield f"seen       {_span_of_days(found.first_seen, found.last_seen)}, in {len(found.incidents)} incidents"
    yield from _counted("met as", found.aliases_met, isolate)
    yield from _counted("types", found.types, isolate)
    yield from _counted("with", found.counterparts, isolate)
    yield from _ties(found, isolate)
    yield from _activity(found)
    if found.incidents:
        yield f"incidents  {' '.join(found.incidents[-MOST:])}"


def _counted(label: str, pairs: Sequence[tuple[str, int]], isolate: bool) -> Iterator[str]:
    if pairs:
        shown = ", ".join(f"{isolated(name, isolate)} {count}" for name, count in pairs[:MOST])
        more = f" and {len(pairs) - MOST} more" if len(pairs) > MOST else ""
        yield f"{label:<10} {shown}{more}"


def _ties(found: Profile, isolate: bool) -> Iterator[str]:
    for tie in found.ties:
        known = f"told by {len(tie.told)} texts" if tie.told else "registry"
        ends = (isolated(tie.source, isolate), tie.kind.replace("_", " "), isolated(tie.target, isolate))
        yield f"tie        {' '.join(ends)}  ({known})"


def _activity(found: Profile) -> Iterator[str]:
    shown = found.activity[-MOST_MONTHS:]
    most = max((month.as_actor + month.as_recipient for month in shown), default=0)
    for month in shown:
        bar = "█" * round(BAR * month.as_actor / most) + "░" * round(BAR * month.as_recipient / most)
        figures = f"{month.as_actor} as actor, {month.as_recipient} as recipient, score {month.score:+.1f}"
        yield f"{month.month}    {bar:<{BAR}}  {figures}"
