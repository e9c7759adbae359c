"""Takes parties, places and countries and gives what they are called in English and Arabic."""

from __future__ import annotations

import re
import tomllib
from functools import cached_property, lru_cache
from pathlib import Path

from marsad.actors.registry import Registry, folded
from marsad.arabic.normal import normalize
from marsad.incidents.model import Party, Site
from marsad.lexicon import written_names
from marsad.picture.model import Name

NEUTRAL = Path(__file__).parent / "names.toml"


class Names:
    """What the registry's actors and the gazetteer's places are called; others are called as the text calls them.

    A state is called as its country; of another actor's Arabic names the one of names.toml is shown, else the first
    that takes no side.
    """

    def __init__(self, registry: Registry | None = None) -> None:
        self._registry = registry or Registry()
        chosen = tomllib.loads(NEUTRAL.read_text("utf-8"))
        self._chosen: dict[str, str] = chosen["names"]
        self._regions: dict[str, dict[str, str]] = chosen["regions"]
        loaded = "|".join(normalize(phrase) for phrase in chosen["takes_sides"])
        self._takes_sides = re.compile(rf"(?<!\w)و?(?:{loaded})(?!\w)")

    def party(self, party: Party) -> Name:
        """Give the names of a party."""
        return self.actor(party.name)

    def actor(self, name: str) -> Name:
        """Give the names of an actor by its canonical name; a place that acts is called as a place."""
        if name in self._chosen:
            return Name(name, self._chosen[name])
        known = self._registry.by_name.get(name)
        if known is None:
            return Name(name, self._one_place.get(name, name))
        if (name, known.country) in self._places:
            return Name(name, self._places[name, known.country])
        return Name(name, self._neutral(known.aliases) or name)

    def site(self, site: Site) -> Name:
        """Give the names of a place."""
        return Name(site.name, self._places.get((site.name, site.country), site.name))

    def region(self, name: str, country: str | None) -> Name:
        """Give the names of a first-level region."""
        chosen = self._regions.get(country or "", {}).get(name)
        return Name(name, chosen) if chosen else self.site(Site(name, country))

    def country(self, code: str) -> Name:
        """Give the names of a country by its ISO alpha-3 code; the code itself where it is not known."""
        return self._countries.get(code, Name(code, code))

    def knows_country(self, code: str) -> bool:
        """True for the ISO alpha-3 code of a known country."""
        return code in self._countries

    def code_of(self, name: str) -> str | None:
        """Give the code of the country of a name, in either language; None where there is none."""
        form = folded(name)
        found = self._countries.items()
        return next((code for code, names in found if form in (folded(names.en), folded(names.ar))), None)

    def _neutral(self, aliases: tuple[str, ...]) -> str | None:
        return next((alias for alias in aliases if not self._takes_sides.search(normalize(alias))), None)

    @cached_property
    def _countries(self) -> dict[str, Name]:
        states = [actor for actor in self._registry if actor.country and (actor.name, actor.country) in self._places]
        return {actor.country: self.actor(actor.name) for actor in reversed(states) if actor.country}

    @cached_property
    def _places(self) -> dict[tuple[str, str | None], str]:
        return _arabic_places()

    @cached_property
    def _one_place(self) -> dict[str, str]:
        """Arabic names of places by their English names."""
        return {name: arabic for (name, _), arabic in reversed(self._places.items())}


@lru_cache(maxsize=1)
def _arabic_places() -> dict[tuple[str, str | None], str]:
    """Give the Arabic name of each place by English name and country, those written by hand going first."""
    found: dict[tuple[str, str | None], str] = {}
    for name, country, arabic in written_names()["places"]:
        found.setdefault((name, country), arabic)
    return found
