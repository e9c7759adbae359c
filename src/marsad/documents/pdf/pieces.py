"""Takes the glyphs of a page and gives its pieces: text on one baseline, with wide gaps between them."""

from __future__ import annotations

import ctypes
import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from marsad.documents.pdf.doubles import drop_doubles
from marsad.documents.pdf.glyphs import Glyph, GlyphPage, Piece, pen_of
from marsad.documents.pdf.marks import place_marks
from marsad.documents.pdf.pdfium import matrix_of, quarter_turns

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


def pieces_of(page: GlyphPage) -> tuple[list[Piece], list[str]]:
    """Give the pieces of a page from top to bottom, and the texts that run another way than the rest."""
    chunks, turned = _chunks(page)
    rows = _rows(chunks)
    _place_spaces(rows, page.spaces)
    for row in rows:
        row.glyphs.sort(key=pen_of)
        drop_doubles(page, row)
    pieces = [piece for row in rows for piece in _split(row)]
    pieces.sort(key=lambda piece: (-piece.baseline, -piece.right))
    place_marks(pieces, page.marks)
    return pieces, turned


def _chunks(page: GlyphPage) -> tuple[list[_Chunk], list[str]]:
    chunks: list[_Chunk] = []
    turned: list[str] = []
    left = right = base = em = 0.0
    chunk: _Chunk | None = None
    texts: list[str] | None = None
    sizes: dict[tuple[float, ...], tuple[float, int]] = {}
    add: Callable[[Glyph], None] = list[Glyph]().append
    for glyph in page.glyphs:
        start, end, line, _, at, _ = glyph
        if chunk is not None and abs(line - base) <= 0.5 * em and left - em <= start and end <= right + em and at >= 0:
            add(glyph)
            left = start if start < left else left
            right = end if end > right else right
            continue
        if chunk is not None:
            chunk.left, chunk.right = left, right
        em, turn = _size(page, at, sizes)
        if turn != page.turn:
            texts = texts if texts is not None and chunk is None else []
            if not texts:
                turned.append("")
            texts.append(glyph.text)
            turned[-1] = "".join(texts)
            chunk = None
            continue
        left, right, base = start, end, line
        chunk = _Chunk(base, em, left, right, [glyph])
        add = chunk.glyphs.append
        chunks.append(chunk)
    if chunk is not None:
        chunk.left, chunk.right = left, right
    for chunk in chunks:
        baselines = [glyph.baseline for glyph in chunk.glyphs]
        if baselines.count(chunk.baseline) * 2 < len(baselines):
            chunk.baseline = Counter(baselines).most_common(1)[0][0]
    return chunks, turned


def _size(page: GlyphPage, at: int, known: dict[tuple[float, ...], tuple[float, int]]) -> tuple[float, int]:
    """Give the size of the font in points on the page, and its quarter turns."""
    from pypdfium2 import raw

    matrix = matrix_of(page.handle, at)
    size = raw.FPDFText_GetFontSize(ctypes.cast(page.handle, raw.FPDF_TEXTPAGE), at)
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
    """Give the pieces of a row."""
    pieces: list[Piece] = []
    part: list[Glyph] = []
    right, blank = -math.inf, None
    wide = WIDE_GAP * row.em
    for glyph in row.glyphs:
        left, end, _, text, _, _ = glyph
        if text == " ":
            blank = glyph
            continue
        if part and left - right > wide:
            pieces.append(Piece(row.baseline, row.em, part).fit())
            part, blank = [], None
        elif part and blank is not None:
            part.append(blank)
            blank = None
        part.append(glyph)
        right = end if end > right else right
    if part:
        pieces.append(Piece(row.baseline, row.em, part).fit())
    return pieces
