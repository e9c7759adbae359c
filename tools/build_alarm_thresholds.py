"""Makes the table of alarm thresholds: how unusual a window must be so that steady simulated series are alarmed once a
year, and how much more so for alarms that are e times rarer, by direction, counts a day and scatter.

Ups and downs share the false alarms evenly. The strength of a day hangs on nothing but the counts, so that one run over
simulated series of every level and scatter gives all thresholds.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from marsad.escalation.alarms.detector import alarmed, blows, strongest
from marsad.escalation.alarms.past import outlook
from marsad.escalation.alarms.threshold import DIRECTIONS, TABLE, Direction
from marsad.escalation.panel import Floats

MEANS = (0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)
SIZES = (0.15, 0.4, 1.0, 3.0, 10.0, 50.0)
SERIES, YEARS, DAYS = 200, 4, 365
OFTEN, RARE = 0.43, 0.043  # alarms a series and year in one direction: half of one, and a tenth of that, less a
# seventh: so many more come because the scatter of a series has to be learnt, and is known here
LEAST, LEAST_STEP = 1.0, 0.05  # less than a standard deviation is never an alarm
PLACE = Path("src/marsad/escalation/alarms") / TABLE


@dataclass(frozen=True)
class Steady:
    """Steady series: the strength of every day, and that of its short windows where they tell a second blow."""

    strength: Floats
    short: Floats | None


def steady(mean: float, size: float, draw: np.random.Generator) -> dict[Direction, Steady]:
    """Give simulated series by direction, (series, days)."""
    counts = draw.negative_binomial(size, size / (size + mean), (SERIES, DAYS * YEARS)).astype(float)
    known = outlook(counts, np.ones_like(counts))
    return {direction: Steady(strongest(known, direction), blows(known, direction)) for direction in DIRECTIONS}


def alarms_at(series: Steady, limit: float) -> int:
    """Give how many alarms a threshold makes."""
    return int(alarmed(*np.nonzero(series.strength >= limit), series.short).sum())


def threshold(series: Steady, rate: float) -> float:
    """Give the least strength at which no more alarms come."""
    low, high = LEAST, max(LEAST, float(series.strength.max())) + 0.01
    for _ in range(25):
        middle = (low + high) / 2
        low, high = (low, middle) if alarms_at(series, middle) <= rate * SERIES * YEARS else (middle, high)
    return high


def main() -> None:
    """Write the table."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    draw = np.random.default_rng(20180330)
    yearly: dict[str, list[list[float]]] = {direction: [] for direction in DIRECTIONS}
    steps: dict[str, list[list[float]]] = {direction: [] for direction in DIRECTIONS}
    for mean in MEANS:
        cells = [steady(mean, size, draw) for size in SIZES]
        for direction in DIRECTIONS:
            often = [threshold(cell[direction], OFTEN) for cell in cells]
            rare = [threshold(cell[direction], RARE) for cell in cells]
            yearly[direction].append(often)
            step = [(far - near) / np.log(OFTEN / RARE) for near, far in zip(often, rare, strict=True)]
            steps[direction].append([max(one, LEAST_STEP) for one in step])
        print(f"{mean} a day: up {yearly['up'][-1]}, down {yearly['down'][-1]}", flush=True)
    PLACE.write_text(_toml(yearly, steps), encoding="utf-8")


def _toml(yearly: dict[str, list[list[float]]], steps: dict[str, list[list[float]]]) -> str:
    """Give the table as it is written."""
    found = [
        "# Made by tools/build_alarm_thresholds.py, by counts a day and size of the negative binomial.",
        "# yearly: how unusual a window must be for one false alarm a year, ups and downs together; steps: how much",
        "# more for alarms e times rarer.",
        f"means = {list(MEANS)}",
        f"sizes = {list(SIZES)}",
    ]
    for direction in DIRECTIONS:
        found.append(f"\n[{direction}]")
        for name, table in (("yearly", yearly[direction]), ("steps", steps[direction])):
            found += [f"{name} = [", *("  [" + ", ".join(f"{one:.3f}" for one in row) + "]," for row in table), "]"]
    return "\n".join(found) + "\n"


if __name__ == "__main__":
    main()
