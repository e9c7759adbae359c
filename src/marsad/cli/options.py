"""Takes what several commands share: their options, and how they write to a file or the terminal."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, TextIO

import click

Command = Callable[..., Any]


class Day(click.ParamType[date]):
    """A day as YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Give the day, or fail with how to write one."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as 2020-07-28", param, ctx)


def store_option(command: Command) -> Command:
    """Add --store."""
    told = "SQLite file or database URL; default: $MARSAD_STORE, else a file in your data folder."
    return click.option("--store", metavar="PATH|URL", help=told)(command)


def published_option(command: Command) -> Command:
    """Add --published."""
    told = "Publication date (YYYY-MM-DD) of documents that do not say their own."
    return click.option("--published", type=Day(), metavar="DATE", help=told)(command)


def who_option(command: Command) -> Command:
    """Add --by."""
    told = "Who decides; default: $MARSAD_USER, else your user name."
    return click.option("--by", "who", metavar="NAME", default=_who, help=told)(command)


def _who() -> str:
    return os.environ.get("MARSAD_USER") or getpass.getuser()


def why_option(command: Command) -> Command:
    """Add --why."""
    return click.option("--why", metavar="TEXT", help="The reason, for the history.")(command)


def bidi_option(command: Command) -> Command:
    """Add --bidi."""
    told = "Isolate right-to-left text, so that it cannot reorder what stands beside it; auto: on a terminal."
    choice = click.Choice(["auto", "isolate", "none"])
    return click.option("--bidi", type=choice, default="auto", show_default=True, help=told)(command)


def isolates(bidi: str, stream: TextIO) -> bool:
    """True where right-to-left text is to be put into Unicode isolates."""
    return bidi == "isolate" or (bidi == "auto" and stream.isatty())


@contextmanager
def output_stream(output: Path | None) -> Iterator[TextIO]:
    """Give the file to write to, or standard output; click.FileError where the file cannot be written."""
    if output is None:
        yield sys.stdout
        return
    with writing(output), output.open("w", encoding="utf-8", newline="") as stream:
        yield stream


@contextmanager
def writing(output: Path) -> Iterator[None]:
    """Turn what the system says against writing a file into click.FileError."""
    try:
        yield
    except OSError as error:
        raise click.FileError(str(output), error.strerror or str(error)) from None
