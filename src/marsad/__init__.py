"""Marsad reads Arabic news reports and gives sourced event records: who did what to whom, where, when, says who.

import marsad
events = marsad.read("report.pdf", published="2020-07-28")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marsad import compiled

if TYPE_CHECKING:
    from marsad.coding import Event, code, coder_version
    from marsad.coding.explain import Explanation, explain
    from marsad.documents import Document, DocumentFailure, ReadOptions
    from marsad.errors import DocumentError, LexiconError, MarsadError, StoreError, UsageError
    from marsad.reading import CodedDocument, Events, SourcedEvent, code_document, read
    from marsad.restore import Restoration, restore
    from marsad.store import EventFilter, Store

__all__ = [
    "CodedDocument",
    "Document",
    "DocumentError",
    "DocumentFailure",
    "Event",
    "EventFilter",
    "Events",
    "Explanation",
    "LexiconError",
    "MarsadError",
    "ReadOptions",
    "Restoration",
    "SourcedEvent",
    "Store",
    "StoreError",
    "UsageError",
    "__version__",
    "code",
    "code_document",
    "coder_version",
    "explain",
    "read",
    "restore",
]
__version__ = "0.1.0"

_NAMES_BY_HOME = {
    "marsad.coding": ("Event", "code", "coder_version"),
    "marsad.coding.explain": ("Explanation", "explain"),
    "marsad.documents": ("Document", "DocumentFailure", "ReadOptions"),
    "marsad.errors": ("DocumentError", "LexiconError", "MarsadError", "StoreError", "UsageError"),
    "marsad.reading": ("CodedDocument", "Events", "SourcedEvent", "code_document", "read"),
    "marsad.restore": ("Restoration", "restore"),
    "marsad.store": ("EventFilter", "Store"),
}
compiled.set_stale_aside()
_HOME_BY_NAME = {name: home for home, names in _NAMES_BY_HOME.items() for name in names}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that `import marsad` costs next to nothing."""
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module 'marsad' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOME_BY_NAME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Name what is public, imported yet or not."""
    return sorted(__all__)
