"""The command `picture`: one page on a country or dyad, on the terminal or as HTML, Markdown or JSON."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from marsad.cli.options import Day, bidi_option, isolates, output_stream, store_option

if TYPE_CHECKING:
    from marsad.picture import Language, Picture

FORMATS = ("terminal", "html", "md", "json")


@click.command()
@click.option("--country", metavar="CODE", help="ISO alpha-3 country in which it happened.")
@click.option("--dyad", metavar="A:B", help="Two actors, by any of their names, or countries: Houthis:SAU.")
@click.option(
    "--from", "first_day", type=Day(), metavar="DATE", help="First day; default: half a year before the last."
)
@click.option("--to", "last_day", type=Day(), metavar="DATE", help="Last day; default: that of the last report.")
@click.option("--format", "format_", type=click.Choice(FORMATS), default="terminal", show_default=True)
@click.option(
    "--language", "--lang", "language", type=click.Choice(["en", "ar"]), default="en", show_default=True,
    help="Language of the page.",
)  # fmt: skip
@bidi_option
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file.")
@store_option
def picture(
    country: str | None,
    dyad: str | None,
    first_day: date | None,
    last_day: date | None,
    format_: str,
    language: str,
    bidi: str,
    output: Path | None,
    store: str | None,
) -> None:
    """Show one page on a country or dyad: is it getting worse, who against whom, what is expected.

    The state now in two sentences, the series with its phases, the week's main incidents, actors rising, dyads heating
    and cooling, open claims and data gaps; every number leads to what it was counted from. The HTML page needs no
    network.

    \b
    Examples:
      marsad picture --country IRQ
      marsad picture --country IRQ --format html --language ar -o iraq.html
      marsad picture --dyad "Hamas:Israel" --from 2018-03-01 --to 2018-06-30 --format md
    """
    from marsad.picture import language as words
    from marsad.picture.scope import Wanted
    from marsad.store import Store
    from marsad.store.pictures import dyad_of, picture_of

    with Store(store, create=False) as opened:
        sides = None if dyad is None else dyad_of(dyad)
        wanted = Wanted(country.upper() if country else None, sides, first_day, last_day)
        made = picture_of(opened, wanted)
    _write(made, words(language), format_, bidi, output)


def _write(picture: Picture, language: Language, format_: str, bidi: str, output: Path | None) -> None:
    from marsad.picture import to_dict, to_html, to_markdown

    with output_stream(output) as stream:
        match format_:
            case "html":
                stream.write(to_html(picture, language))
            case "md":
                stream.write(to_markdown(picture, language))
            case "json":
                json.dump(to_dict(picture, language), stream, ensure_ascii=False, indent=1)
                stream.write("\n")
            case _:
                from rich.console import Console

                from marsad.cli.picture_page import picture_page
                from marsad.cli.table import page_width

                width = page_width(stream)
                page = picture_page(picture, language, isolates(bidi, stream), width)
                Console(file=stream, width=width, highlight=False).print(page)


COMMANDS = (picture,)
