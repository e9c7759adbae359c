"""Takes clean texts and gives beside each what PDFBox reads from a PDF of it: plain Amiri, or stretched with kashida.

Needs fpdf2, WeasyPrint, the font Amiri (Debian: fonts-hosny-amiri) and PDFBox 2 (Debian: libpdfbox2-java, a Java).
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from html import escape
from pathlib import Path

from restore_damage import JOINT, TATWEEL, _in_lam_alef

AMIRI = Path("/usr/share/fonts/opentype/fonts-hosny-amiri/Amiri-Regular.ttf")
JARS = [Path("/usr/share/java") / f"{name}.jar" for name in ("pdfbox2", "pdfbox2-tools", "fontbox2", "commons-logging")]
SIZE, LINE_HEIGHT, WIDTH = 14, 8, 170
_MARKER = re.compile(r"@@(\d+)@@[^\n]*\n")


def obstacle() -> str | None:
    """Give what is missing on this machine for pairs to be made, or None."""
    missing = [str(path) for path in (AMIRI, *JARS) if not path.exists()]
    if shutil.which("java") is None:
        missing.append("java")
    return f"not found: {', '.join(missing)}" if missing else None


def plain_pairs(texts: Sequence[str]) -> list[str]:
    """Give PDFBox's text of each text set in Amiri: one by fpdf2 ragged, the next by WeasyPrint justified."""
    ragged, justified = texts[0::2], texts[1::2]
    found = [""] * len(texts)
    found[0::2] = _through(lambda path: _by_fpdf(ragged, path, kashida=False), len(ragged))
    found[1::2] = _through(lambda path: _by_weasyprint(justified, path), len(justified))
    return found


def kashida_pairs(texts: Sequence[str]) -> list[str]:
    """Give PDFBox's text of each text set in Amiri by fpdf2 with lines stretched by tatweel, as word processors do."""
    return _through(lambda path: _by_fpdf(texts, path, kashida=True), len(texts))


def _through(write, count: int) -> list[str]:  # type: ignore[no-untyped-def]
    with tempfile.TemporaryDirectory() as folder:
        pdf, text = Path(folder) / "pairs.pdf", Path(folder) / "pairs.txt"
        write(pdf)
        command = ["java", "-cp", ":".join(map(str, JARS)), "org.apache.pdfbox.tools.ExtractText"]
        subprocess.run([*command, "-encoding", "UTF-8", pdf, text], check=True, capture_output=True)
        parts = _MARKER.split(text.read_text("utf-8"))
    found = {int(number): part for number, part in zip(parts[1::2], parts[2::2], strict=True)}
    return [found[at] for at in range(count)]


def _by_weasyprint(texts: Sequence[str], path: Path) -> None:
    import weasyprint

    style = (
        "@page{size:A4;margin:20mm}body{font:14pt Amiri;text-align:justify}p{margin:0 0 4pt}"
        ".m{font-family:sans-serif;direction:ltr;text-align:left;page-break-before:always}"
    )
    parts = [f"<html lang=ar dir=rtl><style>{style}</style>"]
    for number, text in enumerate(texts):
        parts.append(f"<p class=m>@@{number}@@</p>")
        parts += [f"<p>{escape(paragraph)}</p>" for paragraph in text.split("\n")]
    weasyprint.HTML(string="".join(parts)).write_pdf(path)


def _by_fpdf(texts: Sequence[str], path: Path, kashida: bool) -> None:
    import fpdf

    pdf = fpdf.FPDF(format="A4")
    pdf.set_margin(20)
    pdf.add_font("Amiri", fname=AMIRI)
    chance = random.Random(7)
    for number, text in enumerate(texts):
        pdf.add_page()
        pdf.set_text_shaping(False)
        pdf.set_font("helvetica", size=SIZE)
        pdf.cell(0, LINE_HEIGHT, f"@@{number}@@", new_x="LMARGIN", new_y="NEXT")
        pdf.set_font("Amiri", size=SIZE)
        pdf.set_text_shaping(True, direction="rtl", script="arab", language="ara")
        for paragraph in text.split("\n"):
            for line in _lines(pdf, paragraph, kashida, chance):
                pdf.cell(0, LINE_HEIGHT, line, align="R", new_x="LMARGIN", new_y="NEXT")
            pdf.ln(3)
    pdf.output(str(path))


def _lines(pdf, text: str, kashida: bool, chance: random.Random) -> list[str]:  # type: ignore[no-untyped-def]
    """Give the lines of a paragraph; with kashida, all but the last are stretched as far as the page is wide."""
    words, lines = text.split(), []
    widths = [pdf.get_string_width(word) for word in words]
    space, start, width = pdf.get_string_width(" "), 0, 0.0
    for at, own in enumerate(widths):
        if at > start and width + space + own > WIDTH:
            line = words[start:at]
            lines.append(_justified(pdf, line, chance) if kashida else " ".join(line))
            start, width = at, own
        else:
            width += own + (space if at > start else 0.0)
    return [*lines, " ".join(words[start:])]


def _justified(pdf, words: Sequence[str], chance: random.Random) -> str:  # type: ignore[no-untyped-def]
    """Give a line with one to three tatweels a word, the same number in each, where they fit."""
    line = " ".join(words)
    places = [_joint(word, chance) for word in words]
    for count in (1, 2, 3):
        longer = " ".join(
            word if place is None else word[:place] + TATWEEL * count + word[place:]
            for word, place in zip(words, places, strict=True)
        )
        if pdf.get_string_width(longer) > WIDTH:
            break
        line = longer
    return line


def _joint(word: str, chance: random.Random) -> int | None:
    places = [found.start() for found in JOINT.finditer(word) if not _in_lam_alef(word, found.start())]
    return chance.choice(places) if places else None
