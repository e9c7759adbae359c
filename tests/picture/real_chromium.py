"""A real Chromium as a process: what it makes of a page, told by a probe that is added to the page."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-background-networking",
         "--no-first-run", "--disable-dev-shm-usage")  # fmt: skip
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
PROBE = Path(__file__).with_name("probe.js")


def chromium() -> str:
    """Give the program, or skip."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("Chromium is not installed")
    return found


def run(page: str, folder: Path, *options: str, name: str = "page.html") -> str:
    """Open a page and give its document as Chromium has it after loading."""
    path = folder / name
    path.write_text(page, "utf-8")
    command = [chromium(), *FLAGS, f"--user-data-dir={folder / 'profile'}", *options, "--dump-dom", path.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def printed(page: str, folder: Path) -> str:
    """Give the text of the pages that Chromium prints."""
    import pypdfium2

    (folder / "page.html").write_text(page, "utf-8")
    made = folder / "page.pdf"
    options = [f"--user-data-dir={folder / 'profile'}", "--no-pdf-header-footer", f"--print-to-pdf={made}"]
    subprocess.run([chromium(), *FLAGS, *options, (folder / "page.html").as_uri()], capture_output=True, check=True)
    with pypdfium2.PdfDocument(made) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def measured(page: str, folder: Path, width: int = 1000) -> dict[str, Any]:
    """Give what the probe measures; the page's own policy, which forbids every script, is taken off for it."""
    assert POLICY.search(page), "the page must forbid scripts and network"
    probed = POLICY.sub("", page).replace("</body>", f"<script>{PROBE.read_text('utf-8')}</script></body>")
    document = run(probed, folder, f"--window-size={width},1200")
    found = re.search(r'<pre id="probe">(.*?)</pre>', document, re.DOTALL)
    assert found, document[-2000:]
    measures: dict[str, Any] = json.loads(found[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    return measures
