"""Takes text and gives it restored; text without damage passes through untouched."""

from __future__ import annotations

from marsad.restore.damage import Damage, find_damage
from marsad.restore.evidence import Context, evidence
from marsad.restore.glyphs import decoded
from marsad.restore.layout import asides, paragraphs, pull_quotes
from marsad.restore.letters import (
    marks_in_place,
    without_controls,
    without_forms,
    without_leading_tatweel,
    without_tatweel,
)
from marsad.restore.model import Alignment, Change, Restoration
from marsad.restore.runs import reordered
from marsad.restore.tracked import Tracked


def restore(text: str) -> Restoration:
    """Give the clean text with its alignment, the changes made, and the pull quotes.

    Healthy text comes back as it is. What cannot be repaired with confidence stays, reported as `doubtful`.

    >>> restore("التقى الوزيران في بغداد").changes  # healthy: the two ministers met in Baghdad
    ()
    """
    damage = find_damage(text)
    if not damage:
        return Restoration(text, Alignment(len(text)))
    changes: list[Change] = []
    lines = _mended_lines(Tracked.of(text), damage, changes)
    parts = paragraphs(lines, changes) if damage.wrapped else lines
    found = pull_quotes([part.text for part in parts]) if damage.wrapped else []
    clean = _lined(parts)
    return Restoration(
        clean.text,
        Alignment(len(clean), clean.offsets),
        tuple(sorted(changes, key=_place)),
        asides([part.text for part in parts], found),
    )


def _mended_lines(text: Tracked, damage: Damage, changes: list[Change]) -> list[Tracked]:
    text = without_controls(text, changes)
    text = without_forms(text, changes)
    text = without_tatweel(text, changes) if damage.justified else text
    text = marks_in_place(text, changes)
    lines = text.lines()
    context = Context(evidence(), [token for line in lines for token in line.text.split()])
    if damage.wrapped:
        lines = reordered(lines, context, changes)
    text = _lined(lines)
    if damage.justified:
        text = without_leading_tatweel(without_tatweel(text, changes), changes)
    if damage.private:
        text = decoded(text, context, changes)
    return text.lines()


def _lined(lines: list[Tracked]) -> Tracked:
    parts: list[Tracked] = []
    for line in lines:
        parts += [Tracked.inserted("\n"), line] if parts else [line]
    return Tracked.joined(parts)


def _place(change: Change) -> tuple[int, int]:
    return change.start, change.end
