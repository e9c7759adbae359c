"""Takes sheets and gives PDFs of them, by every producer that is installed here."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from functools import cache
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pdf_sheets import FONTS, HEAD, Sheet

Maker = Callable[[list[Sheet], Path], None]
MARGIN, SIZE, LEADING = 60, 13, 22
PAGE = (595, 842)
_LEFT_TO_RIGHT = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 ./%:-]*[A-Za-z0-9%])?")


def makers() -> dict[str, Maker]:
    """Give the producers that can run here, by name."""
    known: dict[str, tuple[Maker, bool]] = {
        "Chromium": (chromium, bool(_chromium())),
        "LibreOffice": (libreoffice, bool(shutil.which("soffice"))),
        "WeasyPrint": (weasyprint, _imports("weasyprint")),
        "fpdf2": (fpdf2, _imports("fpdf") and _imports("uharfbuzz")),
        "reportlab": (reportlab, _imports("reportlab") and _imports("bidi") and _imports("arabic_reshaper")),
        "Typst": (typst, _imports("typst")),
        "XeTeX": (xetex, bool(shutil.which("xetex"))),
        "Pango": (pango, bool(shutil.which("pango-view"))),
    }
    return {name: maker for name, (maker, is_there) in known.items() if is_there}


def _imports(name: str) -> bool:
    try:
        __import__(name)
    except Exception:  # WeasyPrint fails with OSError where Pango is missing
        return False
    return find_spec(name) is not None


@cache
def font_file(font: str) -> str:
    """Give the path of a font; FileNotFoundError where it is not installed."""
    for folder in ("/usr/share/fonts", "/usr/local/share/fonts"):
        for path in Path(folder).rglob(FONTS[font]):
            return str(path)
    raise FileNotFoundError(f"{FONTS[font]}: install fonts-hosny-amiri, fonts-noto-core, fonts-dejavu")


# HTML: Chromium, WeasyPrint


def html(sheet: Sheet) -> str:
    """Give the page of a sheet; running heads and page numbers are in the page's margin boxes."""
    css = [
        f"body {{ font-family: '{sheet.font}'; font-size: {SIZE}pt; line-height: {LEADING}pt }}",
        "table { border-collapse: collapse; width: 100% } td { border: 1px solid; padding: 4px }",
        "@page { size: A4; margin: 22mm }",
    ]
    if sheet.is_justified:
        css.append("p { text-align: justify }")
    if sheet.layout == "columns":
        css.append("main { columns: 2; column-gap: 24pt } h1 { margin: 0 }")
    if sheet.layout == "heads":
        font = f"font-family: '{sheet.font}'; font-size: 9pt"
        css.append(f"@page {{ @top-right {{ content: '{HEAD}'; {font} }} }}")
        css.append(f"@page {{ @bottom-center {{ content: counter(page); {font} }} }}")
    paragraphs = [f"<p>{escape(text)}</p>" for text in sheet.paragraphs]
    rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in sheet.rows)
    body = paragraphs[0] + (f"<table>{rows}</table>" if rows else "") + "".join(paragraphs[1:])
    return (
        f"<!doctype html><html lang=ar dir=rtl><meta charset=utf-8><style>{' '.join(css)}</style>"
        f"<body><h1>{escape(sheet.title)}</h1><main>{body}</main></body></html>"
    )


def _chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("google-chrome")


def chromium(sheets: list[Sheet], folder: Path) -> None:
    """Print with headless Chromium."""
    for sheet in sheets:
        page, made = folder / f"{sheet.name}.html", folder / f"{sheet.name}.pdf"
        page.write_text(html(sheet), "utf-8")
        _run([str(_chromium()), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
              f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={made}", page.as_uri()])  # fmt: skip


def weasyprint(sheets: list[Sheet], folder: Path) -> None:
    """Print with WeasyPrint."""
    from weasyprint import HTML

    for sheet in sheets:
        HTML(string=html(sheet)).write_pdf(folder / f"{sheet.name}.pdf")


# LibreOffice

_FODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles><style:default-style style:family="paragraph"><style:paragraph-properties style:writing-mode="rl-tb"/>
<style:text-properties fo:font-family="'{font}'" style:font-family-complex="'{font}'" fo:font-size="13pt"
 style:font-size-complex="13pt" style:country-complex="SA" style:language-complex="ar"/></style:default-style>
</office:styles>
<office:automatic-styles>
<style:style style:name="P" style:family="paragraph"><style:paragraph-properties fo:text-align="{align}"
 style:writing-mode="rl-tb" fo:margin-bottom="8pt"/></style:style>
<style:style style:name="H" style:family="paragraph"><style:text-properties fo:font-size="20pt"
 style:font-size-complex="20pt"/></style:style>
<style:style style:name="T" style:family="table"><style:table-properties style:writing-mode="rl-tb"/></style:style>
<style:style style:name="S" style:family="section"><style:section-properties style:writing-mode="rl-tb">
<style:columns fo:column-count="2" fo:column-gap="20pt"/></style:section-properties></style:style>
<style:page-layout style:name="L"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"
 fo:margin="2cm" style:writing-mode="rl-tb"/><style:header-style><style:header-footer-properties fo:min-height="1cm"/>
</style:header-style><style:footer-style><style:header-footer-properties fo:min-height="1cm"/></style:footer-style>
</style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L">{heads}</style:master-page>
</office:master-styles><office:body><office:text>{body}</office:text></office:body></office:document>"""
_FODT_HEADS = (
    f"<style:header><text:p>{HEAD}</text:p></style:header>"
    "<style:footer><text:p><text:page-number>1</text:page-number></text:p></style:footer>"
)


def fodt(sheet: Sheet) -> str:
    """Give a sheet as a flat OpenDocument text."""
    paragraphs = [f'<text:p text:style-name="P">{escape(text)}</text:p>' for text in sheet.paragraphs]
    rows = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{escape(cell)}</text:p></table:table-cell>" for cell in row)
        + "</table:table-row>"
        for row in sheet.rows
    )
    columns = f'<table:table-column table:number-columns-repeated="{len(sheet.rows[0])}"/>' if rows else ""
    table = f'<table:table table:name="a" table:style-name="T">{columns}{rows}</table:table>' if rows else ""
    body = paragraphs[0] + table + "".join(paragraphs[1:])
    if sheet.layout == "columns":
        body = f'<text:section text:name="s" text:style-name="S">{body}</text:section>'
    body = f'<text:p text:style-name="H">{escape(sheet.title)}</text:p>{body}'
    align = "justify" if sheet.is_justified else "start"
    return _FODT.format(font=sheet.font, align=align, heads=_FODT_HEADS if sheet.layout == "heads" else "", body=body)


def libreoffice(sheets: list[Sheet], folder: Path) -> None:
    """Print with LibreOffice Writer, which stretches letters where it justifies."""
    for sheet in sheets:
        (folder / f"{sheet.name}.fodt").write_text(fodt(sheet), "utf-8")
    sources = [str(folder / f"{sheet.name}.fodt") for sheet in sheets]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    _run(["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *sources])


# Drawn from Python: fpdf2, reportlab


def fpdf2(sheets: list[Sheet], folder: Path) -> None:
    """Draw with fpdf2, shaped by HarfBuzz."""
    for sheet in sheets:
        _fpdf2_file(sheet).output(str(folder / f"{sheet.name}.pdf"))


def _fpdf2_file(sheet: Sheet) -> Any:
    from fpdf import FPDF

    class Paper(FPDF):
        def header(self) -> None:
            if sheet.layout == "heads":
                self.set_font("main", size=9)
                self.cell(0, 10, HEAD, align="R", new_x="LMARGIN", new_y="NEXT")

        def footer(self) -> None:
            if sheet.layout == "heads":
                self.set_y(-15)
                self.set_font("main", size=9)
                self.cell(0, 10, f"- {self.page_no()} -", align="C")

    paper = Paper(format="A4")
    paper.add_font("main", fname=font_file(sheet.font))
    paper.set_text_shaping(use_shaping_engine=True, direction="rtl", script="arab", language="ara")
    paper.add_page()
    paper.set_font("main", size=20)
    paper.multi_cell(0, 12, sheet.title, align="R", new_x="LMARGIN", new_y="NEXT")
    paper.set_font("main", size=SIZE)
    if sheet.layout == "columns":
        _fpdf2_columns(paper, sheet)
        return paper
    for at, text in enumerate(sheet.paragraphs):
        paper.multi_cell(0, 8, text, align="J" if sheet.is_justified else "R", new_x="LMARGIN", new_y="NEXT")
        if at == 0 and sheet.rows:
            with paper.table(text_align="RIGHT", first_row_as_headings=False) as table:
                for row in sheet.rows:
                    table.row(row[::-1])
    return paper


def _fpdf2_columns(paper: Any, sheet: Sheet) -> None:
    half, top, width = (len(sheet.paragraphs) + 1) // 2, paper.get_y() + 4, 85
    for at, part in enumerate((sheet.paragraphs[:half], sheet.paragraphs[half:])):
        paper.set_y(top)
        for text in part:
            paper.set_x(210 - 12 - width - at * (width + 10))
            paper.multi_cell(width, 7, text, align="J", new_x="LEFT", new_y="NEXT")


def reportlab(sheets: list[Sheet], folder: Path) -> None:
    """Draw with reportlab, shaped by arabic-reshaper and put in visual order by python-bidi."""
    for sheet in sheets:
        _ReportlabPaper(sheet, folder / f"{sheet.name}.pdf").draw()


class _ReportlabPaper:
    """One sheet on reportlab's canvas: lines wrapped by hand, justified ones word by word."""

    def __init__(self, sheet: Sheet, made: Path) -> None:
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont
        from reportlab.pdfgen.canvas import Canvas

        pdfmetrics.registerFont(TTFont(sheet.font, font_file(sheet.font)))
        self.sheet, self.font = sheet, sheet.font
        self.canvas = Canvas(str(made), pagesize=PAGE)
        self.width_of = lambda text, size: pdfmetrics.stringWidth(text, self.font, size)
        self.number, self.y = 1, 0.0
        self.begin_page()

    def begin_page(self) -> None:
        self.y = PAGE[1] - MARGIN
        if self.sheet.layout == "heads":
            self.put(HEAD, PAGE[0] - MARGIN, PAGE[1] - 30, 9)
            self.put(str(self.number), PAGE[0] / 2, 25, 9)

    def draw(self) -> None:
        self.line([self.sheet.title], PAGE[0] - MARGIN, 0, 20, is_full=False)
        self.y -= 10
        if self.sheet.layout == "columns":
            self.columns()
        else:
            for at, text in enumerate(self.sheet.paragraphs):
                self.paragraph(text, PAGE[0] - MARGIN, PAGE[0] - 2 * MARGIN)
                if at == 0:
                    self.table()
        self.canvas.save()

    def columns(self) -> None:
        half, top = (len(self.sheet.paragraphs) + 1) // 2, self.y
        for at, part in enumerate((self.sheet.paragraphs[:half], self.sheet.paragraphs[half:])):
            self.y = top
            for text in part:
                self.paragraph(text, PAGE[0] - MARGIN - at * 250, 225)

    def table(self) -> None:
        for row in self.sheet.rows:
            for at, cell in enumerate(row):
                self.put(cell, PAGE[0] - MARGIN - at * 150, self.y, SIZE)
            self.y -= LEADING

    def paragraph(self, text: str, right: float, width: float) -> None:
        line: list[str] = []
        used = 0.0
        for word in text.split():
            wide = self.width_of(_visual(word) + " ", SIZE)
            if line and used + wide > width:
                self.line(line, right, width, SIZE, is_full=self.sheet.is_justified)
                line, used = [], 0.0
            line.append(word)
            used += wide
        self.line(line, right, width, SIZE, is_full=False)
        self.y -= 6

    def line(self, words: list[str], right: float, width: float, size: float, *, is_full: bool) -> None:
        if self.y < MARGIN and self.sheet.layout != "columns":
            self.canvas.showPage()
            self.number += 1
            self.begin_page()
        if is_full and len(words) > 1 and not any(_LEFT_TO_RIGHT.search(word) for word in words):
            self.spread([_visual(word) for word in words], right, width, size)
        else:
            self.put(" ".join(words), right, self.y, size)
        self.y -= LEADING

    def spread(self, words: list[str], right: float, width: float, size: float) -> None:
        widths = [self.width_of(word, size) for word in words]
        gap = (width - sum(widths)) / (len(words) - 1)
        self.canvas.setFont(self.font, size)
        for word, wide in zip(words, widths, strict=True):
            self.canvas.drawRightString(right, self.y, word)
            right -= wide + gap

    def put(self, text: str, right: float, y: float, size: float) -> None:
        self.canvas.setFont(self.font, size)
        self.canvas.drawRightString(right, y, _visual(text))


def _visual(text: str) -> str:
    from arabic_reshaper import ArabicReshaper
    from bidi.algorithm import get_display

    reshaper = ArabicReshaper(configuration={"delete_harakat": False, "support_ligatures": True})
    return str(get_display(reshaper.reshape(text), base_dir="R"))


# Typesetters: Typst, XeTeX, Pango


def typst(sheets: list[Sheet], folder: Path) -> None:
    """Set with Typst."""
    import typst as compiler

    for sheet in sheets:
        source = folder / f"{sheet.name}.typ"
        source.write_text(_typst_source(sheet), "utf-8")
        compiler.compile(
            str(source), output=str(folder / f"{sheet.name}.pdf"), font_paths=[str(Path(font_file(sheet.font)).parent)]
        )


def _typst_source(sheet: Sheet) -> str:
    head = f', header: [{HEAD}], numbering: "1"' if sheet.layout == "heads" else ""
    rows = "".join(f"[{_typst_text(cell)}]," for row in sheet.rows for cell in row)
    table = f"#table(columns: 3, {rows})\n\n" if rows else ""
    paragraphs = [f"{_typst_text(text)}\n\n" for text in sheet.paragraphs]
    body = paragraphs[0] + table + "".join(paragraphs[1:])
    if sheet.layout == "columns":
        body = f"#columns(2)[{body}]"
    return (
        f'#set page(paper: "a4"{head})\n#set text(font: "{sheet.font}", lang: "ar", size: {SIZE}pt)\n'
        f"#set par(justify: {str(sheet.is_justified).lower()})\n= {_typst_text(sheet.title)}\n\n{body}"
    )


def _typst_text(text: str) -> str:
    return re.sub(r"([\\#$*_`<>@\[\]=/+~'\"-])", r"\\\1", text)


def xetex(sheets: list[Sheet], folder: Path) -> None:
    """Set with plain XeTeX; tables and columns are set as paragraphs."""
    for sheet in sheets:
        if sheet.layout in ("columns", "table"):
            continue
        (folder / f"{sheet.name}.tex").write_text(_tex_source(sheet), "utf-8")
        _run(["xetex", "-interaction=batchmode", f"-output-directory={folder}", str(folder / f"{sheet.name}.tex")])


def _tex_source(sheet: Sheet) -> str:
    paragraphs = "\n\n".join(_tex_paragraph(text) for text in sheet.paragraphs)
    ragged = "" if sheet.is_justified else "\\leftskip=0pt plus 1fil"
    heads = f"\\headline={{\\hfil\\beginR {HEAD}\\endR}}" if sheet.layout == "heads" else "\\nopagenumbers"
    return (
        f'\\TeXXeTstate=1 \\font\\f="[{font_file(sheet.font)}]:script=arab" at {SIZE}pt \\f\\baselineskip={LEADING}pt\n'
        f"\\parindent=0pt\\parskip=6pt\\tolerance=9999\\emergencystretch=3em {ragged} {heads}\n"
        f"{_tex_paragraph(sheet.title)}\n\n{paragraphs}\n\\bye\n"
    )


def _tex_paragraph(text: str) -> str:
    text = _LEFT_TO_RIGHT.sub(lambda found: f"\\beginL {found.group()}\\endL{{}}", text)
    return "\\leavevmode\\beginR " + text.replace("%", "\\%") + "\\endR\\par"


def pango(sheets: list[Sheet], folder: Path) -> None:
    """Draw with Pango and Cairo, one long page."""
    for sheet in sheets:
        if sheet.layout in ("columns", "table", "heads"):
            continue
        (folder / f"{sheet.name}.txt").write_text("\n".join([sheet.title, *sheet.paragraphs]), "utf-8")
        _run(["pango-view", "--no-display", "--rtl", "--width=470", "--margin=40", f"--font={sheet.font} {SIZE}",
              *(["--justify"] if sheet.is_justified else []),
              f"--output={folder / sheet.name}.pdf", str(folder / f"{sheet.name}.txt")])  # fmt: skip


def _run(command: list[str]) -> None:
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300)


def produced(sheets: Iterable[Sheet], maker: Maker) -> list[tuple[Sheet, bytes]]:
    """Give the PDFs that a producer makes of sheets; those it cannot make are left out."""
    wanted = list(sheets)
    with tempfile.TemporaryDirectory() as folder:
        maker(wanted, Path(folder))
        paths = [(sheet, Path(folder) / f"{sheet.name}.pdf") for sheet in wanted]
        return [(sheet, path.read_bytes()) for sheet, path in paths if path.exists()]
