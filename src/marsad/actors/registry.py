"""Takes the lexicon's actor files and what a person accepted, and gives the registry: actors by any of their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from marsad.actors.model import Office, RegistryActor
from marsad.arabic.normal import normalize
from marsad.errors import UsageError
from marsad.lexicon import written_names

SHOWN = 8


class Registry:
    """Every known actor, found by canonical name or alias, whatever the spelling."""

    def __init__(self, accepted: Iterable[RegistryActor] = ()) -> None:
        """Read the lexicon's actors and add those accepted; an accepted one of a known name adds aliases to it."""
        self.by_name: dict[str, RegistryActor] = {}
        for actor in [*_lexicon_actors(), *accepted]:
            known = self.by_name.get(actor.name)
            self.by_name[actor.name] = actor if known is None else _joined(known, actor)
        self._names_by_form: dict[str, set[str]] = {}
        for actor in self.by_name.values():
            for alias in (actor.name, *actor.aliases):
                self._names_by_form.setdefault(folded(alias), set()).add(actor.name)

    def __iter__(self) -> Iterator[RegistryActor]:
        return iter(self.by_name.values())

    def __len__(self) -> int:
        return len(self.by_name)

    def forms(self) -> Iterator[tuple[str, str]]:
        """Give each folded name with the canonical name it stands for."""
        for form, names in self._names_by_form.items():
            for name in sorted(names):
                yield form, name

    def find(self, name: str) -> RegistryActor:
        """Give the one actor of this name or alias, else the one whose names hold it.

        Raises UsageError where there is none, or several, naming them.
        """
        form = folded(name)
        names = self._names_by_form.get(form) or {
            known for alias, several in self._names_by_form.items() if form in alias for known in several
        }
        if len(names) != 1:
            raise UsageError(_not_one(name, sorted(names)))
        return self.by_name[next(iter(names))]


def folded(name: str) -> str:
    """Give the form in which spellings of one name are equal: normal letters, small, single blanks."""
    return " ".join(normalize(name).casefold().split())


def _not_one(name: str, found: list[str]) -> str:
    if not found:
        return f"no actor is named {name!r}; see `marsad actors`, or `marsad actors review` for names not yet known"
    shown = ", ".join(found[:SHOWN])
    more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
    return f"{name!r} may be any of {shown}{more}; name one in full"


def _lexicon_actors() -> Iterator[RegistryActor]:
    for name, kind, country, sector, aliases, posts, wikidata in written_names()["actors"]:
        yield RegistryActor(name, kind, country, sector, aliases, tuple(_office(*post) for post in posts), wikidata)


def _office(title: str, first: int | None, last: int | None) -> Office:
    return Office(title, *(None if day is None else date.fromordinal(day) for day in (first, last)))


def _joined(known: RegistryActor, other: RegistryActor) -> RegistryActor:
    return RegistryActor(
        known.name,
        known.kind,
        known.country,
        known.sector,
        tuple(dict.fromkeys([*known.aliases, *other.aliases])),
        tuple(dict.fromkeys([*known.offices, *other.offices])),
        known.wikidata or other.wikidata,
        known.origin,
    )
