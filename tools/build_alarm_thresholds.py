"""Makes the table of alarm thresholds: the log evidence at which steady simulated series give one false alarm a year.

Series of every level and scatter of the table are simulated, and their thresholds moved by the logarithm of how far the
false alarms are off, until they come once a year; ups and downs count together.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np

from marsad.escalation.alarms.detector import changes
from marsad.escalation.alarms.threshold import TABLE, Thresholds
from marsad.escalation.panel import Floats, Panel

MEANS = (0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)
SIZES = (0.15, 0.4, 1.0, 3.0, 10.0, 50.0)
SERIES, YEARS, ROUNDS = 80, 5, 5
FIRST = 6.6  # log of twice the days of a year
LEAST, MOST = 2.0, 14.0
PLACE = Path("src/marsad/escalation/alarms") / TABLE


def steady(seed: int) -> Panel:
    """Give series of every level and scatter, SERIES of each, in the order of the table."""
    draw = np.random.default_rng(seed)
    cells = [(mean, size) for mean in MEANS for size in SIZES]
    rows = [draw.negative_binomial(size, size / (size + mean), (SERIES, 365 * YEARS)) for mean, size in cells]
    return Panel.of(np.concatenate(rows))


def rates(panel: Panel, table: Floats) -> Floats:
    """Give false alarms a year, (means, sizes)."""
    thresholds = Thresholds(np.array(MEANS), np.array(SIZES), table)
    found = Counter(one.row // SERIES for one in changes(panel, 0.0, thresholds))
    cells = len(MEANS) * len(SIZES)
    return np.array([found[cell] for cell in range(cells)]).reshape(table.shape) / (SERIES * YEARS)


def main() -> None:
    """Write the table."""
    table = np.full((len(MEANS), len(SIZES)), FIRST)
    for number in range(ROUNDS):
        found = rates(steady(number), table)
        print(f"round {number + 1}: {found.min():.2f} to {found.max():.2f} false alarms a year", flush=True)
        table = np.clip(table + np.log(np.clip(found, 0.05, 20.0)), LEAST, MOST)
    print(np.round(rates(steady(ROUNDS), table), 2))
    lines = ",\n".join("  [" + ", ".join(f"{value:.2f}" for value in row) + "]" for row in table)
    PLACE.write_text(
        "# Made by tools/build_alarm_thresholds.py: log evidence for one false alarm a year, by counts a day and size\n"
        f"means = {list(MEANS)}\nsizes = {list(SIZES)}\ntable = [\n{lines},\n]\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
