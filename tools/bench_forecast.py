"""Takes public counts of conflict and gives how the forecasts would have done: CRPS, coverage, the baselines beside.

Iraq: UCDP GED 21.1, governorates by day, origins a week apart from 2010 on, refitted forward only. Countries: the ViEWS
challenge's months of 2019-2021, each year forecast from what was known in October of the year before.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow.parquet

from marsad.escalation.forecasts.backtest import Backtest, backtest
from marsad.escalation.forecasts.mixture import mixture_cdf
from marsad.escalation.forecasts.scores import interval_contains, scores
from marsad.escalation.forecasts.task import Task
from marsad.escalation.panel import Panel

FIRST_DAY, LAST_DAY, FIRST_ORIGIN = date(2003, 1, 1), date(2020, 12, 31), date(2010, 1, 1)

YEARS = (2019, 2020, 2021)
MONTHS = (2.0, 4.0)  # half-lives: the challenge gives few months of the past
OCTOBER = 3  # months from October to January
SAME = {"At-Ta'mim province": "Kirkūk province"}  # the governorate's name until 2006


def panel_of(path: Path, place: str = "adm_1", first: date = FIRST_DAY, last: date = LAST_DAY) -> Panel:
    """Give events a day by governorate of a UCDP GED file."""
    counts: Counter[tuple[str, date]] = Counter()
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            day = date.fromisoformat(row["date"])
            if first <= day <= last:
                counts[SAME.get(row[place], row[place]), day] += 1
    names = sorted({name for name, _ in counts})
    days = (last - first).days + 1
    table = np.zeros((len(names), days))
    for (name, day), count in counts.items():
        table[names.index(name), (day - first).days] = count
    return Panel.of(table, names=tuple(names), first_day=first)


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--series", type=Path, required=True, help="folder of the public counts")
    chosen = parser.parse_args()
    panel = panel_of(chosen.series / "ucdp_ged211_iraq_daily_gov.csv")
    print(f"UCDP GED 21.1, {len(panel.names)} governorates of Iraq, weekly origins from {FIRST_ORIGIN}")
    print_backtest(backtest(panel, first=FIRST_ORIGIN))
    print_months(chosen.series / "views_cm")
    return 0


def print_months(folder: Path) -> None:
    """Print how a mixture with memories of months does on the months of the ViEWS challenge, beside its benchmarks."""
    print("\nViEWS, fatalities by country and month, forecast in October of the year before\n")
    print("| year | CRPS | in the 90 % interval |")
    print("|---|---|---|")
    history, every = known_months(folder), []
    for year in YEARS:
        came = months_of(folder / f"cm_actuals_{year}.parquet", "outcome")
        rows = [scored(history, came, lead) for lead in range(len(came))]
        every += rows
        print(f"| {year} | {np.mean([row[0] for row in rows]):.2f} | {np.mean([row[1] for row in rows]):.3f} |")
    print(f"| all | {np.mean([row[0] for row in every]):.2f} | {np.mean([row[1] for row in every]):.3f} |")


Months = dict[int, dict[int, float]]  # month, country -> fatalities


def months_of(path: Path, column: str) -> Months:
    """Give a column of a ViEWS table by month and country."""
    table = pyarrow.parquet.read_table(path, columns=["month_id", "country_id", column]).to_pydict()
    found: Months = {}
    for month, country, value in zip(table["month_id"], table["country_id"], table[column], strict=True):
        found.setdefault(month, {})[country] = float(value or 0.0)
    return found


def known_months(folder: Path) -> Months:
    """Give every month of the past that the challenge gave out; the first file also tells the six before its first."""
    found: Months = {}
    for year in YEARS:
        found |= months_of(folder / f"cm_features_to_oct{year - 1}.parquet", "ged_sb")
    begins = min(found)
    for back in range(1, 7):
        lagged = months_of(folder / f"cm_features_to_oct{YEARS[0] - 1}.parquet", f"ged_sb_tlag_{back}")
        found[begins - back] = lagged[begins]
    return found


def scored(history: Months, came: Months, lead: int) -> tuple[float, float]:
    """Give CRPS and coverage of the month that lies `lead` months after January, from what was known in October."""
    month = sorted(came)[lead]
    known = [past for past in sorted(history) if past <= min(came) - OCTOBER]
    countries = sorted(came[month])
    panel = Panel.of([[history[past].get(country, 0.0) for past in known] for country in countries])
    task = Task(panel, np.arange(3, panel.days + 1), 1, OCTOBER - 1 + lead, MONTHS)
    cdf = mixture_cdf(task, task.rates * task.exposure, slice(-1, None))[:, 0]
    outcome = np.array([came[month][country] for country in countries])
    return scores(cdf, task.grid, outcome).crps, interval_contains(cdf, task.grid, outcome, 0.9)


def print_backtest(rows: Iterable[Backtest]) -> None:
    """Print a table of scores."""
    print("| forecaster | days | CRPS | under conflictology-12 | coverage of 50 % | of 90 % | windows |")
    print("|---|---|---|---|---|---|---|")
    for one in rows:
        found = one.scores
        print(
            f"| {one.forecaster} | {one.horizon} | {found.crps:.3f} | {one.skill:+.1%} "
            f"| {found.coverage_50:.3f} | {found.coverage_90:.3f} | {found.windows:,} |"
        )


if __name__ == "__main__":
    sys.exit(main())
