"""The commands `series`, `alarms` and `backtest`: incidents in time, changes of their level, and past forecasts."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from marsad.cli.events import known_type
from marsad.cli.options import Command, Day, output_stream, store_option

if TYPE_CHECKING:
    from marsad.escalation.panel import Panel
    from marsad.escalation.watch import Watched
    from marsad.picture.scope import Wanted

BY = ("all", "country", "region", "dyad", "actor", "type")
MEASURES = (
    "incidents", "reports", "killed", "injured",
    "verbal cooperation", "material cooperation", "verbal conflict", "material conflict",
)  # fmt: skip
FORMATS = ("table", "csv", "json")
Rows = Sequence[dict[str, Any]]


def _asking(by: str | None = "all", measure: str = "incidents") -> Callable[[Command], Command]:
    """Give what adds the options that say which series are meant, and how they are written."""
    grouped = "One series for each." + ("" if by else " Default: by country and by region, attacks and protests.")
    options: list[Callable[[Command], Command]] = [
        click.option("--by", type=click.Choice(BY), default=by, show_default=by is not None, help=grouped),
        click.option("--country", metavar="CODE", help="ISO alpha-3 country in which it happened."),
        click.option("--dyad", metavar="A:B", help="Two actors, by any of their names, or countries: Houthis:SAU."),
        click.option("--type", "type_", metavar="TYPE", callback=known_type, help="Event type, such as ASSAULT."),
        click.option("--measure", type=click.Choice(MEASURES), default=measure, show_default=True,
                     help="Incidents, reports of them by the day after, people, or PLOVER scores of a class."),
        click.option("--least", type=click.IntRange(1), default=20, show_default=True,
                     help="Leave out series of fewer incidents."),
        click.option("--from", "first_day", type=Day(), metavar="DATE", help="Default: the day of the first report."),
        click.option("--to", "last_day", type=Day(), metavar="DATE", help="Default: the day of the last report."),
        click.option("--format", "format_", type=click.Choice(FORMATS), default="table", show_default=True),
        click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file."),
        store_option,
    ]  # fmt: skip

    def asking(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return asking


@click.command("series")
@click.option("--step", type=click.Choice(["day", "week"]), default="week", show_default=True)
@_asking()
def series_(step: str, format_: str, output: Path | None, **asked: Any) -> None:
    """Give incidents in time, by day or week, corrected for how much was read; unread days are missing, not 0.

    `exposure` is how many days of usual reporting were read, `corrected` what the count would be had all been usual.
    """
    from marsad.escalation.series import WEEK, steps

    panel = _panel(**asked)
    found = [
        asdict(one) | {"exposure": round(one.exposure, 3), "corrected": one.corrected}
        for one in steps(panel, WEEK if step == "week" else 1)
    ]
    _write(found, format_, output)


@click.command()
@click.option("--false-alarms", type=float, default=1.0, show_default=True, metavar="N",
              help="How many false alarms a series may bring a year; without --by, a region a fifth.")  # fmt: skip
@_asking(by=None, measure="reports")
def alarms(false_alarms: float, by: str | None, format_: str, output: Path | None, **asked: Any) -> None:
    """List the days on which a series left its level: since when, from how much to how much a day, how sure.

    `rarity` is how many years a steady series takes to bring an alarm as strong.

    Without --by, what the page watches is watched: the reports of attacks and of protests, each in the country or
    between the sides asked for, else by country; and by region, at a fifth of the false alarms. --type watches another
    type, --measure something else than reports.
    """
    from marsad.escalation.alarms import alarms as alarms_of

    if by is None:
        found = [
            asdict(one) | {"series": series.name} for series in _watched(false_alarms, **asked) for one in series.alarms
        ]
    else:
        found = [asdict(one) for one in alarms_of(_panel(by=by, **asked), false_alarms)]
    for row in found:
        row |= {name: round(row[name], 3) for name in ("before", "after", "sureness", "rarity")}
    _write(sorted(found, key=lambda row: (row["day"], row["series"])), format_, output)


@click.command()
@click.option("--horizon", "horizons", type=click.IntRange(1), multiple=True, default=(7, 28), show_default=True,
              metavar="DAYS", help="Days ahead; may be given several times.")  # fmt: skip
@click.option(
    "--since", type=Day(), metavar="DATE", help="First day on which a forecast is made; default: after a year."
)
@_asking()
def backtest(horizons: tuple[int, ...], since: date | None, format_: str, output: Path | None, **asked: Any) -> None:
    """Show how the forecasts would have done on the series' own past, week by week, beside the honest baselines.

    CRPS is the mean distance of what was forecast from what came, in incidents (lower is better); `skill` by how much
    it lies under that of conflictology, the last twelve months' windows; the rest how often intervals held what came.
    """
    from marsad.escalation.forecasts.backtest import backtest as backtest_of

    found = [
        {
            "forecaster": one.forecaster,
            "days": one.horizon,
            "crps": round(one.scores.crps, 4),
            "skill": round(one.skill, 3),
            "coverage_50": round(one.scores.coverage_50, 3),
            "coverage_90": round(one.scores.coverage_90, 3),
            "windows": one.scores.windows,
        }
        for one in backtest_of(_panel(**asked), horizons, since)
    ]
    _write(found, format_, output)


def _panel(store: str | None, **asked: Any) -> Panel:
    from marsad.store import Store
    from marsad.store.series import series_of

    wanted, how = _wanted(**asked)
    with Store(store, create=False) as opened:
        return series_of(opened, wanted, **how)


def _watched(false_alarms: float, store: str | None, type_: str | None, **asked: Any) -> list[Watched]:
    from marsad.escalation.watch import TYPES, Watching
    from marsad.store import Store
    from marsad.store.series import watch_of

    wanted, how = _wanted(**asked)
    types = (type_,) if type_ else TYPES
    with Store(store, create=False) as opened:
        return watch_of(opened, wanted, Watching(asked["dyad"] or wanted.country, false_alarms, types, **how))


def _wanted(
    country: str | None, dyad: str | None, first_day: date | None, last_day: date | None, **how: Any
) -> tuple[Wanted, dict[str, Any]]:
    """Give what is asked about, and the rest that was asked."""
    from marsad.picture.scope import Wanted
    from marsad.store.pictures import dyad_of

    return Wanted(country.upper() if country else None, dyad_of(dyad) if dyad else None, first_day, last_day), how


def _write(rows: Rows, format_: str, output: Path | None) -> None:
    with output_stream(output) as stream:
        if format_ == "json":
            json.dump(rows, stream, ensure_ascii=False, indent=1, default=str)
            stream.write("\n")
        elif format_ == "csv":
            writer = csv.DictWriter(stream, rows[0] if rows else [], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        else:
            _print_table(rows, stream)


def _print_table(rows: Rows, stream: Any) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    from marsad.cli.table import page_width

    table = Table(box=SIMPLE_HEAD)
    for name in rows[0] if rows else ():
        is_number = all(isinstance(row[name], int | float | None) for row in rows)
        table.add_column(name, justify="right" if is_number else "left", no_wrap=is_number)
    for row in rows:
        table.add_row(*_cells(row.values()))
    if rows:
        Console(file=stream, width=page_width(stream), highlight=False).print(table)
    click.echo(f"{len(rows)} rows", err=True)


def _cells(values: Iterable[Any]) -> list[str]:
    return [
        "missing" if value is None else f"{value:g}" if isinstance(value, float) else str(value) for value in values
    ]


COMMANDS = (series_, alarms, backtest)
