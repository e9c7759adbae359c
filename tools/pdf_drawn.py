"""Takes a sheet and draws it from Python, line by line where need be: fpdf2, reportlab."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

from pdf_markup import HEADINGS, LEADING, QUOTE, SIZE, SMALL, numbered
from pdf_sheets import HEAD, Block, Sheet

MARGIN, GAP = 60, 25
PAGE = (595, 842)
PICTURE = 70
_LEFT_TO_RIGHT = re.compile(r"[A-Za-z0-9]")
_SIZES = {"quote": QUOTE, "caption": SMALL + 1, "note": SMALL}


def _size(block: Block) -> int:
    return HEADINGS[block.level] if block.kind == "heading" else _SIZES.get(block.kind, SIZE)


def fpdf2_file(sheet: Sheet, font_file: str) -> Any:
    """Give a sheet on fpdf2's paper, shaped by HarfBuzz."""
    from fpdf import FPDF

    class Paper(FPDF):
        def header(self) -> None:
            if sheet.layout == "heads":
                self.set_font("main", size=SMALL)
                self.cell(0, 10, HEAD, align="R", new_x="LMARGIN", new_y="NEXT")

        def footer(self) -> None:
            if sheet.layout == "heads":
                self.set_y(-15)
                self.set_font("main", size=SMALL)
                self.cell(0, 10, f"- {self.page_no()} -", align="C")

    paper = Paper(format="A4")
    paper.add_font("main", fname=font_file)
    paper.set_text_shaping(use_shaping_engine=True, direction="rtl", script="arab", language="ara")
    paper.add_page()
    paper.set_font("main", size=20)
    paper.multi_cell(0, 12, sheet.title, align="R", new_x="LMARGIN", new_y="NEXT")
    number = count(1)
    for blocks, is_in_columns in sheet.stretches:
        if is_in_columns:
            _fpdf2_columns(paper, blocks)
        else:
            for block in blocks:
                _fpdf2_block(paper, block, number, is_justified=sheet.is_justified)
    return paper


def _fpdf2_block(paper: Any, block: Block, number: Iterator[int], *, is_justified: bool) -> None:
    paper.set_font("main", size=_size(block))
    if block.kind == "table":
        with paper.table(text_align="RIGHT", first_row_as_headings=False) as table:
            for row in block.rows:
                table.row(row[::-1])
        return
    if block.kind == "caption":
        paper.rect(paper.get_x(), paper.get_y() + 2, 100, 24)
        paper.set_y(paper.get_y() + 28)
    indent = 22 if block.kind == "quote" else 0
    align = "C" if block.kind == "quote" else "J" if is_justified and block.kind == "paragraph" else "R"
    paper.set_x(paper.l_margin + indent)
    width = paper.epw - 2 * indent
    paper.multi_cell(width, 0.6 * _size(block), numbered(block, number), align=align, new_x="LMARGIN", new_y="NEXT")


def _fpdf2_columns(paper: Any, blocks: tuple[Block, ...]) -> None:
    half, top, width, end = (len(blocks) + 1) // 2, paper.get_y() + 4, 85, 0.0
    paper.set_font("main", size=SIZE)
    for at, part in enumerate((blocks[:half], blocks[half:])):
        paper.set_y(top)
        for block in part:
            paper.set_x(210 - 12 - width - at * (width + 10))
            paper.multi_cell(width, 7, block.text, align="J", new_x="LEFT", new_y="NEXT")
        end = max(end, paper.get_y())
    paper.set_y(end + 4)


class ReportlabPaper:
    """One sheet on reportlab's canvas: lines wrapped by hand, justified ones word by word, put in visual order."""

    def __init__(self, sheet: Sheet, font_file: str, made: Path) -> None:
        """Begin the first page; `made` is the file to be written."""
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont
        from reportlab.pdfgen.canvas import Canvas

        pdfmetrics.registerFont(TTFont(sheet.font, font_file))
        self.sheet, self.font = sheet, sheet.font
        self.canvas = Canvas(str(made), pagesize=PAGE)
        self.width_of: Callable[[str, float], float] = lambda text, size: float(
            pdfmetrics.stringWidth(text, self.font, size)
        )
        self.number, self.y, self.items = 1, 0.0, count(1)
        self._begin_page()

    def draw(self) -> None:
        """Draw all of the sheet and write the file."""
        self._line([self.sheet.title], PAGE[0] - MARGIN, 0, 20, is_full=False)
        self.y -= 10
        for blocks, is_in_columns in self.sheet.stretches:
            if is_in_columns:
                self._columns(blocks)
            else:
                for block in blocks:
                    self._block(block)
        self.canvas.save()

    def _begin_page(self) -> None:
        self.y = PAGE[1] - MARGIN
        if self.sheet.layout == "heads":
            self._put(HEAD, PAGE[0] - MARGIN, PAGE[1] - 30, SMALL)
            self._put(str(self.number), PAGE[0] / 2, GAP, SMALL)

    def _block(self, block: Block) -> None:
        indent = 60 if block.kind == "quote" else 0
        if block.kind == "table":
            self._table(block)
            return
        if block.kind == "caption":
            self.canvas.rect(MARGIN, self.y - PICTURE + LEADING, 300, PICTURE)
            self.y -= PICTURE
        right, width = PAGE[0] - MARGIN - indent, PAGE[0] - 2 * MARGIN - 2 * indent
        self._paragraph(numbered(block, self.items), right, width, _size(block))

    def _columns(self, blocks: tuple[Block, ...]) -> None:
        half, top, ends = (len(blocks) + 1) // 2, self.y, []
        for at, part in enumerate((blocks[:half], blocks[half:])):
            self.y = top
            for block in part:
                self._paragraph(block.text, PAGE[0] - MARGIN - at * 250, 225, SIZE)
            ends.append(self.y)
        self.y = min(ends)

    def _table(self, block: Block) -> None:
        for row in block.rows:
            for at, cell in enumerate(row):
                self._put(cell, PAGE[0] - MARGIN - at * 150, self.y, SIZE)
            self.y -= LEADING

    def _paragraph(self, text: str, right: float, width: float, size: float) -> None:
        line: list[str] = []
        used = 0.0
        for word in text.split():
            wide = self.width_of(_visual(word) + " ", size)
            if line and used + wide > width:
                self._line(line, right, width, size, is_full=self.sheet.is_justified)
                line, used = [], 0.0
            line.append(word)
            used += wide
        self._line(line, right, width, size, is_full=False)
        self.y -= 6

    def _line(self, words: list[str], right: float, width: float, size: float, *, is_full: bool) -> None:
        if self.y < MARGIN and not self.sheet.is_in_columns:
            self.canvas.showPage()
            self.number += 1
            self._begin_page()
        if is_full and len(words) > 1 and not any(_LEFT_TO_RIGHT.search(word) for word in words):
            self._spread([_visual(word) for word in words], right, width, size)
        else:
            self._put(" ".join(words), right, self.y, size)
        self.y -= LEADING * size / SIZE

    def _spread(self, words: list[str], right: float, width: float, size: float) -> None:
        widths = [self.width_of(word, size) for word in words]
        gap = (width - sum(widths)) / (len(words) - 1)
        self.canvas.setFont(self.font, size)
        for word, wide in zip(words, widths, strict=True):
            self.canvas.drawRightString(right, self.y, word)
            right -= wide + gap

    def _put(self, text: str, right: float, y: float, size: float) -> None:
        self.canvas.setFont(self.font, size)
        self.canvas.drawRightString(right, y, _visual(text))


def _visual(text: str) -> str:
    from arabic_reshaper import ArabicReshaper
    from bidi.algorithm import get_display

    reshaper = ArabicReshaper(configuration={"delete_harakat": False, "support_ligatures": True})
    return str(get_display(reshaper.reshape(text), base_dir="R"))
