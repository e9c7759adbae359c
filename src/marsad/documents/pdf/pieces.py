"""Takes the glyphs of a page and gives its pieces: text on one baseline, with wide gaps between them."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np

from marsad.documents.pdf.doubles import drop_doubles
from marsad.documents.pdf.glyphs import Glyph, GlyphPage, Piece, in_order
from marsad.documents.pdf.marks import place_marks
from marsad.documents.pdf.pdfium import functions, matrix_of, quarter_turns

WIDE_GAP = 0.8
_SAME_BASELINE, _RAISED = 0.3, 0.75
_FEW = 2


@dataclass(slots=True)
class _Chunk:
    """Glyphs that follow each other in the file on about one baseline."""

    baseline: float
    em: float
    left: float
    right: float
    glyphs: list[Glyph]

    def take(self, glyphs: list[Glyph]) -> None:
        """Add glyphs."""
        self.glyphs += glyphs
        self.left = min(self.left, min([glyph[0] for glyph in glyphs]))
        self.right = max(self.right, max([glyph[1] for glyph in glyphs]))


def pieces_of(page: GlyphPage) -> tuple[list[Piece], list[str]]:
    """Give the pieces of a page from top to bottom, and the texts that run another way than the rest."""
    chunks, turned = _chunks(page)
    rows = _rows(chunks)
    _place_spaces(rows, page.spaces)
    for row in rows:
        row.glyphs = in_order(row.glyphs)
        drop_doubles(page, row)
    pieces = [piece for row in rows for piece in _split(row)]
    pieces.sort(key=lambda piece: (-piece.baseline, -piece.right))
    place_marks(pieces, page.marks)
    return pieces, turned


def _chunks(page: GlyphPage) -> tuple[list[_Chunk], list[str]]:
    chunks: list[_Chunk] = []
    turned: list[list[str]] = []
    chunk: _Chunk | None = None
    breaks = _Breaks(page.glyphs)
    sizes: dict[tuple[float, ...], tuple[float, int]] = {}
    at = 0
    while at < len(page.glyphs):
        glyph = page.glyphs[at]
        if chunk is None or not _follows(glyph, chunk):
            em, turn = _size(page, glyph.at, sizes)
            if turn != page.turn:
                turned += [[]] if chunk is not None or not turned else []
                turned[-1].append(glyph.text)
                chunk = None
                at += 1
                continue
            chunk = _Chunk(glyph.baseline, em, glyph.left, glyph.right, [])
            chunks.append(chunk)
        end = breaks.after(at, chunk.em)
        chunk.take(page.glyphs[at:end])
        at = end
    for chunk in chunks:
        baselines = [glyph[2] for glyph in chunk.glyphs]
        if baselines.count(chunk.baseline) * 2 < len(baselines):
            chunk.baseline = Counter(baselines).most_common(1)[0][0]
    return chunks, ["".join(texts) for texts in turned]


def _follows(glyph: Glyph, chunk: _Chunk) -> bool:
    """Tell whether a glyph is on about the baseline of a chunk and no further from it than its size."""
    em = chunk.em
    return (
        glyph.at >= 0
        and abs(glyph.baseline - chunk.baseline) <= 0.5 * em
        and chunk.left - em <= glyph.left
        and glyph.right <= chunk.right + em
    )


class _Breaks:
    """Where a glyph is off the baseline of the one before or far from it; all others are of its chunk."""

    def __init__(self, glyphs: list[Glyph]) -> None:
        left, right, base, _, numbers, _ = zip(*glyphs, strict=True) if glyphs else ([],) * 6
        self._steps = np.maximum(-np.diff(left), np.diff(right))
        self._steps[(np.diff(base) != 0) | (np.array(numbers[1:]) < 0)] = np.inf
        self._by_em: dict[float, list[int]] = {}

    def after(self, at: int, em: float) -> int:
        """Give the number of the first glyph after `at` that may be of another chunk of this size, or the end."""
        found = self._by_em.get(em)
        if found is None:
            found = self._by_em[em] = [*(1 + np.flatnonzero(self._steps > em)).tolist(), len(self._steps) + 1]
        return found[bisect_right(found, at)]


def _size(page: GlyphPage, at: int, known: dict[tuple[float, ...], tuple[float, int]]) -> tuple[float, int]:
    """Give the size of the font in points on the page, and its quarter turns."""
    matrix = matrix_of(page.handle, at)
    size = functions()["GetFontSize"](page.handle, at)
    found = known.get((size, *matrix))
    if found is None:
        height = math.hypot(matrix[2], matrix[3])
        found = known[(size, *matrix)] = (abs(size) * (height or 1.0) or 10.0, quarter_turns(matrix))
    return found


def _rows(chunks: list[_Chunk]) -> list[Piece]:
    """Give rows from chunks on the same baseline; chunks of few glyphs may stand off it, as letters of a word do."""
    rows: list[Piece] = []
    large = sorted((chunk for chunk in chunks if len(chunk.glyphs) > _FEW), key=lambda chunk: -chunk.baseline)
    for chunk in large:
        row = rows[-1] if rows else None
        if row is None or row.baseline - chunk.baseline > _SAME_BASELINE * min(row.em, chunk.em):
            rows.append(Piece(chunk.baseline, chunk.em, list(chunk.glyphs), chunk.left, chunk.right))
        else:
            _take(row, chunk)
    baselines = [-row.baseline for row in rows]
    lone = []
    for chunk in chunks:
        if len(chunk.glyphs) <= _FEW:
            row = _nearest(rows, baselines, chunk)
            if row is None:
                lone.append(chunk)
            else:
                _take(row, chunk)
    for chunk in sorted(lone, key=lambda chunk: -chunk.baseline):
        row = rows[-1] if len(rows) > len(baselines) else None
        if row is None or row.baseline - chunk.baseline > _SAME_BASELINE * min(row.em, chunk.em):
            rows.append(Piece(chunk.baseline, chunk.em, list(chunk.glyphs), chunk.left, chunk.right))
        else:
            _take(row, chunk)
    return rows


def _take(row: Piece, chunk: _Chunk) -> None:
    row.glyphs += chunk.glyphs
    row.left, row.right = min(row.left, chunk.left), max(row.right, chunk.right)


def _nearest(rows: list[Piece], baselines: list[float], chunk: _Chunk) -> Piece | None:
    at = bisect_left(baselines, -chunk.baseline)
    best, least = None, math.inf
    for row in rows[max(0, at - 2) : at + 2]:
        off = abs(row.baseline - chunk.baseline)
        is_beside = chunk.left < row.right + row.em and chunk.right > row.left - row.em
        if off <= (_RAISED if is_beside else _SAME_BASELINE) * row.em and off < least:
            best, least = row, off
    return best


def _place_spaces(rows: list[Piece], spaces: list[Glyph]) -> None:
    by_baseline = sorted(rows, key=lambda row: row.baseline)
    baselines = [row.baseline for row in by_baseline]
    last: Piece | None = None
    for space in spaces:
        if last is None or abs(last.baseline - space.baseline) > 1.0:
            at = bisect_left(baselines, space.baseline)
            near = by_baseline[max(0, at - 1) : at + 1]
            last = min(near, key=lambda row: abs(row.baseline - space.baseline), default=None)
        if last is not None and abs(last.baseline - space.baseline) <= _SAME_BASELINE * last.em:
            last.glyphs.append(space)


def _split(row: Piece) -> list[Piece]:
    """Give the pieces of a row, with one blank at most between two glyphs."""
    glyphs, wide = row.glyphs, WIDE_GAP * row.em
    solid = [at for at, glyph in enumerate(glyphs) if glyph[3] != " "]
    if not solid:
        return []
    rights = accumulate([glyphs[at][1] for at in solid], max)
    cuts = [number for number, (at, right) in enumerate(zip(solid[1:], rights, strict=False), 1)
            if glyphs[at][0] - right > wide]  # fmt: skip
    pieces: list[Piece] = []
    for first, last in pairwise([0, *cuts, len(solid)]):
        part = glyphs[solid[first] : solid[last - 1] + 1]
        if len(part) > last - first:
            part = [
                one for one, after in zip(part, [*part[1:], part[-1]], strict=True) if one[3] != " " or after[3] != " "
            ]
        pieces.append(Piece(row.baseline, row.em, part).fit())
    return pieces
