"""Takes text and edits it piece by piece, each character keeping the source offset it came from."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from marsad.restore.model import INSERTED

_IN_PLACE = array("i", range(20_000))


@dataclass(frozen=True, slots=True)
class Tracked:
    """Text and, for each of its characters, the source offset or INSERTED."""

    text: str
    offsets: array[int]

    @classmethod
    def of(cls, text: str) -> Tracked:
        """Give a text that stands at its own offsets."""
        return cls(text, _IN_PLACE[: len(text)] if len(text) <= len(_IN_PLACE) else array("i", range(len(text))))

    @classmethod
    def inserted(cls, text: str) -> Tracked:
        """Give text that has no source."""
        return cls(text, array("i", [INSERTED]) * len(text))

    @classmethod
    def over(cls, piece: Tracked, text: str) -> Tracked:
        """Give text that stands for a piece: each character at the piece's offset of the same number, or its last."""
        if not piece.text:
            return cls.inserted(text)
        return cls(text, array("i", [piece.offsets[min(at, len(piece) - 1)] for at in range(len(text))]))

    @classmethod
    def joined(cls, parts: list[Tracked]) -> Tracked:
        """Give the parts one after the other."""
        offsets = array("i")
        for part in parts:
            offsets.extend(part.offsets)
        return cls("".join(part.text for part in parts), offsets)

    @classmethod
    def spaced(cls, tokens: Sequence[Tracked]) -> Tracked:
        """Give the tokens with a space between two."""
        parts: list[Tracked] = []
        for token in tokens:
            parts += [cls.inserted(" "), token] if parts else [token]
        return cls.joined(parts)

    @classmethod
    def joined_lines(cls, lines: list[Tracked]) -> Tracked:
        """Give the lines with a line break between two."""
        parts: list[Tracked] = []
        for line in lines:
            parts += [cls.inserted("\n"), line] if parts else [line]
        return cls.joined(parts)

    def __getitem__(self, piece: slice) -> Tracked:
        return Tracked(self.text[piece], self.offsets[piece])

    def __len__(self) -> int:
        return len(self.text)

    def stripped(self) -> Tracked:
        """Give the text without white space at its ends."""
        start = len(self.text) - len(self.text.lstrip())
        return self[start : len(self.text.rstrip())]

    def lines(self) -> list[Tracked]:
        """Give the lines, without their ends."""
        found, start = [], 0
        for line in self.text.split("\n"):
            found.append(self[start : start + len(line)])
            start += len(line) + 1
        return found

    def tokens(self) -> list[Tracked]:
        """Give the stretches between white space."""
        found, start = [], None
        for at, char in enumerate(self.text):
            if char.isspace():
                if start is not None:
                    found.append(self[start:at])
                start = None
            elif start is None:
                start = at
        if start is not None:
            found.append(self[start:])
        return found

    def source_span(self) -> tuple[int, int]:
        """Give the first source offset covered and the one after the last; (0, 0) where nothing has a source."""
        if len(self.offsets) == 1 and self.offsets[0] != INSERTED:
            return self.offsets[0], self.offsets[0] + 1
        known = [offset for offset in self.offsets if offset != INSERTED]
        return (min(known), max(known) + 1) if known else (0, 0)
