"""Compiles the rooms that read Arabic and PDFs, restoration and the coder with mypyc, beside them: `make compile`.

Needs a C compiler and five or six minutes of the processor. The compiled modules answer as the sources do, in about
half the time. Where the sources are no longer those that were compiled, the program says so and uses the sources:
compile again, or take the compiled modules away with `--remove`.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from marsad.compiled import PACKAGE, RECORD, digest, sources

ROOT = Path(__file__).resolve().parent.parent


def compiled() -> list[Path]:
    """Give the compiled modules that stand beside the sources."""
    return sorted([*PACKAGE.rglob("*.so"), *PACKAGE.parent.glob("*__mypyc*.so")])


def remove() -> None:
    """Take the compiled modules away."""
    RECORD.unlink(missing_ok=True)
    for path in compiled():
        path.unlink()


def build() -> None:
    """Compile in place; the record of what was compiled comes last, so that a build cut short counts as stale."""
    from mypyc.build import mypycify
    from setuptools import setup

    remove()
    RECORD.write_text("unfinished\n", "ascii")
    found = digest()
    os.chdir(PACKAGE.parent)
    folder = ROOT / "build" / "mypyc"
    folder.mkdir(parents=True, exist_ok=True)
    names = [str(path.relative_to(PACKAGE.parent)) for path in sources()]
    setup(
        name="marsad-compiled",
        ext_modules=mypycify([*names, "--ignore-missing-imports"], opt_level="2", target_dir=str(folder)),
        script_args=["--quiet", "build_ext", "--inplace", "--build-temp", str(folder)],
    )
    RECORD.write_text(f"{found}\n", "ascii")


def main() -> int:
    """Compile or remove."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--remove", action="store_true", help="take the compiled modules away")
    if parser.parse_args().remove:
        remove()
        return 0
    if RECORD.exists() and RECORD.read_text("ascii").strip() == digest():
        print("compiled already")
        return 0
    build()
    print(f"{len(compiled())} modules compiled; take them away with {Path(sys.argv[0]).name} --remove")
    return 0


if __name__ == "__main__":
    sys.exit(main())
