"""Takes files of ACLED and UCDP GED and gives their incidents as Marsad has them, each with the row it came from."""

from marsad.importing.model import Imported, RowFailure
from marsad.importing.reader import SOURCES, read_import

__all__ = ["SOURCES", "Imported", "RowFailure", "read_import"]
