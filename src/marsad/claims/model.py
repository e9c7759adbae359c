"""What the ledger holds: claims about what will happen, what became of them, and how often speakers were right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from marsad.incidents.model import Party

KINDS = ("threat", "promise", "condition", "expectation")
STATES = ("came-true", "did-not", "open", "void")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What somebody said would happen, with the rule by which it is judged; the rule never changes once it is made.

    `id` is that of the event record. It comes true by an incident of one of `types` between `actors` and `recipients`
    (where named; else in `country`) that begins after `made` and by `due`. `condition` is the clause that it hangs on;
    `start` is where its trigger begins in `sentence`.
    """

    id: str
    kind: str
    speakers: tuple[Party, ...]
    types: tuple[str, ...]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    country: str | None
    made: date
    due: date
    due_is_told: bool
    condition: str | None
    sentence: str
    start: int
    document_id: str
    outlet: str | None

    @property
    def is_checkable(self) -> bool:
        """True where it says enough of who or where to be held against incidents."""
        return bool(self.actors or self.recipients or self.country)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a claim: its state, the incidents that show it, and who says so.

    `base_rate` is how often, before the claim, a stretch of time as long saw such an incident anyway, 0 to 1; None
    where too little was read before it. `alike` are the first such incidents of each stretch that saw one.
    """

    state: str
    incidents: tuple[str, ...] = ()
    day: date | None = None
    why: str = ""
    by: str = "marsad"
    base_rate: float | None = None
    alike: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SpeakerRecord:
    """How often what a speaker said came true, by kind of claim.

    `share` is that of the judged claims, with its 90 % interval `low`..`high`; None where none is judged. `expected` is
    how many would have come true by the base rates alone; None where these are not known.
    """

    speaker: str
    kind: str
    came_true: int
    did_not: int
    open: int
    share: float | None
    low: float | None
    high: float | None
    expected: float | None
