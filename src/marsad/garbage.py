"""Takes nothing and lets Python look for circular garbage seldom, in programs of ours that make millions of objects."""

from __future__ import annotations

import gc

THRESHOLDS = (50_000, 20, 100)  # objects made, searches among the young, among the middle-aged (Python: 700, 10, 10)


def search_seldom() -> None:
    """Let this process look for circular garbage seldom; for programs: a library's process is another's."""
    gc.set_threshold(*THRESHOLDS)
