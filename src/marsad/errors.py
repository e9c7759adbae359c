"""The errors that Marsad raises: each says what is wrong, where, and what to do about it."""


class MarsadError(Exception):
    """Base of every error a caller of Marsad may want to catch."""


class DocumentError(MarsadError):
    """A file, archive member or record could not be turned into a document."""


class LexiconError(MarsadError):
    """A lexicon file says something the loader cannot accept; the message names file and entry."""


class StoreError(MarsadError):
    """The store cannot be opened, read or written."""


class UsageError(MarsadError):
    """The caller asked for something that does not exist or does not fit together."""


class NothingReadError(UsageError):
    """Nothing was read of which the answer could be made: the message says what to read, or how."""


class SpanError(UsageError):
    """The days asked for make no span, or none of which anything was read: the message says which was read."""


class UnknownCountryError(UsageError):
    """A country's code that nobody has: the message names the code that may be meant."""


class NoIncidentError(UsageError):
    """Nothing is known to have happened in a country or between two sides: the message names those that are known."""


class SeriesError(MarsadError):
    """Counts in time that cannot be used: the message says which, where, and what is wanted."""
