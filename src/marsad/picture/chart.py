"""Takes the series of a picture and gives its charts as plain geometry, in the direction in which its language reads.

Time runs as the language does: in a right-to-left page the oldest day stands at the right, and the scale with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import floor, log10

from marsad.picture.language import Language
from marsad.picture.model import Picture, Point
from marsad.picture.sentences import unread_days

WIDTH, HEIGHT = 960.0, 266.0
SCALE_SIDE, OTHER_SIDE, ABOVE, BELOW = 64.0, 10.0, 42.0, 26.0  # above: two rows of phases, one of alarms
DAY_ROOM = 70.0  # for the words of a day, which begin where it does
PHASE_ROOM = 56.0  # to each side of the middle of a phase's name
MOST_Y_TICKS, MOST_X_TICKS = 4, 8
SHARE_OF_BARS = 0.8  # of the width that a point has


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: a bar, the shade of a phase, or a stretch that was not read; `kind` says how to draw it.

    `place` is that of a bar among the points of the series, of a stretch among the gaps.
    """

    kind: str
    x: float
    y: float
    width: float
    height: float
    title: str
    label: str = ""
    place: int = -1

    @property
    def label_at(self) -> float:
        """Where the middle of its label stands, so that none is cut by an edge."""
        return round(min(max(self.x + self.width / 2, PHASE_ROOM), WIDTH - PHASE_ROOM), 1)


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of a scale."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart as it is drawn; `line` is a polyline's points, in pieces; `flags` are alarms by their place."""

    shades: tuple[Box, ...]
    gaps: tuple[Box, ...]
    bars: tuple[Box, ...]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    lines: tuple[str, ...] = ()
    flags: tuple[Tick, ...] = ()
    is_mirrored: bool = False


class Plane:
    """Where days and counts stand."""

    def __init__(self, picture: Picture, highest: float, is_mirrored: bool) -> None:
        self.first = picture.series[0].first_day
        self.days = (picture.series[-1].last_day - self.first).days + 1
        self.is_mirrored = is_mirrored
        self.step = nice_step(highest)
        self.top = max(self.step * -(-highest // self.step), self.step)
        self.left = OTHER_SIDE if is_mirrored else SCALE_SIDE
        self.inner = WIDTH - SCALE_SIDE - OTHER_SIDE
        self.base = HEIGHT - BELOW

    def x(self, day: date, more: float = 0.0) -> float:
        """Give where a day begins, or `more` days after."""
        share = ((day - self.first).days + more) / self.days
        share = min(max(share, 0.0), 1.0)
        return round(self.left + self.inner * (1 - share if self.is_mirrored else share), 1)

    def y(self, value: float) -> float:
        """Give the height of a count."""
        return round(self.base - (self.base - ABOVE) * value / self.top, 1)

    def box(self, kind: str, first: date, last: date, title: str, label: str = "") -> Box:
        """Give a box over the whole height for days."""
        ends = sorted((self.x(first), self.x(last, 1)))
        return Box(kind, ends[0], ABOVE, round(ends[1] - ends[0], 1), self.base - ABOVE, title, label)

    def bar(self, kind: str, index: int, point: Point, value: float, title: str, part: tuple[float, float]) -> Box:
        """Give the bar of a point over a part, from 0 to 1, of its days."""
        ends = sorted((self.x(point.first_day, part[0] * point.days), self.x(point.first_day, part[1] * point.days)))
        top = self.y(value)
        width, height = round(ends[1] - ends[0], 1), round(self.base - top, 1)
        return Box(kind, ends[0], top, width, height, title, place=index)


def nice_step(highest: float) -> float:
    """Give the distance of ticks, 1, 2 or 5 times a power of ten, that needs at most MOST_Y_TICKS of them."""
    least = max(highest, 1) / MOST_Y_TICKS
    power = 10.0 ** floor(log10(least))
    return max(next(times * power for times in (1, 2, 5, 10) if times * power >= least), 1.0)


def incident_chart(picture: Picture, language: Language) -> Chart:
    """Give the chart of incidents, with phases shaded, alarms flagged, and what the reporting volume lets expect."""
    seen = [point for point in picture.series if not point.is_missing]
    highest = max((max(point.incidents.value, point.usual or 0) for point in seen), default=1)
    plane = Plane(picture, highest, language.direction == "rtl")
    margin = (1 - SHARE_OF_BARS) / 2
    bars = []
    for index, point in enumerate(picture.series):
        if not point.is_missing:
            part = (margin, 1 - margin)
            title = _title(point, language, "incidents", language.number(point.incidents.value))
            bars.append(plane.bar("incidents", index, point, point.incidents.value, title, part))
            title = _title(point, language, "conflict", language.number(point.conflict.value))
            bars.append(plane.bar("conflict", index, point, point.conflict.value, title, part))
    flags = tuple(Tick(plane.x(alarm.day, 0.5), alarm.direction) for alarm in picture.alarms)
    return _chart(picture, language, plane, bars, _lines(picture.series, plane), flags)


def harm_chart(picture: Picture, language: Language) -> Chart:
    """Give the chart of people killed and injured."""
    seen = [point for point in picture.series if not point.is_missing]
    highest = max((toll.best for point in seen for toll in (point.killed, point.injured) if toll), default=1)
    plane = Plane(picture, highest, language.direction == "rtl")
    bars = []
    for index, point in enumerate(picture.series):
        for kind, toll, part in (("killed", point.killed, (0.1, 0.5)), ("injured", point.injured, (0.5, 0.9))):
            if toll is not None:
                title = _title(point, language, kind, language.toll(toll))
                bars.append(plane.bar(kind, index, point, toll.best, title, part))
    return _chart(picture, language, plane, bars)


def _chart(
    picture: Picture,
    language: Language,
    plane: Plane,
    bars: Sequence[Box],
    lines: tuple[str, ...] = (),
    flags: tuple[Tick, ...] = (),
) -> Chart:
    shades = tuple(
        plane.box(phase.label, phase.first_day, phase.last_day, "", language.text(f"phases.{phase.label}"))
        for phase in picture.phases
    )
    x_ticks, y_ticks = _x_ticks(picture, plane, language), _y_ticks(plane, language)
    gaps = tuple(_gaps(picture, plane, language))
    return Chart(shades, gaps, tuple(bars), x_ticks, y_ticks, lines, flags, plane.is_mirrored)


def _gaps(picture: Picture, plane: Plane, language: Language) -> Iterator[Box]:
    """Give the stretches that nobody read, to the day."""
    for number, gap in enumerate(picture.gaps):
        days = unread_days(gap)
        if days is not None:
            title = f"{language.span(*days)}: {language.text('notes.missing')}"
            yield replace(plane.box("gap", *days, title), place=number)


def _title(point: Point, language: Language, column: str, number: str) -> str:
    return f"{_days(point, language)}: {language.text(f'columns.{column}')} {number}"


def _days(point: Point, language: Language) -> str:
    return language.span(point.first_day, point.last_day)


def _lines(series: Sequence[Point], plane: Plane) -> tuple[str, ...]:
    """Give what was to be expected as pieces of a line, broken where it is not known."""
    pieces: list[list[str]] = [[]]
    for point in series:
        if point.usual is None or point.is_missing:
            pieces.append([])
        else:
            pieces[-1].append(f"{plane.x(point.first_day, point.days / 2)},{plane.y(point.usual)}")
    return tuple(" ".join(piece) for piece in pieces if len(piece) > 1)


def _x_ticks(picture: Picture, plane: Plane, language: Language) -> tuple[Tick, ...]:
    starts = [point.first_day for point in picture.series]
    every = -(-len(starts) // MOST_X_TICKS)
    ticks = (Tick(plane.x(day), language.short_day(day)) for day in starts[::every])
    return tuple(tick for tick in ticks if (tick.at if plane.is_mirrored else WIDTH - tick.at) >= DAY_ROOM)


def _y_ticks(plane: Plane, language: Language) -> tuple[Tick, ...]:
    values = [plane.step * number for number in range(round(plane.top / plane.step) + 1)]
    return tuple(Tick(plane.y(value), language.number(value)) for value in values)
