"""Write samples/months/iraq.csv: our own reports of half a year in Iraq, and daily bulletins that tell of no event."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "samples" / "months"
FIRST, LAST = date(2019, 7, 1), date(2020, 1, 12)
UNREAD = (date(2019, 8, 15), date(2019, 8, 18))  # nobody reads these days: a gap for the page to tell of
OUTLETS = {"C": "Sample Courier", "H": "Sample Herald", "R": "Sample Radio", "W": "Sample Wire"}
SILENT = {"R": date(2019, 11, 20)}  # the radio goes off the air
BULLETINS = {
    "W": "بلغ سعر خام البصرة الخفيف {price} دولارا للبرميل، بحسب بيانات الأسواق في {day}.",  # the price of Basra crude
    "C": "طقس صحو في معظم المدن، والحرارة العظمى في بغداد {heat} درجة في {day}.",  # clear weather in most towns
    "R": "درجات الحرارة حول معدلاتها، والعظمى في البصرة {heat} درجة في {day}.",  # temperatures as usual
}
RADIO_EVERY = 7


def rows() -> Iterator[tuple[str, str, str]]:
    """Give day, outlet and text of every report and bulletin, in the order of days."""
    told: dict[date, list[tuple[str, str]]] = {}
    with (FOLDER / "reports.tsv").open(encoding="utf-8", newline="") as stream:
        for day, outlet, text in csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            told.setdefault(date.fromisoformat(day), []).append((outlet, text))
    for number in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(number)
        for outlet, text in [*told.get(day, []), *bulletins(day, number)]:
            yield day.isoformat(), OUTLETS[outlet], text


def bulletins(day: date, number: int) -> Iterator[tuple[str, str]]:
    """Give the bulletins of a day."""
    if UNREAD[0] <= day <= UNREAD[1]:
        return
    values = {"price": 58 + number * 7 % 9, "heat": 48 - number * 30 // 195 - number % 3, "day": day.isoformat()}
    for outlet, text in BULLETINS.items():
        is_due = outlet != "R" or number % RADIO_EVERY == 0
        if is_due and day < SILENT.get(outlet, LAST + timedelta(1)):
            yield outlet, text.format(**values)


def main() -> None:
    """Write the file."""
    with (FOLDER / "iraq.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("id", "published", "outlet", "text"))
        for number, row in enumerate(rows(), 1):
            writer.writerow((f"{number:03}", *row))


if __name__ == "__main__":
    main()
