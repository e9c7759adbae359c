"""Takes a page of an opened PDF that holds no text and gives the lines that Tesseract reads, where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from marsad.documents.pdf.blocks import Line

ADVICE = "install Tesseract with its Arabic model (tesseract-ocr-ara), or run OCR on it first"
_MODEL = "ara"
_DOTS_PER_POINT = 300 / 72
_MAX_DOTS = 60_000_000
_SECONDS = 120
_MANY_DRAWN = 30
_COLUMNS = 12
_LINE_HEIGHT, _DEPTH = 1.2, 0.3  # ems: of the ink of a line of Arabic, and of what of it is below the baseline


@cache
def can_read_scans() -> bool:
    """Tell whether Tesseract and its Arabic model are installed."""
    command = shutil.which("tesseract")
    if command is None:
        return False
    try:
        done = subprocess.run([command, "--list-langs"], capture_output=True, check=False, timeout=_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return _MODEL in done.stdout.decode("utf-8", "replace").split()


def is_scan(page: Any) -> bool:
    """Tell whether a pypdfium2 page without text shows something: an image, or letters drawn as lines."""
    from pypdfium2 import raw

    images = page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3)
    return next(iter(images), None) is not None or raw.FPDFPage_CountObjects(page.raw) >= _MANY_DRAWN


def scanned_lines(page: Any) -> list[Line] | None:
    """Give the lines that Tesseract reads on a pypdfium2 page, or None where it fails or takes too long."""
    picture, scale = _picture(page)
    command = ["tesseract", "stdin", "stdout", "-l", _MODEL, "--dpi", str(round(72 * scale)), "tsv"]
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(
            command, input=picture, capture_output=True, check=True, timeout=_SECONDS, env=environment
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return _lines(done.stdout.decode("utf-8", "replace"), scale, page.get_size()[1])


def _lines(table: str, scale: float, height: float) -> list[Line]:
    """Give the lines of Tesseract's table, which has a row for each word: block, paragraph, line, place and text."""
    rows = [row.split("\t") for row in table.splitlines()[1:]]
    words = [row for row in rows if len(row) == _COLUMNS and row[-1].strip()]
    lines = []
    for (block, *_), group in groupby(words, key=itemgetter(slice(2, 5))):
        found = list(group)
        left, top, wide, high = zip(*(map(int, row[6:10]) for row in found), strict=True)
        right, bottom = max(map(sum, zip(left, wide, strict=True))), max(map(sum, zip(top, high, strict=True)))
        em = (bottom - min(top)) / scale / _LINE_HEIGHT
        text = " ".join(row[-1].strip() for row in found)
        is_rtl = any("\u0620" <= char <= "\u06d3" for char in text)
        baseline = height - bottom / scale + _DEPTH * em
        lines.append(Line(text, min(left) / scale, right / scale, baseline, em, is_rtl, block=int(block)))
    return lines


def _picture(page: Any) -> tuple[bytes, float]:
    """Give a page as a portable grey map, and its dots a point: 300 an inch, fewer where that would be too many."""
    width, height = page.get_size()
    scale = min(_DOTS_PER_POINT, (_MAX_DOTS / max(width * height, 1.0)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    grey, stride = bytes(bitmap.buffer), bitmap.stride
    rows = (grey[row * stride : row * stride + bitmap.width] for row in range(bitmap.height))
    return f"P5 {bitmap.width} {bitmap.height} 255\n".encode() + b"".join(rows), scale
