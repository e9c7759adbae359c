"""Takes text and gives it restored; text without damage passes through untouched."""

from __future__ import annotations

from dataclasses import replace

from marsad.restore.alike import (
    has_look_alikes,
    is_lam_alef_turned,
    is_lam_doubled,
    lam_alef_in_order,
    lam_once,
    without_look_alikes,
)
from marsad.restore.brackets import brackets_turned, mirrored_sorts
from marsad.restore.context import Context
from marsad.restore.damage import Damage, find_damage, is_wrapped
from marsad.restore.evidence import evidence
from marsad.restore.glyphs import decoded
from marsad.restore.layout import asides, paragraphs, pull_quotes
from marsad.restore.letters import without_controls, without_forms, without_leading_tatweel, without_tatweel
from marsad.restore.ligatures import find_losses, ligatures_restored
from marsad.restore.marks import marks_apart_joined, marks_in_place
from marsad.restore.model import DOUBTFUL, Alignment, Change, Restoration
from marsad.restore.mojibake import decoded_right, is_mojibake
from marsad.restore.runs import has_cut_lines, reordered
from marsad.restore.signs import broken_signs, signs_read
from marsad.restore.spaces import find_slips, spaces_mended
from marsad.restore.tracked import Tracked
from marsad.restore.visual import read_from_right


def restore(text: str) -> Restoration:
    """Give the clean text with its alignment, the changes made, the places in doubt, and the blocks set apart.

    Healthy text comes back as it is. What cannot be repaired with confidence stays, listed in `doubts`.

    >>> restore("التقى الوزيران في بغداد").changes  # healthy: the two ministers met in Baghdad
    ()
    """
    changes: list[Change] = []
    tracked = Tracked.of(text)
    if is_mojibake(text):
        tracked = decoded_right(tracked, changes)
    damage = find_damage(tracked.text)
    if not damage.wrapped and has_cut_lines(tracked.text, Context(evidence())):
        damage = replace(damage, wrapped=True)
    tracked = _letters_mended(tracked, damage, changes)
    if changes and not damage.wrapped:  # stretched lines may have been too wide to show it
        damage = replace(damage, wrapped=is_wrapped(tracked.text))
    tracked = _signs_mended(tracked, changes)
    tracked = _lines_mended(tracked, damage, changes)
    parts = _signs_between_lines(paragraphs(tracked.lines(), changes), changes) if damage.wrapped else []
    made = tuple(sorted((one for one in changes if one.kind != DOUBTFUL), key=_place))
    doubts = tuple(sorted((one for one in changes if one.kind == DOUBTFUL), key=_place))
    if not made:
        return Restoration(text, Alignment(len(text)), doubts=doubts)
    clean = Tracked.joined_lines(parts) if damage.wrapped else tracked
    blocks = asides(texts := [part.text for part in parts], pull_quotes(texts))
    return Restoration(clean.text, Alignment(len(clean), clean.offsets), made, blocks, doubts)


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
    if is_lam_doubled(text.text, Context(evidence())):
        text = lam_once(text, Context(evidence()), changes)
    return text


def _signs_mended(text: Tracked, changes: list[Change]) -> Tracked:
    """Give the text with the signs read that stand for letters."""
    context = Context(evidence())
    signs = broken_signs(text.text, context)
    if signs:
        text = signs_read(text, signs, context, changes)
    return text


def _signs_between_lines(parts: list[Tracked], changes: list[Change]) -> list[Tracked]:
    """Give paragraphs with the signs read that were in doubt while their neighbours stood on another line."""
    context = Context(evidence())
    text = Tracked.joined_lines(parts)
    signs = broken_signs(text.text, context)
    if not signs:
        return parts
    changes[:] = [
        change
        for change in changes
        if change.kind != DOUBTFUL or " " in change.before or not any(sign in change.before for sign in signs)
    ]
    return signs_read(text, signs, context, changes).lines()


def _lines_mended(text: Tracked, damage: Damage, changes: list[Change]) -> Tracked:
    """Give the text with the runs of its lines in order, and then its words and brackets mended."""
    context = Context(evidence(), text.text.split() if damage else ())
    if damage:
        text = _runs_mended(text, damage, context, changes)
    slips = find_slips(text.text, context)
    if slips.is_inside or slips.is_lost:
        text = spaces_mended(text, slips, context, changes)
    if find_losses(text.text, context).is_damage:
        text = ligatures_restored(text, context, changes)
    return _brackets_mended(text, changes)


def _brackets_mended(text: Tracked, changes: list[Change]) -> Tracked:
    sorts = mirrored_sorts(text.text)
    return brackets_turned(text, sorts, changes) if sorts else text


def _runs_mended(text: Tracked, damage: Damage, context: Context, changes: list[Change]) -> Tracked:
    if damage.private:
        text = decoded(text, context, changes)
    if damage.wrapped:
        text = _brackets_mended(text, changes)  # they tell which words of a line stand together
        text = Tracked.joined_lines(reordered(text.lines(), context, changes))
    text = without_leading_tatweel(without_tatweel(text, changes), changes)
    if damage.private:
        text = decoded(text, context, changes)
    return marks_in_place(text, changes)


def _place(change: Change) -> tuple[int, int]:
    return change.start, change.end
