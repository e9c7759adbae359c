"""Takes an opened PDF and gives its pages with what was filled into forms and typed over them as part of the page."""

from __future__ import annotations

import ctypes
import unicodedata
from collections import Counter
from contextlib import closing
from typing import Any, NamedTuple

from marsad.documents.pdf.characters import is_right_to_left
from marsad.errors import DocumentError

_LETTER_WIDTH, _LINE = 0.5, 1.2  # of the size of Helvetica: its x, and from baseline to baseline
_LARGEST, _MARGIN = 12.0, 2.0  # points
_PASSWORD = 1 << 13  # field flag of PDF 32000-1, table 228


class _Field(NamedTuple):
    """What was filled into a field, and its left, bottom, right and top in points."""

    value: str
    box: tuple[float, float, float, float]


def prepare_forms(file: Any) -> None:
    """Have PDFium draw the fields of a pypdfium2 file's form as its pages are taken, also where the file did not.

    Raises DocumentError for a form that only Adobe's reader can show.
    """
    from pypdfium2 import raw

    kind = file.get_formtype()
    if kind == raw.FORMTYPE_XFA_FULL:
        raise DocumentError("PDF form (XFA) whose text Adobe Reader alone can show; print it from there to a new PDF")
    if kind == raw.FORMTYPE_ACRO_FORM:
        file.init_forms()


def filled_page(file: Any, index: int) -> Any:
    """Give a pypdfium2 page with its fields and typed notes written into it; the file on disk stays as it is.

    Raises pypdfium2.PdfiumError where the page cannot be read.
    """
    from pypdfium2 import raw

    page = file[index]
    if not _is_filled(page):
        return page
    fields = _fields(file, page)
    raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
    page.close()
    page = file[index]
    undrawn = [field for field in fields if not _is_drawn(page, field)]
    if not undrawn:
        return page
    for field in undrawn:
        _clear(page, field)
        _write(file, page, field)
    raw.FPDFPage_GenerateContent(page.raw)
    page.close()
    return file[index]


def _is_filled(page: Any) -> bool:
    """Tell whether a page has fields of a form or notes typed over it; drops the notes that only a click shows."""
    from pypdfium2 import raw

    is_filled = False
    for at in reversed(range(raw.FPDFPage_GetAnnotCount(page.raw))):
        annotation = raw.FPDFPage_GetAnnot(page.raw, at)
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        raw.FPDFPage_CloseAnnot(annotation)
        if kind in (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT):
            is_filled = True
        elif kind in (raw.FPDF_ANNOT_POPUP, raw.FPDF_ANNOT_TEXT):
            raw.FPDFPage_RemoveAnnot(page.raw, at)
    return is_filled


def _fields(file: Any, page: Any) -> list[_Field]:
    """Give the fields of the page that hold text for everybody to see."""
    from pypdfium2 import raw

    if file.formenv is None:
        return []
    form, found = file.formenv.raw, list[_Field]()
    with_text = (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX)
    for at in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        annotation, box = raw.FPDFPage_GetAnnot(page.raw, at), raw.FS_RECTF()
        is_hidden = raw.FPDFAnnot_GetFlags(annotation) & (raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW)
        is_secret = raw.FPDFAnnot_GetFormFieldFlags(form, annotation) & _PASSWORD
        is_text = raw.FPDFAnnot_GetFormFieldType(form, annotation) in with_text
        if is_text and not (is_hidden or is_secret) and raw.FPDFAnnot_GetRect(annotation, box):
            found.append(_Field(_value(form, annotation), (box.left, box.bottom, box.right, box.top)))
        raw.FPDFPage_CloseAnnot(annotation)
    return [field for field in found if field.value.strip()]


def _value(form: Any, annotation: Any) -> str:
    from pypdfium2 import raw

    length = raw.FPDFAnnot_GetFormFieldValue(form, annotation, None, 0)
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    raw.FPDFAnnot_GetFormFieldValue(form, annotation, buffer, length)
    return bytes(buffer)[:length].decode("utf-16-le", "ignore").rstrip("\0")


def _is_drawn(page: Any, field: _Field) -> bool:
    """Tell whether most letters of a field stand in it: PDFium leaves out those for which it finds no font."""
    with closing(page.get_textpage()) as textpage:
        drawn = _letters(textpage.get_text_bounded(*field.box))
    wanted = _letters(field.value)
    return (wanted & drawn).total() * 2 >= wanted.total()


def _letters(text: str) -> Counter[str]:
    return Counter(char for char in unicodedata.normalize("NFKC", text) if char.isalnum())


def _clear(page: Any, field: _Field) -> None:
    """Take out what PDFium has drawn of a field: of Arabic with figures, only the figures."""
    from pypdfium2 import raw

    left, bottom, right, top = field.box
    edges = [ctypes.c_float() for _ in range(4)]
    for at in reversed(range(raw.FPDFPage_CountObjects(page.raw))):
        drawn = raw.FPDFPage_GetObject(page.raw, at)
        if raw.FPDFPageObj_GetType(drawn) != raw.FPDF_PAGEOBJ_FORM or not raw.FPDFPageObj_GetBounds(drawn, *edges):
            continue
        x, y, _, y_end = (edge.value for edge in edges)
        is_within = left - 1 <= x < right and bottom <= (y + y_end) / 2 <= top
        if is_within and raw.FPDFPage_RemoveObject(page.raw, drawn):
            raw.FPDFPageObj_Destroy(drawn)


def _write(file: Any, page: Any, field: _Field) -> None:
    """Write a field's letters where they would stand, told by the file's own means (ActualText), without font."""
    left, bottom, right, top = field.box
    lines = [line.split() for line in field.value.splitlines()]
    longest = max(sum(len(word) + 1 for word in line) for line in lines)
    across = (right - left - 2 * _MARGIN) / (_LETTER_WIDTH * max(longest, 1))
    size = max(min(_LARGEST, across, (top - bottom) / (_LINE * len(lines))), 1.0)
    for number, line in enumerate(lines, 1):
        for place, letter in enumerate(_from_left(" ".join(line))):
            if not letter.isspace():
                at = left + _MARGIN + size * _LETTER_WIDTH * place
                _write_letter(file, page, letter, (at, top - number * size), size)


def _from_left(line: str) -> str:
    """Give the characters of a line as they stand from left to right."""
    words = line.split(" ")
    if not any(map(is_right_to_left, line)):
        return line
    return " ".join(word[::-1] if any(map(is_right_to_left, word)) else word for word in reversed(words))


def _write_letter(file: Any, page: Any, letter: str, place: tuple[float, float], size: float) -> None:
    from pypdfium2 import raw

    drawn = raw.FPDFPageObj_NewTextObj(file.raw, b"Helvetica", size)
    raw.FPDFText_SetText(drawn, (ctypes.c_ushort * 2)(ord(letter if letter.isascii() else "x"), 0))
    raw.FPDFPageObj_Transform(drawn, 1, 0, 0, 1, *place)
    if not letter.isascii():
        told = b"\xfe\xff" + letter.encode("utf-16-be")
        value = (ctypes.c_ubyte * len(told)).from_buffer_copy(told)
        mark = raw.FPDFPageObj_AddMark(drawn, b"Span")
        raw.FPDFPageObjMark_SetBlobParam(file.raw, drawn, mark, b"ActualText", value, len(told))
    raw.FPDFPage_InsertObject(page.raw, drawn)
