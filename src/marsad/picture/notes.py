"""Takes what the numbers of a page were counted from, as they come up, and numbers it like footnotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from marsad.picture.model import CLAIMS, INCIDENTS, Count, Picture, Statement

MOST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Note:
    """What a number was counted from, one of KINDS: those that the page lists, weightiest first, and how many more."""

    number: int
    kind: str
    shown: tuple[str, ...]
    more: int

    @property
    def rest(self) -> Statement:
        """The sentence that says where the others are."""
        return Statement(f"notes.more_{self.kind}", (("n", Count(self.more)), ("command", "--format json")))


class Notes:
    """The footnotes of one page; numbers counted from the same share one."""

    def __init__(self, picture: Picture) -> None:
        self._listed = {
            INCIDENTS: {entry.id for entry in picture.entries},
            CLAIMS: {claim.id for claim in picture.claims},
        }
        self._notes: dict[tuple[str, tuple[str, ...]], Note] = {}

    def __iter__(self) -> Iterator[Note]:
        return iter(self._notes.values())

    def note(self, members: Sequence[str], kind: str = INCIDENTS) -> Note | None:
        """Give the footnote of a number, made at its first use; None where nothing is behind it."""
        if not members:
            return None
        key = kind, tuple(members)
        if key not in self._notes:
            shown = self._shown(*key)
            self._notes[key] = Note(len(self._notes) + 1, kind, shown, len(members) - len(shown))
        return self._notes[key]

    def _shown(self, kind: str, members: Sequence[str]) -> tuple[str, ...]:
        """Give the first members that the page lists; where it lists none, the first ones."""
        listed = [one for one in members if self.lists(one, kind)]
        return tuple((listed or list(members))[:MOST_SHOWN])

    def lists(self, member: str, kind: str = INCIDENTS) -> bool:
        """True where the page lists the incident with its reports, or the claim."""
        return member in self._listed.get(kind, ())
