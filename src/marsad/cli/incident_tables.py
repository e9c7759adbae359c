"""Takes incidents and gives what a terminal shows of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click
from rich.table import Table

from marsad.cli.show import labelled, marked
from marsad.cli.table import isolated, plain_table
from marsad.incidents.model import Figure, Incident, Party, Report, Responsibility

WHY_SHOWN = 6
PARTIES_SHOWN = 3
SAYINGS_SHOWN = 3


def incident_table(found: Sequence[Incident], isolate: bool, width: int) -> Table:
    """Give a table of incidents: day, type and mode, parties, place, victims, who reports, how sure, id."""
    longest = max((len(one.id) for one in found), default=len("incident"))
    widths = {"day": 12, "type": 14, "victims": 18, "reports": 10, "sure": 4, "incident": longest}
    share = (width - sum(widths.values()) - 8) // 3
    widths = {"day": 12, "type": 14, "actor": share, "recipient": share, "place": share, **widths}
    return plain_table(widths, {name: name for name in widths}, [_cells(one) for one in found], isolate)


def _cells(one: Incident) -> dict[str, str]:
    return {
        "day": _day(one),
        "type": "\n".join(
            part for part in (one.type, one.mode, one.status if one.status != "actual" else None) if part
        ),
        "actor": _names(one.actors),
        "recipient": _names(one.recipients),
        "place": one.site.name if one.site else "",
        "victims": _victims(one),
        "reports": f"{len(one.reports)} in {len(one.outlets)}" if one.reports else "imported",
        "sure": f"{one.confidence.value:.2f}",
        "incident": one.id,
    }


def _day(one: Incident) -> str:
    """Give the days; in brackets where only those of the reports are known."""
    if one.first_day is None:
        return f"({one.first_report})" if one.first_report else ""
    days = str(one.first_day) if one.first_day == one.last_day else f"{one.first_day}\n{one.last_day}"
    return f"({days})" if one.date_precision > 1 and one.first_day == one.last_day else days


def _names(parties: Sequence[Party]) -> str:
    """Give the names that most reports tell, and how many others there are."""
    more = len(parties) - PARTIES_SHOWN
    return ", ".join(one.name for one in parties[:PARTIES_SHOWN]) + (f" +{more}" if more > 0 else "")


def _victims(one: Incident) -> str:
    figures = (("killed", one.killed), ("injured", one.injured), ("detained", one.detained))
    return "\n".join(f"{name} {spread(figure)}" for name, figure in figures if figure is not None)


def spread(figure: Figure) -> str:
    """Give a figure with its spread: `9 (7-12)`."""
    return str(figure.best) if figure.low == figure.high else f"{figure.best} ({figure.low}-{figure.high})"


def incident_lines(one: Incident, records: Mapping[str, Mapping[str, Any]], isolate: bool) -> Iterator[str]:
    """Give the lines that show one incident: what is agreed, the spread, who is said to be behind it, every report.

    `records` are the event records of its reports by id.
    """
    kind = " ".join(part for part in (one.type, one.mode) if part)
    news = "" if one.counts else "; not told as news, so it counts in no series"
    yield click.style(f"{one.id}  {kind}  ({one.status}{news})", bold=True)
    yield from _facts(one, isolate)
    yield from _responsibility_lines(one.responsibility, isolate)
    parts = ", ".join(f"{name} {value:.2f}" for name, value in one.confidence.parts)
    yield labelled("sure", f"{one.confidence.value:.2f} ({parts})")
    copies = sum(report.copy_of is not None for report in one.reports)
    told = f"{len(one.reports)} in {len(one.outlets)} outlets, {one.independent_outlets} of them independent"
    yield labelled("reports", f"{told}{f', {copies} in copies of another text' if copies else ''}")
    for report in one.reports:
        yield ""
        yield from _report_lines(report, records.get(report.event_id), isolate)


def _facts(one: Incident, isolate: bool) -> Iterator[str]:
    days = f"{one.first_day or '?'} .. {one.last_day or '?'}"
    yield labelled(
        "day", f"{days}  (precision {one.date_precision} of 5; reports {one.first_report} .. {one.last_report})"
    )
    if one.site:
        site = one.site
        where = ", ".join(part for part in (site.name, site.region, site.country) if part)
        at = (
            f"  {site.latitude:.3f} {site.longitude:.3f}"
            if site.latitude is not None and site.longitude is not None
            else ""
        )
        yield labelled("place", f"{isolated(where, isolate)}{at}  (precision {site.precision} of 7)")
    for name, parties in (("actor", one.actors), ("recipient", one.recipients)):
        for party in parties:
            codes = " ".join(code for code in (party.country, party.sector) if code)
            yield labelled(name, f"{isolated(party.name, isolate)}  {codes}")
    for name, figure in (("killed", one.killed), ("injured", one.injured), ("detained", one.detained)):
        if figure is not None:
            bound = "at least " if figure.is_least else ""
            yield labelled(
                name, f"best {bound}{figure.best}, low {figure.low}, high {figure.high}  ({figure.reports} texts)"
            )
    if one.weapon:
        yield labelled("weapon", one.weapon)
    if one.acled_type:
        yield labelled("ACLED", f"{one.acled_type}: {one.acled_sub_type}")
    yield labelled("PLOVER", f"{one.quad_class}, score {one.score:+.1f}")


def _responsibility_lines(all_said: Sequence[Responsibility], isolate: bool) -> Iterator[str]:
    """Give a line for each party and speaker: claimed, blamed or denied from when to when, in which reports."""
    alike: dict[tuple[str, Party, Party | None], list[Responsibility]] = {}
    for said in all_said:
        alike.setdefault((said.kind, said.party, said.said_by), []).append(said)
    for (kind, party, speaker), some in alike.items():
        by = f" says {isolated(speaker.name, isolate)}" if speaker else ""
        days = " .. ".join(dict.fromkeys(str(one.day) for one in (some[0], some[-1]) if one.day))
        more = f" and {len(some) - SAYINGS_SHOWN} more" if len(some) > SAYINGS_SHOWN else ""
        reports = "; ".join(map(_saying, some[:SAYINGS_SHOWN])) + more
        yield labelled(kind, f"{isolated(party.name, isolate)}{by}  {days}  [{reports}]")


def _saying(said: Responsibility) -> str:
    return said.event_id + (f", superseded by {said.superseded_by}" if said.superseded_by else "")


def _report_lines(report: Report, record: Mapping[str, Any] | None, isolate: bool) -> Iterator[str]:
    about = ", ".join(str(part) for part in (report.outlet, report.published) if part)
    notes = [
        *(["background"] if report.background else []),
        *([f"copy of {report.copy_of[:12]}"] if report.copy_of else []),
    ]
    noted = f"  ({', '.join(notes)})" if notes else ""
    yield f"{report.event_id}  {isolated(about, isolate)}{noted}"
    if record is not None:
        yield f"  {marked(dict(record), isolate)}"
    yield (
        f"  joined with {report.score:.2f}: {', '.join(report.why[:WHY_SHOWN])}"
        if report.score < 1
        else f"  {report.why[0]}"
    )
