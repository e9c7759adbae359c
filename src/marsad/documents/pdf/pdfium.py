"""Takes PDFium's text page and gives its characters' codes, matrices and places, all of a page's by few calls."""

from __future__ import annotations

import ctypes
import math
from collections import deque
from functools import cache
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

Box = tuple[float, float, float, float]
Floats = NDArray[np.float64]
_Box, _Matrix = ctypes.c_double * 4, ctypes.c_float * 6


@cache
def functions() -> dict[str, Any]:
    """Give PDFium's functions with addresses as plain numbers, which makes a call three times as fast."""
    from pypdfium2 import raw

    address, number = ctypes.c_void_p, ctypes.c_int
    wanted: dict[str, tuple[Any, ...]] = {
        "FPDFText_GetUnicode": (number, address, number),
        "FPDFText_GetCharOrigin": (number, address, number, address, address),
        "FPDFText_GetLooseCharBox": (number, address, number, address),
        "FPDFText_GetCharBox": (number, address, number, address, address, address, address),
        "FPDFText_GetMatrix": (number, address, number, address),
        "FPDFText_GetFontSize": (ctypes.c_double, address, number),
        "FPDFText_GetTextObject": (address, address, number),
        "FPDFText_HasUnicodeMapError": (number, address, number),
        "FPDFText_IsGenerated": (number, address, number),
        "FPDFPage_GetObject": (address, address, number),
        "FPDFPageObj_GetType": (number, address),
    }
    return {
        name.partition("_")[2]: ctypes.PYFUNCTYPE(*types)(ctypes.cast(getattr(raw, name), address).value or 0)
        for name, types in wanted.items()
    }


def codes_of(textpage: Any, handle: int, count: int) -> list[int]:
    """Give the code of each character: all at once where PDFium gives one unit for each, else one by one."""
    from pypdfium2 import raw

    units = (ctypes.c_ushort * (count + 1))()
    if count and raw.FPDFText_GetText(textpage, 0, count, units) == count + 1:
        return list(units)[:count]
    return list(map(functions()["GetUnicode"], repeat(handle), range(count)))


def origins_of(handle: int, count: int) -> Floats:
    """Give where the pen was set down for each character: (x, y)."""
    found = np.zeros((count, 2))
    xs = found.ctypes.data
    ys, end = xs + 8, xs + 16 * count
    calls = map(functions()["GetCharOrigin"], repeat(handle), range(count), range(xs, end, 16), range(ys, end, 16))
    deque(calls, maxlen=0)
    return found


def loose_boxes_of(handle: int, count: int) -> Floats:
    """Give the box of each character in its line: (left, top, right, bottom)."""
    found = np.zeros((count, 4), dtype=np.float32)
    start = found.ctypes.data
    deque(map(functions()["GetLooseCharBox"], repeat(handle), range(count), range(start, start + 16 * count, 16)), 0)
    return found.astype(np.float64)


def inks_of(handle: int, characters: list[int]) -> list[Box]:
    """Give the box of the ink of some characters: (left, right, bottom, top)."""
    found = np.zeros((len(characters), 4))
    start = found.ctypes.data
    end = start + 32 * len(characters)
    sides = (range(start + at, end + at, 32) for at in (0, 8, 16, 24))
    deque(map(functions()["GetCharBox"], repeat(handle), characters, *sides), maxlen=0)
    return [(left, right, bottom, top) for left, right, bottom, top in found.tolist()]


def ink_of(handle: int, at: int) -> Box:
    """Give the box of one character's ink."""
    box = _Box()
    start = ctypes.addressof(box)
    functions()["GetCharBox"](handle, at, start, start + 8, start + 16, start + 24)
    return box[0], box[1], box[2], box[3]


def address(pointer: Any) -> int:
    """Give where a pointer of ctypes points to."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def matrix_of(handle: int, at: int) -> tuple[float, float, float, float]:
    """Give a character's text matrix without its shift: (a, b, c, d)."""
    matrix = _Matrix()
    functions()["GetMatrix"](handle, at, ctypes.addressof(matrix))
    return matrix[0], matrix[1], matrix[2], matrix[3]


def quarter_turns(matrix: tuple[float, float, float, float]) -> int:
    """Give the quarter turns, counter-clockwise, nearest to a text matrix; mirrored text counts as upright."""
    return round(math.atan2(-matrix[2], matrix[3]) / (math.pi / 2)) % 4
