"""Takes what people say became of claims and keeps it by the place in the text, so that it outlives every re-coding."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from marsad.claims import Claim, Outcome

HASH_LENGTH = 16
Place = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person says became of a claim, with the incidents that show it."""

    document_id: str
    sentence_hash: str
    start: int
    state: str
    incidents: tuple[str, ...]
    day: date | None
    who: str
    at: datetime
    why: str | None = None

    @property
    def place(self) -> Place:
        """Where the claim stands."""
        return self.document_id, self.sentence_hash, self.start

    def row(self) -> dict[str, Any]:
        """Give its row."""
        return asdict(self) | {"incidents": list(self.incidents)}

    def outcome(self, machine: Outcome) -> Outcome:
        """Give the outcome that it makes; the base rate and its incidents stay the machine's."""
        told = self.why or f"so {self.who} decided on {self.at:%Y-%m-%d}"
        return Outcome(self.state, self.incidents, self.day, told, self.who, machine.base_rate, machine.alike)


def verdict_from(row: Mapping[str, Any]) -> Verdict:
    """Give the verdict of a row."""
    return Verdict(**{**row, "incidents": tuple(row["incidents"])})


def place_of(claim: Claim) -> Place:
    """Give where a claim stands: its document, its sentence's words, and its trigger's beginning in the sentence."""
    digest = hashlib.sha256(claim.sentence.encode()).hexdigest()[:HASH_LENGTH]
    return claim.document_id, digest, claim.start
