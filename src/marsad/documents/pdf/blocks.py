"""Takes the pieces of a page and gives its lines in reading order: columns one after the other, tables row by row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from marsad.documents.pdf.glyphs import GlyphPage, Piece
from marsad.documents.pdf.lines import text_of

CELL = "\t"
_ARABIC = re.compile("[\u0600-\u08ff]")
_OTHER = re.compile("[^\\W\\d_\u0600-\u08ff]")
_SAME_ROW = 0.3
_BESIDE = 0.9
_CELL_LETTERS = 14
_TABLE_PITCH = 2.1
_FAR = 2.2
_HEADING, _SAME_START = 1.12, 1.5
_LATIN_LINE = 4
_CANDIDATES = 12
_SURE_GAP, _MOST = 2.5, 0.6
_LEAST_GAP = {2: 2.5, 3: 1.2}  # ems, by how many pieces stand on the side with fewer; else 0.6


@dataclass(slots=True)
class Line:
    """A line of a page in reading order, with its edges, baseline and size in points.

    `kind` is `body`, `head`, `foot` or `note`; `block` counts the columns, tables and stretches between them.
    """

    text: str
    left: float
    right: float
    baseline: float
    em: float
    is_rtl: bool = True
    kind: str = "body"
    block: int = 0
    is_row: bool = False


def lines_of(page: GlyphPage, pieces: list[Piece]) -> list[Line]:
    """Give the lines of a page in reading order."""
    if not pieces:
        return []
    is_rtl = _is_right_to_left(pieces)
    lines: list[Line] = []
    for block, (rows, is_table) in enumerate(_ordered(pieces, is_rtl)):
        for row in rows:
            line = _line(page, row, is_rtl, is_table)
            if line.text:
                line.block = block
                lines.append(line)
    return lines


def _is_right_to_left(pieces: list[Piece]) -> bool:
    """Tell whether a page is read from right to left: Arabic letters outweigh others, which take more room."""
    arabic, other = _letters(pieces)
    return arabic > 0 and arabic * 2 >= other


def _letters(pieces: list[Piece]) -> tuple[int, int]:
    """Give how many Arabic and how many other letters there are."""
    text = "".join([glyph[3] for piece in pieces for glyph in piece.glyphs])
    return len(_ARABIC.findall(text)), len(_OTHER.findall(text))


def _line(page: GlyphPage, row: list[Piece], is_page_rtl: bool, is_table: bool) -> Line:
    is_rtl = _line_direction(row, is_page_rtl)
    row = sorted(row, key=lambda piece: -piece.right if is_page_rtl else piece.left)
    if is_table or len(row) == 1:
        text = CELL.join(_cell(page, cell, is_rtl) for cell in _cells(row))
    else:
        text = text_of(page, _joined(row), is_rtl=is_rtl).strip()
    largest = max(row, key=lambda piece: len(piece.glyphs))
    left, right = min(piece.left for piece in row), max(piece.right for piece in row)
    return Line(text, left, right, largest.baseline, largest.em, is_rtl, is_row=is_table)


def _cells(row: list[Piece]) -> list[list[Piece]]:
    """Give the pieces of a row by the upright strip in which they stand, in the order of the row."""
    cells: list[list[Piece]] = []
    for piece in row:
        for cell in cells:
            if any(min(piece.right, other.right) > max(piece.left, other.left) for other in cell):
                cell.append(piece)
                break
        else:
            cells.append([piece])
    return cells


def _cell(page: GlyphPage, cell: list[Piece], is_rtl: bool) -> str:
    cell.sort(key=lambda piece: -piece.baseline)
    return " ".join(filter(None, (text_of(page, piece, is_rtl=is_rtl).strip() for piece in cell)))


def _joined(row: list[Piece]) -> Piece:
    """Give the pieces of a row as one; what is between them counts as a space for its width."""
    row = sorted(row, key=lambda piece: piece.left)
    whole = Piece(row[0].baseline, max(piece.em for piece in row), [])
    for piece in row:
        whole.marks |= {at + len(whole.glyphs): marks for at, marks in piece.marks.items()}
        whole.glyphs += piece.glyphs
    return whole.fit()


def _line_direction(row: list[Piece], is_page_rtl: bool) -> bool:
    """Tell whether a line is read from right to left: as its page, but where the other letters say otherwise."""
    text = "".join([glyph[3] for piece in sorted(row, key=lambda piece: piece.left) for glyph in piece.glyphs])
    if not _OTHER.search(text) and _ARABIC.search(text):
        return True
    arabic, other = _letters(row)
    if not is_page_rtl:
        return arabic > other
    if not arabic:
        return other < 5 * _LATIN_LINE
    ends = [char for char in text if char.isalpha()]
    return arabic * 4 >= other or bool(_ARABIC.match(ends[0])) or bool(_ARABIC.match(ends[-1]))


def _ordered(pieces: list[Piece], is_rtl: bool) -> Iterator[tuple[list[list[Piece]], bool]]:
    """Give stretches of rows (each the pieces on one baseline), and whether they are a table."""
    pieces = sorted(pieces, key=lambda piece: -piece.baseline)
    split = _gutter(pieces)
    if split is None:
        yield _rows(pieces), False
        return
    first, last, x = split
    if first:
        yield from _ordered(pieces[:first], is_rtl)
    if _is_table(*_sides(pieces[first:last], x)):
        yield _bands(pieces[first:last]), True
    else:
        yield from _in_columns(pieces[first:last], x, is_rtl)
    if last < len(pieces):
        yield from _ordered(pieces[last:], is_rtl)


def _sides(pieces: list[Piece], x: float) -> tuple[list[Piece], list[Piece]]:
    """Give the pieces to the left and to the right of an upright gap."""
    left: list[Piece] = []
    right: list[Piece] = []
    for piece in pieces:
        (left if piece.right <= x else right).append(piece)
    return left, right


def _in_columns(pieces: list[Piece], x: float, is_rtl: bool) -> Iterator[tuple[list[list[Piece]], bool]]:
    """Give two columns one after the other, but what is above a heading of both before what is below it."""
    heading = _spanning_heading(pieces, x)
    if heading is not None:
        first, last = heading
        yield from _in_columns(pieces[:first], x, is_rtl)
        yield _rows(pieces[first:last]), False
        yield from _in_columns(pieces[last:], x, is_rtl)
        return
    left, right = _sides(pieces, x)
    for column in (right, left) if is_rtl else (left, right):
        if column:
            yield from _ordered(column, is_rtl)


def _spanning_heading(pieces: list[Piece], x: float) -> tuple[int, int] | None:
    """Give where the pieces of a heading lie that belongs to both columns though it is no wider than one.

    Larger than the text, it has nothing beside it, and below it both columns begin anew at about one height, or only
    the one in which it does not stand.
    """
    em = median(piece.em for piece in pieces)
    first = 1
    while first < len(pieces) - 1:
        last = first
        while last < len(pieces) and pieces[last].em > _HEADING * em:
            last += 1
        if last > first and _begin_together(pieces, first, last, x):
            return first, last
        first = last + 1
    return None


def _begin_together(pieces: list[Piece], first: int, last: int, x: float) -> bool:
    """Tell whether nothing stands beside the pieces from `first` to `last`, and lines in both columns right below.

    Where only the other column goes on below, they head that too: a heading is not the end of a column.
    """
    heading, below = pieces[first:last], pieces[last:]
    is_left = heading[0].right <= x
    if any((piece.right <= x) != is_left for piece in heading):
        return False
    top, bottom = heading[0].baseline + heading[0].em, heading[-1].baseline - 0.5 * heading[-1].em
    if any((piece.right <= x) != is_left and bottom < piece.baseline < top for piece in pieces):
        return False
    left, right = _sides(below, x)
    if not (left and right):
        return bool(right if is_left else left)
    return abs(left[0].baseline - right[0].baseline) <= _SAME_START * below[0].em


def _rows(pieces: list[Piece]) -> list[list[Piece]]:
    rows: list[list[Piece]] = []
    for piece in pieces:
        if rows and rows[-1][0].baseline - piece.baseline <= _SAME_ROW * min(piece.em, rows[-1][0].em):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return rows


def _gutter(pieces: list[Piece]) -> tuple[int, int, float] | None:
    """Give the best stretch of pieces that stand on two sides of an upright gap: first, end, where the gap is."""
    places = Counter(round(x / 6) for x in _gaps(pieces))
    best: tuple[int, int, float] | None = None
    most = 0
    for place, _ in places.most_common(_CANDIDATES):
        x = _middle(pieces, place * 6)
        if x is None:
            continue
        for first, last in _runs(pieces, x):
            inside = pieces[first:last]
            sides = [[piece for piece in inside if (piece.right <= x) is is_left] for is_left in (True, False)]
            least = min(len(_rows(side)) for side in sides)
            if least > most and _holds(inside, x, least):
                best, most = (first, last, x), least
    return best if best is None else _trimmed(pieces, *best)


def _gaps(pieces: list[Piece]) -> Iterator[float]:
    """Give the middles of the gaps between pieces that stand beside each other."""
    for at, piece in enumerate(pieces):
        for other in pieces[at + 1 : at + 4]:
            if piece.baseline - other.baseline > _BESIDE * max(piece.em, other.em):
                break
            if other.right < piece.left:
                yield (other.right + piece.left) / 2
            elif piece.right < other.left:
                yield (piece.right + other.left) / 2


def _middle(pieces: list[Piece], place: float) -> float | None:
    found = [x for x in _gaps(pieces) if abs(x - place) <= 6]
    return median(found) if found else None


def _runs(pieces: list[Piece], x: float) -> Iterator[tuple[int, int]]:
    """Give the stretches of pieces none of which runs over x."""
    start = 0
    for at, piece in enumerate(pieces):
        if piece.left < x < piece.right:
            if at > start:
                yield start, at
            start = at + 1
    if start < len(pieces):
        yield start, len(pieces)


def _holds(inside: list[Piece], x: float, least: int) -> bool:
    """Tell whether a gap is one of the layout, not one between words that happen to stand below each other."""
    if least < 2 or len(inside) < 5:
        return False
    left = max(piece.right for piece in inside if piece.right <= x)
    right = min(piece.left for piece in inside if piece.right > x)
    em = median(piece.em for piece in inside)
    width = (right - left) / em
    if width < _LEAST_GAP.get(least, 0.6):
        return False
    return width >= _SURE_GAP or _is_even(inside, x, left, right, 0.4 * em)


def _is_even(inside: list[Piece], x: float, left: float, right: float, slack: float) -> bool:
    """Tell whether most rows end or begin in one line along the gap, as words within a text never do."""
    ends, begins = [], []
    for row in _rows(inside):
        before = [piece.right for piece in row if piece.right <= x]
        after = [piece.left for piece in row if piece.right > x]
        ends += [left - max(before) <= slack] if before else []
        begins += [min(after) - right <= slack] if after else []
    return sum(ends) >= _MOST * len(ends) or sum(begins) >= _MOST * len(begins)


def _trimmed(pieces: list[Piece], first: int, last: int, x: float) -> tuple[int, int, float]:
    """Leave out lines at both ends that stand on one side, far from the rest: headings and last lines around."""
    em = median(piece.em for piece in pieces[first:last])
    while last - first > 2 and _is_outside(pieces[first], pieces[first + 1 : first + 4], x, em):
        first += 1
    while last - first > 2 and _is_outside(pieces[last - 1], pieces[max(first, last - 4) : last - 1][::-1], x, em):
        last -= 1
    return first, last, x


def _is_outside(piece: Piece, near: list[Piece], x: float, em: float) -> bool:
    """Tell whether a piece at the end of a stretch is of another size, or far from lines that stand on two sides."""
    if abs(piece.em - em) > 0.25 * em:
        return True
    gap = abs(piece.baseline - near[0].baseline)
    return gap > _FAR * min(piece.em, near[0].em) and len({other.right <= x for other in near}) == 2


def _is_table(left: list[Piece], right: list[Piece]) -> bool:
    """Tell whether two sides of a gap are cells of rows: on the same baselines, short or far below each other."""
    few, many = sorted((left, right), key=len)
    baselines = [piece.baseline for piece in many]
    em = median(piece.em for piece in few)
    on_rows = sum(any(abs(piece.baseline - base) <= _SAME_ROW * em for base in baselines) for piece in few)
    if on_rows < 0.6 * len(few):
        return False
    letters = min(sum(len(piece.glyphs) for piece in side) / len(_rows(side)) for side in (left, right))
    return letters < _CELL_LETTERS or _pitch(few) > _TABLE_PITCH * em


def _pitch(pieces: list[Piece]) -> float:
    """Give the usual distance of a baseline from the next."""
    steps = [upper.baseline - lower.baseline for upper, lower in pairwise(pieces)]
    return median([step for step in steps if step > 0.5] or [0.0])


def _bands(pieces: list[Piece]) -> list[list[Piece]]:
    """Give the rows of a table; the further lines of cells go to the row above them."""
    rows = _rows(pieces)
    steps = [upper[0].baseline - lower[0].baseline for upper, lower in pairwise(rows)]
    if not steps or max(steps) < 1.35 * min(steps):
        return rows
    border, columns = (max(steps) + min(steps)) / 2, max(map(len, rows))
    bands = [list(rows[0])]
    for step, row in zip(steps, rows[1:], strict=True):
        if step < border and len(row) < columns:
            bands[-1] += row
        else:
            bands.append(list(row))
    return bands
