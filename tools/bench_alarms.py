"""Takes public counts of conflict and known ruptures and gives how many each detector finds, how late, and how often
it cries wolf: the alarms of Marsad beside Bayesian online detection and a z-score, all thresholds set on earlier data.
"""

from __future__ import annotations

import argparse
import sys
import time
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from scipy.special import gammaln

from bench_forecast import panel_of
from marsad.escalation.alarms import YEAR, alarms
from marsad.escalation.alarms.detector import strongest
from marsad.escalation.alarms.past import outlook
from marsad.escalation.alarms.threshold import simulated_thresholds
from marsad.escalation.counts import log_probability
from marsad.escalation.panel import Booleans, Floats, Panel

RUPTURES = Path(__file__).with_name("ruptures_iraq.toml")
TEST_FROM = date(2013, 7, 1)
WINDOW = timedelta(28)  # an alarm within so many days of a rupture has found it
GRACE = timedelta(7)  # ... also somewhat before: what leads up to it is part of it
RUN_LENGTHS = 400
HAZARD = 1 / 365
RATES = (0.25, 0.5, 0.75, 1.0)
STEPS = 20
LEVELS, SIZES = (0.1, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 20.0), (0.5, 1.0, 3.0, 10_000.0)  # of what is simulated
CALM, DOUBLED = 80, 150  # series of each


@dataclass(frozen=True)
class Rupture:
    """A day on which the level of a governorate is known to have changed."""

    place: str
    day: date


def ruptures() -> list[Rupture]:
    """Give the ruptures of the file."""
    return [Rupture(one["place"], one["day"]) for one in tomllib.loads(RUPTURES.read_text("utf-8"))["rupture"]]


def near_ruptures(panel: Panel, known: list[Rupture]) -> Booleans:
    """Give the days, of the panel's shape, on which an alarm is right."""
    near = np.zeros(panel.counts.shape, dtype=bool)
    for one in known:
        first = (one.day - GRACE - panel.first_day).days
        near[panel.names.index(one.place), max(first, 0) : first + (GRACE + WINDOW).days + 1] = True
    return near


def z_scores(panel: Panel) -> Floats:
    """Give how far the last 7 days lie above those of the year before, in standard deviations."""
    sums = np.cumsum(np.pad(panel.counts, ((0, 0), (1, 0))), axis=1)
    week = np.zeros_like(panel.counts)
    week[:, 6:] = sums[:, 7:] - sums[:, :-7]
    found = np.full(panel.counts.shape, -np.inf)
    for day in range(60, panel.days):
        past = week[:, max(6, day - 372) : day - 6]
        found[:, day] = (week[:, day] - past.mean(axis=1)) / (past.std(axis=1) + 0.5)
    return found


def run_length_odds(panel: Panel) -> Floats:
    """Give the log odds that the level is younger than 7 days: Adams and MacKay 2007, Poisson counts, gamma level."""
    series = len(panel.names)
    shape, rate = np.full((series, RUN_LENGTHS), 0.5), np.full((series, RUN_LENGTHS), 1.0)
    log_belief = np.full((series, RUN_LENGTHS), -np.inf)
    log_belief[:, 0] = 0.0
    mean_level, found = np.zeros(series), np.full(panel.counts.shape, -np.inf)
    for day in range(panel.days):
        count = panel.counts[:, day][:, None]
        likely = gammaln(count + shape) - gammaln(shape) - gammaln(count + 1) + shape * np.log(rate / (rate + 1))
        likely = likely - count * np.log1p(rate)
        joint = log_belief + likely
        grown, cut = joint + np.log(1 - HAZARD), np.logaddexp.reduce(joint, axis=1) + np.log(HAZARD)
        log_belief = np.concatenate([cut[:, None], grown[:, :-1]], axis=1)
        log_belief[:, -1] = np.logaddexp(log_belief[:, -1], grown[:, -1])
        log_belief -= np.logaddexp.reduce(log_belief, axis=1)[:, None]
        shape = np.concatenate([np.full((series, 1), 0.5), shape[:, :-1] + count], axis=1)
        rate = np.concatenate([np.full((series, 1), 1.0), rate[:, :-1] + 1], axis=1)
        young = np.logaddexp.reduce(log_belief[:, :7], axis=1)
        is_up = panel.counts[:, max(0, day - 6) : day + 1].mean(axis=1) > mean_level
        found[:, day] = np.where(is_up & (day > 60), young, -np.inf)
        mean_level = mean_level + (panel.counts[:, day] - mean_level) / min(day + 1, 365)
    return found


def crossings(statistic: Floats, threshold: float, rest: int = 14) -> list[tuple[int, int]]:
    """Give row and day of each crossing, none within `rest` days of one before."""
    found = []
    for row, values in enumerate(statistic >= threshold):
        last = -rest
        for day in map(int, np.flatnonzero(values)):
            if day - last >= rest:
                found.append((row, day))
            last = day
    return found


def threshold_for(statistic: Floats, right: Booleans, most: float) -> float:
    """Give the threshold at which no more than `most` crossings are false."""
    levels = np.unique(np.quantile(statistic[np.isfinite(statistic)], np.linspace(0.5, 1.0, 400)))
    for level in levels:
        if sum(not right[row, day] for row, day in crossings(statistic, level)) <= most:
            return float(level)
    return float(levels[-1])


@dataclass(frozen=True)
class Found:
    """How a detector did: delays of the ruptures it found, in days, and false alarms a series and year."""

    delays: list[int]
    false: float

    def row(self, known: int) -> str:
        """Give the cells: ruptures found, found in the first week, mean delay, false alarms."""
        week = sum(delay < 7 for delay in self.delays)
        mean = f"{np.mean(self.delays):.1f}" if self.delays else ""
        return f"{len(self.delays)} of {known} | {week} | {mean} | {self.false:.2f}"


def measured(panel: Panel, found: list[tuple[int, int]], known: list[Rupture], begin: int) -> Found:
    """Give how alarms (row, day) from day `begin` on meet what is known."""
    right, delays = near_ruptures(panel, known), []
    for one in known:
        row, first = panel.names.index(one.place), (one.day - panel.first_day).days
        days = [day - first for at, day in found if at == row and -GRACE.days <= day - first <= WINDOW.days]
        if days:
            delays.append(max(0, min(days)))
    false = sum(not right[row, day] for row, day in found if day >= begin)
    return Found(delays, false / (len(panel.names) * (panel.days - begin) / YEAR))


def rarities(panel: Panel) -> Floats:
    """Give the logarithm of the years that pass between two false alarms as strong as each day's rise."""
    known = outlook(panel.counts, panel.exposure)
    found = simulated_thresholds().rarity("up", known.rate, known.size, strongest(known, "up"))
    return np.asarray(np.log(np.maximum(found, 1e-9)))


def on_iraq(path: Path) -> None:
    """Print how the detectors do on Iraq's governorates, thresholds set on what lies before the ruptures."""
    panel, known = panel_of(path), ruptures()
    begin = (TEST_FROM - panel.first_day).days
    most = len(panel.names) * begin / YEAR
    detectors = {"Marsad": rarities(panel), "BOCPD, Poisson-gamma": run_length_odds(panel), "z-score": z_scores(panel)}
    print(f"\nGED 21.1, {len(panel.names)} governorates, {len(known)} ruptures; false alarms: a series and year\n")
    print("| threshold | detector | found within 28 days | in the first week | mean delay, days | false alarms |")
    print("|---|---|---|---|---|---|")
    for name, values in detectors.items():
        level = threshold_for(values[:, :begin], np.zeros((len(panel.names), begin), dtype=bool), most)
        found = measured(panel, crossings(values, level), known, begin)
        print(f"| one false alarm a year before {TEST_FROM} | {name} | {found.row(len(known))} |")
        if name == "Marsad":
            print(f"(that is, told to allow {np.exp(-level):.2f} a year)", file=sys.stderr)
    for rate in RATES:
        for name, values in detectors.items():
            found = at_rate(panel, known, begin, values, rate)
            print(f"| {rate} from then on | {name} | {found.row(len(known))} |")


def at_rate(panel: Panel, known: list[Rupture], begin: int, values: Floats, rate: float) -> Found:
    """Give how a detector does at the least threshold that brings no more false alarms from day `begin` on."""
    finite = values[:, begin:][np.isfinite(values[:, begin:])]
    low, high = float(np.quantile(finite, 0.5)), float(finite.max())
    for _ in range(STEPS):
        middle = (low + high) / 2
        few = measured(panel, crossings(values, middle), known, begin).false <= rate
        low, high = (low, middle) if few else (middle, high)
    return measured(panel, crossings(values, high), known, begin)


def least_delay(mean: float, size: float) -> float:
    """Give the days that any detector needs on average for a doubling at one false alarm a year (Lorden 1971).

    That is the logarithm of the days between false alarms over what a day tells: the Kullback-Leibler divergence of the
    doubled counts from the others. It holds in the limit of rare false alarms.
    """
    counts = np.arange(int(20 * (mean + 5) * (1 + 1 / size)) + 50)
    now, before = (log_probability(counts, level, size) for level in (2 * mean, mean))
    return float(np.log(YEAR) / (np.exp(now) * (now - before)).sum())


def by_simulation() -> None:
    """Print how soon a doubling is alarmed and how often nothing is, by level and scatter."""
    draw = np.random.default_rng(20181130)
    print("\nSimulated, one false alarm a series-year allowed, rises and falls together\n")
    print("| counts a day | scatter (size) | false alarms a series-year | median delay of a doubling, days | least |")
    print("|---|---|---|---|---|")
    for mean in LEVELS:
        for size in SIZES:
            calm = Panel.of(draw.negative_binomial(size, size / (size + mean), (CALM, 4 * 365)))
            false = len(alarms(calm)) / (CALM * 4)
            late = draw.negative_binomial(size, size / (size + 2 * mean), (DOUBLED, 120))
            early = draw.negative_binomial(size, size / (size + mean), (DOUBLED, 365))
            panel = Panel.of(np.hstack([early, late]))
            delays = dict.fromkeys(panel.names, 120)
            for one in reversed(alarms(panel)):
                after = (one.day - panel.day(365)).days
                if after >= 0 and one.direction == "up":
                    delays[one.series] = after + 1
            scatter = "Poisson" if size == SIZES[-1] else f"{size:g}"
            middle = np.median(list(delays.values()))
            print(f"| {mean:g} | {scatter} | {false:.2f} | {middle:.0f} | {least_delay(mean, size):.0f} |", flush=True)


def speed() -> None:
    """Print how long 5,000 daily series of ten years take."""
    panel = Panel.of(np.random.default_rng(1).poisson(1.0, (5000, 3650)))
    begun = time.process_time()
    alarms(panel)
    print(f"\n5,000 daily series of 10 years: {time.process_time() - begun:.1f} s of one core")


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--series", type=Path, required=True, help="folder with ucdp_ged211_iraq_daily_gov.csv")
    chosen = parser.parse_args()
    on_iraq(chosen.series / "ucdp_ged211_iraq_daily_gov.csv")
    by_simulation()
    speed()
    return 0


if __name__ == "__main__":
    sys.exit(main())
