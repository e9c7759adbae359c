"""Takes a trigger in its sentence and gives where, when, by what means and with how many casualties."""

from __future__ import annotations

from datetime import date

from marsad.arabic.model import TimeExpression
from marsad.coding.chunks import Chunk
from marsad.coding.clauses import CLAUSE_MARKS
from marsad.coding.entities import entity_span
from marsad.coding.model import Place, When
from marsad.coding.roles import Roles
from marsad.coding.sentence import LabelledSentence
from marsad.coding.triggers import Trigger
from marsad.lexicon import Lexicon

IN = frozenset(
    {
        "في",
        "ب",
        "داخل",
        "قرب",
        "عند",
        "علي",
        "وسط",
        "شمال",
        "جنوب",
        "شرق",
        "غرب",
        "شمالي",
        "جنوبي",
        "شرقي",
        "غربي",
        "بمحيط",
        "خارج",
        "قباله",
        "قبالة",
        "فوق",
        "ضواحي",
    }
)
WITH_BA = "ب"
MODE_REACH = 12
REACH = 25
NAMES_IN_PLACE = "places.kinds"


def places(
    sentence: LabelledSentence, chunks: list[Chunk], trigger: Trigger, roles: Roles, lexicon: Lexicon
) -> tuple[Place, ...]:
    """Give where the act took place: the nearest places after it in its clause, else before, else what it hits."""
    after = _nearest_places(sentence, chunks, range(trigger.chunk + 1, len(chunks)), trigger, lexicon)
    if after:
        return tuple(after)
    before = _nearest_places(sentence, chunks, range(trigger.chunk - 1, -1, -1), trigger, lexicon)
    if before:
        return tuple(before[:1])
    return tuple(
        _place(sentence, found.first, found.last, lexicon)
        for found in roles.recipient
        if found.entity.sentence == sentence.index and _place_in(sentence, found.first, found.last) is not None
    )[:1]


def _nearest_places(
    sentence: LabelledSentence, chunks: list[Chunk], positions: range, trigger: Trigger, lexicon: Lexicon
) -> list[Place]:
    found: list[Place] = []
    for position in positions:
        chunk = chunks[position]
        if abs(chunk.first - trigger.first) > REACH or _is_border(
            sentence, chunk, positions.step, bool(found), abs(position - trigger.chunk) == 1
        ):
            break
        if (
            chunk.kind == "np"
            and _leads_to_place(sentence, chunk, lexicon)
            and _place_in(sentence, chunk.first, chunk.last) is not None
        ):
            found.append(_place(sentence, chunk.first, chunk.last, lexicon))
        elif found and chunk.kind != "mark":
            break
    return found[:2]


def _leads_to_place(sentence: LabelledSentence, chunk: Chunk, lexicon: Lexicon) -> bool:
    """Tell whether a preposition places what follows; the ب of "tied to Iran" does not place in a country."""
    if chunk.preposition == WITH_BA:
        mention = sentence.places.get(chunk.first)
        return mention is None or lexicon.place(mention.index).kind != "country"
    return chunk.preposition in IN


def _is_border(sentence: LabelledSentence, chunk: Chunk, step: int, has_found: bool, is_next: bool) -> bool:
    if chunk.kind == "mark" and sentence.tokens[chunk.first].norm in CLAUSE_MARKS:
        return True
    if chunk.kind == "link":
        return step > 0 or not is_next
    return chunk.kind in ("that", "source") or (has_found and chunk.kind == "verb")


def _place_in(sentence: LabelledSentence, first: int, last: int) -> int | None:
    for at in range(first, last + 1):
        mention = sentence.places.get(at)
        if mention is not None and (not mention.is_weak or at > first):
            return at
    if sentence.has_class(first, NAMES_IN_PLACE) and last > first:
        return first
    return None


def _place(sentence: LabelledSentence, first: int, last: int, lexicon: Lexicon) -> Place:
    span = entity_span(sentence, first, last)
    known = next((sentence.places[at] for at in range(first, last + 1) if at in sentence.places), None)
    entry = None if known is None else lexicon.place(known.index)
    return Place(
        text=span.text,
        sentence=span.sentence,
        start=span.start,
        end=span.end,
        name=None if entry is None else entry.name,
        country=None if entry is None else entry.country,
        latitude=None if entry is None else entry.latitude,
        longitude=None if entry is None else entry.longitude,
    )


def when(sentence: LabelledSentence, chunks: list[Chunk], trigger: Trigger) -> When | None:
    """Give the time expression that dates the act: the nearest in its clause, later ones before earlier ones."""
    best: tuple[int, TimeExpression] | None = None
    for time in sentence.times:
        if time.start is None or time.first <= trigger.first <= time.last:
            continue
        distance = _distance(sentence, chunks, trigger, time)
        if distance is not None and (best is None or distance < best[0]):
            best = distance, time
    return None if best is None else _when(sentence, best[1])


def _distance(sentence: LabelledSentence, chunks: list[Chunk], trigger: Trigger, time: TimeExpression) -> int | None:
    """Give how far a time is from the trigger, verbs between them weighing most; None beyond a full stop."""
    low, high = sorted((trigger.first, time.first))
    between = [chunk for chunk in chunks if low < chunk.first < high]
    if any(chunk.kind == "mark" and sentence.tokens[chunk.first].norm in "؛:" for chunk in between):
        return None
    verbs = sum(chunk.kind in ("verb", "act") for chunk in between)
    borders = sum(chunk.kind in ("relative", "that", "link") for chunk in between)
    if verbs + borders > 2:
        return None
    return high - low + 6 * verbs + 8 * borders + (3 if time.first < trigger.first else 0)


def _when(sentence: LabelledSentence, time: TimeExpression) -> When:
    start, end = sentence.tokens[time.first].start, sentence.tokens[time.last].end
    first_day: date | None = time.start
    return When(
        text=sentence.text[start:end],
        sentence=sentence.index,
        start=start,
        end=end,
        first_day=first_day,
        last_day=time.end,
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
        for name in sentence.classes(at):
            if name.startswith("instruments.modes."):
                distance = abs(at - trigger.first)
                if best is None or distance < best[0]:
                    best = distance, name.rsplit(".", 1)[1]
    return None if best is None else best[1]
