"""Takes coded documents and keeps them in SQLite or PostgreSQL; gives them back by filter."""

from marsad.store.connect import default_url, store_url
from marsad.store.filters import EventFilter
from marsad.store.store import Store

__all__ = ["EventFilter", "Store", "default_url", "store_url"]
