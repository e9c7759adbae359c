"""Takes PDFium's text page and gives its characters' codes, matrices and places, all of a page's by few calls."""

from __future__ import annotations

import ctypes
import math
from functools import cache
from itertools import repeat
from typing import Any


@cache
def functions() -> dict[str, Any]:
    """Give PDFium's functions with addresses as plain numbers, which makes a call three times as fast."""
    from pypdfium2 import raw

    address, number = ctypes.c_void_p, ctypes.c_int
    wanted = {
        "GetUnicode": (number,),
        "GetCharOrigin": (number, address, address),
        "GetLooseCharBox": (number, address),
        "GetCharBox": (number, address, address, address, address),
        "GetMatrix": (number, address),
        "HasUnicodeMapError": (number,),
        "IsGenerated": (number,),
    }
    return {
        name: ctypes.PYFUNCTYPE(number, address, *arguments)(
            ctypes.cast(getattr(raw, f"FPDFText_{name}"), address).value or 0
        )
        for name, arguments in wanted.items()
    }


def codes_of(textpage: Any, handle: int, count: int) -> list[int]:
    """Give the code of each character: all at once where PDFium gives one unit for each, else one by one."""
    from pypdfium2 import raw

    units = (ctypes.c_ushort * (count + 1))()
    if count and raw.FPDFText_GetText(textpage, 0, count, units) == count + 1:
        return list(units)[:count]
    return list(map(functions()["GetUnicode"], repeat(handle), range(count)))


def address(pointer: Any) -> int:
    """Give where a pointer of ctypes points to."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def matrix_of(handle: int, at: int) -> tuple[float, float, float, float]:
    """Give a character's text matrix without its shift: (a, b, c, d)."""
    matrix = (ctypes.c_float * 6)()
    functions()["GetMatrix"](handle, at, ctypes.addressof(matrix))
    return matrix[0], matrix[1], matrix[2], matrix[3]


def quarter_turns(matrix: tuple[float, float, float, float]) -> int:
    """Give the quarter turns, counter-clockwise, nearest to a text matrix; mirrored text counts as upright."""
    return round(math.atan2(-matrix[2], matrix[3]) / (math.pi / 2)) % 4
