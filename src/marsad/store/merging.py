"""Takes the documents whose events are not merged yet and brings the tables of incidents up to date with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, insert, or_, select, update

from marsad.incidents.blocking import filed_under, looked_up_under
from marsad.incidents.copies import MOST_DAYS_APART, Article, Copies, Print, print_of
from marsad.incidents.grouping import Decision, groups
from marsad.incidents.linking import MOST_COMPARED, Link, Linker
from marsad.incidents.mention import Mention
from marsad.incidents.naming import name_groups
from marsad.incidents.summary import incident
from marsad.incidents.telling import Told, tell
from marsad.incidents.wording import words_of_story
from marsad.store.decisions import anchor, kept_decisions, nearest
from marsad.store.incident_rows import (
    fresh_mentions,
    incident_row,
    link_rows,
    load_mentions,
    load_prints,
    load_tellings,
    packed,
    party_rows,
    report_row,
    rows_where,
)
from marsad.store.incident_schema import incidents, keys, links, names, parties, queue, reports, stories, traces
from marsad.store.schema import documents, entities

DOCUMENTS_AT_ONCE = 250
MOST_FILED = 2000  # events of one key that are looked at


def set_aside(connection: Connection, document_id: str) -> None:
    """Note where the reports of a document stand that is about to be stored again; queue it and what hangs on them."""
    own = select(reports.c.event_id).where(reports.c.document_id == document_id)
    columns = [column.name for column in traces.c]
    held = select(*(reports.c[name] for name in columns)).where(
        reports.c.document_id == document_id, reports.c.incident_id.is_not(None)
    )
    connection.execute(insert(traces).from_select(columns, held))
    hanging = (
        select(reports.c.document_id)
        .join(links, links.c.event_id == reports.c.event_id)
        .where(links.c.link_to.in_(own))
        .distinct()
    )
    enqueue(connection, [document_id, *connection.execute(hanging).scalars()])
    connection.execute(delete(links).where(or_(links.c.event_id.in_(own), links.c.link_to.in_(own))))
    connection.execute(delete(keys).where(keys.c.event_id.in_(own)))
    connection.execute(delete(reports).where(reports.c.document_id == document_id))
    connection.execute(delete(stories).where(stories.c.document_id == document_id))


def enqueue(connection: Connection, document_ids: Iterable[str]) -> None:
    """Have the events of documents merged at the next update."""
    wanted = set(document_ids)
    known = {row["document_id"] for row in rows_where(connection, select(queue), queue.c.document_id, wanted)}
    new = [{"document_id": id_} for id_ in sorted(wanted - known)]
    if new:
        connection.execute(queue.insert(), new)


def next_documents(connection: Connection) -> list[str]:
    """Give the documents to be merged next, those of one time together."""
    query = select(queue.c.document_id).join(documents, documents.c.id == queue.c.document_id, isouter=True)
    query = query.order_by(documents.c.published, queue.c.document_id).limit(DOCUMENTS_AT_ONCE)
    return list(connection.execute(query).scalars())


def waiting(connection: Connection) -> int:
    """Give how many documents are still to be merged."""
    return int(connection.execute(select(func.count()).select_from(queue)).scalar_one())


def merge_documents(connection: Connection, document_ids: Sequence[str]) -> None:
    """Merge the events of documents into incidents, and take the documents off the queue."""
    recopied = _tell_stories(connection, document_ids)
    fresh = fresh_mentions(connection, document_ids)
    told = _told(fresh)
    linker = _link(connection, [telling for one in told for telling in one.tellings])
    _keep_reports(connection, fresh)
    _keep_links(connection, linker, told)
    past = _past_names(connection, document_ids)
    left = {row["incident_id"] for row in rows_where(connection, select(traces), traces.c.document_id, document_ids)}
    touched = {*linker.changed, *recopied, *(one.event_id for one in fresh)}
    regroup(connection, touched, past, left)
    connection.execute(delete(traces).where(traces.c.document_id.in_(document_ids)))
    connection.execute(delete(queue).where(queue.c.document_id.in_(document_ids)))


def _tell_stories(connection: Connection, document_ids: Sequence[str]) -> set[str]:
    """Keep fingerprint and words of documents; give the events of other documents that are now copies, or no longer."""
    columns = documents.c.id, documents.c.text, documents.c.clean_text, documents.c.outlet, documents.c.published
    rows = list(rows_where(connection, select(*columns), documents.c.id, document_ids))
    connection.execute(delete(stories).where(stories.c.document_id.in_(document_ids)))
    prints = {}
    for row in rows:
        text = row["clean_text"] or row["text"]
        prints[row["id"]] = made = print_of(Article(row["id"], text, row["outlet"], row["published"]))
        connection.execute(
            stories.insert(),
            {
                "document_id": made.id,
                "published": made.published,
                "size": made.size,
                "digest": packed(made.digest),
                "words": packed(sorted(words_of_story([text]))),
            },
        )
    return _mark_copies(connection, prints)


def _mark_copies(connection: Connection, prints: Mapping[str, Print]) -> set[str]:
    days = [one.published for one in prints.values() if one.published]
    around: ColumnElement[bool] = stories.c.published.is_(None)
    if days:
        reach = timedelta(2 * MOST_DAYS_APART)
        around = or_(around, stories.c.published.between(min(days) - reach, max(days) + reach))
    found = Copies()
    held = load_prints(connection, around)
    for one in held:
        found.add(one)
    firsts = found.firsts()
    marked = rows_where(
        connection, select(stories.c.document_id, stories.c.copy_of), stories.c.document_id, (one.id for one in held)
    )
    changed = [row["document_id"] for row in marked if row["copy_of"] != firsts.get(row["document_id"])]
    for id_ in changed:
        connection.execute(update(stories).where(stories.c.document_id == id_).values(copy_of=firsts.get(id_)))
    others = set(changed) - prints.keys()
    rows = rows_where(connection, select(reports.c.event_id), reports.c.document_id, others)
    return {row["event_id"] for row in rows}


def _told(fresh: Sequence[Mention]) -> list[Told]:
    by_document: dict[str, list[Mention]] = {}
    for one in fresh:
        by_document.setdefault(one.document_id, []).append(one)
    return [tell(some) for some in by_document.values()]


def _link(connection: Connection, fresh: Sequence[Mention]) -> Linker:
    """Link tellings among each other and to those merged before."""
    new = {one.document_id for one in fresh}
    linker = Linker()
    for telling, held in load_tellings(connection, _candidates(connection, fresh)):
        if telling.document_id not in new:
            linker.know(telling, held)
    for one in fresh:
        linker.add(one)
    return linker


def _candidates(connection: Connection, fresh: Sequence[Mention]) -> set[str]:
    """Give the events to compare with: of each mention those that share most keys with it."""
    wanted = {one.event_id: looked_up_under(one) for one in fresh}
    filed: dict[int, list[str]] = {}
    for row in rows_where(connection, select(keys), keys.c.key, (key for found in wanted.values() for key in found)):
        filed.setdefault(row["key"], []).append(row["event_id"])
    for found in filed.values():
        found.sort()
    chosen: set[str] = set()
    for looked_up in wanted.values():
        shared = Counter(event for key in looked_up for event in filed.get(key, ())[:MOST_FILED])
        most = sorted(shared, key=lambda event: (-shared[event], event))
        chosen.update(most[: 2 * MOST_COMPARED])
    return chosen


def _keep_reports(connection: Connection, fresh: Sequence[Mention]) -> None:
    if not fresh:
        return
    new = sorted(one.event_id for one in fresh)
    before = rows_where(connection, select(reports.c.event_id, reports.c.incident_id), reports.c.event_id, new)
    told_of = {row["event_id"]: row["incident_id"] for row in before}
    for some in _slices(new):
        connection.execute(delete(reports).where(reports.c.event_id.in_(some)))
    rows = [{**report_row(one), "incident_id": told_of.get(one.event_id)} for one in fresh]
    connection.execute(reports.insert(), rows)


def _keep_links(connection: Connection, linker: Linker, told: Sequence[Told]) -> None:
    tellings = [telling for one in told for telling in one.tellings]
    within = {event: some for one in told for event, some in one.links.items()}
    changed = sorted(linker.changed | within.keys())
    for some in _slices(changed):
        connection.execute(delete(links).where(links.c.event_id.in_(some)))
        connection.execute(delete(keys).where(keys.c.event_id.in_(within.keys() & set(some))))
    rows = [row for event in sorted(within) for row in link_rows(event, within[event], within=True)]
    rows += [
        row for event in sorted(linker.changed) for row in link_rows(event, linker.links.get(event, ()), within=False)
    ]
    if rows:
        connection.execute(links.insert(), rows)
    filed = {one.event_id: sorted(set(filed_under(one))) for one in tellings}
    for some in _slices(sorted(filed)):
        connection.execute(delete(keys).where(keys.c.event_id.in_(some)))
    if filed:
        connection.execute(
            keys.insert(), [{"key": key, "event_id": event} for event, found in filed.items() for key in found]
        )


def _slices(values: list[str], size: int = 500) -> Iterable[list[str]]:
    return (values[at : at + size] for at in range(0, len(values), size))


def _past_names(connection: Connection, document_ids: Sequence[str]) -> dict[str, str]:
    """Give, for events of documents that were coded anew, the incident that was told of in the same place before."""
    before: dict[str, list[tuple[object, str]]] = {}
    for row in rows_where(connection, select(traces), traces.c.document_id, document_ids):
        before.setdefault(row["document_id"], []).append((anchor(row), row["incident_id"]))
    found = {}
    for row in rows_where(connection, select(reports), reports.c.document_id, before):
        name = nearest(anchor(row), before[row["document_id"]])  # type: ignore[arg-type]
        if name is not None:
            found[row["event_id"]] = name
    return found


def regroup(
    connection: Connection,
    touched: Iterable[str],
    past: Mapping[str, str] | None = None,
    left: Iterable[str] = (),
) -> None:
    """Make the incidents anew that events tell of, with all that their links and people's decisions join to them.

    `past` are the incidents that events told of when they were coded before, `left` those that some event has left.
    """
    past, old = dict(past or {}), set(left)
    decided = kept_decisions(connection)
    members = _component(connection, set(touched), old | set(past.values()), decided)
    loaded = load_mentions(connection, members)
    mentions = {event: one.mention for event, one in loaded.items()}
    held = {event: one.links for event, one in loaded.items()}
    before = {event: one.incident_id for event, one in loaded.items() if one.incident_id is not None} | past
    made = groups(mentions, held, [decision for decision in decided if _concerns(decision, members)])
    taken = _names_in_use(connection, set(before.values()))
    named, successors = name_groups(made, before, taken)
    _replace(connection, old | set(before.values()), named, held)
    _keep_successors(connection, successors)


def _concerns(decision: Decision, members: set[str]) -> bool:
    return any(group & members for group in decision.groups)


def _component(
    connection: Connection, touched: set[str], old_incidents: set[str], decided: Sequence[Decision]
) -> set[str]:
    """Give the events that hang together with others by links, by the incident they are in, or by a decision."""
    seen: set[str] = set()
    frontier, names_to_do, names_seen = touched, old_incidents, set[str]()
    columns = select(reports.c.event_id, reports.c.incident_id)
    pairs = select(links.c.event_id, links.c.link_to)
    while frontier or names_to_do:
        seen |= frontier
        rows = [
            *rows_where(connection, columns, reports.c.event_id, frontier),
            *rows_where(connection, columns, reports.c.incident_id, names_to_do),
        ]
        linked = [
            *rows_where(connection, pairs, links.c.event_id, frontier),
            *rows_where(connection, pairs, links.c.link_to, frontier),
        ]
        names_seen |= names_to_do
        found = {row["event_id"] for row in rows} | {event for row in linked for event in row.values()}
        for decision in decided:
            if _concerns(decision, found | frontier):
                found |= frozenset().union(*decision.groups)
        frontier = found - seen
        names_to_do = {row["incident_id"] for row in rows if row["incident_id"]} - names_seen
    return seen


def _names_in_use(connection: Connection, besides: set[str]) -> set[str]:
    """Give every name that a new incident may not take."""
    return besides | set(connection.execute(select(names.c.name)).scalars())


def _replace(
    connection: Connection, old: set[str], named: Mapping[str, Sequence[Mention]], held: Mapping[str, Sequence[Link]]
) -> None:
    for some in _slices(sorted(old | named.keys())):
        connection.execute(delete(parties).where(parties.c.incident_id.in_(some)))
        connection.execute(delete(incidents).where(incidents.c.id.in_(some)))
    made = [(incident(members, held, name), members) for name, members in named.items()]
    if not made:
        return
    connection.execute(incidents.insert(), [incident_row(one) for one, _ in made])
    wordings = _wordings(connection, (one.event_id for _, members in made for one in members))
    rows = [row for one, members in made for row in party_rows(one, members, wordings)]
    if rows:
        connection.execute(parties.insert(), rows)
    query = update(reports).where(reports.c.event_id == bindparam("event"))
    connection.execute(
        query.values(incident_id=bindparam("incident")),
        [{"event": one.event_id, "incident": name} for name, members in named.items() for one in members],
    )


def _wordings(connection: Connection, event_ids: Iterable[str]) -> dict[tuple[str, str], set[str]]:
    """Give the words with which texts name parties and places, by event and canonical name."""
    found: dict[tuple[str, str], set[str]] = {}
    columns = select(entities.c.event_id, entities.c.name, entities.c.text).where(entities.c.name.is_not(None))
    for row in rows_where(connection, columns, entities.c.event_id, event_ids):
        found.setdefault((row["event_id"], row["name"]), set()).add(row["text"])
    return found


def _keep_successors(connection: Connection, successors: Mapping[str, str]) -> None:
    """Let a name that was given up lead to the incident that took its reports."""
    for gone, heir in sorted(successors.items()):
        connection.execute(delete(names).where(names.c.name == gone))
        connection.execute(update(names).where(names.c.incident_id == gone).values(incident_id=heir))
        connection.execute(names.insert(), {"name": gone, "incident_id": heir})
