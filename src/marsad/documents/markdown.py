"""Takes Markdown and gives its text without markup, each character mapped to its place in the source."""

from __future__ import annotations

import re

from marsad.documents.assemble import LINE_END, TextBuilder, add_lines

_MARKUP = re.compile(
    r"^[ \t]{0,3}#{1,6}[ \t]+|^[ \t]{0,3}>[ \t]?|^[ \t]{0,20}(?:[-*_][ \t]{0,20}){3,}(?=[\r\n]|\Z)"
    r"|^[ \t]{0,20}(?:[-*+]|\d{1,9}\.)[ \t]+(?=\S)|^```[^\r\n]*|\*{1,3}(?=\S)|(?<=\S)\*{1,3}"
    r"|(?<!\w)_{1,2}(?=\S)|(?<=\S)_{1,2}(?!\w)|`|!?\[(?=[^\]\r\n]{0,300}\]\()"
    r"|\]\([^)\]\r\n]{0,2000}\)|<!--(?:(?!<!--)[^\r\n]){0,2000}?-->",
    re.MULTILINE,
)


def read_markdown(source: str) -> TextBuilder:
    """Give the text without headings' marks, emphasis, quotes, list marks, code fences, comments and link targets."""
    builder = TextBuilder()
    at, line = 0, 1
    for found in _MARKUP.finditer(source):
        line = _add(builder, source, at, found.start(), line)
        at = found.end()
    _add(builder, source, at, len(source), line)
    return builder


def _add(builder: TextBuilder, source: str, start: int, end: int, line: int) -> int:
    """Add a stretch of source that begins on `line`; give the line on which it ends. No mark holds a line end."""
    text = source[start:end]
    add_lines(builder, text, offset=start, line=line)
    return line + sum(1 for _ in LINE_END.finditer(text))
