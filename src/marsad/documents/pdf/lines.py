"""Takes the glyphs of a page and gives its rows: pieces of text on one baseline, with wide gaps between them."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from marsad.documents.pdf.bidi import logical, mirrored
from marsad.documents.pdf.glyphs import (
    MARKS,
    TATWEEL,
    Glyph,
    GlyphPage,
    Mark,
    ink,
    is_private,
    is_tight,
    matrix_of,
    quarter_turns,
)

WIDE_GAP = 0.8
SHADDA, TANWIN, ALEF = "\u0651", "\u064b", "\u0627"
_LAM_ALEFS = frozenset("\u0644" + alef for alef in "\u0627\u0622\u0623\u0625")
LOW_MARKS = frozenset("\u064d\u0650\u0655\u0656\u065c\u065f\u06e3\u06ea\u06ed")
_SPACE_IN_FILE, _SPACE, _SURE_SPACE = 0.05, 0.14, 0.21
_SAME_BASELINE, _RAISED = 0.3, 0.75
_DOUBLE, _BESIDE, _TWICE = 0.06, 0.6, 0.1
_TIE, _SAME_PEN = 0.01, 0.02
_ABOVE, _BELOW = 1.5, -0.75
_FEW = 2
_FILLERS = ("", TATWEEL)
_HATTED = ("\u0622", "\u0623", "\u0625")  # alefs whose madda or hamza may be wider than they are
_HANGING = frozenset("\"'*.,:;-^~`\u00ab\u00bb\u00b0\u00b7\u00b4\u00a8")
_STROKE_HEIGHT, _STROKE_SLACK = 0.16, 0.03


@dataclass(slots=True)
class Piece:
    """Text on one baseline without a wide gap; `em` is its size in points; glyphs stand from left to right."""

    baseline: float
    em: float
    glyphs: list[Glyph]
    left: float = 0.0
    right: float = 0.0
    marks: dict[int, list[Mark]] = field(default_factory=dict)

    def fit(self) -> Piece:
        """Set the edges from the glyphs."""
        self.left = self.glyphs[0].left
        self.right = max(glyph.right for glyph in self.glyphs)
        return self


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
        row.glyphs.sort(key=_pen_of)
        _drop_doubles(page, row)
    pieces = [piece for row in rows for piece in _split(row)]
    pieces.sort(key=lambda piece: (-piece.baseline, -piece.right))
    _place_marks(pieces, page.marks)
    return pieces, turned


def _chunks(page: GlyphPage) -> tuple[list[_Chunk], list[str]]:
    chunks: list[_Chunk] = []
    turned: list[str] = []
    left = right = base = em = 0.0
    chunk: _Chunk | None = None
    texts: list[str] | None = None
    sizes: dict[tuple[float, ...], tuple[float, int]] = {}
    for glyph in page.glyphs:
        is_near = abs(glyph.baseline - base) <= 0.5 * em and left - em <= glyph.left and glyph.right <= right + em
        if chunk is not None and is_near:
            chunk.glyphs.append(glyph)
            left = glyph.left if glyph.left < left else left
            right = glyph.right if glyph.right > right else right
            continue
        if chunk is not None:
            chunk.left, chunk.right = left, right
        em, turn = _size(page, glyph.at, sizes)
        if turn != page.turn:
            texts = texts if texts is not None and chunk is None else []
            if not texts:
                turned.append("")
            texts.append(glyph.text)
            turned[-1] = "".join(texts)
            chunk = None
            continue
        left, right, base = glyph.left, glyph.right, glyph.baseline
        chunk = _Chunk(base, em, left, right, [glyph])
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


def _drop_doubles(page: GlyphPage, row: Piece) -> None:
    """Leave out what is drawn twice for bold print, and letters that stand for a mark's glyph and for their own.

    Some producers mark both the glyph of a letter and that of its mark as standing for the letter with its mark.
    """
    glyphs, dropped = row.glyphs, set()
    double, near = _DOUBLE * row.em, _BESIDE * row.em
    for at, glyph in enumerate(glyphs):
        for other in (at - 1, at - 2):
            if other < 0 or other in dropped or glyph.text == " " or glyph.pen - glyphs[other].pen > near:
                continue
            first = glyphs[other]
            if glyph.text and glyph.text == first.text and _is_same_place(glyph, first, double):
                dropped.add(at)
            elif page.has_shares and _is_twice(first, glyph, row.em):
                if _is_off_line(page, glyph, row):
                    glyphs[other] = _merged(first, glyph)
                    dropped.add(at)
                elif _is_off_line(page, first, row) or (first.text == glyph.text and _overlap(first, glyph)):
                    glyphs[at] = _merged(glyph, first)
                    dropped.add(other)
    if not page.has_shares:
        dropped |= set(_marks_in_disguise(page, row))
    if dropped:
        row.glyphs = [glyph for at, glyph in enumerate(glyphs) if at not in dropped]


def _marks_in_disguise(page: GlyphPage, row: Piece) -> Iterator[int]:
    """Give the numbers of glyphs that are a mark's by their ink, but mapped to a letter that bore it, or to any other.

    They go to the page's marks with what of their text is marks.
    """
    for at, glyph in enumerate(row.glyphs):
        marks = "".join(char for char in glyph.text if char in MARKS)
        is_foreign = _is_foreign(glyph.text)
        if not (marks or is_foreign):
            continue
        around = [other for other in row.glyphs[max(0, at - 3) : at + 4] if other is not glyph and _is_arabic(other)]
        if not around:
            continue
        if not _is_off_line(page, glyph, row):
            if is_foreign and any(_speaks_for(page, other, glyph, row) for other in around):
                row.glyphs[at] = glyph._replace(text="")
        elif any(_lies_on(page, glyph, other) for other in around):
            yield at
            if marks:
                left, right, bottom, top = ink(page, glyph.at)
                middle = (left + right) / 2, (bottom + top) / 2
                page.marks.append(Mark(*middle, marks, glyph.pen, glyph.baseline))


def _is_arabic(glyph: Glyph) -> bool:
    return glyph.at >= 0 and glyph.text >= "\u0620" and glyph.text[:1].isalpha()


def _speaks_for(page: GlyphPage, mark: Glyph, body: Glyph, row: Piece) -> bool:
    """Tell whether a mark's glyph is mapped to its letter too, whose own glyph is mapped to nothing or anything."""
    if not _is_off_line(page, mark, row):
        return False
    reach = 0.3 * row.em if len(mark.text.rstrip("".join(MARKS))) > 1 else 0.0
    left, right, _, _ = ink(page, mark.at)
    return min(right, body.right) - max(left, body.left) > -reach


def _is_foreign(text: str) -> bool:
    """Tell whether a text can be no Arabic mark's, nor a sign that hangs high or low of its own."""
    return ("!" <= text[:1] < "\u0590" or is_private(text)) and text[:1] not in _HANGING


def _lies_on(page: GlyphPage, mark: Glyph, letter: Glyph) -> bool:
    """Tell whether a glyph's ink is for the greater part above or below an Arabic letter, or spans a narrow one."""
    left, right, _, _ = ink(page, mark.at)
    first, last, _, _ = ink(page, letter.at)
    return min(right, last) - max(left, first) > 0.5 * min(right - left, last - first)


def _is_twice(first: Glyph, second: Glyph, em: float) -> bool:
    """Tell whether two glyphs in one place stand for the same letter."""
    if first.text[:1] != second.text[:1] or len(first.text) + len(second.text) < 3:
        return False
    shared = min(first.right, second.right) - max(first.left, second.left)
    return shared > -_TWICE * em


def _is_same_place(first: Glyph, second: Glyph, least: float) -> bool:
    return abs(first.left - second.left) < least and abs(first.right - second.right) < least


def _overlap(first: Glyph, second: Glyph) -> bool:
    return min(first.right, second.right) - max(first.left, second.left) > 0.0


def _is_off_line(page: GlyphPage, glyph: Glyph, row: Piece) -> bool:
    """Tell whether a glyph's ink is only above or below where letters stand."""
    if glyph.at < 0:
        return False
    _, _, bottom, top = ink(page, glyph.at)
    return bottom > row.baseline + 0.25 * row.em or top < row.baseline + 0.05 * row.em


def _merged(letter: Glyph, mark: Glyph) -> Glyph:
    return letter if len(letter.text) >= len(mark.text) else letter._replace(text=mark.text)


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
        if glyph.text == " ":
            blank = glyph
            continue
        if part and glyph.left - right > wide:
            pieces.append(Piece(row.baseline, row.em, part).fit())
            part, blank = [], None
        elif part and blank is not None:
            part.append(blank)
            blank = None
        part.append(glyph)
        right = max(right, glyph.right)
    if part:
        pieces.append(Piece(row.baseline, row.em, part).fit())
    return pieces


def _pen_of(glyph: Glyph) -> float:
    """Give what glyphs are ordered by: the pen, and the middle where it has not moved on."""
    return glyph.pen + _TIE * (glyph.left + glyph.right)


def _place_marks(pieces: list[Piece], marks: list[Mark]) -> None:
    """Give each mark to the letter it stands above or below: where the pen was the same for both, else the nearest."""
    if not marks:
        return
    baselines = [-piece.baseline for piece in pieces]
    tallest = max((piece.em for piece in pieces), default=0.0)
    for mark in marks:
        best: tuple[float, Piece, int] | None = None
        first = bisect_left(baselines, -mark.y + _BELOW * tallest)
        for piece in pieces[first : bisect_left(baselines, -mark.y + _ABOVE * tallest)]:
            above = (mark.y - piece.baseline) / piece.em
            if not piece.left - piece.em < mark.x < piece.right + piece.em:
                continue
            if (_BELOW if mark.text[0] in LOW_MARKS else 0.0) <= above <= _ABOVE:
                off, at = _nearest_letter(piece, mark)
                off += abs(above - (-0.2 if mark.text in LOW_MARKS else 0.7)) / 2
                if best is None or off < best[0]:
                    best = off, piece, at
        if best is not None:
            best[1].marks.setdefault(best[2], []).append(mark)


def _nearest_letter(piece: Piece, mark: Mark) -> tuple[float, int]:
    """Give how far off (in ems) the glyph is that a mark is likeliest to sit on, and its number in the piece."""
    glyphs = piece.glyphs
    at = bisect_left(glyphs, mark.x + 2 * _TIE * mark.x, key=_pen_of)
    best, least = max(0, min(at, len(glyphs) - 1)), math.inf
    for near in range(max(0, at - 4), min(len(glyphs), at + 3)):
        glyph = glyphs[near]
        if not (glyph.text[:1].isalpha() or is_private(glyph.text)):
            continue
        if abs(glyph.pen - mark.pen) < _SAME_PEN and abs(glyph.baseline - mark.baseline) < _SAME_PEN:
            return 0.0, near
        outside = max(glyph.left - mark.x, mark.x - glyph.right, 0.0)
        off = outside + 0.3 * abs((glyph.left + glyph.right) / 2 - mark.x)
        if off < least:
            best, least = near, off
    return least / piece.em, best


def text_of(page: GlyphPage, piece: Piece, *, is_rtl: bool) -> str:
    """Give the text of a piece in reading order.

    A glyph's place begins with its pen where tails of letters reach out further; a hat does not make an alef wider.
    """
    items: list[str] = []
    right, is_blank, before = math.inf, False, piece.glyphs[0]
    narrow, marks = _SPACE_IN_FILE * piece.em, piece.marks
    for at, glyph in enumerate(piece.glyphs):
        left, end, _, text, _, pen = glyph
        if text == " ":
            is_blank = True
            continue
        gap = (pen if pen > left and len(text) == 1 else left) - right
        if gap > narrow and _is_apart(page, before, glyph, gap, piece.em, is_blank):
            items.append(" ")
        is_blank, before = False, glyph
        if text in _HATTED and left < pen:
            end -= pen - left
        right = end if end > right or right == math.inf else right
        if text in _FILLERS or (not text.isalpha() and _is_stretch(page, piece, at)):
            continue
        items.append(_marked(glyph, marks[at]) if at in marks else text)
    text = mirrored("".join(logical(items, is_rtl=is_rtl)))
    return _composed(text) if piece.marks else text


def _is_apart(page: GlyphPage, before: Glyph, glyph: Glyph, gap: float, em: float, is_blank: bool) -> bool:
    """Tell whether a gap is a space; without a blank in the file it must be wider, more so between edges of ink."""
    if is_blank or gap <= _SPACE * em:
        return is_blank
    return gap > _SURE_SPACE * em or not (is_tight(page, before) or is_tight(page, glyph))


def _is_stretch(page: GlyphPage, piece: Piece, at: int) -> bool:
    """Tell whether a glyph is a stroke that stretches a word, whatever character it is mapped to.

    It is thin, lies on the baseline, and its ink reaches from one Arabic letter to the other.
    """
    glyph = piece.glyphs[at]
    if glyph.at < 0 or glyph.text[0].isalnum() or glyph.text == "_" or not 0 < at < len(piece.glyphs) - 1:
        return False
    before, after = piece.glyphs[at - 1], piece.glyphs[at + 1]
    if not (_is_joined(before) and _is_joined(after)):
        return False
    left, right, bottom, top = (side / piece.em for side in ink(page, glyph.at))
    base, slack = piece.baseline / piece.em, _STROKE_SLACK
    reaches = left <= glyph.left / piece.em + slack and right >= glyph.right / piece.em - slack
    return reaches and top - bottom < _STROKE_HEIGHT and base < top and bottom < base + _STROKE_HEIGHT


def _is_joined(glyph: Glyph) -> bool:
    return not glyph.text or (glyph.text[0].isalpha() and glyph.text[0] >= "\u0620") or not glyph.text[0].isalnum()


def _marked(glyph: Glyph, marks: list[Mark]) -> str:
    """Give a glyph's text with its marks, each once, in the order in which they are typed: shadda first."""
    own = "".join(char for char in glyph.text if char in MARKS)
    letters = glyph.text[: len(glyph.text) - len(own)] if glyph.text.endswith(own) else glyph.text
    if letters in _LAM_ALEFS:
        return _lam_alef_marked(glyph, letters, marks)
    return letters + _typed(glyph.text[len(letters) :] + "".join(mark.text for mark in marks))


def _typed(marks: str) -> str:
    return "".join(sorted(dict.fromkeys(marks), key=lambda mark: (mark != SHADDA, mark)))


def _lam_alef_marked(glyph: Glyph, letters: str, marks: list[Mark]) -> str:
    """Give a lam-alef with each mark after the letter that bears it: a bare alef bears but a tanwin, one with a hamza
    the only mark there is or what stands further left."""
    middle = (glyph.left + glyph.right) / 2
    if letters[1] == ALEF:
        on_lam = [mark for mark in marks if TANWIN not in mark.text]
    else:
        on_lam = [mark for mark in marks if len(marks) > 1 and mark.x > middle]
    on_alef = [mark for mark in marks if mark not in on_lam]
    lam, alef = ("".join(mark.text for mark in found) for found in (on_lam, on_alef))
    return letters[0] + _typed(lam) + letters[1] + _typed(alef)


_COMPOSED = {
    base + mark: unicodedata.normalize("NFC", base + mark)
    for base in "\u0627\u0648\u064a\u06c1\u06d5"
    for mark in "\u0653\u0654\u0655"
    if len(unicodedata.normalize("NFC", base + mark)) == 1
}


def _composed(text: str) -> str:
    for parts, whole in _COMPOSED.items():
        if parts in text:
            text = text.replace(parts, whole)
    return text
