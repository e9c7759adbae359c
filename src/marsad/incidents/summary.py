"""Takes the mentions of one happening and gives the incident: what they agree on, where they differ, how sure it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from statistics import median_low
from typing import TypeVar

from marsad.incidents.claims import responsibility
from marsad.incidents.linking import Link
from marsad.incidents.mention import VAGUE, Mention
from marsad.incidents.model import Confidence, Figure, Incident, Party, Report, Site
from marsad.incidents.naming import new_name
from marsad.incidents.parties import SAME_BODY, likeness
from marsad.incidents.sites import COUNTRY
from marsad.incidents.sites import likeness as sites_like
from marsad.incidents.spans import is_of_campaign, is_of_many
from marsad.incidents.tables import acled_types, plover_score, quad_class

Value = TypeVar("Value")
MOST_PARTIES = 6
OPENED = "opened the incident"
REPORTED_ONLY = 2  # UCDP's precision of the day where only the day of the report is known: within a week
ENOUGH_OUTLETS = 3
WEIGHTS = {"outlets": 0.4, "likeness": 0.2, "place": 0.15, "day": 0.15, "figures": 0.1}


def incident(members: Sequence[Mention], links: Mapping[str, Sequence[Link]], name: str | None = None) -> Incident:
    """Give the incident that mentions, in `Mention.order`, tell of; `links` say why each was joined."""
    telling = _telling(members)
    type_, mode = _kind(telling)
    actors, recipients = _parties(telling, "actors"), _parties(telling, "recipients")
    first_day, last_day, date_precision = _days(members, telling)
    site = _site(telling)
    acled = acled_types(type_, mode, actors, recipients, [one.trigger for one in telling])
    held = {one.event_id for one in members}
    reports = tuple(_report(one, links.get(one.event_id, ()), held) for one in members)
    published = [one.published for one in members if one.published]
    figures = {name: _figure(telling, name, date_precision) for name in ("killed", "injured", "detained")}
    return Incident(
        id=name or new_name(members[0]),
        type=type_,
        mode=mode,
        quad_class=quad_class(type_),
        score=plover_score(type_, mode),
        status=telling[0].status,
        counts=any(one.status == "actual" and not one.background for one in members),
        first_day=first_day,
        last_day=last_day,
        date_precision=date_precision,
        site=site,
        actors=actors,
        recipients=recipients,
        **figures,
        weapon=_commonest(one.weapon for one in telling),
        acled_type=acled[0],
        acled_sub_type=acled[1],
        reports=reports,
        outlets=tuple(sorted({one.outlet for one in members if one.outlet})),
        independent_outlets=_independent(telling),
        first_report=min(published, default=None),
        last_report=max(published, default=None),
        responsibility=responsibility(members),
        confidence=_confidence(telling, reports, site, date_precision, figures),
    )


def _telling(members: Sequence[Mention]) -> list[Mention]:
    """Give the mentions whose word counts: the news that it was done, else denials of it, else plans, else echoes."""
    ranks = {"actual": 0, "negated": 1, "future": 2, "hypothetical": 3}
    best = min((one.background, ranks[one.status]) for one in members)
    return [one for one in members if (one.background, ranks[one.status]) == best]


def _kind(telling: Sequence[Mention]) -> tuple[str, str | None]:
    """Give the type most mentions have, and of those the mode most of them have."""
    type_ = _commonest(one.type for one in telling) or telling[0].type
    return type_, _commonest(one.mode for one in telling if one.type == type_)


def _commonest(values: Iterable[Value | None]) -> Value | None:
    """Give the value met most, of several the one met first; None where there is none."""
    counts = Counter(value for value in values if value is not None)
    return counts.most_common(1)[0][0] if counts else None


def _parties(telling: Sequence[Mention], role: str) -> tuple[Party, ...]:
    """Give the parties of a role, those that most reports name first; a vague one yields to a named one like it."""
    counts: Counter[str] = Counter()
    known: dict[str, Party] = {}
    for one in telling:
        for party in getattr(one, role):
            counts[party.key] += 1
            known.setdefault(party.key, party)
    ranked = sorted(known, key=lambda key: (-counts[key], _is_vague(known[key]), list(known).index(key)))
    kept: list[Party] = []
    for party in (known[key] for key in ranked):
        if not any(_covers(other, party) for other in kept):
            kept.append(party)
    return tuple(kept[:MOST_PARTIES])


def _is_vague(party: Party) -> bool:
    return party.key != party.name


def _covers(named: Party, vague: Party) -> bool:
    return _is_vague(vague) and (likeness(named, vague) or 0.0) >= SAME_BODY


def _days(members: Sequence[Mention], telling: Sequence[Mention]) -> tuple[date | None, date | None, int]:
    """Give the days most reports tell among the most exact; else, for news, that of the first report."""
    dated = [one for one in telling if one.first_day] or [one for one in members if one.first_day]
    if dated:
        exact = min(one.date_precision for one in dated)
        days = _commonest((one.first_day, one.last_day) for one in dated if one.date_precision == exact)
        return (*days, exact) if days else (None, None, VAGUE)
    published = [one.published for one in telling if one.published]
    if not published or telling[0].background or telling[0].status in ("future", "hypothetical"):
        return None, None, VAGUE
    return min(published), min(published), REPORTED_ONLY


def _site(telling: Sequence[Mention]) -> Site | None:
    """Give the most exact place that enough reports tell, of several the one told most often; with region and country.

    Enough are a third as many as tell the commonest place; half as many for a place that lies outside it.
    """
    sites = Counter(site for one in telling for site in one.sites)
    if not sites:
        return None
    commonest = min(sites, key=lambda site: (-sites[site], min(site.precision, COUNTRY)))

    def is_seldom(site: Site) -> bool:
        share = 2 if sites_like(site, commonest) < 0 else 3
        return sites[site] * share < sites[commonest]

    return min(sites, key=lambda site: (is_seldom(site), min(site.precision, COUNTRY), -sites[site]))


def _figure(telling: Sequence[Mention], name: str, date_precision: int) -> Figure | None:
    """Give least, best and greatest of a number, a document counting once and a copy of another not at all.

    Best is what most documents say; of several such the one nearest the middle. A number that is more than one
    happening has counts where at least three documents tell such a one, and a day.
    """
    by_document: dict[str, tuple[int, bool]] = {}
    for one in telling:
        number = getattr(one, name)
        if number is not None and not is_of_campaign(name, number, one.tells_span):
            source = one.copy_of or one.document_id
            by_document[source] = max((number, name in one.least), by_document.get(source, (0, False)))
    numbers = [number for number, _ in by_document.values()]
    many = sum(is_of_many(name, number) for number in numbers)
    if many and (many < ENOUGH_OUTLETS or date_precision > 1):
        numbers = [number for number in numbers if not is_of_many(name, number)]
    if not numbers:
        return None
    middle, counts = median_low(numbers), Counter(numbers)
    best = min(numbers, key=lambda number: (-counts[number], abs(number - middle), number))
    bounds = sum(is_least for number, is_least in by_document.values() if number == best)
    return Figure(min(numbers), best, max(numbers), len(numbers), is_least=2 * bounds >= counts[best])


def _report(one: Mention, links: Sequence[Link], held: Collection[str]) -> Report:
    """Give the report with the likeliest of its links to another report of the incident."""
    link = next((link for link in links if link.to in held), None)
    score, why = (1.0, (OPENED,)) if link is None else (link.score, (f"like {link.to}", *link.why))
    return Report(one.event_id, one.document_id, one.outlet, one.published, one.background, one.copy_of, score, why)


def _independent(telling: Sequence[Mention]) -> int:
    """Count the outlets that tell it in their own words: copies of one text count once."""
    texts: dict[str, set[str]] = {}
    for one in telling:
        texts.setdefault(one.copy_of or one.document_id, set()).add(one.outlet or "")
    independent: set[str] = set()
    for outlets in sorted(texts.values(), key=len):
        if not outlets & independent:
            independent.add(min(outlets))
    return len(independent)


def _confidence(
    telling: Sequence[Mention],
    reports: Sequence[Report],
    site: Site | None,
    date_precision: int,
    figures: Mapping[str, Figure | None],
) -> Confidence:
    """Give how sure the incident is: who corroborates it, how alike its reports, how exact place, day and figures."""
    told = [figure for figure in figures.values() if figure is not None]
    parts: dict[str, float] = {
        "outlets": min(1.0, _independent(telling) / ENOUGH_OUTLETS),
        "likeness": sum(report.score for report in reports) / len(reports),
        "place": 0.0 if site is None else (7 - site.precision) / 6,
        "day": (VAGUE - date_precision) / (VAGUE - 1),
        "figures": sum(figure.low / figure.high if figure.high else 1.0 for figure in told) / len(told)
        if told
        else 0.5,
    }
    total = sum(WEIGHTS[name] * value for name, value in parts.items())
    return Confidence(round(total, 3), tuple((name, round(value, 3)) for name, value in parts.items()))
