"""Small records and incidents of our own for the tests of the actors room."""

from __future__ import annotations

from datetime import date
from typing import Any

from marsad.incidents.model import Incident, Party


def record(number: int, actor: str, **changes: Any) -> dict[str, Any]:
    """Give an event record whose actor's words are `actor`, told by outlet `outlet` in document `document`."""
    span = {
        "text": actor,
        "sentence": 0,
        "start": 0,
        "end": len(actor),
        "name": None,
        "country": "IRQ",
        "sector": "REB",
    }
    return {
        "id": f"d{number}-e1",
        "document": f"d{number}",
        "outlet": "A",
        "published": "2020-07-01",
        "sentence": 0,
        "sentence_text": f"هاجم {actor} القافلة",
        "type": "ASSAULT",
        "actor": [span],
        "recipient": [],
        "said_by": [],
        **changes,
    }


def incident(number: int, actors: list[str], recipients: list[str], score: float, day: date) -> Incident:
    """Give an incident between named parties."""
    return Incident(
        id=f"i{number}",
        type="ASSAULT" if score < 0 else "CONSULT",
        mode=None,
        quad_class="",
        score=score,
        status="actual",
        counts=True,
        first_day=day,
        last_day=day,
        date_precision=1,
        site=None,
        actors=tuple(Party(name, name) for name in actors),
        recipients=tuple(Party(name, name) for name in recipients),
    )
