"""Takes the codes of a page's characters and puts a private-use one for each glyph that the file maps to nothing."""

from __future__ import annotations

import ctypes
import zlib
from itertools import repeat
from typing import Any

from marsad.documents.pdf.characters import PRIVATE
from marsad.documents.pdf.pdfium import functions


def name_unmapped(textpage: Any, handle: int, codes: list[int]) -> None:
    """Put a private-use character for each glyph of which the file does not say what it stands for.

    PDFium gives its number in the font, which looks like any letter. The same glyph of a font gets the same
    character throughout the document, so that its letter can be told from all the words it stands in.
    """
    from pypdfium2 import raw

    calls = functions()
    errors = list(map(calls["HasUnicodeMapError"], repeat(handle), range(len(codes))))
    for at, code in enumerate(codes):
        is_control = code < 32 and code != 0 and calls["IsGenerated"](handle, at) == 0
        if errors[at] != 1 and not is_control:
            continue
        font = raw.FPDFTextObj_GetFont(raw.FPDFText_GetTextObject(textpage, at))
        name = (ctypes.c_char * 64)()
        raw.FPDFFont_GetBaseFontName(font, name, len(name))
        codes[at] = PRIVATE[0] + (codes[at] + zlib.crc32(name.value)) % (PRIVATE[1] - PRIVATE[0])
