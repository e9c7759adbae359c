"""Takes a text page and gives what stands in stretches of which the file itself says what they stand for (ActualText).

PDFium gives such a text once, with the first object of the stretch; the other objects are silent.
"""

from __future__ import annotations

import ctypes
from itertools import repeat
from typing import Any

from marsad.documents.pdf.characters import MARKS, is_right_to_left, text_of
from marsad.documents.pdf.glyphs import Glyph
from marsad.documents.pdf.pdfium import address, functions

_NEAR = 12.0


def silent_glyphs(textpage: Any, count: int) -> list[Glyph]:
    """Give the text objects for which PDFium gives no character, with what the file says they stand for.

    Mostly that was given with another object of the same stretch, next to which this one is dropped as its double.
    """
    from pypdfium2 import raw

    page, calls = textpage.page.raw, functions()
    box, matrix = (ctypes.c_float * 4)(), raw.FS_MATRIX()
    silent: list[Glyph] = []
    edges = [ctypes.byref(ctypes.c_float.from_buffer(box, 4 * at)) for at in range(4)]
    heard = set(map(calls["GetTextObject"], repeat(address(textpage.raw)), range(count)))
    objects = map(calls["GetObject"], repeat(address(page)), range(raw.FPDFPage_CountObjects(page)))
    for place in [one for one in objects if one is not None and one not in heard]:
        if calls["GetType"](place) != raw.FPDF_PAGEOBJ_TEXT:
            continue
        found = ctypes.cast(place, raw.FPDF_PAGEOBJECT)
        if raw.FPDFPageObj_GetBounds(found, *edges) and raw.FPDFPageObj_GetMatrix(found, matrix):
            text = _said_of(found)
            is_voice = text[:1].isalpha()
            silent.append(Glyph(box[0], box[2], matrix.f, text if is_voice else "", -1, matrix.e))
    return silent


def _said_of(found: Any) -> str:
    """Give what the file says a page object stands for (ActualText), or nothing."""
    from pypdfium2 import raw

    length, buffer = ctypes.c_ulong(), (raw.FPDF_WCHAR * 32)()
    for number in range(raw.FPDFPageObj_CountMarks(found)):
        mark = raw.FPDFPageObj_GetMark(found, number)
        size = ctypes.sizeof(buffer)
        if raw.FPDFPageObjMark_GetParamStringValue(mark, b"ActualText", buffer, size, ctypes.byref(length)):
            text = bytes(buffer)[: min(length.value, size)].decode("utf-16-le", "ignore").rstrip("\0")
            return "".join(text_of(ord(char)) for char in _in_words(text)).strip()
    return ""


def _in_words(text: str) -> str:
    """Give a text that PDFium may have taken for single bytes though it is UTF-16."""
    if len(text) % 2 or max(text, default="\u0100") > "\xff":
        return text
    wide = text.encode("latin-1").decode("utf-16-be", "replace")
    return wide if all(is_right_to_left(char) or char in MARKS for char in wide) else text


def unvoiced(silent: list[Glyph], voiced: list[Glyph]) -> list[Glyph]:
    """Take the text from silent glyphs for which another one near by speaks: they only fill their place."""
    speaking: dict[str, list[Glyph]] = {}
    for glyph in voiced:
        speaking.setdefault("".join(sorted(glyph.text)), []).append(glyph)
    return [
        glyph._replace(text="")
        if any(_is_near(glyph, other) for other in speaking.get("".join(sorted(glyph.text)), ()))
        else glyph
        for glyph in silent
    ]


def _is_near(first: Glyph, second: Glyph) -> bool:
    """Tell whether two glyphs may be of one cluster: a letter alone lies where it is, a mark may stand further off."""
    near = _NEAR if len(first.text) > 1 else _NEAR / 4
    return abs(first.pen - second.pen) < near and abs(first.baseline - second.baseline) < near
