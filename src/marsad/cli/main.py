"""Takes the command line and runs the command it names; errors become one message and an exit code."""

from __future__ import annotations

import logging
import os
import sys

import click

import marsad
from marsad.errors import MarsadError, UsageError
from marsad.garbage import search_seldom

FAILED, USAGE, INTERRUPTED = 1, 2, 130


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="""\b
Examples:
  marsad read reports/ --published 2020-07-28 --outlet NoonPost
  marsad events --type ASSAULT --country IRQ --from 2020-07-01
  marsad events --actor الكاظمي --lang ar
  marsad events --format parquet --output events.parquet
  marsad picture --country IRQ --format html -o iraq.html
  marsad alarms --by type --country YEM
  marsad show 16e0b715130d-e3
  marsad incidents --country IRQ --outlets 2
  marsad explain "اغتال مسلحون ناشطا في بغداد"
Exit codes: 0 done, 1 something failed, 2 wrong usage, 130 interrupted.
""",
)
@click.version_option(marsad.__version__, prog_name="marsad")
@click.option("-v", "--verbose", count=True, help="Say more on standard error; twice for debugging.")
@click.pass_context
def cli(context: click.Context, verbose: int) -> None:
    """Read Arabic reports and keep a sourced record of who did what to whom."""
    level = (logging.WARNING, logging.INFO, logging.DEBUG)[min(verbose, 2)]
    logging.basicConfig(level=level, format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    if os.environ.get("NO_COLOR"):
        context.color = False


def main() -> None:
    """Run the command line and leave with its exit code: 0, 1 (something failed), 2 (usage), 130 (interrupted)."""
    from marsad.cli import (
        actors,
        annotate,
        claims,
        events,
        explain,
        export,
        imports,
        incidents,
        people,
        picture,
        read,
        restore,
        search,
        series,
        upkeep,
    )

    seeing = (read, events, incidents, picture, series, search, actors, claims, people)
    rooms = (*seeing, explain, restore, annotate, export, imports, upkeep)
    for module in rooms:
        for command in module.COMMANDS:
            cli.add_command(command)
    _speak_utf8()
    search_seldom()
    try:
        code = _run()
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of our output, such as `head`, has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = FAILED
    sys.exit(code)


def _run() -> int:
    try:
        return cli(standalone_mode=False) or 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("marsad: interrupted", err=True)
        return INTERRUPTED
    except UsageError as error:
        click.echo(f"marsad: {error}", err=True)
        return USAGE
    except MarsadError as error:
        click.echo(f"marsad: {error}", err=True)
        return FAILED


def _speak_utf8() -> None:
    """Write UTF-8 to files and pipes whatever the locale, and never stop at a character that cannot be written."""
    for stream in (sys.stdout, sys.stderr):
        encoding = stream.encoding if stream.isatty() else "utf-8"
        stream.reconfigure(encoding=encoding, errors="backslashreplace")  # type: ignore[union-attr]
