"""Compiles the rooms that read Arabic and code it to machine code with mypyc, beside their sources: `make compile`.

Needs a C compiler and takes about a minute. The compiled modules answer as the sources do and take half the time; they
hide the sources, so compile again after a change or take them away with `--remove`.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "marsad"
COMPILED = ("arabic/*.py", "coding/*.py", "lexicon/model.py")
# What goes from one process to another: compiled data classes cannot.
LEFT = ("arabic/sentences.py", "coding/model.py")


def sources() -> list[Path]:
    """Give the modules that are compiled."""
    left = {PACKAGE / name for name in LEFT}
    found = (path for pattern in COMPILED for path in PACKAGE.glob(pattern))
    return sorted(path for path in found if path.name != "__init__.py" and path not in left)


def compiled() -> list[Path]:
    """Give the compiled modules that stand beside the sources."""
    found = PACKAGE.rglob("*.so")
    return sorted([*found, *(ROOT / "src").glob("*__mypyc*.so")])


def remove() -> None:
    """Take the compiled modules away."""
    for path in compiled():
        path.unlink()


def build() -> None:
    """Compile in place."""
    from mypyc.build import mypycify
    from setuptools import setup

    remove()
    os.chdir(ROOT / "src")
    folder = ROOT / "build" / "mypyc"
    folder.mkdir(parents=True, exist_ok=True)
    names = [str(path.relative_to(ROOT / "src")) for path in sources()]
    setup(
        name="marsad-compiled",
        ext_modules=mypycify([*names, "--ignore-missing-imports"], opt_level="2", target_dir=str(folder)),
        script_args=["--quiet", "build_ext", "--inplace", "--build-temp", str(folder)],
    )


def main() -> int:
    """Compile or remove."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--remove", action="store_true", help="take the compiled modules away")
    if parser.parse_args().remove:
        remove()
        return 0
    build()
    print(f"{len(compiled())} modules compiled; take them away with {Path(sys.argv[0]).name} --remove")
    return 0


if __name__ == "__main__":
    sys.exit(main())
