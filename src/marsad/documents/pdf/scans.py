"""Takes a page of an opened PDF that holds no text and gives what Tesseract reads on it, where that is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from typing import Any

ADVICE = "install Tesseract with its Arabic model (tesseract-ocr-ara), or run OCR on it first"
_MODEL = "ara"
_DOTS_PER_POINT = 300 / 72
_MAX_DOTS = 60_000_000
_SECONDS = 120
_MANY_DRAWN = 30


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


def scanned_text(page: Any) -> str | None:
    """Give the text that Tesseract reads on a pypdfium2 page, or None where it fails or takes too long."""
    picture = _picture(page)
    command = ["tesseract", "stdin", "stdout", "-l", _MODEL]
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(
            command, input=picture, capture_output=True, check=True, timeout=_SECONDS, env=environment
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", "replace").replace("\f", "")


def _picture(page: Any) -> bytes:
    """Give a page as a portable grey map: 300 dots an inch, fewer on a page so large that it would not fit."""
    width, height = page.get_size()
    scale = min(_DOTS_PER_POINT, (_MAX_DOTS / max(width * height, 1.0)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    grey, stride = bytes(bitmap.buffer), bitmap.stride
    rows = (grey[row * stride : row * stride + bitmap.width] for row in range(bitmap.height))
    return f"P5 {bitmap.width} {bitmap.height} 255\n".encode() + b"".join(rows)
