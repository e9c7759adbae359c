"""Walks a page as HTML or JSON and gives its numbers that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from marsad.picture.model import KINDS

DIGIT = re.compile("[0-9\u0660-\u0669\u06f0-\u06f9]")  # Western, Arabic-Indic, and those of Persian
VOID = frozenset({"meta", "br", "link", "img", "path", "line", "polyline"})


@dataclass(frozen=True)
class Element:
    """An element: its name and attributes."""

    name: str
    attributes: dict[str, str]

    def has_class(self, name: str) -> bool:
        return name in self.attributes.get("class", "").split()

    @property
    def id(self) -> str:
        return self.attributes.get("id", "")


class NumberedText(HTMLParser):
    """Gathers the texts with digits, each with the elements around it, outermost first, and every id of the page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.around: list[Element] = []
        self.found: list[tuple[str, tuple[Element, ...]]] = []
        self.ids: set[str] = set()
        self.feed(page)
        self.close()
        assert not self.around, "every element must be closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.ids.add(element.id)
        if tag not in VOID:
            self.around.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element of the charts that holds nothing."""

    def handle_endtag(self, tag: str) -> None:
        assert self.around.pop().name == tag

    def handle_data(self, data: str) -> None:
        if DIGIT.search(data):
            self.found.append((" ".join(data.split()), tuple(self.around)))


# What may hold a digit without a link, and why.
EXCEPTIONS: dict[str, Callable[[Element], bool]] = {
    "a day or a length of time counts nothing that was reported": lambda one: one.has_class("day"),
    "words of a report are shown as they are": lambda one: one.has_class("told"),
    "a name may hold a number": lambda one: one.name == "bdi" and not one.attributes,
    "an id or a command names something": lambda one: one.name == "code",
    "the scale of a chart measures; its bars are the numbers": lambda one: (
        one.name == "text" and one.has_class("scale")
    ),
    "the styles are not shown": lambda one: one.name == "style",
}


def is_where_numbers_lead(one: Element) -> bool:
    """True for an incident with its reports, a list of what was counted, or a gap that names its days."""
    return one.has_class("incident") or (one.name == "li" and re.fullmatch(r"[ng]\d+", one.id) is not None)


def unlinked(page: str) -> list[str]:
    """Give the texts with digits that neither lead anywhere on the page nor are where numbers lead."""
    walked = NumberedText(page)
    found = []
    for text, around in walked.found:
        leads = any(one.name == "a" and one.attributes["href"].removeprefix("#") in walked.ids for one in around)
        is_excepted = any(is_exception(one) for one in around for is_exception in EXCEPTIONS.values())
        if not (leads or is_excepted or any(map(is_where_numbers_lead, around))):
            found.append(text)
    return found


# Numbers of the JSON form that stand for themselves, and why.
PLAIN = {
    "step": "days that a point stands for",
    "days_now": "length of time",
    "days_before": "length of time",
    "days": "length of time",
}


SOURCES = (*KINDS, "evidence", "alike")


def is_sourced(value: dict[str, Any]) -> bool:
    """True for an object that names what its numbers were counted from, itself or in a number that it holds."""
    numbers = [one for one in value.values() if isinstance(one, dict)]
    return any(isinstance(one.get(kind), list) and one[kind] for one in (value, *numbers) for kind in SOURCES)


def lonely(value: Any, path: tuple[str, ...] = (), has_source: bool = False) -> Iterator[str]:
    """Give where in the JSON form a number stands without what it was counted from in its object or one around it."""
    match value:
        case dict():
            sourced = has_source or bool(path and is_sourced(value))
            for name, one in value.items():
                yield from lonely(one, (*path, name), sourced)
        case list():
            for one in value:
                yield from lonely(one, path, has_source)
        case bool() | None | str() | 0:  # nothing was counted
            pass
        case _ if path[-1] not in PLAIN and not has_source:
            yield ".".join(path)
