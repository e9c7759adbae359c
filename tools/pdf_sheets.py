"""Takes texts and gives sheets: what a page is to say, in which font and layout, and what a reader should get of it."""

from __future__ import annotations

import gzip
import json
import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count, cycle, groupby, islice
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
SAMPLES = REPOSITORY / "samples" / "reports"
PHRASES = Path(__file__).with_name("pdf_phrases.toml")
FONTS = {
    "Amiri": "Amiri-Regular.ttf",
    "Noto Naskh Arabic": "NotoNaskhArabic-Regular.ttf",
    "DejaVu Sans": "DejaVuSans.ttf",
}
WITHOUT_LATIN = ("Noto Naskh Arabic",)
LAYOUTS = (
    "plain", "justified", "marks", "mixed", "columns", "table", "heads",
    "vocalised", "contacts", "headings", "asides", "spanning", "stretched",
)  # fmt: skip
HEAD = "نشرة الأخبار اليومية"
LATIN = ("(Reuters 2020)", "COVID-19", "F-16", "the White House", "12.5%", "28/7/2020", "[UN-2254]", "٣٫٥ مليون")
MARKS = ("\u064e", "\u064f", "\u0650", "\u0652", "\u0651\u064e", "\u0651\u0650", "\u064b")
TATWEEL = "\u0640"
_LETTER = re.compile("[\u0621-\u063a\u0641-\u064a]")
_STRANGE = re.compile("[^\u0621-\u063a\u0641-\u064a\u0660-\u0669\u060c\u061b\u061f«»\\w\\s.,:;!?()\\[\\]\"'%/-]")
_LATIN = re.compile(r"[\[(]?[A-Za-z\u00c0-\u024f][\w -]*[\])]?|[\"'%/\[\]@()?;-]")
_JOINING = re.compile("(?<=[بتثجحخسشصضطظعغفقكلمنهي])(?=[بتثجحخسشصضطظعغفقكمنهيودرة])")
MARKED, STRETCHED = 0.35, 0.15


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a sheet: `paragraph`, `heading` (of `level` 2, 3), list `item`, `quote`, `caption`, `note`, `table`.

    A `caption` stands below a box that is empty; a `note` at the foot of the page; a `quote` is larger than the text.
    """

    kind: str
    text: str = ""
    level: int = 2
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document to be printed; `expected` is its text in reading order, without running heads and page numbers."""

    name: str
    layout: str
    font: str
    title: str
    blocks: tuple[Block, ...]

    @property
    def is_justified(self) -> bool:
        """True where lines are as long as the column."""
        return self.layout in ("justified", "columns", "heads", "asides", "spanning", "stretched")

    @property
    def is_in_columns(self) -> bool:
        """True where paragraphs are in two columns; a heading spans both."""
        return self.layout in ("columns", "spanning")

    @property
    def stretches(self) -> list[tuple[tuple[Block, ...], bool]]:
        """The blocks that follow each other in one column or, where true, in two."""
        if not self.is_in_columns:
            return [(self.blocks, False)]
        groups = groupby(self.blocks, key=lambda block: block.kind == "paragraph")
        return [(tuple(blocks), is_in_columns) for is_in_columns, blocks in groups]

    @property
    def is_plain(self) -> bool:
        """True where all blocks are paragraphs in one column, on pages without heads."""
        return self.layout not in ("columns", "heads") and {block.kind for block in self.blocks} == {"paragraph"}

    @property
    def expected(self) -> str:
        """What a reader should get, white space aside: notes last, the items of a list numbered, nothing stretched."""
        body = [block for block in self.blocks if block.kind != "note"]
        notes = [block for block in self.blocks if block.kind == "note"]
        number = count(1)
        lines = [line for block in [*body, *notes] for line in _lines_of(block, number)]
        return "\n".join([self.title, *lines]).replace(TATWEEL, "")


def _lines_of(block: Block, number: Iterator[int]) -> list[str]:
    if block.kind == "table":
        return [" ".join(row) for row in block.rows]
    return [f"{next(number)}. {block.text}" if block.kind == "item" else block.text]


def texts(corpus: Path | None, wanted: int, seed: int) -> list[str]:
    """Give texts of the samples and, where there is a corpus folder, `wanted` of it by chance."""
    found = [clean(text) for text in _samples()]
    if corpus is not None and corpus.is_dir():
        lines = [line for file in sorted(corpus.glob("*news*.jsonl.gz")) for line in _lines(file)]
        drawn = random.Random(seed).sample(lines, min(4 * wanted, len(lines)))
        articles = [clean(_article(json.loads(line))) for line in drawn]
        found = [text for text in articles if len(text) > 800][:wanted] + found
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
    text = text.replace(TATWEEL, "")
    text = _STRANGE.sub(" ", text).replace("_", " ")
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def sheets(found: list[str], seed: int, layouts: tuple[str, ...] = LAYOUTS) -> list[Sheet]:
    """Give one sheet for each font and layout, the texts dealt out in turn."""
    phrases: dict[str, list[str]] = tomllib.loads(PHRASES.read_text("utf-8"))
    made = []
    for number, (layout, font) in enumerate((layout, font) for layout in layouts for font in FONTS):
        text = found[number % len(found)]
        if layout == "heads":
            text = "\n".join(found[(number + step) % len(found)] for step in range(4))
        maker = _Maker(random.Random(seed + number), phrases)
        sheet = maker.sheet(f"{layout}-{font.split()[0].lower()}", layout, font, text)
        made.append(sheet if font not in WITHOUT_LATIN else _without_latin(sheet))
    return made


def _without_latin(sheet: Sheet) -> Sheet:
    """Give a sheet without the letters that its font lacks; not every producer takes them from another one."""
    blocks = (
        replace(
            block,
            text=_printable(block.text),
            rows=tuple(tuple(_printable(cell) or "0" for cell in row) for row in block.rows),
        )
        for block in sheet.blocks
    )
    return replace(
        sheet, title=_printable(sheet.title), blocks=tuple(block for block in blocks if block.text or block.rows)
    )


def _printable(text: str) -> str:
    return " ".join(_LATIN.sub(" ", text).split())


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the blocks of a sheet as its layout wants them."""

    chance: random.Random
    phrases: dict[str, list[str]]

    def sheet(self, name: str, layout: str, font: str, text: str) -> Sheet:
        limit = {"heads": 9000, "columns": 3000, "spanning": 2600}.get(layout, 1800)
        title, *paragraphs = _cut(text, limit).split("\n")
        title, paragraphs = title[:70].rsplit(" ", 1)[0], paragraphs or [title]
        make = getattr(self, layout, None)
        blocks = make(paragraphs) if make else [Block("paragraph", part) for part in paragraphs]
        return Sheet(name, layout, font, title, tuple(blocks))

    def marks(self, paragraphs: list[str]) -> list[Block]:
        return [Block("paragraph", _LETTER.sub(lambda found: self._marked(found.group()), part)) for part in paragraphs]

    def mixed(self, paragraphs: list[str]) -> list[Block]:
        return [Block("paragraph", self._with_latin(part)) for part in paragraphs]

    def table(self, paragraphs: list[str]) -> list[Block]:
        first, *rest = paragraphs
        table = Block("table", rows=self._rows(" ".join(paragraphs).split()))
        return [Block("paragraph", first), table, *(Block("paragraph", part) for part in rest)]

    def vocalised(self, paragraphs: list[str]) -> list[Block]:
        sentences = self.phrases["vocalised"]
        return [Block("paragraph", " ".join(sentences[at::2])) for at in range(2)] + [Block("paragraph", paragraphs[0])]

    def contacts(self, paragraphs: list[str]) -> list[Block]:
        return [Block("paragraph", part) for part in [*self.phrases["mixed"], paragraphs[0]]]

    def headings(self, paragraphs: list[str]) -> list[Block]:
        """Give headings of two levels below the title, and a numbered list."""
        names = self.chance.sample(self.phrases["headings"], 4)
        parts = list(islice(cycle(paragraphs), 3))
        items = [Block("item", item) for item in self.phrases["items"]]
        blocks = [Block("heading", names[0]), Block("paragraph", parts[0]), Block("heading", names[1], level=3)]
        blocks += [Block("paragraph", parts[1]), *items, Block("heading", names[2], level=3)]
        return [*blocks, Block("paragraph", parts[2]), Block("heading", names[3])]

    def asides(self, paragraphs: list[str]) -> list[Block]:
        """Give a pull quote, which repeats the text, a picture's caption, and footnotes."""
        words = max(paragraphs, key=len).split()
        quote = Block("quote", " ".join(words[2:16]))
        blocks = [Block("paragraph", part) for part in paragraphs]
        blocks.insert(1, quote)
        blocks.insert(3, Block("caption", self.chance.choice(self.phrases["captions"])))
        return blocks + [Block("note", f"({at}) {note}") for at, note in enumerate(self.phrases["notes"], 1)]

    def spanning(self, paragraphs: list[str]) -> list[Block]:
        """Give two stretches of columns with a heading between them that spans both."""
        half = max(1, len(paragraphs) // 2)
        upper, lower = paragraphs[:half], paragraphs[half:] or paragraphs[:1]
        heading = Block("heading", " ".join(self.chance.sample(self.phrases["headings"], 2)))
        return [*(Block("paragraph", part) for part in upper), heading, *(Block("paragraph", part) for part in lower)]

    def stretched(self, paragraphs: list[str]) -> list[Block]:
        """Give words stretched by tatweel, as some producers justify them."""
        return [Block("paragraph", _JOINING.sub(lambda _: self._tatweel(), part)) for part in paragraphs]

    def _tatweel(self) -> str:
        return TATWEEL * self.chance.choice((1, 1, 2)) if self.chance.random() < STRETCHED else ""

    def _marked(self, letter: str) -> str:
        return letter + self.chance.choice(MARKS) if self.chance.random() < MARKED else letter

    def _with_latin(self, text: str) -> str:
        words = text.split()
        for at in range(len(words) - 3, 3, -9):
            words.insert(at, self.chance.choice(LATIN))
        return " ".join(words)

    def _rows(self, words: list[str]) -> tuple[tuple[str, ...], ...]:
        words = [word.strip(".,:;!?()[]\"'،؛؟«»") or "قيمة" for word in words]
        body = [
            (words[3 * at], f"{words[3 * at + 1]} {words[3 * at + 2]}", str(self.chance.randrange(10, 9999)))
            for at in range(6)
        ]
        return (("البلد", "نوع الحادث", "العدد"), *body)


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0]
