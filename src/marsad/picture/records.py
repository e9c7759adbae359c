"""Takes a picture and gives it as JSON-ready data, with its sentences in words."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from marsad.picture.language import Language
from marsad.picture.model import Count, Picture, Point, Statement

UNSEEN = ("incidents", "conflict", "cooperation")  # counts of a point that mean nothing where nothing was read


def to_dict(picture: Picture, language: Language) -> dict[str, Any]:
    """Give a picture in the field names of the model; days as ISO dates; statements with their text in a language.

    A number stands beside what it was counted from: `{"value": 3, "incidents": [...]}`. What is not known is null.
    """
    plain: dict[str, Any] = _plain(picture, language)
    return {"language": language.code, **plain}


def _plain(value: Any, language: Language) -> Any:
    match value:
        case Statement():
            values = {name: _plain(one, language) for name, one in value.values}
            return {"key": value.key, "text": language.statement(value), "values": values}
        case Count():
            return {"value": value.value, value.kind: list(value.members)}
        case Point() if value.is_missing:
            return {**_fields(value, language), **dict.fromkeys(UNSEEN)}
        case date():
            return value.isoformat()
        case tuple():
            return [_plain(one, language) for one in value]
        case _ if is_dataclass(value):
            return _fields(value, language)
        case _:
            return value


def _fields(value: Any, language: Language) -> dict[str, Any]:
    return {field.name: _plain(getattr(value, field.name), language) for field in fields(value)}
