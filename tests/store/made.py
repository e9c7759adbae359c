"""Coded documents made by hand, so that what the store is tested with does not depend on the coder."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select

from marsad.arabic import split_sentences
from marsad.coding import Entity, Event, Place, Span, When
from marsad.documents import document_from_text
from marsad.reading import CodedDocument
from marsad.store import Store
from marsad.store.schema import metadata

# Gunmen assassinated an activist in Basra on Sunday. The interior ministry will not visit Ankara.
ASSASSINATION = "اغتال مسلحون مجهولون الناشط أحمد كريم في البصرة يوم الأحد."
VISIT = "نفت وزارة الداخلية زيارة أنقرة."
TEXT = f"{ASSASSINATION}\n{VISIT}"
PUBLISHED = date(2020, 7, 28)


def _spanned(kind: Any, sentence: int, text: str, **known: Any) -> Any:
    start = (ASSASSINATION, VISIT)[sentence].index(text)
    return kind(text=text, sentence=sentence, start=start, end=start + len(text), **known)


EVENTS = (
    Event(
        id="e1",
        type="ASSAULT",
        mode="targeted",
        trigger=_spanned(Span, 0, "اغتال"),
        actor=(_spanned(Entity, 0, "مسلحون مجهولون", name="unidentified gunmen", sector="UAF"),),
        recipient=(_spanned(Entity, 0, "الناشط أحمد كريم", name="Ahmed Karim", country="IRQ", sector="CVL"),),
        place=(_spanned(Place, 0, "البصرة", name="Basra", country="IRQ", latitude=30.5, longitude=47.8),),
        when=_spanned(When, 0, "يوم الأحد", first_day=date(2020, 7, 26), last_day=date(2020, 7, 26)),
        killed=1,
        why=("trigger", "actor: subject after the verb"),
    ),
    Event(
        id="e2",
        type="CONSULT",
        mode="visit",
        trigger=_spanned(Span, 1, "زيارة"),
        actor=(
            _spanned(Entity, 1, "وزارة الداخلية", name="Ministry of Interior of Iraq", country="IRQ", sector="COP"),
        ),
        place=(_spanned(Place, 1, "أنقرة", name="Ankara", country="TUR"),),
        status="negated",
        same_as="e1",
    ),
)


def coded(text: str = TEXT, version: str = "1+a", events: tuple[Event, ...] = EVENTS, **known: Any) -> CodedDocument:
    """Give a coded document; `known` are fields of its Document."""
    document = document_from_text(text, published=PUBLISHED, outlet="Outlet")
    document = replace(document, **{"source": "a.txt", **known})
    return CodedDocument(document, document.text, tuple(split_sentences(document.text)), events, version)


def contents(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Give every row of every table but the times of reading and merging: what two equal stores have in common."""
    found = {}
    with store.engine.connect() as connection:
        for table in metadata.sorted_tables:
            columns = [column for column in table.c if column.name not in ("read_at", "at", "stamp")]
            rows = connection.execute(select(*columns).order_by(*table.primary_key.columns))
            found[table.name] = [tuple(row) for row in rows]
    return found
