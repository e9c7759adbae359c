"""Takes what somebody asks for and what was read and gives the days that are meant; or says what to ask for instead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date, timedelta

from marsad.actors.behaviour import dyads
from marsad.errors import NoIncidentError, NothingReadError, SpanError, UnknownCountryError
from marsad.incidents.model import Incident
from marsad.picture.names import Names
from marsad.picture.scope import Side, Wanted, countries_of

MOST_NAMED = 5


def check_country(wanted: Wanted, names: Names) -> None:
    """Raise UnknownCountryError where the wanted country is none, naming the code of a country called so."""
    code = wanted.country
    if code is None or names.knows_country(code):
        return
    meant = names.code_of(code)
    hint = (
        f"did you mean {meant} ({names.country(meant).en})?" if meant else "name one by its ISO alpha-3 code, as in IRQ"
    )
    raise UnknownCountryError(f"{code!r} is no country's code; {hint}")


def span_of(wanted: Wanted, read: Collection[date], longest: int | None = None) -> tuple[date, date]:
    """Give the first and last day that are meant: by default those of which reports were read, the last `longest`.

    `read` are the days of which reports were read. Raises NothingReadError or SpanError.
    """
    if not read:
        raise NothingReadError(
            "no report with a day of publication was read yet: read some with `marsad read FILE`, and name the day of"
            " those that do not tell it with --published"
        )
    earliest, latest = min(read), max(read)
    last = wanted.last_day or latest
    first = wanted.first_day or _first(read, last, longest)
    if wanted.first_day and wanted.last_day and first > last:
        raise SpanError(f"--from {first} is after --to {last}; exchange them")
    known = f"reports were read of {earliest} to {latest}"
    if wanted.first_day and first > latest:
        raise SpanError(f"--from {first} is after the last report: {known}")
    if last < earliest:
        raise SpanError(f"--to {last} is before the first report: {known}")
    return first, last


def _first(read: Collection[date], last: date, longest: int | None) -> date:
    """Give the first day that was read of the `longest` days up to the last one; where none was, the first of these."""
    if longest is None:
        return min(read)
    return min((day for day in read if last - timedelta(longest) < day <= last), default=last - timedelta(longest - 1))


def nothing_of(wanted: Wanted, incidents: Iterable[Incident], names: Names) -> NoIncidentError:
    """Give the error that says that the store knows nothing of a country or dyad, and of which it knows most."""
    if wanted.dyad is not None:
        first, second = (_side(one, names) for one in wanted.dyad)
        met = _partners(wanted.dyad[0], incidents)
        known = f"{first} is known to have dealt with {_most(met)}" if met else f"{first} is known to have met nobody"
        return NoIncidentError(f"no incident between {first} and {second} is known; {known}")
    if wanted.country is None:
        return NoIncidentError("no report tells of an incident that was news and done; see `marsad events`")
    known = _most(Counter(code for one in incidents for code in countries_of(one)))
    country = f"{names.country(wanted.country).en} ({wanted.country})"
    return NoIncidentError(
        f"no incident in {country} is known; " + (f"known are {known}" if known else "none at all is")
    )


def _side(side: Side, names: Names) -> str:
    return side.name or names.country(side.country or "").en


def _partners(side: Side, incidents: Iterable[Incident]) -> Counter[str]:
    """Give with whom a side dealt, and how often; parties known only by a text's words left out."""
    found: Counter[str] = Counter()
    for incident in incidents:
        pairs = [(one, other) for pair in dyads(incident) for one, other in (pair, pair[::-1])]
        found.update({other.name for one, other in pairs if side.holds(one) and other.key == other.name})
    return found


def _most(counts: Counter[str]) -> str:
    """Give those met most: `IRQ (90), USA (3)`."""
    return ", ".join(f"{name} ({number})" for name, number in counts.most_common(MOST_NAMED))
