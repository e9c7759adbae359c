"""Takes coded documents and keeps them in SQLite or PostgreSQL; gives them, their events and incidents by filter."""

from marsad.store.actors import ActorBook
from marsad.store.connect import default_url, store_url
from marsad.store.filters import EventFilter
from marsad.store.incident_filters import IncidentFilter
from marsad.store.incidents import IncidentBook
from marsad.store.ledger import ClaimBook
from marsad.store.store import Store

__all__ = [
    "ActorBook",
    "ClaimBook",
    "EventFilter",
    "IncidentBook",
    "IncidentFilter",
    "Store",
    "default_url",
    "store_url",
]
