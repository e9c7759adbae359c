"""Takes the incidents behind the numbers of a page, as they come up, and numbers them like footnotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from marsad.picture.model import Count, Picture, Statement

MOST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Note:
    """The incidents behind a number: those that the page lists, weightiest first, and how many more there are."""

    number: int
    shown: tuple[str, ...]
    more: int

    @property
    def rest(self) -> Statement:
        """The sentence that says where the others are."""
        return Statement("notes.more_incidents", (("n", Count(self.more)), ("command", "--format json")))


class Notes:
    """The footnotes of one page; equal sets of incidents share one."""

    def __init__(self, picture: Picture) -> None:
        self._listed = {entry.id for entry in picture.entries}
        self._notes: dict[tuple[str, ...], Note] = {}

    def __iter__(self) -> Iterator[Note]:
        return iter(self._notes.values())

    def note(self, incidents: Sequence[str]) -> Note | None:
        """Give the footnote of a number, made at its first use; None where nothing is behind it."""
        if not incidents:
            return None
        key = tuple(incidents)
        if key not in self._notes:
            shown = self.shown(key)
            self._notes[key] = Note(len(self._notes) + 1, shown, len(key) - len(shown))
        return self._notes[key]

    def shown(self, incidents: Sequence[str]) -> tuple[str, ...]:
        """Give the first of the incidents that the page lists; where it lists none, the first ones."""
        listed = [one for one in incidents if one in self._listed]
        return tuple((listed or list(incidents))[:MOST_SHOWN])

    def lists(self, incident: str) -> bool:
        """True where the page lists the incident with its reports."""
        return incident in self._listed
