"""Takes a store and what somebody asks for and gives the picture of a country or dyad."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from sqlalchemy import and_, select

from marsad.actors.registry import Registry
from marsad.errors import UsageError
from marsad.picture.compose import Sources, picture
from marsad.picture.course import course
from marsad.picture.model import ClaimNote, Evidence, Picture
from marsad.picture.names import Names
from marsad.picture.open_claims import may_concern, open_claims
from marsad.picture.scope import CODE_LENGTH, Side, Wanted
from marsad.picture.volume import Read
from marsad.reading.events import ID_LENGTH
from marsad.store.incident_filters import IncidentFilter
from marsad.store.incident_rows import rows_where
from marsad.store.incidents import IncidentBook
from marsad.store.ledger import ClaimBook
from marsad.store.schema import documents, events, failures, sentences
from marsad.store.store import Store


def picture_of(store: Store, wanted: Wanted) -> Picture:
    """Give the page of a store, its incidents brought up to date first.

    Raises UsageError where nothing was read, StoreError where the database fails.
    """
    incidents = list(IncidentBook(store).incidents(IncidentFilter(counts=True)))
    with store.reading() as connection:
        query = select(documents.c.id, documents.c.outlet, documents.c.published)
        read = [Read(id_[:ID_LENGTH], outlet, published) for id_, outlet, published in connection.execute(query)]
        failed = connection.execute(select(failures.c.source).order_by(failures.c.source)).scalars().all()
    names = Names(Registry())

    def claims_of(page: Wanted, last: date) -> list[ClaimNote]:
        """Only what may be open is held against the incidents, which takes long."""
        may_be_open = partial(may_concern, wanted=page, day=last)
        judged = ClaimBook(store).judged(is_wanted=may_be_open, incidents=incidents)
        return open_claims(judged, page, last, incidents, names)

    sources = Sources(
        incidents,
        read,
        lambda event_ids: _tellings(store, event_ids),
        claims_of=claims_of,
        course_of=course,
        failed=failed,
        names=names,
    )
    return picture(sources, wanted)


def dyad_of(text: str, registry: Registry | None = None) -> tuple[Side, Side]:
    """Give the two sides of `A:B`, each a country's code in capitals or any name of an actor.

    Raises UsageError where there are not two, or where one is nobody or several.
    """
    parts = [part.strip() for part in text.split(":")]
    if len(parts) != 2 or not all(parts):
        raise UsageError(f"{text!r} is no dyad; name two sides, as in Houthis:SAU or Hamas:Israel")
    known = registry or Registry()
    first, second = (_side(part, known) for part in parts)
    if first == second:
        raise UsageError(f"both sides of {text!r} are the same; name two")
    return first, second


def _side(text: str, registry: Registry) -> Side:
    if len(text) == CODE_LENGTH and text.isascii() and text.isupper():
        return Side(country=text)
    return Side(name=registry.find(text).name)


def _tellings(store: Store, event_ids: Sequence[str]) -> Mapping[str, Evidence]:
    """Give the sentences of events, and who published them."""
    of_sentence = and_(sentences.c.document_id == events.c.document_id, sentences.c.number == events.c.sentence)
    query = (
        select(events.c.id, documents.c.outlet, documents.c.published, sentences.c.text, documents.c.source)
        .join(documents, documents.c.id == events.c.document_id)
        .join(sentences, of_sentence)
    )
    with store.reading() as connection:
        rows = list(rows_where(connection, query, events.c.id, event_ids))
    return {row["id"]: Evidence(row["id"], row["outlet"], row["published"], row["text"], row["source"]) for row in rows}
