"""Takes a noun phrase and gives the entity it names: span, canonical name, country and sector."""

from __future__ import annotations

from datetime import date
from typing import Final

from marsad.arabic.normal import HA
from marsad.coding.callings import (
    ARMS,
    NISBA,
    POSTS,
    CallingReader,
    accuses,
    head_of,
    is_former,
    is_kin,
    is_known_group,
    is_other_person,
    is_sent,
    may_be_surname,
    names_person,
)
from marsad.coding.model import Entity
from marsad.coding.names import Mention
from marsad.coding.parties import Resolved
from marsad.coding.sentence import TA_MARBUTA, LabelledSentence
from marsad.coding.stretches import span_ends
from marsad.coding.words import AL, names_somebody
from marsad.lexicon import Lexicon
from marsad.lexicon.model import Actor, Role

PERSON_SECTORS: Final = frozenset({"GOV", "LEG", "MIL", "COP", "PTY", "REB", "PRM", "IGO", "JUD", "SPY", "OPP"})
MIN_HUMAN_PLURAL: Final = 6
MAX_TITLE: Final = 4
UNKNOWN: Final = (None, None, "UNK", 0, "unknown")
SECRETARY: Final = "\u0627\u0645\u064a\u0646"
"""Whom the ending makes no plural: الأمين العام (the secretary-general)."""
PLURAL_ENDINGS: Final = ("ون", "ين", "ات", "وه", "وها", "وهم")
"""Of sound plurals, also before a pronoun: مسلحوه (its gunmen)."""
SOUND_PLURALS: Final = ("\u0648\u0646", "\u064a\u0646")
INTERNATIONAL: Final = "nouns.international"
OF_STATES: Final = frozenset({"GOV", "MIL", "COP", "JUD"})
FORMER_ELITE: Final = "ELI"
RULING: Final = frozenset({"GOV", "LEG", "MIL"})
BRANCHES: Final = ARMS | {"JUD", "LEG"}
POLITICIANS: Final = frozenset({"LEG", "PTY", "OPP"})
"""Who may hold an office besides, that a text tells in words: رئيس الوزراء نوري المالكي."""
GENERAL: Final = "\u0641\u0631\u064a\u0642"
"""A team, and before a name a lieutenant general: الفريق محمد فريد."""
CRIMINALS: Final = "CRM"
SIDES: Final = "nouns.sides"
MASCULINE_GROUPS: Final = "agreement.masculine_groups"
MEN: Final = "agreement.masculine_persons"
MASCULINE: Final = "agreement.masculine_states"
HASH: Final = "#"
UNIDENTIFIED: Final = {"UAF": "unidentified gunmen"}
ONE_PERSON: Final = "casualties.persons"
DIRECTIONS, KINDS, SITES, WHOLES = "places.directions", "places.kinds", "places.sites", "places.wholes"
ANYBODY: Final = frozenset({"unidentified gunmen", "militant groups"})
"""Names that name nobody in particular, whose country the document tells."""


class EntityReader:
    """Resolves noun phrases of one document published on `published`."""

    def __init__(self, lexicon: Lexicon, published: date | None) -> None:
        self.lexicon, self.published = lexicon, published
        self.callings = CallingReader(lexicon)

    def resolve(self, sentence: LabelledSentence, first: int, last: int) -> Resolved:
        """Give what the phrase of tokens `first`..`last` names; strength 0 where the lexicon knows none of it."""
        first += accuses(sentence, first, last)
        number = sentence.numbers.get(first)
        if number is None and first + 1 in sentence.numbers and sentence.has_class(first, "particles.demonstratives"):
            number = sentence.numbers[first + 1]
        count = None if number is None or number.last > last else number.value
        head = head_of(sentence, first, last)
        found = self._part_of_country(sentence, head, last) or (
            self._named(sentence, first, last)
            or self._described(sentence, first, last)
            or self._located(sentence, first, last)
        )
        if sentence.tokens[first].norm == AL and first + 1 in sentence.numbers:
            found = UNKNOWN
        name, country, sector, strength, kind = found or UNKNOWN
        if strength >= 2 and self._is_thing_of(sentence, head, last):
            name, strength, kind = None, 1, "thing"
        start, end = span_ends(sentence, first, last)
        core = sentence.words[head].core
        is_one = kind == "state" or (kind == "person" and strength == 3) or core == SECRETARY
        is_plural = (not is_one and core.endswith(PLURAL_ENDINGS)) or count is not None
        is_plural |= kind == "people" and not sentence.has_class(head, ONE_PERSON)
        return Resolved(
            Entity(
                text=sentence.text[start:end],
                sentence=sentence.index,
                start=start,
                end=end,
                name=name,
                country=country,
                sector=sector,
            ),
            strength,
            kind,
            core,
            count,
            self._is_feminine(sentence, head) or (kind == "state" and not sentence.has_class(head, MASCULINE)),
            is_plural,
            first,
            last,
            strength == 3 or any(word.proclitics.has_article for word in sentence.words[first : last + 1]),
            sentence.words[last].core if last > head else "",
            sentence.has_class(head, MASCULINE_GROUPS),
            country is None and self._is_of_stateless(sentence, first, last),
        )

    def _is_of_stateless(self, sentence: LabelledSentence, first: int, last: int) -> bool:
        """True where an organization of no country is named: قيادي في تنظيم القاعدة (a leader of al-Qaeda)."""
        if not sentence.actors:
            return False
        mentions = (sentence.actors[at] for at in range(first, last + 1) if at in sentence.actors)
        actors = (self.lexicon.actor(mention.index) for mention in mentions if not mention.is_weak)
        return any(actor.country is None and actor.sector == "REB" and actor.name not in ANYBODY for actor in actors)

    def _is_feminine(self, sentence: LabelledSentence, head: int) -> bool:
        """Tell ta marbuta from a pronoun where both are written alike: مسلحوه (its gunmen) is no feminine."""
        core = sentence.words[head].core
        is_feminine = sentence.tokens[head].text.endswith(TA_MARBUTA) or sentence.words[head].is_feminine_name
        is_feminine = is_feminine or (core.endswith(HA) and core[:-1] not in self.lexicon.roles_of)
        return is_feminine and not sentence.has_class(head, MEN)

    @staticmethod
    def _is_thing_of(sentence: LabelledSentence, head: int, last: int) -> bool:
        """True where an unknown noun stands in idafa to the actor: محاولات الحكومة (attempts of the government)."""
        word, following = sentence.words[head], head + 1
        if following > last or head in sentence.actors or head in sentence.places or names_somebody(word):
            return False
        if word.is_given_name and may_be_surname(sentence, following):
            return False
        if any(phrase.first <= head <= phrase.last for phrase in sentence.phrases):
            return False
        if word.proclitics.has_article:
            after = sentence.words[following]
            is_adjective = after.role is not None and after.proclitics.has_article and after.core.endswith(NISBA)
            return is_adjective and following not in sentence.actors and not word.core.endswith(PLURAL_ENDINGS)
        mention = sentence.actors.get(following)
        if mention is not None:
            return not mention.is_weak
        return any(sentence.words[at].role is not None for at in range(following, min(following + 1, last) + 1))

    def _named(
        self, sentence: LabelledSentence, first: int, last: int
    ) -> tuple[str | None, str | None, str, int, str] | None:
        actors = sentence.actors
        if not actors:
            return None
        mentions = [actors[at] for at in range(first, last + 1) if at in actors]
        mentions = [mention for mention in mentions if self._may_name(sentence, mention, first, last)]
        if not mentions:
            return None
        described = self.callings.role(sentence, first, last)
        persons = [mention for mention in mentions if self.lexicon.actor(mention.index).kind == "person"]
        head = head_of(sentence, first, last)
        if mentions[0].first > head and is_kin(sentence, head):
            named = persons[-1] if len(persons) > 1 else None
            return self._actor(self.lexicon.actor(named.index)) if named else self._kin_of(described, mentions[0])
        if persons and (described is None or persons[0].first == first or self._is_person(described)):
            is_told = any(first <= one.first < one.last < persons[0].first for one in sentence.roles)
            was_one = is_former(sentence, first, last)
            return self._titled(self.lexicon.actor(persons[0].index), described, was_one, is_told)
        leading = mentions[0]
        actor = self.lexicon.actor(leading.index)
        is_post = not persons and self._holds_post(sentence, first)
        if leading.first == first or (self._only_titles(sentence, first, leading.first) and not is_post):
            return self._actor(actor)
        if is_sent(sentence, head, leading.first):
            return None
        return self._of_actor(described, actor, sentence, first, leading)

    def _kin_of(self, role: Role | None, mention: Mention) -> tuple[str | None, str | None, str, int, str] | None:
        """Give who is kin or counsel of somebody named: a civilian of the same country."""
        country = self.lexicon.actor(mention.index).country
        return None if role is None else (None, country, role.sector, 2, role.kind)

    def _may_name(self, sentence: LabelledSentence, mention: Mention, first: int, last: int) -> bool:
        if not mention.is_weak or mention.last > mention.first:
            return True
        if is_other_person(sentence, mention, last):
            return False
        before = mention.first - 1
        return before >= first and (
            sentence.words[before].is_title
            or sentence.words[before].role is not None
            or sentence.words[before].nation is not None
            or sentence.words[before].pattern is not None
        )

    @staticmethod
    def _holds_post(sentence: LabelledSentence, first: int) -> bool:
        """Tell سفير فرنسا (the ambassador of France) from a title before a name: السفير فلان."""
        word = sentence.words[first]
        return word.role is not None and not word.proclitics.has_article

    @staticmethod
    def _only_titles(sentence: LabelledSentence, first: int, until: int) -> bool:
        return all(sentence.words[at].is_title or sentence.tokens[at].norm in "\"«“#'" for at in range(first, until))

    def _actor(self, actor: Actor) -> tuple[str, str | None, str, int, str]:
        sector = actor.sector
        for office in actor.offices:
            if office.covers(self.published):
                sector = office.sector
        return actor.name, actor.country, sector, 3, actor.kind

    def _titled(
        self, actor: Actor, title: Role | None, is_former: bool, is_told: bool
    ) -> tuple[str, str | None, str, int, str]:
        """Give a person by name; a post told before the name counts where the registry knows of none on that day."""
        found = self._actor(actor)
        if title is None or is_former:
            return found
        is_in_office = title.sector in RULING and (found[2] == FORMER_ELITE or (is_told and found[2] in POLITICIANS))
        if is_in_office:
            return found[0], found[1], title.sector, found[3], found[4]
        return found

    @staticmethod
    def _is_person(role: Role) -> bool:
        return role.kind == "person"

    def _of_actor(
        self, role: Role | None, actor: Actor, sentence: LabelledSentence, first: int, mention: Mention
    ) -> tuple[str | None, str | None, str, int, str] | None:
        """Resolve a phrase such as "the spokesman of the army", "gunmen of the movement", "the president of Iraq"."""
        if role is None:
            head = head_of(sentence, first, mention.last)
            if mention.first > max(first + 1, head) or self._stands_in(sentence, head, mention.first):
                return None
            return actor.name, actor.country, actor.sector, 2, actor.kind
        if actor.kind == "state":
            holder = self._holder(sentence, first, mention.first - 1, actor.country)
            return holder or (None, actor.country, role.sector, 2, role.kind)
        if actor.kind == "people":
            return None, actor.country, role.sector, 2, role.kind
        if actor.kind == "person" and (
            role.kind == "government"
            or role.sector == CRIMINALS
            or (role.sector in ARMS and actor.sector == FORMER_ELITE)
        ):
            return None, actor.country, role.sector, 2, role.kind
        if self._is_person(role) and role.sector in PERSON_SECTORS:
            return None, actor.country or role.country, actor.sector, 2, "person"
        is_arm = role.sector in BRANCHES and actor.sector == "GOV"
        sector = role.sector if is_arm else actor.sector
        return actor.name if role.kind == "group" and not is_arm else None, actor.country, sector, 2, role.kind

    @staticmethod
    def _is_international(sentence: LabelledSentence, first: int, last: int) -> bool:
        """True where an adjective makes it the world's: محققون دوليون (international investigators)."""
        head = head_of(sentence, first, last)
        is_definite = sentence.words[head].proclitics.has_article
        return any(
            sentence.has_class(at, INTERNATIONAL) and sentence.words[at].proclitics.has_article == is_definite
            for at in range(head + 1, last + 1)
        )

    def _stands_in(self, sentence: LabelledSentence, head: int, at: int) -> bool:
        """Tell مطار الرياض (the airport of Riyadh), which no government is, from what belongs to a state."""
        place = sentence.places.get(at)
        if place is None or not (sentence.has_class(head, SITES) or sentence.has_class(head, KINDS)):
            return False
        return self.lexicon.place(place.index).kind != "country"

    def _described(
        self, sentence: LabelledSentence, first: int, last: int
    ) -> tuple[str | None, str | None, str, int, str] | None:
        """Resolve by role noun, naming pattern and nationality where no name is known."""
        role, nation = self.callings.role(sentence, first, last), self.callings.nation(sentence, first, last)
        country = nation or self.callings.place_country(sentence, first, last)
        if role is not None:
            country = country or role.country
            if role.sector in OF_STATES and self._is_international(sentence, first, last):
                return None, "IGO", "IGO", 2, role.kind
            if role.sector == "GOV" and role.kind == "person" and is_former(sentence, first, last):
                return None, country, "ELI", 2, role.kind
            if role.sector == "UAF" and is_known_group(sentence, first, last):
                return None, country, "REB", 2, role.kind
            holder = self._holder(sentence, first, last, country)
            return holder or (UNIDENTIFIED.get(role.sector), country, role.sector, 2, role.kind)
        if last > first:
            patterns = [word.pattern for word in sentence.words[first : last + 1] if word.pattern]
            if patterns:
                whole = self.callings.whole(sentence, first + 1, last)
                return None, country, whole.sector if whole else patterns[0], 2, "group"
        if nation is not None and sentence.has_class(head_of(sentence, first, last), SIDES):
            return self.lexicon.state_names.get(nation), nation, "GOV", 2, "state"
        if nation is not None and first == last and sentence.words[first].core.endswith(HA):
            return self.lexicon.state_names.get(nation), nation, "GOV", 2, "state"
        if names_person(sentence, first, last):
            post = self._post_after_name(sentence, first, last)
            is_general = sentence.words[first].core == GENERAL
            return post or (None, nation, "MIL" if is_general else "CVL", 2, "person")
        if self._is_people(sentence, first, last) or self._is_human_plural(sentence, first, last):
            return None, country, "CVL", 2, "people"
        if nation is not None:
            head = sentence.words[head_of(sentence, first, last)]
            is_human = head.is_title or head.is_person or head.core.endswith(SOUND_PLURALS)
            thing = self._kind_of_place(sentence, first, last) or "thing"
            return None, nation, "CVL", 2 if is_human else 1, "people" if is_human else thing
        return None

    def _post_after_name(
        self, sentence: LabelledSentence, first: int, last: int
    ) -> tuple[str | None, str | None, str, int, str] | None:
        """Give the code of what a person is called after the name: أحمد زيدان عضو البرلمان المصري (of parliament)."""
        for at in range(first + 1, last + 1):
            if sentence.has_class(at, POSTS):
                found = self._named(sentence, at, last) or self._described(sentence, at, last)
                return None if found is None else (None, found[1], found[2], 2, "person")
        return None

    def _located(
        self, sentence: LabelledSentence, first: int, last: int
    ) -> tuple[str | None, str | None, str, int, str] | None:
        for at in range(first, last + 1) if sentence.places else ():
            if at in sentence.places and not sentence.places[at].is_weak:
                place = self.lexicon.place(sentence.places[at].index)
                kind = self._kind_of_place(sentence, first, last)
                return place.name, place.country, "CVL", 1, kind or ("site" if place.kind == "site" else "place")
        kind = self._kind_of_place(sentence, first, last)
        return None if kind is None else (None, None, "CVL", 1, kind)

    def _part_of_country(
        self, sentence: LabelledSentence, head: int, last: int
    ) -> tuple[str | None, str | None, str, int, str] | None:
        """Give a region as a place, whatever state or role its words name: شرق سوريا, محافظة دير الزور السورية."""
        if head == last or head in sentence.actors:
            return None
        if not sentence.classes_at[head]:
            return None
        following = head + 1 + (head + 2 <= last and sentence.tokens[head + 1].norm == HASH)
        is_named = following in sentence.places or head in sentence.places
        is_region = sentence.has_class(head, DIRECTIONS) or (
            is_named and sentence.has_class(head, KINDS) and not sentence.has_class(head, SITES)
        )
        if not is_region:
            return None
        located = self._located(sentence, head, last)
        return located or (
            None,
            self.callings.nation(sentence, head, last) or self.callings.place_country(sentence, head, last),
            "CVL",
            1,
            "place",
        )

    def _kind_of_place(self, sentence: LabelledSentence, first: int, last: int) -> str | None:
        """Tell a town or region (`place`) from what stands there and can be hit (`site`) by the head noun."""
        head = head_of(sentence, first, last)
        if not sentence.classes_at[head]:
            return None
        if sentence.has_class(head, SITES):
            return "site"
        is_place = sentence.has_class(head, KINDS) or sentence.has_class(head, WHOLES)
        return "place" if is_place else None

    def _is_people(self, sentence: LabelledSentence, first: int, last: int) -> bool:
        return sentence.words[head_of(sentence, first, last)].nation is not None

    def _is_human_plural(self, sentence: LabelledSentence, first: int, last: int) -> bool:
        """Tell a definite sound plural, which names people: المدافعون عن حقوق المرأة (defenders of women's rights)."""
        head = head_of(sentence, first, last)
        word = sentence.words[head]
        return (
            word.proclitics.has_article
            and word.core.endswith(SOUND_PLURALS)
            and len(word.core) >= MIN_HUMAN_PLURAL
            and not word.is_known_noun
            and head not in sentence.places
        )

    def _holder(
        self, sentence: LabelledSentence, first: int, last: int, country: str | None
    ) -> tuple[str, str | None, str, int, str] | None:
        """Give who held the post named by the phrase on the day of publication."""
        if self.published is None:
            return None
        words = sentence.words[first : last + 1]
        cores = [word.core for word in words if word.nation is None and not word.is_title]
        if len(cores) > MAX_TITLE:
            return None
        for actor, office in self.lexicon.holders.get((country, " ".join(cores)), ()) if cores else ():
            if office.covers(self.published):
                return actor.name, actor.country, office.sector, 3, "person"
        return None
