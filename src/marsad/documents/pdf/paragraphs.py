"""Takes the lines of a document's pages and tells which go on in the next line, and which are running heads."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from marsad.documents.pdf.blocks import Line

_SENTENCE_END = ".!?:\u061f\u2026"
_BULLET = re.compile(r"[•▪●◦■□○*\u2022\u25cf\u25aa–-]\s|\(?\d{1,3}[.)-]\s")
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"\W{0,3}(?:(?:صفحة|الصفحة|page|p\.)\s*)?(\d{1,4})(?:\s*(?:/|of|من|-)\s*\d{1,4})?\W{0,3}", re.I
)
_EDGE = 3
_MARGIN = 0.14
_NEAR = 4.0
_SMALL = 0.88
_SAME_SIZE = 0.12
_WIDE_STEP = 1.45


@dataclass(slots=True)
class PageLines:
    """The lines of one page, from top to bottom of each block; `bottom` and `top` are the page's edges."""

    lines: list[Line] = field(default_factory=list)
    bottom: float = 0.0
    top: float = 0.0


def goes_on(line: Line, after: Line, column: tuple[float, float], step: float) -> bool:
    """Tell whether a paragraph goes on from one line of a column into the next.

    It ends where the next line's first word would still have fitted: nobody breaks a line there but on purpose.
    `column` has the edges of the lines around, `step` is the usual distance of their baselines.
    """
    if line.is_row or after.is_row or line.block != after.block or line.is_rtl != after.is_rtl:
        return False
    gap = line.baseline - after.baseline
    if abs(line.em - after.em) > _SAME_SIZE * line.em or gap > _WIDE_STEP * step or gap <= 0:
        return False
    if _BULLET.match(after.text) or _is_indented(line, after, column):
        return False
    room = line.left - column[0] if line.is_rtl else column[1] - line.right
    return room <= _first_word(after) + 0.25 * line.em


def _is_indented(line: Line, after: Line, column: tuple[float, float]) -> bool:
    if line.is_rtl:
        return column[1] - after.right > 0.8 * after.em and column[1] - line.right < 0.4 * line.em
    return after.left - column[0] > 0.8 * after.em and line.left - column[0] < 0.4 * line.em


def _first_word(line: Line) -> float:
    """Give about how wide the first word of a line is, in points."""
    word = line.text.split(maxsplit=1)[0]
    return (line.right - line.left) * len(word) / max(len(line.text), 1)


def joins(lines: list[Line]) -> list[bool]:
    """Tell for each line of a page whether its paragraph goes on in the next one."""
    columns, steps = _columns(lines), _steps(lines)
    joined = [
        goes_on(line, after, columns[line.block, line.kind], steps.get((line.block, line.kind), 0.0))
        and line.kind == after.kind
        for line, after in pairwise(lines)
    ]
    return [*joined, False] if lines else []


def _columns(lines: Iterable[Line]) -> dict[tuple[int, str], tuple[float, float]]:
    edges: dict[tuple[int, str], tuple[float, float]] = {}
    for line in lines:
        left, right = edges.get((line.block, line.kind), (line.left, line.right))
        edges[line.block, line.kind] = min(left, line.left), max(right, line.right)
    return edges


def _steps(lines: list[Line]) -> dict[tuple[int, str], float]:
    """Give the usual step from a line to the next by block; that of a block of one size counts most."""
    found: dict[tuple[int, str], list[float]] = defaultdict(list)
    for line, after in pairwise(lines):
        step = line.baseline - after.baseline
        if (line.block, line.kind) == (after.block, after.kind) and step > 0:
            found[line.block, line.kind].append(step)
    return {block: sorted(steps)[len(steps) // 3] for block, steps in found.items()}


def goes_on_over(page: list[Line], following: list[Line]) -> bool:
    """Tell whether the last paragraph of a page goes on in the first line of the next."""
    body, after = [line for line in page if line.kind == "body"], [line for line in following if line.kind == "body"]
    if not body or not after:
        return False
    last, first = body[-1], after[0]
    if last.is_row or first.is_row or abs(last.em - first.em) > _SAME_SIZE * last.em:
        return False
    if last.text[-1] in _SENTENCE_END or _BULLET.match(first.text):
        return False
    left, right = _columns(body)[last.block, last.kind]
    room = last.left - left if last.is_rtl else right - last.right
    return room <= _first_word(first) + 0.25 * last.em


def set_apart(pages: list[PageLines]) -> None:
    """Mark running heads and feet, page numbers and footnotes among the lines of a document's pages."""
    pages = [page for page in pages if page.top > page.bottom]
    for kind, is_top in (("head", True), ("foot", False)):
        _mark_repeated(pages, kind, is_top)
    for page in pages:
        _mark_lone_number(page)
    _mark_notes(pages)


def _mark_repeated(pages: list[PageLines], kind: str, is_top: bool) -> None:
    """Mark the outermost lines that come again on other pages at the same height, numbers aside."""
    for _ in range(_EDGE):
        places: dict[str, list[tuple[Line, int]]] = defaultdict(list)
        for number, page in enumerate(pages):
            for line in _outermost(page, is_top):
                places[_NUMBER.sub("#", line.text)].append((line, number))
        found = [
            line
            for text, lines in places.items()
            for line, number in lines
            if _is_repeated(line, number, lines, len(pages), has_number="#" in text)
        ]
        for line in found:
            line.kind = kind
        if not found:
            return


def _outermost(page: PageLines, is_top: bool) -> list[Line]:
    """Give the lines at the upper or lower end of a page that no other line is beyond."""
    body = [line for line in page.lines if line.kind == "body"]
    if len(body) < 2:
        return []
    height = page.top - page.bottom
    edge = max(line.baseline for line in body) if is_top else min(line.baseline for line in body)
    margin = page.top - edge if is_top else edge - page.bottom
    if margin > _MARGIN * height:
        return []
    return [line for line in body if abs(line.baseline - edge) < 0.5 * line.em]


def _is_repeated(line: Line, number: int, lines: list[tuple[Line, int]], count: int, *, has_number: bool) -> bool:
    same = {other_number for other, other_number in lines if abs(other.baseline - line.baseline) < _NEAR}
    if len(same) < 2:
        return False
    if has_number and not _PAGE_NUMBER.fullmatch(line.text) and not _counts(lines):
        return len(same) >= 0.5 * count
    return len(same) >= min(3, count) or len(same) >= 0.3 * count or number + 1 in same or number - 1 in same


def _counts(lines: list[tuple[Line, int]]) -> bool:
    """Tell whether a number in the lines grows with the page."""
    first = [(_NUMBER.findall(line.text), number) for line, number in lines]
    return any(
        len({int(numbers[at]) - number for numbers, number in first if len(numbers) > at}) == 1
        for at in range(len(first[0][0]))
    )


def _mark_lone_number(page: PageLines) -> None:
    """Mark a page number that stands alone at the top or bottom, well apart from the text."""
    body = sorted((line for line in page.lines if line.kind == "body"), key=lambda line: line.baseline)
    for line, inner, kind in ((body[0], body[1], "foot"), (body[-1], body[-2], "head")) if len(body) > 1 else ():
        margin = min(line.baseline - page.bottom, page.top - line.baseline)
        is_apart = abs(line.baseline - inner.baseline) > 1.8 * max(line.em, inner.em)
        if (
            _PAGE_NUMBER.fullmatch(line.text)
            and is_apart
            and margin < _MARGIN * (page.top - page.bottom)
            and not line.is_row
        ):
            line.kind = kind


def _mark_notes(pages: list[PageLines]) -> None:
    """Mark footnotes: lines below all of the page's text, in smaller print than the document's."""
    sizes = [(line.em, len(line.text)) for page in pages for line in page.lines if line.kind == "body"]
    if not sizes:
        return
    usual = median([em for em, letters in sizes for _ in range(1 + letters // 20)])
    for page in pages:
        body = [line for line in page.lines if line.kind == "body"]
        ordinary = [line.baseline for line in body if line.em >= _SMALL * usual]
        if not ordinary:
            continue
        for line in body:
            if line.em < _SMALL * usual and line.baseline < min(ordinary):
                line.kind = "note"
