"""The command `annotate`: documents of the gold form (codebook section 7) coded, in the same form."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from marsad.errors import DocumentError

FAILED = 1
FORM = "an object with `id`, `published` (YYYY-MM-DD or null), `outlet` and `sentences` (a list of strings)"


@click.command()
@click.argument("in_dir", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("out_dir", type=click.Path(file_okay=False, path_type=Path))
def annotate(in_dir: Path, out_dir: Path) -> None:
    """Code the documents of the gold form in IN_DIR and write them with Marsad's events to OUT_DIR.

    The events in IN_DIR are not looked at. A file that is not of the form is named, and the others go on.
    """
    files = sorted(in_dir.glob("*.json"))
    if not files:
        raise click.UsageError(f"no .json file in {in_dir}")
    failed = 0
    for file in files:
        try:
            _write(annotated(file), out_dir / file.name)
        except DocumentError as error:
            failed += 1
            click.echo(f"failed: {file}: {error}", err=True)
    click.echo(f"{len(files) - failed} annotated, {failed} failed")
    if failed:
        click.get_current_context().exit(FAILED)


def annotated(file: Path) -> dict[str, Any]:
    """Give a document of the gold form with the events that Marsad finds; DocumentError if it is not of the form."""
    from marsad.coding import code

    document, published = _gold_document(file)
    sentences = document["sentences"]
    events = [event.to_dict() for event in code(sentences, published, document.get("outlet"))]
    head = {name: document.get(name) for name in ("id", "published", "outlet")}
    return {**head, "sentences": sentences, "events": events}


def _gold_document(file: Path) -> tuple[dict[str, Any], date | None]:
    try:
        text = file.read_text("utf-8")
        document = json.loads(text)
    except OSError as error:
        raise DocumentError(f"cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise DocumentError(f"not JSON in UTF-8 ({error}); it must be {FORM}") from None
    if not isinstance(document, dict) or not _are_sentences(document.get("sentences")):
        raise DocumentError(f"not of the gold form; it must be {FORM}")
    try:
        return document, date.fromisoformat(document["published"]) if document.get("published") else None
    except (ValueError, TypeError):
        raise DocumentError(f"published is {document['published']!r}, which is no day; it must be {FORM}") from None


def _are_sentences(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) and _is_writable(one) for one in value)


def _is_writable(sentence: str) -> bool:
    """A lone half of a surrogate pair, as JSON escapes allow it, is no character and cannot be written again."""
    return not any("\ud800" <= character <= "\udfff" for character in sentence)


def _write(document: dict[str, Any], file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", "utf-8")
    except OSError as error:
        raise click.FileError(str(file), error.strerror) from None


COMMANDS = (annotate,)
