"""The command `explain`: one sentence, every step."""

from __future__ import annotations

import json
from datetime import date

import click

from marsad.cli.options import published_option


@click.command()
@click.argument("sentence")
@published_option
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
def explain(sentence: str, published: date | None, format_: str) -> None:
    """Code one sentence and show every step: tokens, labels, chunks, triggers, roles, status, and why."""
    from marsad.coding.explain import explain as explained

    found = explained(sentence, published)
    if format_ == "json":
        click.echo(json.dumps(found.to_dict(), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(found.lines()))


COMMANDS = (explain,)
