"""Takes Markdown and gives its text without markup, each character mapped to its place in the source."""

from __future__ import annotations

import re

from marsad.documents.assemble import TextBuilder

_MARKUP = re.compile(
    r"^[ \t]{0,3}#{1,6}[ \t]+|^[ \t]{0,3}>[ \t]?|^[ \t]*(?:[-*+]|\d+\.)[ \t]+(?=\S)|^[ \t]*(?:[-*_][ \t]*){3,}$"
    r"|^```.*$|\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<!\w)_{1,2}(?=\S)|(?<=\S)_{1,2}(?!\w)|`|!?\[(?=[^\]\n]*\]\()"
    r"|\]\([^)\n]*\)|<!--.*?-->",
    re.MULTILINE,
)


def read_markdown(source: str) -> TextBuilder:
    """Give the text without headings' marks, emphasis, quotes, list marks, code fences and link targets."""
    builder = TextBuilder()
    at, line = 0, 1
    for found in _MARKUP.finditer(source):
        line = _add(builder, source, at, found.start(), line) + found.group().count("\n")
        at = found.end()
    _add(builder, source, at, len(source), line)
    return builder


def _add(builder: TextBuilder, source: str, start: int, end: int, line: int) -> int:
    """Add a stretch of source that begins on `line`; give the line on which it ends."""
    for found in re.finditer(r"[^\r\n]+|\r\n?|\n", source[start:end]):
        is_break = found.group()[0] in "\r\n"
        builder.add("\n" if is_break else found.group(), start + found.start(), line=line)
        line += is_break
    return line
