"""Takes clean Arabic paragraphs and a source of chance, and gives them damaged in the ways that extractors damage text.

Every kind of damage is a function of a paragraph's lines; KINDS says which there are. The mechanisms are those seen in
PDF extraction and wrong decoding, written down without looking at how the repair works.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from itertools import pairwise

TATWEEL = "\u0640"
LAM, ALEF = "\u0644", "\u0627"
ALEFS = "\u0627\u0622\u0623\u0625"
NON_JOINING = frozenset("\u0622\u0623\u0624\u0625\u0627\u0629\u062f\u0630\u0631\u0632\u0648\u0649")
LETTER = re.compile("[\u0621-\u063a\u0641-\u064a]")
WORD = re.compile("[\u0621-\u063a\u0641-\u064a]+")
JOINT = re.compile("(?<=[\u0626\u0628\u062a-\u062e\u0633-\u063a\u0641-\u0647\u064a])(?=[\u0621-\u063a\u0641-\u064a])")
MIRRORED = str.maketrans("()[]{}<>\u00ab\u00bb", ")(][}{><\u00bb\u00ab")
LEFT_TO_RIGHT = re.compile(r"[A-Za-z0-9\u0660-\u0669]+(?:[.,:/\-][A-Za-z0-9\u0660-\u0669]+)*")
LOOK_ALIKES = (("\u064a", "\u06cc"), ("\u0643", "\u06a9"), ("\u0647", "\u06c1"), ("\u0647", "\u06be"))
PLACEHOLDERS = "*'(\ufffd"
CONTROLS = "\u200e\u200f\u202a\u202b\u202c\u2066\u2069\u200b"
MARK = "\u064b-\u0652"

Lines = list[str]
Damage = Callable[[Lines, random.Random], Lines]


def wrapped(text: str, width: int) -> Lines:
    """Give the text in lines of at most `width` characters, as a page has them."""
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + len(word) >= width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]


def damaged(text: str, kind: str, chance: random.Random) -> str:
    """Give one paragraph with one kind of damage, or with two or three of those that occur together for `mixed`."""
    lines = wrapped(text, chance.randint(70, 100)) if kind in ON_LINES or chance.random() < 0.5 else [text]
    for damage in MIXTURES[kind]:
        lines = damage(lines, chance)
    return "\n".join(lines)


def runs_reversed(lines: Lines, chance: random.Random) -> Lines:
    """Cut words of some lines after a letter that does not join and put the runs out left to right."""
    return [_cut(line, chance, NON_JOINING) if chance.random() < 0.35 else line for line in lines]


def _cut(line: str, chance: random.Random, after: frozenset[str]) -> str:
    """Give the line's runs in reverse: one cut mostly, now and then up to four."""
    places = [
        at for at in range(1, len(line) - 1) if line[at - 1] in after and LETTER.match(line[at]) and line[at - 1] != " "
    ]
    count = min(len(places), chance.choices((1, 2, 3, 4), (75, 15, 6, 4))[0])
    cuts = [0, *sorted(chance.sample(places, count)), len(line)]
    pieces = [line[start:end].strip() for start, end in pairwise(cuts)]
    return " ".join(reversed(pieces))


def stretched(lines: Lines, chance: random.Random) -> Lines:
    """Put the same number of tatweels into the words of a line, as a justifier does."""
    return [_stretched_line(line, chance.choice((0, 1, 1, 2, 3)), chance) for line in lines]


def _stretched_line(line: str, count: int, chance: random.Random) -> str:
    return " ".join(_stretched_word(word, count, chance) for word in line.split())


def _stretched_word(word: str, count: int, chance: random.Random) -> str:
    places = [found.start() for found in JOINT.finditer(word) if not _in_lam_alef(word, found.start())]
    if not places or not count:
        return word
    at = chance.choice(places)
    return word[:at] + TATWEEL * count + word[at:]


def _in_lam_alef(word: str, at: int) -> bool:
    return word[at - 1] == LAM and word[at] in ALEFS


def stretched_and_cut(lines: Lines, chance: random.Random) -> Lines:
    """Stretch lines, then cut some of them where a tatweel stands; the tatweel is doubled at the cut."""
    found = []
    for line in lines:
        long = _stretched_line(line, chance.choice((1, 2)), chance)
        if chance.random() < 0.3:
            long = _cut_at_tatweel(long, chance)
        found.append(long)
    return found


def _cut_at_tatweel(line: str, chance: random.Random) -> str:
    places = [found.start() for found in re.finditer(f"(?<=[^{TATWEEL}]){TATWEEL}", line)]
    if not places:
        return line
    cuts = sorted(chance.sample(places, min(len(places), chance.choice((1, 1, 2, 3, 5)))))
    cuts = [0, *cuts, len(line)]
    pieces = [line[start:end] for start, end in pairwise(cuts)]
    return " ".join(piece.strip() for piece in reversed(pieces))


def spaces_inside(lines: Lines, chance: random.Random) -> Lines:
    """Put a space into one long word in twelve, after a letter that does not join."""
    return [
        " ".join(_split(word, chance) if chance.random() < 0.08 else word for word in line.split()) for line in lines
    ]


def _split(word: str, chance: random.Random) -> str:
    places = [at for at in range(1, len(word) - 1) if word[at - 1] in NON_JOINING and LETTER.match(word[at])]
    if not places:
        return word
    at = chance.choice(places)
    return f"{word[:at]} {word[at:]}"


def spaces_lost(lines: Lines, chance: random.Random) -> Lines:
    """Drop one space in twelve, mostly after a letter that does not join, where the eye misses it least."""
    found = []
    for line in lines:
        words = line.split()
        text = words[0] if words else ""
        for before, word in pairwise(words):
            letters = LETTER.match(before[-1]) and LETTER.match(word[0])
            rate = (0.12 if before[-1] in NON_JOINING else 0.02) if letters else 0.0
            text += word if chance.random() < rate else f" {word}"
        found.append(text)
    return found


def private_glyphs(lines: Lines, chance: random.Random) -> Lines:
    """Turn two neighbouring letters of some words into private-use characters, in the order of the page."""
    code = {letter: chr(0xE000 + at) for at, letter in enumerate(chance.sample(_ARABIC, len(_ARABIC)))}
    chosen = set(chance.sample("\u062c\u062d\u062e\u0631\u0628\u062a\u0645\u0646\u064a\u0647", 3))

    def lost(found: re.Match[str]) -> str:
        word = found.group()
        places = [at for at in range(1, len(word) - 1) if word[at] in chosen]
        if len(word) < 4 or not places or chance.random() > 0.25:
            return word
        at = places[0]
        return word[:at] + code[word[at + 1]] + code[word[at]] + word[at + 2 :]

    return [WORD.sub(lost, line) for line in lines]


_ARABIC = [chr(point) for point in (*range(0x0621, 0x063B), *range(0x0641, 0x064B))]


def placeholders(lines: Lines, chance: random.Random) -> Lines:
    """Turn a letter of one word in thirty into the sign that stands for a glyph without a code."""
    sign = chance.choice(PLACEHOLDERS)

    def lost(found: re.Match[str]) -> str:
        word = found.group()
        if len(word) < 4 or chance.random() > 0.035:
            return word
        at = chance.randrange(1, len(word) - 1)
        return word[:at] + sign + word[at + 1 :]

    return [WORD.sub(lost, line) for line in lines]


def ligatures_lost(lines: Lines, chance: random.Random) -> Lines:
    """Drop lam-alef from a third of the words of five letters and more that hold one."""
    return [
        WORD.sub(
            lambda found: (
                re.sub(f"{LAM}[{ALEFS}]", "", found.group(), count=1)
                if len(found.group()) >= 6 and chance.random() < 0.33
                else found.group()
            ),
            line,
        )
        for line in lines
    ]


def visual_order(lines: Lines, chance: random.Random) -> Lines:
    """Write each line from left to right as it stands on the page; numbers and Latin words keep their order."""
    return [visual_line(line) for line in lines]


def visual_line(line: str) -> str:
    """Give one line in the order of the page."""
    clusters = re.findall(f"[^{MARK}][{MARK}]*|[{MARK}]+", line)
    turned = "".join(reversed(clusters)).translate(MIRRORED)
    return LEFT_TO_RIGHT.sub(lambda found: found.group()[::-1], turned)


def mirrored_brackets(lines: Lines, chance: random.Random) -> Lines:
    """Swap opening and closing brackets."""
    return [line.translate(MIRRORED) for line in lines]


def presentation_forms(lines: Lines, chance: random.Random) -> Lines:
    """Write letters as the shapes they take, lam-alef as one character."""
    return [WORD.sub(lambda found: shaped(found.group()), line) for line in lines]


def shaped(word: str) -> str:
    """Give a word of letters as presentation forms."""
    units = re.findall(f"{LAM}[{ALEFS}]|.", word)
    found = []
    for at, unit in enumerate(units):
        before = at > 0 and units[at - 1][-1] not in NON_JOINING and units[at - 1] != "\u0621"
        after = at + 1 < len(units) and unit[-1] not in NON_JOINING and unit != "\u0621" and units[at + 1] != "\u0621"
        form = ("isolated", "final", "initial", "medial")[before + 2 * after]
        found.append(_FORMS.get((unit, form)) or _FORMS.get((unit, "final" if before else "isolated")) or unit)
    return "".join(found)


def _forms() -> dict[tuple[str, str], str]:
    found = {}
    for point in range(0xFE80, 0xFEFD):
        parts = unicodedata.decomposition(chr(point)).split()
        found["".join(chr(int(part, 16)) for part in parts[1:]), parts[0].strip("<>")] = chr(point)
    return found


_FORMS = _forms()


def lam_alef_turned(lines: Lines, chance: random.Random) -> Lines:
    """Write lam-alef as alef-lam: each ligature is put out letter by letter in the order of the page."""
    return [re.sub(f"{LAM}([{ALEFS}])", f"\\1{LAM}", line) for line in lines]


def marks_early(lines: Lines, chance: random.Random) -> Lines:
    """Put a mark before its letter, or double it, or set it apart by a space."""

    def moved(found: re.Match[str]) -> str:
        letter, mark = found.groups()
        return chance.choice((mark + letter, letter + mark + mark, f"{letter} {mark}"))

    return [re.sub(f"([\u0621-\u064a])([{MARK}])", moved, line) for line in lines]


def look_alikes(lines: Lines, chance: random.Random) -> Lines:
    """Write one or two letters by their Persian or Urdu look-alikes all over the text."""
    pairs = chance.sample(LOOK_ALIKES, chance.choice((1, 2)))
    return [_all_replaced(line, pairs) for line in lines]


def _all_replaced(line: str, pairs: list[tuple[str, str]]) -> str:
    for letter, alike in pairs:
        line = line.replace(letter, alike)
    return line


def mojibake(lines: Lines, chance: random.Random) -> Lines:
    """Decode the bytes with a wrong table; what a table has no character for stays a C1 control, as browsers do."""
    wrote, read = chance.choice((("utf-8", "cp1256"), ("utf-8", "latin-1"), ("utf-8", "cp1252"), ("cp1256", "cp1252")))
    return [loose_decode(line.encode(wrote, "replace"), read) for line in lines]


def loose_decode(data: bytes, encoding: str) -> str:
    """Decode byte by byte, a byte without a character as the C1 control of its number."""
    return "".join(_character(byte, encoding) for byte in data)


def _character(byte: int, encoding: str) -> str:
    try:
        return bytes((byte,)).decode(encoding)
    except UnicodeDecodeError:
        return chr(byte)


def controls(lines: Lines, chance: random.Random) -> Lines:
    """Strew invisible direction marks between and into words."""
    return [
        "".join(char + chance.choice(CONTROLS) if chance.random() < 0.03 else char for char in line) for line in lines
    ]


# Presentation forms come with visual order, brackets and runs; tatweel with runs; the rest mostly by itself.
MIXTURES: dict[str, tuple[Damage, ...]] = {
    "run order": (runs_reversed,),
    "tatweel": (stretched,),
    "tatweel and runs": (stretched_and_cut,),
    "spaces inside words": (spaces_inside,),
    "spaces lost": (spaces_lost,),
    "private-use glyphs": (private_glyphs,),
    "placeholders": (placeholders,),
    "lam-alef lost": (ligatures_lost,),
    "visual order": (visual_order,),
    "mirrored brackets": (mirrored_brackets,),
    "presentation forms": (presentation_forms,),
    "visual presentation forms": (presentation_forms, visual_order),
    "lam-alef turned": (lam_alef_turned,),
    "marks out of place": (marks_early,),
    "look-alikes": (look_alikes,),
    "mojibake": (mojibake,),
    "controls": (controls,),
    "mixed: runs, marks, brackets": (marks_early, mirrored_brackets, runs_reversed),
    "mixed: runs, tatweel, glyphs": (private_glyphs, stretched, runs_reversed),
    "mixed: forms, controls, alikes": (look_alikes, presentation_forms, controls),
    "mixed: visual, mojibake": (visual_order, mojibake),
}
ON_LINES = frozenset(kind for kind in MIXTURES if "run" in kind or "visual" in kind or "tatweel" in kind)
KINDS = tuple(MIXTURES)
