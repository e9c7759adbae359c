"""Takes the lines of a page and gives paragraphs, and the pull quotes among them."""

from __future__ import annotations

from marsad.restore.damage import SENTENCE_END
from marsad.restore.model import Aside, Change
from marsad.restore.tracked import Tracked
from marsad.restore.words import bare_word

FULL = 0.8
GRAM = 4
MIN_QUOTE_WORDS = 8
REPEATED = 0.7


def paragraphs(lines: list[Tracked], changes: list[Change]) -> list[Tracked]:
    """Give the lines of one paragraph as one; a heading or a last line stays the end of its own."""
    width = _page_width(lines)
    found: list[list[Tracked]] = []
    blank_before, open_line = True, None
    block_width = earlier_width = 0
    is_last_line = False
    for at, line in enumerate(lines):
        stripped = line.stripped()
        if not stripped:
            blank_before = True
            continue
        if blank_before:
            earlier_width, block_width, block_size = block_width, _block_width(lines, at, width), _block_size(lines, at)
            is_last_line = block_size == 1 and len(stripped) < earlier_width
        if open_line is not None and (
            _over_blank(open_line, width, earlier_width if is_last_line else width)
            if blank_before
            else _goes_on(open_line, width, block_width)
        ):
            found[-1].append(stripped)
        else:
            found.append([stripped])
        open_line, blank_before = stripped, False
    return [_one(parts, changes) for parts in found]


def _page_width(lines: list[Tracked]) -> int:
    widths = sorted(len(line.stripped()) for line in lines if line.stripped())
    return widths[int(0.8 * (len(widths) - 1))] if widths else 0


def _block_width(lines: list[Tracked], at: int, width: int) -> int:
    """Give the width of the block of lines that begins at `at`: a pull quote's is less than the page's."""
    widths = []
    while at < len(lines) and lines[at].stripped():
        widths.append(len(lines[at].stripped()))
        at += 1
    return min(max(widths), width)


def _block_size(lines: list[Tracked], at: int) -> int:
    size = 0
    while at + size < len(lines) and lines[at + size].stripped():
        size += 1
    return size


def _over_blank(line: Tracked, width: int, block_width: int) -> bool:
    """Tell whether a sentence goes on after a blank line, as it does before a paragraph's last line."""
    return line.text[-1] not in SENTENCE_END and len(line) >= FULL * min(width, block_width)


def _goes_on(line: Tracked, width: int, block_width: int) -> bool:
    """Tell whether the paragraph of a line goes on in the next one."""
    return len(line) >= FULL * (width if len(line) >= FULL * width else block_width)


def _one(parts: list[Tracked], changes: list[Change]) -> Tracked:
    joined: list[Tracked] = []
    for part in parts:
        if joined:
            end = joined[-1].source_span()[1]
            changes.append(Change("line-break", end, end, "\n", " "))
            joined.append(Tracked.inserted(" "))
        joined.append(part)
    return Tracked.joined(joined)


def pull_quotes(texts: list[str]) -> list[int]:
    """Give the positions of paragraphs that repeat what longer ones say."""
    words = [[bare_word(token) for token in text.split() if bare_word(token)] for text in texts]
    return [at for at, own in enumerate(words) if len(own) >= MIN_QUOTE_WORDS and _is_repeated(at, own, words)]


def _is_repeated(at: int, own: list[str], words: list[list[str]]) -> bool:
    elsewhere = {
        gram for other, found in enumerate(words) if other != at and len(found) > len(own) for gram in _grams(found)
    }
    grams = _grams(own)
    return sum(gram in elsewhere for gram in grams) >= REPEATED * len(grams)


def _grams(words: list[str]) -> list[tuple[str, ...]]:
    return [tuple(words[at : at + GRAM]) for at in range(len(words) - GRAM + 1)]


def asides(texts: list[str], quotes: list[int]) -> tuple[Aside, ...]:
    """Give the pull quotes as stretches of the text whose paragraphs are joined by one line break each."""
    found, at = [], 0
    for position, text in enumerate(texts):
        if position in quotes:
            found.append(Aside("pull-quote", at, at + len(text)))
        at += len(text) + 1
    return tuple(found)
