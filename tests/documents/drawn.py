"""Draws PDFs glyph by glyph for tests: each where the test wants it, in the order it wants, mapped to what it wants."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

WIDTH, HEIGHT = 595, 842
SIZE, ADVANCE, SPACE = 12.0, 0.5, 0.3
LETTER, MARK = "H", "'"  # what is drawn: the first stands on the baseline, the second hangs high


@dataclass(frozen=True, slots=True)
class Drawn:
    """A glyph: what it is mapped to, where its pen is set down, and what of Helvetica is drawn for it."""

    text: str
    x: float
    y: float
    size: float = SIZE
    shape: str = LETTER


@dataclass(slots=True)
class Paper:
    """The pages of a PDF, each a list of glyphs in the order in which they are put into the file.

    `scale` makes pages larger; `annotations` are the dictionaries of what lies over the first one, `form` says what
    form the file is.
    """

    pages: list[list[Drawn]] = field(default_factory=list)
    rotate: int = 0
    stretch: int = 100
    scale: int = 1
    annotations: Sequence[str] = ()
    form: str = ""

    def pdf(self) -> bytes:
        """Give the bytes of the PDF."""
        codes = sorted({(glyph.text, glyph.shape) for page in self.pages for glyph in page})
        fonts = [codes[at : at + 200] for at in range(0, max(len(codes), 1), 200)]
        place = {entry: (number, at + 33) for number, font in enumerate(fonts) for at, entry in enumerate(font)}
        objects = [f"<< /Type /Catalog /Pages 2 0 R {self.form} >>", ""]
        names = []
        for number, font in enumerate(fonts):
            objects += [_font(font, len(objects) + 2), _stream(_to_unicode(font))]
            names.append(f"/F{number} {len(objects) - 1} 0 R")
        kids: list[str] = []
        over = f"/Annots [{' '.join(self.annotations)}] "
        for page in self.pages:
            objects.append(_stream(self._content(page, place)))
            box = f"[0 0 {self.scale * WIDTH} {self.scale * HEIGHT}]"
            objects.append(
                f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Rotate {self.rotate} {'' if kids else over}"
                f"/Resources << /Font << {' '.join(names)} >> >> /Contents {len(objects)} 0 R >>"
            )
            kids.append(f"{len(objects)} 0 R")
        objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
        return _file(objects)

    def _content(self, page: Iterable[Drawn], place: dict[tuple[str, str], tuple[int, int]]) -> str:
        parts = [f"{self.scale} 0 0 {self.scale} 0 0 cm BT", f"{self.stretch} Tz"]
        for glyph in page:
            font, code = place[glyph.text, glyph.shape]
            matrix = f"1 0 0 1 {glyph.x:.3f} {glyph.y:.3f}"
            if self.rotate == 90:
                matrix = f"0 1 -1 0 {WIDTH - glyph.y:.3f} {glyph.x:.3f}"
            elif self.rotate == 180:
                matrix = f"-1 0 0 -1 {WIDTH - glyph.x:.3f} {HEIGHT - glyph.y:.3f}"
            elif self.rotate == 270:
                matrix = f"0 -1 1 0 {glyph.y:.3f} {HEIGHT - glyph.x:.3f}"
            parts.append(f"/F{font} {glyph.size} Tf {matrix} Tm <{code:02x}> Tj")
        return "\n".join([*parts, "ET"])


def line(words: Sequence[str], right: float, y: float, size: float = SIZE, space: float = SPACE) -> list[Drawn]:
    """Give the glyphs of words set from `right` to the left; words of Latin letters or digits run to the right."""
    glyphs: list[Drawn] = []
    for word in words:
        step = size * ADVANCE
        runs_left = any("\u0620" <= char <= "\u064a" for char in word)
        for at, char in enumerate(word if runs_left else reversed(word), 1):
            glyphs.append(Drawn(char, right - at * step, y, size))
        right -= len(word) * step + space * size
    return glyphs


def width(words: Sequence[str], size: float = SIZE) -> float:
    """Give how wide a line of words is."""
    return size * (ADVANCE * sum(map(len, words)) + SPACE * (len(words) - 1))


def _font(font: list[tuple[str, str]], to_unicode: int) -> str:
    """Give Helvetica with its own codes: the shapes it draws by name, each as wide as all others."""
    names = {"H": "H", "'": "quotesingle", " ": "space", "_": "emdash"}
    differences = " ".join(f"/{names[shape]}" for _, shape in font)
    widths = " ".join([str(round(1000 * ADVANCE))] * len(font))
    return (
        f"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 33 /LastChar {32 + len(font)} "
        f"/Widths [{widths}] /Encoding << /Type /Encoding /Differences [33 {differences}] >> "
        f"/ToUnicode {to_unicode} 0 R >>"
    )


def _to_unicode(font: list[tuple[str, str]]) -> str:
    rows = [f"<{at + 33:02x}> <{text.encode('utf-16-be').hex()}>" for at, (text, _) in enumerate(font)]
    blocks = [rows[at : at + 100] for at in range(0, len(rows), 100)]
    mapped = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange\n{mapped}\nendcmap end end"
    )


def _stream(content: str) -> str:
    packed = zlib.compress(content.encode("ascii"))
    return f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n{packed.decode('latin-1')}\nendstream"


def _file(objects: list[str]) -> bytes:
    made, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(made))
        made += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    trailer = f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(made)}\n%%EOF\n"
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}"
    return made + end.encode("latin-1")
