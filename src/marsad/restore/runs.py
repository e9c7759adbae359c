"""Takes the lines of a page and puts the runs of each line back in order, joining the words cut between them.

An extractor that sees a gap inside a word takes the pieces of a line for separate runs and puts them out left to
right: `يارة ... هذه الز` for `هذه الزيارة ...`. For each line the orders are searched that join cut words; the best
sequence of readings over neighbouring lines is chosen (Viterbi) by words and by the places between words.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.restore.context import Context
from marsad.restore.cuts import Cuts, usual_cuts
from marsad.restore.damage import LETTERS, SENTENCE_END, WIDE
from marsad.restore.following import places_within
from marsad.restore.joints import EVIDENT, MIN_GAIN, evident_gain, is_open, is_rest, joint
from marsad.restore.model import DOUBTFUL, Change
from marsad.restore.paths import Choice, best_choices
from marsad.restore.room import rooms
from marsad.restore.run_readings import Line, RunOrder, run_orders, turned_orders
from marsad.restore.tracked import Tracked

KEPT = 32
BEHIND = 8.0  # log10: further behind by themselves, readings of a line are not made up for by the lines around
MIN_EVIDENT, MIN_EVIDENCE = 2, 13.0
USUALLY_CUT, USUAL_EVIDENCE = 0.6, 5.0  # log10: at letters that are usually cut, one cut shows as much as two
CUT_COST = 3.2
RARE_CUT_COST = 4.0
GAP_COST = 1.5
UNEXPLAINED = 2.0  # a run ends at a gap, though the line is read as it stands
WORD_WEIGHT, REST_WEIGHT = 0.9, 2.2
MIN_CONFIDENCE = 0.2
LONG_WORD = 12
MAX_TRAILING = 0.3  # the share of lines with a space at their end above which it tells nothing


def has_cut_lines(text: str, context: Context) -> bool:
    """Tell whether lines end with the beginning of a word whose rest stands at their own beginning."""
    count, evidence = 0, 0.0
    for line in text.split("\n"):
        if len(line) > WIDE or line.rstrip()[-1:] not in LETTERS or line.lstrip()[0] not in LETTERS:
            continue
        tokens = line.split()
        if len(tokens) < 3:
            continue
        gain, is_usual = _seen_cut(tokens[-1], tokens[0], context)
        count, evidence = count + (gain > 0) + is_usual, evidence + gain + USUAL_EVIDENCE * is_usual
        if count >= MIN_EVIDENT and evidence >= MIN_EVIDENCE:
            return True
    return False


def _seen_cut(left: str, right: str, context: Context) -> tuple[float, bool]:
    """Give what speaks for a cut at the end of a line, and whether it is where words are usually cut."""
    worth = usual_cuts().worth(left, right)
    gain = joint(left, right, context, worth) if worth >= USUALLY_CUT and is_rest(right) else None
    return (gain, True) if gain is not None and gain >= MIN_GAIN else (evident_gain(left, right, context), False)


def reordered(lines: Sequence[Tracked], context: Context, changes: list[Change]) -> list[Tracked]:
    """Give the lines in reading order; a line that is sound, or can't be read with confidence, stays as it is."""
    trailing = [line.text[-1:].isspace() for line in lines if line.text.strip()]
    is_telling = sum(trailing) <= MAX_TRAILING * len(trailing)
    parsed = [Line.of(line, is_telling) for line in lines]
    cuts = _cuts(parsed, context)
    found = [run_orders(line, cuts, context) for line in parsed]
    if not any(found):
        return list(lines)
    evident = sum(any(order.gain >= EVIDENT for order in orders) for orders in found)
    cost = CUT_COST if evident > 1 or 3 * evident >= len([line for line in parsed if line.tokens]) else RARE_CUT_COST
    ways = [_ways(line, orders, cuts, context) for line, orders in zip(parsed, found, strict=True)]
    context.prepare(
        place
        for line, orders in zip(parsed, ways, strict=True)
        for texts in ([token.text for token in line.tokens], *(order.texts(own) for own, order in orders))
        for place in places_within(texts)
    )
    choices = [_choices(line, orders, cuts, cost, context) for line, orders in zip(parsed, ways, strict=True)]
    result, short = [], _short(lines)
    for line, (choice, confidence) in zip(
        lines, best_choices(choices, short, _rooms(parsed, short), context), strict=True
    ):
        result.append(_written(line, choice, confidence, changes))
    return result


def _cuts(lines: Sequence[Line], context: Context) -> Cuts:
    """Give between which letters words are cut, as told by lines that end with the beginning of an evident one."""
    joints, usual = [], usual_cuts()
    for line in lines:
        if len(line.tokens) > 2 and len(line.tokens) - 1 not in line.wide:
            left, right = line.tokens[-1].text, line.tokens[0].text
            gain = joint(left, right, context, usual.worth(left, right)) if is_open(left) and is_rest(right) else None
            if gain is not None:
                joints.append((left, right))
    return Cuts(joints, (token.text for line in lines for token in line.tokens))


def _short(lines: Sequence[Tracked]) -> list[bool]:
    """Tell which lines leave room for another word."""
    lengths = [len(line.text.strip()) for line in lines]
    filled = sorted(length for length in lengths if length)
    width = filled[int(0.9 * (len(filled) - 1))]
    return [length + LONG_WORD < width for length in lengths]


def _rooms(lines: Sequence[Line], short: Sequence[bool]) -> list[float | None]:
    """Give how much room each line leaves; how wide they are is told by those that end within a sentence."""
    texts = [[token.text for token in line.tokens] for line in lines]
    goes_on = [
        bool(words) and not is_short and words[-1][-1] not in SENTENCE_END
        for words, is_short in zip(texts, short, strict=True)
    ]
    return rooms(texts, goes_on)


def _written(line: Tracked, choice: Choice | None, confidence: float, changes: list[Change]) -> Tracked:
    if choice is None or not choice.moves:
        return line
    start, end = line.source_span()
    if confidence < MIN_CONFIDENCE:
        changes.append(Change(DOUBTFUL, start, end, line.text.strip(), line.text.strip(), confidence))
        return line
    mended = Tracked.spaced(choice.tokens)
    changes.append(Change("run-order", start, end, line.text.strip(), mended.text, confidence))
    return mended


def _ways(line: Line, orders: list[RunOrder], cuts: Cuts, context: Context) -> list[tuple[Line, RunOrder]]:
    """Give the orders of a line, and those of the line as one put out from left to right, each with its line."""
    turned = line.turned() if line.tokens else None
    more = [(turned, order) for order in turned_orders(turned, cuts, context)] if turned else []
    return [*((line, order) for order in orders), *more]


def _choices(line: Line, ways: list[tuple[Line, RunOrder]], cuts: Cuts, cost: float, context: Context) -> list[Choice]:
    """Give the best ways to read a line by itself: as it stands, unless a tatweel shows a cut, and in each order."""
    if not line.tokens:
        return []
    scored = [(_score(order, own, cuts, cost, context), -number) for number, (own, order) in enumerate(ways)]
    ordered = sorted(scored, reverse=True)[:KEPT]
    found = []
    for score, number in ordered:
        own, order = ways[-number]
        if score >= ordered[0][0] - BEHIND:
            found.append(Choice(order.tokens(own), score, order.cuts + order.gaps + len(own.tail)))
    if line.heads and ways:
        return found
    begun = cuts.begins_run(line.tokens[0].text) - (UNEXPLAINED if line.wide else 0.0)
    as_is = Choice(line.tokens, _inner([token.text for token in line.tokens], context) + begun, 0)
    return [as_is, *found[: KEPT - 1]]


def _score(order: RunOrder, line: Line, cuts: Cuts, cost: float, context: Context) -> float:
    price = cost * max(0, order.cuts - len(line.heads)) + (GAP_COST if order.gaps or line.tail else 0.0)
    first, *rests = [line.tokens[start].text for start, _ in order.runs]
    price -= cuts.begins_run(first) + REST_WEIGHT * sum([cuts.rest_begins_run(rest) for rest in rests])
    return WORD_WEIGHT * order.gain + _inner(order.texts(line), context) - price


def _inner(texts: Sequence[str], context: Context) -> float:
    """Give how well the words of a line follow each other."""
    return sum([context.follows(place) for place in places_within(texts)])
