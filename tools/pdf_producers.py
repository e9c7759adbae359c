"""Takes sheets and gives PDFs of them, by every producer that is installed here."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from pdf_drawn import ReportlabPaper, fpdf2_file
from pdf_markup import SIZE, fodt, html, tex_source, typst_source
from pdf_sheets import FONTS, Sheet

Maker = Callable[[list[Sheet], Path], None]


def makers() -> dict[str, Maker]:
    """Give the producers that can run here, by name."""
    has_chromium, has_office = bool(_chromium()), bool(shutil.which("soffice"))
    has_ghostscript, has_cairo = bool(shutil.which("gs")), bool(shutil.which("pdftocairo"))
    known: dict[str, tuple[Maker, bool]] = {
        "Chromium": (chromium, has_chromium),
        "LibreOffice": (libreoffice, has_office),
        "WeasyPrint": (weasyprint, _imports("weasyprint")),
        "fpdf2": (fpdf2, _imports("fpdf") and _imports("uharfbuzz")),
        "reportlab": (reportlab, _imports("reportlab") and _imports("bidi") and _imports("arabic_reshaper")),
        "Typst": (typst, _imports("typst")),
        "XeTeX": (xetex, bool(shutil.which("xetex"))),
        "Pango": (pango, bool(shutil.which("pango-view"))),
        "Ghostscript": (_distilled(chromium, _ghostscript), has_chromium and has_ghostscript),
        "Cairo": (_distilled(libreoffice, _cairo), has_office and has_cairo),
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


def libreoffice(sheets: list[Sheet], folder: Path) -> None:
    """Print with LibreOffice Writer, which stretches letters where it justifies."""
    for sheet in sheets:
        (folder / f"{sheet.name}.fodt").write_text(fodt(sheet), "utf-8")
    sources = [str(folder / f"{sheet.name}.fodt") for sheet in sheets]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    _run(["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *sources])


def fpdf2(sheets: list[Sheet], folder: Path) -> None:
    """Draw with fpdf2."""
    for sheet in sheets:
        fpdf2_file(sheet, font_file(sheet.font)).output(str(folder / f"{sheet.name}.pdf"))


def reportlab(sheets: list[Sheet], folder: Path) -> None:
    """Draw with reportlab, shaped by arabic-reshaper and put in visual order by python-bidi."""
    for sheet in sheets:
        ReportlabPaper(sheet, font_file(sheet.font), folder / f"{sheet.name}.pdf").draw()


def typst(sheets: list[Sheet], folder: Path) -> None:
    """Set with Typst."""
    import typst as compiler

    for sheet in sheets:
        source = folder / f"{sheet.name}.typ"
        source.write_text(typst_source(sheet), "utf-8")
        compiler.compile(
            str(source), output=str(folder / f"{sheet.name}.pdf"), font_paths=[str(Path(font_file(sheet.font)).parent)]
        )


def xetex(sheets: list[Sheet], folder: Path) -> None:
    """Set with plain XeTeX; without tables and columns."""
    for sheet in sheets:
        if sheet.is_in_columns or sheet.layout == "table":
            continue
        (folder / f"{sheet.name}.tex").write_text(tex_source(sheet, font_file), "utf-8")
        _run(["xetex", "-interaction=batchmode", f"-output-directory={folder}", str(folder / f"{sheet.name}.tex")])


def pango(sheets: list[Sheet], folder: Path) -> None:
    """Draw plain text with Pango and Cairo, one long page."""
    for sheet in sheets:
        if not sheet.is_plain:
            continue
        (folder / f"{sheet.name}.txt").write_text(
            "\n".join([sheet.title, *(block.text for block in sheet.blocks)]), "utf-8"
        )
        _run(["pango-view", "--no-display", "--rtl", "--width=470", "--margin=40", f"--font={sheet.font} {SIZE}",
              *(["--justify"] if sheet.is_justified else []),
              f"--output={folder / sheet.name}.pdf", str(folder / f"{sheet.name}.txt")])  # fmt: skip


def _distilled(maker: Maker, again: Callable[[Path, Path], list[str]]) -> Maker:
    """Give a producer that writes anew what another one printed."""

    def make(sheets: list[Sheet], folder: Path) -> None:
        first = folder / "first"
        first.mkdir()
        maker(sheets, first)
        for sheet in sheets:
            _run(again(first / f"{sheet.name}.pdf", folder / f"{sheet.name}.pdf"))

    return make


def _ghostscript(source: Path, made: Path) -> list[str]:
    return ["gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", f"-sOutputFile={made}", str(source)]


def _cairo(source: Path, made: Path) -> list[str]:
    return ["pdftocairo", "-pdf", str(source), str(made)]


def _run(command: list[str]) -> None:
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300)


def produced(sheets: Iterable[Sheet], maker: Maker) -> list[tuple[Sheet, bytes]]:
    """Give the PDFs that a producer makes of sheets; those it cannot make are left out."""
    wanted = list(sheets)
    with tempfile.TemporaryDirectory() as folder:
        maker(wanted, Path(folder))
        paths = [(sheet, Path(folder) / f"{sheet.name}.pdf") for sheet in wanted]
        return [(sheet, path.read_bytes()) for sheet, path in paths if path.exists()]
