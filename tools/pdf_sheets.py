"""Takes texts and gives sheets: what a page is to say, in which font and layout, and what a reader should get of it."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
SAMPLES = REPOSITORY / "samples" / "reports"
FONTS = {
    "Amiri": "Amiri-Regular.ttf",
    "Noto Naskh Arabic": "NotoNaskhArabic-Regular.ttf",
    "DejaVu Sans": "DejaVuSans.ttf",
}
WITHOUT_LATIN = ("Noto Naskh Arabic",)
LAYOUTS = ("plain", "justified", "marks", "mixed", "columns", "table", "heads")
HEAD = "نشرة الأخبار اليومية"
LATIN = ("(Reuters 2020)", "COVID-19", "F-16", "the White House", "12.5%", "28/7/2020", "[UN-2254]", "٣٫٥ مليون")
MARKS = ("\u064e", "\u064f", "\u0650", "\u0652", "\u0651\u064e", "\u0651\u0650", "\u064b")
_LETTER = re.compile("[\u0621-\u063a\u0641-\u064a]")
_STRANGE = re.compile("[^\u0621-\u063a\u0641-\u064a\u0660-\u0669\u060c\u061b\u061f«»\\w\\s.,:;!?()\\[\\]\"'%/-]")
_LATIN = re.compile(r"[\[(]?[A-Za-z\u00c0-\u024f][\w -]*[\])]?|[\"'%/\[\]]")
MARKED = 0.35


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document to be printed; `expected` is its text in reading order, without running heads and page numbers."""

    name: str
    layout: str
    font: str
    title: str
    paragraphs: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def is_justified(self) -> bool:
        """True where lines are as long as the column."""
        return self.layout in ("justified", "columns", "heads")

    @property
    def expected(self) -> str:
        """What a reader should get, white space aside; the table stands after the first paragraph."""
        cells = [" ".join(row) for row in self.rows]
        return "\n".join([self.title, *self.paragraphs[:1], *cells, *self.paragraphs[1:]])


def texts(corpus: Path | None, count: int, seed: int) -> list[str]:
    """Give texts of the samples and, where there is a corpus folder, `count` of it by chance."""
    found = [clean(text) for text in _samples()]
    if corpus is not None and corpus.is_dir():
        lines = [line for file in sorted(corpus.glob("*news*.jsonl.gz")) for line in _lines(file)]
        drawn = random.Random(seed).sample(lines, min(4 * count, len(lines)))
        articles = [clean(_article(json.loads(line))) for line in drawn]
        found = [text for text in articles if len(text) > 800][:count] + found
    return [text for text in found if len(text) > 150]


def _lines(file: Path) -> list[str]:
    with gzip.open(file, "rt", encoding="utf-8") as stream:
        return list(stream)


def _article(record: dict[str, str]) -> str:
    return f"{record.get('title') or ''}\n{record['text']}"


def _samples() -> Iterator[str]:
    from marsad.documents import Document, read_documents

    for result in read_documents([SAMPLES]):
        if isinstance(result, Document) and result.format in ("txt", "html", "md") and "damaged" not in result.source:
            yield result.text


def clean(text: str) -> str:
    """Give a text without characters that not every font has, without stretching and with single spaces."""
    text = text.replace("\u0640", "")
    text = _STRANGE.sub(" ", text).replace("_", " ")
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def sheets(found: list[str], seed: int) -> list[Sheet]:
    """Give one sheet for each font and layout, the texts dealt out in turn."""
    chance = random.Random(seed)
    made = []
    for layout in LAYOUTS:
        for font in FONTS:
            number = len(made)
            text = found[number % len(found)]
            if layout == "heads":
                text = "\n".join(found[(number + step) % len(found)] for step in range(4))
            sheet = _sheet(f"{layout}-{font.split()[0].lower()}", layout, font, text, chance)
            made.append(sheet if font not in WITHOUT_LATIN else _without_latin(sheet))
    return made


def _without_latin(sheet: Sheet) -> Sheet:
    """Give a sheet without the letters that its font lacks; not every producer takes them from another one."""
    return replace(
        sheet,
        title=_printable(sheet.title),
        paragraphs=tuple(_printable(text) for text in sheet.paragraphs),
        rows=tuple(tuple(_printable(cell) or "0" for cell in row) for row in sheet.rows),
    )


def _printable(text: str) -> str:
    return " ".join(_LATIN.sub(" ", text).split())


def _sheet(name: str, layout: str, font: str, text: str, chance: random.Random) -> Sheet:
    limit = {"heads": 9000, "columns": 3000}.get(layout, 1800)
    title, *paragraphs = _cut(text, limit).split("\n")
    title, paragraphs = title[:70].rsplit(" ", 1)[0], paragraphs or [title]
    if layout == "marks":
        paragraphs = [_LETTER.sub(lambda found: _marked(found.group(), chance), part) for part in paragraphs]
    elif layout == "mixed":
        paragraphs = [_mixed(part, chance) for part in paragraphs]
    rows = _rows(" ".join(paragraphs).split(), chance) if layout == "table" else ()
    return Sheet(name, layout, font, title, tuple(paragraphs), rows)


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0]


def _marked(letter: str, chance: random.Random) -> str:
    return letter + chance.choice(MARKS) if chance.random() < MARKED else letter


def _mixed(text: str, chance: random.Random) -> str:
    words = text.split()
    for at in range(len(words) - 3, 3, -9):
        words.insert(at, chance.choice(LATIN))
    return " ".join(words)


def _rows(words: list[str], chance: random.Random) -> tuple[tuple[str, ...], ...]:
    words = [word.strip(".,:;!?()[]\"'،؛؟«»") or "قيمة" for word in words]
    body = [
        (words[3 * at], f"{words[3 * at + 1]} {words[3 * at + 2]}", str(chance.randrange(10, 9999))) for at in range(6)
    ]
    return (("البلد", "نوع الحادث", "العدد"), *body)
