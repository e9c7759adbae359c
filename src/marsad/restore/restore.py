"""Takes text and gives it restored; text without damage passes through untouched."""

from __future__ import annotations

from marsad.restore.alike import has_look_alikes, is_lam_alef_turned, lam_alef_in_order, without_look_alikes
from marsad.restore.brackets import brackets_turned, mirrored_sorts
from marsad.restore.damage import Damage, find_damage
from marsad.restore.evidence import Context, evidence
from marsad.restore.glyphs import decoded
from marsad.restore.layout import asides, paragraphs, pull_quotes
from marsad.restore.letters import without_controls, without_forms, without_leading_tatweel, without_tatweel
from marsad.restore.marks import marks_apart_joined, marks_in_place
from marsad.restore.model import Alignment, Change, Restoration
from marsad.restore.mojibake import decoded_right, is_mojibake
from marsad.restore.runs import reordered
from marsad.restore.tracked import Tracked
from marsad.restore.visual import read_from_right


def restore(text: str) -> Restoration:
    """Give the clean text with its alignment, the changes made, and the pull quotes.

    Healthy text comes back as it is. What cannot be repaired with confidence stays, reported as `doubtful`.

    >>> restore("التقى الوزيران في بغداد").changes  # healthy: the two ministers met in Baghdad
    ()
    """
    changes: list[Change] = []
    tracked = Tracked.of(text)
    if is_mojibake(text):
        tracked = decoded_right(tracked, changes)
    damage = find_damage(tracked.text)
    tracked = _letters_mended(tracked, damage, changes)
    parts, found = _lines_mended(tracked, damage, changes)
    if not changes:
        return Restoration(text, Alignment(len(text)))
    clean = Tracked.joined_lines(parts)
    return Restoration(
        clean.text,
        Alignment(len(clean), clean.offsets),
        tuple(sorted(changes, key=_place)),
        asides([part.text for part in parts], found),
    )


def _letters_mended(text: Tracked, damage: Damage, changes: list[Change]) -> Tracked:
    """Give the text with its characters mended, each line still where it was."""
    if damage:
        text = without_controls(text, changes)
    if damage.backwards:
        text = read_from_right(text, Context(evidence()), changes)
    if damage.forms or (damage and not damage.wrapped):
        text = without_forms(text, changes)
    if damage:
        text = marks_apart_joined(without_tatweel(text, changes), changes)
    if has_look_alikes(text.text):
        text = without_look_alikes(text, Context(evidence()), changes)
    if is_lam_alef_turned(text.text):
        text = lam_alef_in_order(text, Context(evidence()), changes)
    return text


def _lines_mended(text: Tracked, damage: Damage, changes: list[Change]) -> tuple[list[Tracked], list[int]]:
    """Give the paragraphs and which of them are pull quotes, once the runs of the lines are in order."""
    lines = text.lines()
    if damage:
        context = Context(evidence(), [token for line in lines for token in line.text.split()])
        lines = reordered(lines, context, changes) if damage.wrapped else lines
        text = Tracked.joined_lines(lines)
        text = without_leading_tatweel(without_tatweel(text, changes), changes)
        if damage.private:
            text = decoded(text, context, changes)
        text = marks_in_place(text, changes)
    sorts = mirrored_sorts(text.text)
    if sorts:
        text = brackets_turned(text, sorts, changes)
    lines = text.lines()
    parts = paragraphs(lines, changes) if damage.wrapped else lines
    return parts, pull_quotes([part.text for part in parts]) if damage.wrapped else []


def _place(change: Change) -> tuple[int, int]:
    return change.start, change.end
