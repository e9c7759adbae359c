"""Takes one page of an opened PDF and gives its text."""

from __future__ import annotations

from contextlib import closing
from typing import Any


def page_text(page: Any) -> str:
    """Give the text of a pypdfium2 page in the order in which it stands in the file; lines end in LF.

    Marks that PDFium puts in place of hyphens at line ends and of glyphs without a letter are left out.
    Raises pypdfium2.PdfiumError where the page cannot be read.
    """
    with closing(page.get_textpage()) as textpage:
        text: str = textpage.get_text_bounded()
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "").replace("\x00", "")
