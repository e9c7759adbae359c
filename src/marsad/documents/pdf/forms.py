"""Takes an opened PDF and gives its pages with what was filled into forms and typed over them as part of the page."""

from __future__ import annotations

from typing import Any

from marsad.errors import DocumentError


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
    raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
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
