"""Takes texts, prints them with every PDF producer here, and tells how well Marsad and others read them back.

    python tools/bench_restore_pdf.py [--corpus FOLDER] [--texts 30] [--seed 7] [--fonts-in-turn]
        [--only Chromium Typst] [--worst 5]

Each producer prints the same sheets: three fonts, each plain, justified, with marks, with Latin and digits, in two
columns, with a table, and on several pages with running heads. The table gives the mean character error rate in per
cent (white space folded, Unicode's composed form, at most 100 a sheet), one row a producer, then pages a second of one
core's time. Marsad is its reader followed by `marsad.restore`. Producers and readers come with `pip install
marsad[bench]`; Chromium, LibreOffice, XeTeX, Pango, Ghostscript, poppler and the fonts come with the system; those that
are missing are left out.
"""

from __future__ import annotations

import argparse
import os
import unicodedata
from collections import defaultdict
from pathlib import Path

from pdf_producers import makers, produced
from pdf_readers import Reader, readers
from pdf_sheets import FONTS, LAYOUTS, REPOSITORY, Sheet, sheets, texts
from restore_measures import character_errors

CORPUS = REPOSITORY.parent / "shared" / "corpus"
MARSAD = "marsad"


def main() -> None:
    """Print, read, measure and report."""
    arguments = _arguments()
    found = texts(arguments.corpus, arguments.texts, arguments.seed)
    wanted = sheets(found, arguments.seed)
    if arguments.fonts_in_turn:
        wanted = _in_turn(wanted)
    known = readers()
    print(f"{len(wanted)} sheets of {len(found)} texts; mean character error rate in per cent\n")
    errors: dict[str, dict[str, list[float]]] = {}
    seconds: dict[str, float] = defaultdict(float)
    pages = 0
    print(_row("", [*known]))
    for producer, maker in makers().items():
        if arguments.only and producer not in arguments.only:
            continue
        printed = produced(wanted, maker)
        pages += sum(_page_count(data) for _, data in printed)
        errors[producer] = {name: _errors(reader, printed, name, seconds) for name, reader in known.items()}
        print(_row(producer, [f"{_mean(errors[producer][name]):.2f}" for name in known]), flush=True)
        _tell_worst(printed, errors[producer][MARSAD], arguments.worst)
    print(_row("all", [f"{_mean([rate for row in errors.values() for rate in row[name]]):.2f}" for name in known]))
    print(_row("pages a second", [f"{pages / seconds[name]:.0f}" for name in known]))
    _tell_layouts(wanted, errors)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="folder with *news*.jsonl.gz; optional")
    parser.add_argument("--texts", type=int, default=30, help="how many texts of the corpus")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--fonts-in-turn", action="store_true", help="print each layout in one font only")
    parser.add_argument("--only", nargs="*", default=[], help="producers")
    parser.add_argument("--worst", type=int, default=0, help="name so many sheets that Marsad reads worst")
    return parser.parse_args()


def _in_turn(wanted: list[Sheet]) -> list[Sheet]:
    """Give one sheet of each layout, the fonts in turn."""
    return [sheet for at, sheet in enumerate(wanted) if at % len(FONTS) == at // len(FONTS) % len(FONTS)]


def _errors(reader: Reader, printed: list[tuple[Sheet, bytes]], name: str, seconds: dict[str, float]) -> list[float]:
    rates = []
    for sheet, data in printed:
        start = _cpu_seconds()
        text = reader(data)
        seconds[name] += _cpu_seconds() - start
        rates.append(error_rate(text, sheet.expected))
    return rates


def _cpu_seconds() -> float:
    """Give the time that this process and the ended ones it started have had of a core, whatever else runs."""
    return sum(os.times()[:4])


def error_rate(text: str, expected: str) -> float:
    """Give the character error rate in per cent, white space folded, at most 100."""
    return min(100.0, character_errors(_composed(text), _composed(expected)).rate)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _page_count(data: bytes) -> int:
    import pypdfium2

    with pypdfium2.PdfDocument(data) as file:
        return len(file)


def _mean(rates: list[float]) -> float:
    return sum(rates) / len(rates) if rates else 0.0


def _row(name: str, cells: list[str]) -> str:
    return f"{name:16}" + "".join(f"{cell:>13}" for cell in cells)


def _tell_worst(printed: list[tuple[Sheet, bytes]], rates: list[float], count: int) -> None:
    ranked = sorted(zip(rates, (sheet.name for sheet, _ in printed), strict=True), reverse=True)
    for rate, name in ranked[:count]:
        print(f"    {name}: {rate:.2f}")


def _tell_layouts(wanted: list[Sheet], errors: dict[str, dict[str, list[float]]]) -> None:
    """Print Marsad's error rate by layout, over the producers that print all of them."""
    whole = [row[MARSAD] for row in errors.values() if len(row[MARSAD]) == len(wanted)]
    print("\nMarsad by layout: ", end="")
    for layout in LAYOUTS:
        rates = [row[at] for row in whole for at, sheet in enumerate(wanted) if sheet.layout == layout]
        print(f"{layout} {_mean(rates):.2f}", end="  ")
    print()


if __name__ == "__main__":
    main()
