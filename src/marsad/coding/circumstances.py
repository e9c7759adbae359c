"""Takes a trigger in its sentence and gives when and by what means."""

from __future__ import annotations

from typing import Final

from marsad.arabic.model import TimeExpression
from marsad.coding.background import Background
from marsad.coding.chunks import Chunk
from marsad.coding.clauses import CLAUSE_MARKS
from marsad.coding.model import Place, When
from marsad.coding.roles import Roles
from marsad.coding.sentence import LabelledSentence
from marsad.coding.triggers import Trigger

MODE_REACH: Final = 12
ON: Final = "علي"
MODES: Final = "instruments.modes."
START: Final = 1
MAX_CROSSED: Final = 2
MAX_CROSSED_FROM_START: Final = 4
"""How many verbs and clauses may part an act from its time: a time that opens the sentence holds for all of it."""


def when(
    sentence: LabelledSentence, chunks: list[Chunk], trigger: Trigger, background: Background, *, is_to_come: bool
) -> When | None:
    """Give the time expression that dates the act: the nearest in its clause, later ones before earlier ones.

    A time before a noun that is only answered or spoken of is of the answer: رد الأحد على الهجوم. A weekday of what
    `is_to_come` is the next such day: سيجتمعون الاثنين (codebook section 6).
    """
    best: tuple[int, TimeExpression] | None = None
    for time in sentence.times:
        if time.first <= trigger.first <= time.last or background.parts(time.last, trigger):
            continue
        distance = _distance(sentence, chunks, trigger, time)
        if distance is not None and (best is None or distance < best[0]):
            best = distance, time
    if best is None:
        return None
    time = best[1]
    return _when(sentence, time, is_ahead=is_to_come and _is_told_to_come(sentence, chunks, trigger, time))


def _is_told_to_come(sentence: LabelledSentence, chunks: list[Chunk], trigger: Trigger, time: TimeExpression) -> bool:
    """Tell the time of an act to come from that of its announcement: قرروا الأحد عقد اجتماع الثلاثاء."""
    if time.first > trigger.first:
        return True
    verbs = [chunk for chunk in chunks if chunk.kind == "verb" and chunk.first < time.first]
    return bool(verbs) and any(reading.proclitics.has_future for reading in sentence.words[verbs[-1].first].verbs)


def _distance(sentence: LabelledSentence, chunks: list[Chunk], trigger: Trigger, time: TimeExpression) -> int | None:
    """Give how far a time is from the trigger, verbs between them weighing most; None beyond a full stop."""
    low, high = sorted((trigger.first, time.first))
    between = [chunk for chunk in chunks if low < chunk.first < high]
    if any(chunk.kind == "mark" and sentence.tokens[chunk.first].norm in "؛:" for chunk in between):
        return None
    verbs = sum(chunk.kind in ("verb", "act") for chunk in between)
    borders = sum(chunk.kind in ("relative", "that", "link") for chunk in between)
    if verbs + borders > (MAX_CROSSED_FROM_START if time.first - sentence.body <= START else MAX_CROSSED):
        return None
    return high - low + 6 * verbs + 8 * borders + (3 if time.first < trigger.first else 0)


def _when(sentence: LabelledSentence, time: TimeExpression, *, is_ahead: bool) -> When:
    start, end = sentence.tokens[time.first].start, sentence.tokens[time.last].end
    ahead = time.ahead if is_ahead else None
    return When(
        text=sentence.text[start:end],
        sentence=sentence.index,
        start=start,
        end=end,
        first_day=ahead or time.start,
        last_day=ahead or time.end,
    )


def is_visit(roles: Roles, where: tuple[Place, ...]) -> bool:
    """Tell a meeting that is a visit: one party meets the other in the other's country (codebook section 2)."""
    if len(roles.actor) != 1 or len(roles.recipient) != 1 or not where:
        return False
    guest, host = roles.actor[0].entity.country, roles.recipient[0].entity.country
    return guest is not None and guest != host and host == where[0].country


def mode(sentence: LabelledSentence, trigger: Trigger) -> str | None:
    """Give the mode of an ASSAULT whose trigger has none, by the nearest weapon word of its clause."""
    if trigger.act.mode is not None or trigger.act.type != "ASSAULT":
        return trigger.act.mode
    best: tuple[int, str] | None = None
    for at in range(max(trigger.first - MODE_REACH // 2, 0), min(trigger.last + MODE_REACH, len(sentence.tokens))):
        if sentence.tokens[at].norm in CLAUSE_MARKS and at > trigger.last:
            break
        distance = abs(at - trigger.first)
        if best is None or distance < best[0]:
            shown = _mode_shown(sentence, at)
            best = best if shown is None else (distance, shown)
    return None if best is None else best[1]


def _mode_shown(sentence: LabelledSentence, at: int) -> str | None:
    """Give the mode that a weapon word shows; a phrase goes before its first word: قنابل الغاز (gas grenades).

    What an attack is on is none: بهجوم على مسيرة (on a march, not by a drone).
    """
    own = sentence.words[at].classes
    if at and sentence.tokens[at - 1].norm == ON:
        return None
    for classes in (sentence.classes(at) - own, own):
        shown = sorted([name for name in classes if name.startswith(MODES)])
        if shown:
            return shown[0].removeprefix(MODES)
    return None
