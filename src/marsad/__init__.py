"""Marsad reads Arabic reporting and gives sourced event records: who did what to whom, where, when, says who.

    import marsad
    events = marsad.read("report.pdf", published="2020-07-28")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from marsad.coding import Event, code
    from marsad.coding.explain import explain
    from marsad.reading import Events, SourcedEvent, read
    from marsad.restore import Restoration, restore

__all__ = ["Event", "Events", "Restoration", "SourcedEvent", "__version__", "code", "explain", "read", "restore"]
__version__ = "0.1.0"

_HOMES = {
    "Event": "marsad.coding", "code": "marsad.coding", "explain": "marsad.coding.explain",
    "Events": "marsad.reading", "SourcedEvent": "marsad.reading", "read": "marsad.reading",
    "Restoration": "marsad.restore", "restore": "marsad.restore",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that `import marsad` costs next to nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'marsad' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value
