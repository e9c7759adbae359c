"""Takes damaged text and gives clean text, the way back to the source, and the list of what was changed."""

import sys
from types import ModuleType

from marsad.restore.model import INSERTED, Alignment, Aside, Change, Restoration
from marsad.restore.restore import restore

__all__ = ["INSERTED", "Alignment", "Aside", "Change", "Restoration", "restore"]


class _Room(ModuleType):
    """The room and its one function share the name `marsad.restore`, so the module can be called."""

    def __call__(self, text: str) -> Restoration:
        return restore(text)


sys.modules[__name__].__class__ = _Room
