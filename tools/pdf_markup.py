"""Takes a sheet and gives its source for those that set text from one: HTML, OpenDocument, Typst and TeX."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape
from itertools import count, groupby

from pdf_sheets import HEAD, Block, Sheet

SIZE, SMALL, LEADING = 13, 9, 22
HEADINGS = {2: 17, 3: 15}
QUOTE = 17
_LEFT_TO_RIGHT = re.compile(r"[A-Za-z](?:[A-Za-z0-9 ./:@-]*[A-Za-z0-9])?|\d(?:[\d.,/:-]*[\d%])?")


def html(sheet: Sheet) -> str:
    """Give the page of a sheet; running heads and page numbers are in the page's margin boxes."""
    css = [
        f"body {{ font-family: '{sheet.font}'; font-size: {SIZE}pt; line-height: {LEADING}pt }}",
        "table { border-collapse: collapse; width: 100% } td { border: 1px solid; padding: 4px }",
        f".quote {{ font-size: {QUOTE}pt; line-height: 28pt; margin: 12pt 60pt; text-align: center !important }}",
        f".caption {{ font-size: {SMALL + 1}pt }} .picture {{ height: 70pt; border: 1px solid }}",
        f".note {{ font-size: {SMALL}pt; line-height: 14pt; margin: 0 }} .note.first {{ margin-top: 60pt }}",
        "@page { size: A4; margin: 22mm } section { columns: 2; column-gap: 24pt }",
    ]
    if sheet.is_justified:
        css.append("p { text-align: justify }")
    if sheet.layout == "columns":
        css.append("h1 { margin: 0 }")
    if sheet.layout == "heads":
        font = f"font-family: '{sheet.font}'; font-size: {SMALL}pt"
        css.append(f"@page {{ @top-right {{ content: '{HEAD}'; {font} }} }}")
        css.append(f"@page {{ @bottom-center {{ content: counter(page); {font} }} }}")
    body = "".join(_html_stretch(blocks, is_in_columns) for blocks, is_in_columns in sheet.stretches)
    return (
        f"<!doctype html><html lang=ar dir=rtl><meta charset=utf-8><style>{' '.join(css)}</style>"
        f"<body><h1>{escape(sheet.title)}</h1>{body}</body></html>"
    )


def _html_stretch(blocks: tuple[Block, ...], is_in_columns: bool) -> str:
    parts = []
    for is_list, group in groupby(blocks, key=lambda block: block.kind == "item"):
        inside = "".join(map(_html_block, group))
        parts.append(f"<ol>{inside}</ol>" if is_list else inside)
    body = "".join(parts).replace("class=note", "class='note first'", 1)
    return f"<section>{body}</section>" if is_in_columns else body


def _html_block(block: Block) -> str:
    text = escape(block.text)
    if block.kind == "table":
        rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in block.rows)
        return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
    made = {
        "paragraph": f"<p>{text}</p>",
        "heading": f"<h{block.level}>{text}</h{block.level}>",
        "item": f"<li>{text}</li>",
        "caption": f"<div class=picture></div><p class=caption>{text}</p>",
    }
    return made.get(block.kind, f"<p class={block.kind}>{text}</p>")


_FODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles><style:default-style style:family="paragraph"><style:paragraph-properties style:writing-mode="rl-tb"/>
<style:text-properties fo:font-family="'{font}'" style:font-family-complex="'{font}'" fo:font-size="13pt"
 style:font-size-complex="13pt" style:country-complex="SA" style:language-complex="ar"/></style:default-style>
</office:styles>
<office:automatic-styles>{styles}
<style:style style:name="T" style:family="table"><style:table-properties style:writing-mode="rl-tb"/></style:style>
<style:style style:name="S" style:family="section"><style:section-properties style:writing-mode="rl-tb">
<style:columns fo:column-count="2" fo:column-gap="20pt"/></style:section-properties></style:style>
<style:page-layout style:name="L"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"
 fo:margin="2cm" style:writing-mode="rl-tb"/><style:header-style><style:header-footer-properties fo:min-height="1cm"/>
</style:header-style><style:footer-style><style:header-footer-properties fo:min-height="1cm"/></style:footer-style>
</style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L">{heads}</style:master-page>
</office:master-styles><office:body><office:text>{body}</office:text></office:body></office:document>"""
_FODT_STYLE = """<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties
 fo:text-align="{align}" style:writing-mode="rl-tb" fo:margin-top="{above}pt" fo:margin-bottom="{below}pt"
 fo:margin-left="{side}pt" fo:margin-right="{side}pt"/><style:text-properties fo:font-size="{size}pt"
 style:font-size-complex="{size}pt"/></style:style>"""
_FODT_HEADS = (
    f"<style:header><text:p>{HEAD}</text:p></style:header>"
    "<style:footer><text:p><text:page-number>1</text:page-number></text:p></style:footer>"
)
_FODT_KINDS = {  # size, space above and below, indent on both sides
    "title": (20, 0, 0, 0), "heading2": (HEADINGS[2], 10, 4, 0), "heading3": (HEADINGS[3], 8, 4, 0),
    "item": (SIZE, 0, 4, 0), "quote": (QUOTE, 12, 12, 60), "caption": (SMALL + 1, 70, 10, 0), "note": (SMALL, 0, 0, 0),
}  # fmt: skip


def fodt(sheet: Sheet) -> str:
    """Give a sheet as a flat OpenDocument text."""
    align, number = "justify" if sheet.is_justified else "start", count(1)
    kinds = {"paragraph": (SIZE, 0, 8, 0), **_FODT_KINDS}
    styles = "".join(
        _FODT_STYLE.format(name=name, align=align if name == "paragraph" else "start",
                           size=size, above=above, below=below, side=side)
        for name, (size, above, below, side) in kinds.items()
    )  # fmt: skip
    parts = [f'<text:p text:style-name="title">{escape(sheet.title)}</text:p>']
    for at, (blocks, is_in_columns) in enumerate(sheet.stretches):
        inside = "".join(_fodt_block(block, number) for block in blocks)
        section = f'<text:section text:name="s{at}" text:style-name="S">{inside}</text:section>'
        parts.append(section if is_in_columns else inside)
    heads = _FODT_HEADS if sheet.layout == "heads" else ""
    return _FODT.format(font=sheet.font, styles=styles, heads=heads, body="".join(parts))


def _fodt_block(block: Block, number: Iterator[int]) -> str:
    if block.kind == "table":
        rows = (
            "".join(f"<table:table-cell><text:p>{escape(cell)}</text:p></table:table-cell>" for cell in row)
            for row in block.rows
        )
        columns = f'<table:table-column table:number-columns-repeated="{len(block.rows[0])}"/>'
        inside = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
        return f'<table:table table:name="a" table:style-name="T">{columns}{inside}</table:table>'
    name = f"heading{block.level}" if block.kind == "heading" else block.kind
    return f'<text:p text:style-name="{name}">{escape(numbered(block, number))}</text:p>'


def numbered(block: Block, number: Iterator[int]) -> str:
    """Give the text of a block, that of a list's item behind the next number."""
    return f"{next(number)}. {block.text}" if block.kind == "item" else block.text


def typst_source(sheet: Sheet) -> str:
    """Give a sheet for Typst."""
    head = f', header: [{HEAD}], numbering: "1"' if sheet.layout == "heads" else ""
    parts = []
    for blocks, is_in_columns in sheet.stretches:
        inside = "".join(map(_typst_block, blocks))
        parts.append(_typst_columns(blocks, inside, sheet) if is_in_columns else inside)
    body = "".join(parts)
    return (
        f'#set page(paper: "a4"{head})\n#set text(font: "{sheet.font}", lang: "ar", size: {SIZE}pt)\n'
        f"#set par(justify: {str(sheet.is_justified).lower()})\n= {_typst_text(sheet.title)}\n\n{body}"
    )


def _typst_columns(blocks: tuple[Block, ...], inside: str, sheet: Sheet) -> str:
    """Give two columns: the rest of the page, or as high as their text needs where more follows."""
    if sheet.layout == "columns":
        return f"#columns(2)[{inside}]\n\n"
    height = LEADING * (len(blocks) + sum(len(block.text) for block in blocks) // 70)
    return f"#block(height: {height}pt, columns(2)[{inside}])\n\n"


def _typst_block(block: Block) -> str:
    if block.kind == "table":
        return f"#table(columns: 3, {''.join(f'[{_typst_text(cell)}],' for row in block.rows for cell in row)})\n\n"
    text = _typst_text(block.text)
    made = {
        "heading": f"{'=' * block.level} {text}\n\n",
        "item": f"+ {text}\n",
        "quote": f"#align(center, block(width: 75%, text(size: {QUOTE}pt)[{text}]))\n\n",
        "caption": f"#rect(width: 100%, height: 70pt)\n\n#text(size: {SMALL + 1}pt)[{text}]\n\n",
        "note": f"#text(size: {SMALL}pt)[{text}]\n\n",
    }
    return made.get(block.kind, f"{text}\n\n")


def _typst_text(text: str) -> str:
    return re.sub(r"([\\#$*_`<>@\[\]=/+~'\"-])", r"\\\1", text)


def tex_source(sheet: Sheet, file_of: Callable[[str], str]) -> str:
    """Give a sheet for plain XeTeX; `file_of` gives a font's file."""
    sizes = {"f": SIZE, "h": HEADINGS[2], "s": HEADINGS[3], "q": QUOTE, "n": SMALL, "t": 20}
    fonts = " ".join(
        f'\\font\\{name}font="[{file_of(sheet.font)}]:script=arab" at {size}pt' for name, size in sizes.items()
    )
    number = count(1)
    parts = [_tex_paragraph(sheet.title, "t"), *(_tex_block(block, number) for block in sheet.blocks)]
    ragged = "" if sheet.is_justified else "\\leftskip=0pt plus 1fil"
    heads = f"\\headline={{\\hfil\\beginR\\ffont {HEAD}\\endR}}" if sheet.layout == "heads" else "\\nopagenumbers"
    return (
        f"\\TeXXeTstate=1 {fonts} \\ffont\\baselineskip={LEADING}pt\n"
        f"\\parindent=0pt\\parskip=6pt\\tolerance=9999\\emergencystretch=3em {ragged} {heads}\n"
        + "\n\n".join(parts)
        + "\n\\bye\n"
    )


def _tex_block(block: Block, number: Iterator[int]) -> str:
    name = {"heading": "h" if block.level == 2 else "s", "quote": "q", "caption": "n", "note": "n"}.get(block.kind, "f")
    made = _tex_paragraph(numbered(block, number), name)
    if block.kind == "quote":
        return f"{{\\leftskip=60pt\\rightskip=60pt {made}}}"
    return f"\\vskip 70pt\n{made}" if block.kind == "caption" else made


def _tex_paragraph(text: str, font: str) -> str:
    text = _LEFT_TO_RIGHT.sub(lambda found: f"\\beginL {found.group()}\\endL{{}}", text)
    return f"{{\\{font}font\\leavevmode\\beginR " + text.replace("%", "\\%").replace("#", "\\#") + "\\endR\\par}"
