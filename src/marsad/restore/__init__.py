"""Takes damaged text and gives clean text, the way back to the source, and the list of what was changed."""

from marsad.restore.model import INSERTED, Alignment, Aside, Change, Restoration
from marsad.restore.restore import restore

__all__ = ["INSERTED", "Alignment", "Aside", "Change", "Restoration", "restore"]
