"""Takes a corpus and tells how well damaged text is restored and how little healthy text is changed.

    python tools/bench_restore_text.py [--corpus FOLDER] [--seed FOLDER] [--only simulator pairs seed healthy speed]

FOLDER of --corpus holds *.jsonl.gz with `id` and `text` in each line; only articles that never entered the restoration
model are damaged (see build_restore_model.is_held_out). FOLDER of --seed holds article.txt (damaged) and restored.txt.
Error rates are in per cent, white space folded.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

import restore_pairs
from build_restore_model import is_held_out
from marsad.restore import Restoration, restore
from restore_damage import KINDS, damaged
from restore_measures import Errors, character_errors, word_errors
from restore_peers import peers

SHARED = Path(__file__).parent.parent.parent / "shared"
PARAGRAPHS = 1000
PAIRS = 300
MIN_PARAGRAPH, MAX_PARAGRAPH = 350, 1200
MAX_DOCUMENT = 6000
MEGABYTE = 1_000_000
_UNSOUND = re.compile("[\u0640\u200b-\u200f\u202a-\u202e\ufeff\ufb50-\ufdff\ufe70-\ufefc\ue000-\uf8ff\ufffd*]")
_TATWEEL_OR_SPACE = re.compile("[\u0640\\s\ue000-\uf8ff\u064b-\u0652]+")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=SHARED / "corpus")
    parser.add_argument("--seed", type=Path, default=SHARED / "seed", help="the founding article, damaged and clean")
    parser.add_argument("--chance", type=int, default=1, help="seed of the damage simulator (default: %(default)s)")
    parser.add_argument("--paragraphs", type=int, default=PARAGRAPHS)
    parser.add_argument("--pairs", type=int, default=PAIRS)
    parser.add_argument("--only", nargs="+", choices=list(PARTS), default=list(PARTS))
    parser.add_argument("--show", default="", help="print what stays wrong of one kind of damage")
    options = parser.parse_args()
    for part in options.only:
        PARTS[part](options)


def articles(corpus: Path, pattern: str = "*news*.jsonl.gz") -> Iterator[dict[str, Any]]:
    """Give the articles of the corpus."""
    for path in sorted(corpus.glob(pattern)):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def held_out(corpus: Path) -> list[dict[str, Any]]:
    """Give the articles that never entered the model, in an order that has nothing to do with their ids."""
    return sorted(
        (one for one in articles(corpus) if is_held_out(one["id"])),
        key=lambda one: blake2b(f"order {one['id']}".encode(), digest_size=8).digest(),
    )


def simulator(options: argparse.Namespace) -> None:
    """Print the error rates of simulated damage, by kind, as is and by each tool."""
    tools = peers() | {"marsad": lambda text: restore(text).text}
    found: dict[str, dict[str, Errors]] = defaultdict(lambda: defaultdict(lambda: Errors(0, 0)))
    for kind, clean, bad in simulated(options):
        for name, tool in tools.items():
            errors = word_errors(result := tool(bad), clean)
            found[kind][name] = found[kind][name].plus(errors)
            found["all"][name] = found["all"][name].plus(errors)
            if name == "marsad" and options.show == kind and errors.edits:
                show_difference(result, clean)
    print(f"\nsimulated damage, {options.paragraphs} paragraphs of held-out articles: word error rate\n")
    print_table(found, list(tools))


def simulated(options: argparse.Namespace) -> Iterator[tuple[str, str, str]]:
    """Give (kind, clean, damaged) for paragraphs of held-out articles, the kinds in turn."""
    found = (
        " ".join(paragraph.split())
        for article in held_out(options.corpus)
        for paragraph in article["text"].split("\n")
        if MIN_PARAGRAPH <= len(paragraph) <= MAX_PARAGRAPH
    )
    usable = (paragraph for paragraph in found if is_clean(paragraph))
    for at, clean in zip(range(options.paragraphs), usable, strict=False):
        kind = KINDS[at % len(KINDS)]
        yield kind, clean, damaged(clean, kind, random.Random(f"{options.chance} {at}"))


def is_clean(text: str) -> bool:
    """Tell whether a paragraph is sound to begin with: what the corpus itself damaged can't be a wanted text."""
    return not _UNSOUND.search(text)


def show_difference(result: str, clean: str) -> None:
    """Print the words that differ, wanted and found."""
    import difflib

    wanted, found = clean.split(), result.split()
    for kind, *ends in difflib.SequenceMatcher(None, wanted, found, autojunk=False).get_opcodes():
        if kind != "equal":
            start, end, other, other_end = ends
            before = wanted[max(0, start - 3) : start]
            print(kind, " ".join(before), "|", " ".join(wanted[start:end]), "->", " ".join(found[other:other_end]))
    print()


def pairs(options: argparse.Namespace) -> None:
    """Print the error rates of text that PDFBox reads from PDFs of held-out articles."""
    missing = restore_pairs.obstacle()
    if missing:
        print(f"\nPDFBox pairs not measured; {missing}")
        return
    texts = [one["text"][:MAX_DOCUMENT] for one in held_out(options.corpus)][: options.pairs]
    tools = peers() | {"marsad": lambda text: restore(text).text}
    found: dict[str, dict[str, Errors]] = {}
    for name, maker in (("Amiri", restore_pairs.plain_pairs), ("kashida", restore_pairs.kashida_pairs)):
        read = maker(texts)
        found[name] = {
            tool: total(character_errors(mend(bad), clean) for bad, clean in zip(read, texts, strict=True))
            for tool, mend in tools.items()
        }
        if options.show == name:
            for bad, clean in zip(read, texts, strict=True):
                show_difference(restore(bad).text, clean)
    print(f"\nPDFBox pairs, {len(texts)} held-out articles: character error rate\n")
    print_table(found, list(tools))


def total(errors: Iterator[Errors]) -> Errors:
    """Give all errors together."""
    found = Errors(0, 0)
    for one in errors:
        found = found.plus(one)
    return found


def print_table(found: dict[str, dict[str, Errors]], tools: list[str]) -> None:
    """Print a row a kind of damage, a column a tool."""
    print(f"| damage | {' | '.join(tools)} |")
    print(f"|---|{'---|' * len(tools)}")
    for kind, by_tool in found.items():
        print(f"| {kind} | {' | '.join(f'{by_tool[tool].rate:.2f}' for tool in tools)} |")


def seed(options: argparse.Namespace) -> None:
    """Print the error rates of the founding article and how many of its cut lines are put right."""
    if not (options.seed / "article.txt").exists():
        print(f"\nfounding article not measured; {options.seed / 'article.txt'} not found")
        return
    source = (options.seed / "article.txt").read_text("utf-8")
    wanted = (options.seed / "restored.txt").read_text("utf-8")
    result = restore(source)
    lost = set(wanted.split()) - set(result.body.split())
    characters, words = character_errors(result.body, wanted), word_errors(result.body, wanted)
    print(f"\nfounding article: CER {characters.rate:.2f} %, WER {words.rate:.2f} %, words not recovered: {len(lost)}")
    turned, placed = cut_lines(source, wanted, result)
    print(f"lines with runs out of order: {turned}, of them placed: {placed}")
    if options.show == "seed":
        show_difference(result.body, wanted)


def cut_lines(source: str, wanted: str, result: Restoration) -> tuple[int, int]:
    """Give how many source lines the clean text does not hold as they are, and how many are right once restored."""
    letters = _TATWEEL_OR_SPACE.sub("", wanted)
    after = {change.start: change.after for change in result.changes if change.kind == "run-order"}
    turned = placed = at = 0
    for line in source.split("\n"):
        if line.strip() and _TATWEEL_OR_SPACE.sub("", line) not in letters and not re.search("[\ue000-\uf8ff]", line):
            turned += 1
            mended = next((text for start, text in after.items() if at <= start < at + len(line)), line)
            placed += _TATWEEL_OR_SPACE.sub("", mended) in letters
        at += len(line) + 1
    return turned, placed


def healthy(options: argparse.Namespace) -> None:
    """Print every healthy article that restoration changes, with each change."""
    count = changed = 0
    for article in articles(options.corpus, "arabic-news-2018.jsonl.gz"):
        result = restore(article["text"])
        count += 1
        changed += result.text != article["text"]
        for change in result.changes:
            print(f"{article['id']}\t{change.kind}\t{change.before!r}\t{change.after!r}\t{change.confidence:.2f}")
    print(f"\nhealthy corpus: {changed} of {count} articles changed")


def speed(options: argparse.Namespace) -> None:
    """Print megabytes (UTF-8) a second of one core's time, for healthy and for damaged text."""
    sound = [article["text"] for _, article in zip(range(1500), articles(options.corpus), strict=False)]
    bad = [text for _, _, text in simulated(argparse.Namespace(**{**vars(options), "paragraphs": 210}))]
    restore(bad[0])
    for name, texts in (("healthy", sound), ("damaged", bad)):
        start = time.process_time()
        for text in texts:
            restore(text)
        seconds = time.process_time() - start
        size = sum(len(text.encode()) for text in texts)
        print(f"speed, {name}: {size / MEGABYTE / seconds:.2f} MB/s ({size / MEGABYTE:.2f} MB)")


PARTS: dict[str, Callable[[argparse.Namespace], None]] = {
    "simulator": simulator,
    "pairs": pairs,
    "seed": seed,
    "healthy": healthy,
    "speed": speed,
}

if __name__ == "__main__":
    main()
