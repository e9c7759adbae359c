"""Takes coded documents and keeps them in SQLite or PostgreSQL; gives them back by filter."""

from marsad.store.connect import default_url, store_url
from marsad.store.store import EventFilter, Store

__all__ = ["EventFilter", "Store", "default_url", "store_url"]
