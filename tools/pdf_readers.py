"""Takes nothing and gives the readers of PDF that are installed here: Marsad's and others', each from bytes to text."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

Reader = Callable[[bytes], str]


def readers() -> dict[str, Reader]:
    """Give the readers that can run here, by name; Marsad first."""
    known: dict[str, tuple[Reader, bool]] = {
        "marsad": (_marsad, True),
        "pypdfium2": (_pypdfium2, True),
        "pdfminer.six": (_pdfminer, find_spec("pdfminer") is not None),
        "pypdf": (_pypdf, find_spec("pypdf") is not None),
        "pdftotext": (_pdftotext, shutil.which("pdftotext") is not None),
        "qalam": (_qalam, find_spec("qalam") is not None),
        "arafix": (_arafix, find_spec("arafix") is not None),
        "pdf-rtldoc": (_rtldoc, find_spec("rtldoc") is not None),
    }
    return {name: _forgiving(reader) for name, (reader, is_there) in known.items() if is_there}


def _forgiving(reader: Reader) -> Reader:
    """Give a reader that gives nothing where it fails: that counts as 100 per cent wrong."""

    def read(data: bytes) -> str:
        try:
            return reader(data)
        except Exception as error:
            print(f"    {reader.__name__.lstrip('_')} failed: {error!r:.80}")
            return ""

    return read


@contextmanager
def _file(data: bytes) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sheet.pdf"
        path.write_bytes(data)
        yield path


def _marsad(data: bytes) -> str:
    from marsad.documents import Document, document_from_bytes
    from marsad.restore import restore

    found = [restore(result.text).text for result in document_from_bytes(data, "a.pdf") if isinstance(result, Document)]
    return "\n".join(found)


def _pypdfium2(data: bytes) -> str:
    import pypdfium2

    with pypdfium2.PdfDocument(data) as file:
        return "\n".join(page.get_textpage().get_text_bounded() for page in file)


def _pdfminer(data: bytes) -> str:
    from pdfminer.high_level import extract_text

    return str(extract_text(io.BytesIO(data)))


def _pypdf(data: bytes) -> str:
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def _pdftotext(data: bytes) -> str:
    """Poppler's; the bidirectional controls that it puts around lines are not counted against it."""
    with _file(data) as path:
        done = subprocess.run(["pdftotext", "-enc", "UTF-8", str(path), "-"], capture_output=True, check=True)
    return "".join(char for char in done.stdout.decode() if char not in "\u200e\u200f\u202a\u202b\u202c\f")


def _qalam(data: bytes) -> str:
    import qalam

    with _file(data) as path:
        return "\n".join(page.text for page in qalam.Document(str(path)))


def _arafix(data: bytes) -> str:
    import arafix

    with _file(data) as path:
        return str(arafix.extract_pdf(str(path)).text)


def _rtldoc(data: bytes) -> str:
    """pdf-rtldoc's Markdown without the signs of Markdown."""
    from rtldoc.pipeline import parse_document, to_markdown

    with _file(data) as path:
        written = "\n".join(to_markdown(page) for page in parse_document(str(path)))
    lines = (line for line in written.split("\n") if not re.match(r"<!--|[|: -]+$", line))
    return "\n".join(line.lstrip("#> ").replace("**", "").replace("|", " ") for line in lines)
