"""Takes nothing and gives the other tools found here that repair Arabic text, each a function from text to text."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from importlib import import_module
from typing import Any

Tool = Callable[[str], str]


def peers() -> dict[str, Tool]:
    """Give every tool that is installed by its name; `as is` and the Unicode form NFKC are always there."""
    found: dict[str, Tool] = {"as is": lambda text: text, "NFKC": lambda text: unicodedata.normalize("NFKC", text)}
    for name, make in _MAKERS.items():
        try:
            found[name] = make()
        except ImportError:
            continue
    return found


def _ftfy() -> Tool:
    fix: Tool = import_module("ftfy").fix_text
    return fix


def _arafix() -> Tool:
    repair: Any = import_module("arafix").repair_text
    return lambda text: str(repair(text).text)


def _bidi() -> Tool:
    """Give the recipe most often advised: base letters by NFKC, then each line turned by the bidi algorithm."""
    display: Any = import_module("bidi").get_display
    return lambda text: "\n".join(str(display(line)) for line in unicodedata.normalize("NFKC", text).split("\n"))


def _rtldoc() -> Tool:
    normalize: Any = import_module("rtldoc.arabic").normalize
    return lambda text: "\n".join(str(normalize(line)[0]) for line in text.split("\n"))


_MAKERS: dict[str, Callable[[], Tool]] = {"ftfy": _ftfy, "arafix": _arafix, "python-bidi": _bidi, "rtldoc": _rtldoc}
