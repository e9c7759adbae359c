"""The command line: thin doors to the rooms, each a click command."""

from marsad.cli.main import main

__all__ = ["main"]
