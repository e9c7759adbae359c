"""Takes the chunks of a sentence and gives what its noun phrases name: names in apposition, pronouns, owners."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from marsad.arabic import suffix_splits
from marsad.coding.affiliations import IN, joins, of_body
from marsad.coding.callings import ARMED, KIN, POSTS
from marsad.coding.chunks import Chunk
from marsad.coding.clauses import CLAUSE_MARKS, Group
from marsad.coding.counted import counts_dead, end_of_dead, joined_count, only_counts, with_code_of
from marsad.coding.entities import ONE_PERSON, POLITICIANS, EntityReader
from marsad.coding.memory import DUAL, Memory, agrees_with_suffix
from marsad.coding.parties import OWNERS, PEOPLE, Resolved, nation_party
from marsad.coding.sentence import ONE_OF, TA_MARBUTA, LabelledSentence
from marsad.coding.shared import Shared
from marsad.coding.standins import is_latter, is_own_country, latter, own_country
from marsad.coding.stretches import entity_span
from marsad.coding.wording import is_common
from marsad.coding.words import Word
from marsad.lexicon import Lexicon

OF: Final = "ل"
OWNED: Final = "تابع"
SITES: Final = "places.sites"
WITH: Final = "مع"
KNOWN: Final = 2
OTHERS: Final = frozenset({"اخرون", "اخرين", "اخران"})
MAX_KIN: Final = 12
MAX_NAME: Final = 5
NAMED: Final = 3
TITLED: Final = frozenset({"person", "unknown"})
UNTITLED: Final = frozenset({"CVL", "UNK"})
COMMAS: Final = frozenset({"،", ","})
NISBA: Final = ("\u064a", "\u064a\u0647")
RULER: Final = "GOV"
FORMER, RULING = "ELI", frozenset({"GOV", "LEG", "MIL"})
STATES: Final = frozenset({"state", "government"})
THEIRS: Final = frozenset({"ه", "ها", "هم"})
LED: Final = ARMED | {"PTY", "OPP"}
"""Sectors of bodies whose leaders and members have the body's own."""


class Phrases:
    """The noun phrases of one sentence, each resolved once."""

    def __init__(
        self, sentence: LabelledSentence, chunks: list[Chunk], reader: EntityReader, memory: Memory, lexicon: Lexicon
    ) -> None:
        self.sentence, self.chunks, self.reader, self.memory, self.lexicon = sentence, chunks, reader, memory, lexicon
        self.shared = Shared(sentence, chunks, reader, lexicon)
        self._resolved: dict[int, Resolved] = {}

    def resolved(self, position: int) -> Resolved:
        """Give what the noun phrase at a chunk position names."""
        found = self._resolved.get(position)
        if found is None:
            chunk = self.chunks[position]
            last = end_of_dead(self.sentence, self.chunks, position) if self.counts_dead(position) else chunk.last
            found = self.memory.repeat(self.reader.resolve(self.sentence, chunk.first, last))
            if is_own_country(self.sentence, chunk):
                found = own_country(found, self._before(position), self.memory, self.lexicon)
            elif is_latter(self.sentence, self.chunks, position):
                found = latter(found, self._before(position))
            found = self._with_apposition(position, self._with_body(position, found))
            if found.strength < NAMED and found.entity.name is None and found.kind in TITLED:
                found = self._with_title_after(position, found)
            found = self.shared.with_nation(position, self._with_whose(position, found, position))
            found = self.shared.with_owner(position, self.shared.with_noun(position, found, self.resolved))
            if found.head in OTHERS and found.entity.country is None:
                found = self._with_kin(position, found)
            elif only_counts(self.sentence, self.chunks[position], found):
                found = with_code_of(found, self._with_kin(position, found))
            elif found.kind in TITLED and found.entity.name is None:
                found = self._as_titled_before(position, found)
            if found.kind == "person" and found.entity.sector == FORMER:
                found = self._in_post_before(position, found)
            self.memory.note_surname(found)
            self._resolved[position] = found
        return found

    def counts_dead(self, position: int) -> bool:
        """Tell a number whose noun is read as the act: 20 قتيلا (20 dead)."""
        return counts_dead(self.sentence, self.chunks, position)

    def _before(self, position: int) -> Iterator[Resolved]:
        """Give what the sentence names before a chunk, the nearest first."""
        return (self.resolved(before) for before in range(position - 1, -1, -1) if self.chunks[before].kind == "np")

    def _in_post_before(self, position: int, found: Resolved) -> Resolved:
        """Give who held a post once the sector of the post that stands before the name: الرئيس الأميركي، جو بايدن."""
        for before in range(position - 1, max(position - 3, -1), -1):
            if self.chunks[before].kind == "np":
                post = self.resolved(before).entity
                is_his = post.name == found.entity.name and post.end >= found.entity.end
                return replace(found, entity=replace(found.entity, sector=post.sector)) if is_his else found
        return found

    def _with_whose(self, position: int, found: Resolved, since: int) -> Resolved:
        """Give the code of whose they are: أعلنت أنقرة مقتل جنودها (its soldiers), قادته (its leaders) of a group."""
        if found.strength != KNOWN or found.entity.country or found.entity.name or found.kind not in PEOPLE:
            return found
        chunk = self.chunks[position]
        tokens, ends = self.sentence.tokens, {chunk.last, chunk.first}
        words = (self.sentence.words[at] for at in ends if not tokens[at].text.endswith(TA_MARBUTA))
        pronoun = next((one for word in words if (one := self._pronoun_on(word))), "")
        owner = self._owner_before(since, pronoun) if pronoun else None
        if owner is None:
            return found
        entity = replace(found.entity, country=owner.entity.country)
        is_led = found.kind == "person" and found.entity.sector == "GOV" and owner.entity.sector in LED
        if is_led or (found.kind == "group" and owner.entity.sector in ARMED):
            entity = replace(entity, sector=owner.entity.sector)
        is_stateless = owner.is_stateless and entity.sector == owner.entity.sector
        return replace(found, entity=entity, is_stateless=is_stateless)

    def _owner_before(self, position: int, pronoun: str) -> Resolved | None:
        """Give the nearest state or body before a chunk that a pronoun can mean; a state after "in" is a place."""
        for before in range(position - 1, -1, -1):
            if self.chunks[before].kind == "np":
                found = self.resolved(before)
                owns = found.can_act and found.kind in OWNERS and agrees_with_suffix(pronoun, found)
                if owns and not (found.kind == "state" and self.chunks[before].preposition == IN):
                    return found
        earlier = self.memory.pronoun(pronoun)
        return earlier if earlier is not None and earlier.kind in OWNERS and earlier.kind != "state" else None

    def _pronoun_on(self, word: Word) -> str:
        """Give the pronoun on a word for people, قادته (its leaders); none on عسكرية, an adjective."""
        known, core = self.lexicon.roles_of, word.core
        if word.proclitics.has_article or (core in known and core[:-1] not in known) or core.endswith(NISBA[1]):
            return ""
        return next((pronoun for stem, pronoun in suffix_splits(core) if pronoun in THEIRS and stem in known), "")

    def _with_body(self, position: int, found: Resolved) -> Resolved:
        """Give members the code of the body they are of: ضابط من الشرطة, قيادي في حماس (a leader in Hamas)."""
        following = position + 1
        if found.strength != KNOWN or found.kind == "place" or following >= len(self.chunks):
            return found
        chunk = self.chunks[following]
        if not joins(self.chunks[position], chunk):
            return found
        body = self._with_whose(following, self.reader.resolve(self.sentence, chunk.first, chunk.last), position)
        return found if body.strength < KNOWN else of_body(self.sentence, found, chunk, body)

    def _with_kin(self, position: int, found: Resolved) -> Resolved:
        """Give "eight others" the code of the people named before them, a bare number that of who is counted next."""
        counted = None if found.head in OTHERS else joined_count(self.sentence, self.chunks, position)
        if counted is not None:
            kin = self.reader.resolve(self.sentence, counted.first, counted.last)
            if kin.strength >= KNOWN and kin.head not in OTHERS:
                return with_code_of(found, kin)
        for before in range(position - 1, max(position - MAX_KIN, -1), -1):
            if self.chunks[before].kind == "np":
                kin = self.resolved(before)
                if kin.can_act and (kin.kind == "people" or kin.count is not None or self._is_one(kin)):
                    entity = with_code_of(found, kin).entity
                    return replace(found, entity=entity, strength=KNOWN, kind=kin.kind)
        told = self.memory.people()
        is_near = told is not None and (found.head in OTHERS or told.entity.sentence >= self.sentence.index - 1)
        return with_code_of(found, told) if told is not None and is_near else found

    def _is_one(self, found: Resolved) -> bool:
        """Tell a single man of a kind that others may be of, too: جندي (a soldier), but no spokesman."""
        is_known = found.strength >= NAMED or (found.is_definite and found.head not in ONE_OF)
        if is_known or self.sentence.has_class(found.first, POSTS):
            return False
        return found.kind == "person" or self.sentence.has_class(found.first, ONE_PERSON) or found.head in ONE_OF

    def _with_apposition(self, position: int, found: Resolved) -> Resolved:
        """Give a person described and then named: "the foreign minister, X", "the scholar close to Y, X"."""
        is_kin = self.sentence.has_class(found.first, KIN)
        may_be_one = found.kind == "person" or self.sentence.words[found.first].is_person
        may_be_one |= found.entity.sector == "CVL" and found.kind not in ("place", "site")
        if not may_be_one or found.strength >= 3 or found.count is not None:
            return found
        for gap in (3, 2, 1):
            named = position + gap
            if (
                named >= len(self.chunks)
                or self.chunks[named].kind != "np"
                or self.chunks[named].preposition
                or self.chunks[named].conjunction
            ):
                continue
            between = self.chunks[position + 1 : named]
            if any(
                chunk.kind not in ("mark", "np") or (chunk.kind == "np" and (is_kin or not chunk.preposition))
                for chunk in between
            ):
                continue
            name = self.reader.resolve(self.sentence, self.chunks[named].first, self.chunks[named].last)
            if self._is_of_unknown_name(found, name, named):
                span = entity_span(self.sentence, self.chunks[position].first, self.chunks[named].last)
                entity = replace(found.entity, text=span.text, start=span.start, end=span.end)
                return replace(found, entity=entity, tail=name.tail)
            if name.strength == 3 and name.kind == "person":
                span = entity_span(self.sentence, self.chunks[position].first, self.chunks[named].last)
                entity = replace(name.entity, text=span.text, start=span.start, end=span.end)
                is_told = found.entity.sector == RULER and bool(found.tail) and entity.sector in POLITICIANS
                if is_told or (entity.sector == FORMER and found.entity.sector in RULING):
                    entity = replace(entity, sector=found.entity.sector)
                return replace(name, entity=entity, first=found.first, head=found.head)
        return found

    def _with_title_after(self, position: int, found: Resolved) -> Resolved:
        """Give a person named and then described the code of the post: سامر العلي، القيادي في حماس (leader)."""
        titled = self._title_place(position)
        if titled >= len(self.chunks) or not self._may_be_name(position, found):
            return found
        chunk = self.chunks[titled]
        if chunk.kind != "np" or chunk.preposition or chunk.conjunction:
            return found
        title = self._with_body(titled, self.reader.resolve(self.sentence, chunk.first, chunk.last))
        is_one = title.kind == "person" or self.sentence.has_class(chunk.first, ONE_PERSON)
        begins = self.sentence.words[chunk.first].role is not None and chunk.first not in self.sentence.actors
        if title.strength != KNOWN or not (is_one and begins) or title.entity.sector in UNTITLED:
            return found
        country = title.entity.country or found.entity.country
        entity = replace(found.entity, country=country, sector=title.entity.sector)
        return replace(found, entity=entity, strength=KNOWN, kind="person")

    def _title_place(self, position: int) -> int:
        """Give where a title after a name may stand: after a comma, or at once after who says: قال فلان نائب رئيس."""
        after = position + 1
        if after < len(self.chunks) and self.chunks[after].kind == "mark" and self._is_comma(after):
            return after + 1
        says = position > 0 and self.chunks[position - 1].kind == "verb"
        return after if says and self.sentence.words[self.chunks[position - 1].first].is_saying else len(self.chunks)

    def _as_titled_before(self, position: int, found: Resolved) -> Resolved:
        """Give a name between commas as whom the post before it means: السفير بصنعاء، جيرالد فايرستاين،."""
        if position < 2 or self.chunks[position - 1].kind != "mark" or not self._may_be_name(position, found):
            return found
        chunk, after = self.chunks[position], position + 1
        is_closed = after < len(self.chunks) and self.chunks[after].kind == "mark"
        if chunk.preposition or chunk.conjunction or not (is_closed and self._is_comma(position - 1)):
            return found
        for before in range(position - 2, -1, -1):
            if self.chunks[before].kind != "np":
                return found
            if not self.chunks[before].preposition or before == 0 or self.chunks[before - 1].kind != "np":
                titled = self.resolved(before)
                is_post = titled.kind == "person" and titled.strength == KNOWN and titled.entity.sector not in UNTITLED
                if not is_post or titled.entity.name is not None or titled.count is not None:
                    return found
                named = replace(titled, tail=found.tail, head=found.head)
                self.memory.note_surname(named)
                return titled
        return found

    def describes(self, position: int) -> bool:
        """Tell an adjective that "and" joins to another from people: لأغراض سلمية ومدنية بحتة (and civil ones)."""
        chunk = self.chunks[position]
        word = self.sentence.words[chunk.first]
        is_adjective = word.core.endswith(NISBA[1]) and not word.proclitics.has_article and word.role is not None
        return is_adjective and chunk.conjunction and word.nation is None

    def _is_comma(self, position: int) -> bool:
        return self.sentence.tokens[self.chunks[position].first].norm in COMMAS

    def _may_be_name(self, position: int, found: Resolved) -> bool:
        """Tell a name that the lexicon does not know from other nouns: two words at least, the first none of Arabic."""
        chunk = self.chunks[position]
        if found.kind == "person":
            return found.entity.sector == "CVL"
        word = self.sentence.words[chunk.first]
        is_odd = not word.proclitics.has_article and not word.is_known_noun and not is_common(word.core)
        return is_odd and chunk.last > chunk.first and chunk.last - chunk.first < MAX_NAME

    def _is_of_unknown_name(self, found: Resolved, name: Resolved, named: int) -> bool:
        """Tell a name that no list has, after the post of its bearer: ممثل الحوثيين في إيران إبراهيم الديلمي."""
        is_described = found.strength == KNOWN and found.kind == "person" and found.entity.sector != "CVL"
        chunk = self.chunks[named]
        first = chunk.first + (self.sentence.words[chunk.first].is_title and chunk.last > chunk.first)
        begins = self.sentence.words[first].is_given_name
        return is_described and begins and name.kind == "person" and name.strength == KNOWN and not name.entity.name

    def group(self, group: Group, others: Sequence[Resolved] = ()) -> list[Resolved]:
        """Give what the members of a group name; for things that belong to somebody named, the owner.

        A pronoun means none of `others`, the doers of the same act: حققت معها الشرطة (the police questioned her).
        """
        if group.pronoun:
            return self._meant(group, others)
        return self._owners(group.chunks[-1]) or [self.resolved(position) for position in group.chunks]

    def party_of(self, found: Resolved) -> Resolved:
        """Give whose thing a phrase names, تصريحات الوزير (the minister's statements), الموقف الروسي; else itself."""
        if found.kind != "thing" or found.entity.sentence != self.sentence.index:
            return found
        words = self.sentence.words
        for at in range(found.first + 1, found.last + 1):
            if words[at].nation is not None and words[at].core.endswith(NISBA):
                nation = self.lexicon.nations[words[at].nation or 0]
                return nation_party(self.sentence, at, nation.country, self.lexicon)
            if words[found.first].proclitics.has_article and words[at].role is not None and at == found.first + 1:
                continue
            inner = self.memory.repeat(self.reader.resolve(self.sentence, at, found.last))
            if inner.can_act:
                return inner
        return found

    def pair_before(self, position: int) -> list[Resolved]:
        """Give the nearest two parties joined by "and" or "with" before a chunk, whom a dual means: واتفقا."""
        able = [at for at in range(position - 1, -1, -1) if self.chunks[at].kind == "np" and self.resolved(at).can_act]
        for second, first in pairwise(able):
            chunk = self.chunks[second]
            is_joined = chunk.conjunction and not chunk.preposition and first == second - 1
            if is_joined or chunk.preposition == WITH:
                return [self.resolved(first), self.resolved(second)]
        return []

    def owner_of(self, found: Resolved) -> Resolved:
        """Give whose building a phrase names, منزل منفذ الهجوم; else itself (codebook section 2)."""
        if found.kind != "site" or found.entity.sentence != self.sentence.index:
            return found
        for at in range(found.first + 1, found.last + 1):
            inner = self.reader.resolve(self.sentence, at, found.last)
            word = self.sentence.words[at]
            is_adjective = word.nation is not None and word.core.endswith(NISBA) and found.first in self.sentence.places
            if inner.can_act and inner.kind not in ("state", "place") and not is_adjective:
                return inner
        return found

    def _meant(self, group: Group, others: Sequence[Resolved]) -> list[Resolved]:
        """Give what the pronoun of a group such as عليها (against it) means: the nearest earlier phrase that agrees."""
        if group.pronoun == DUAL and (pair := self.pair_before(group.chunks[0])):
            return pair
        for position in range(group.chunks[0] - 1, -1, -1):
            if self.chunks[position].kind == "np":
                found = self.resolved(position)
                is_other = all(found.entity != one.entity for one in others)
                if found.strength >= 1 and is_other and agrees_with_suffix(group.pronoun, found):
                    return [found]
        found_before = self.memory.pronoun(group.pronoun)
        return [] if found_before is None else [found_before]

    def _owners(self, position: int) -> list[Resolved]:
        """Give Y and Z of "camps belonging to Y and Z": what is owned is no recipient where an owner is named.

        So it is with vehicles that an adjective calls military: آليات عسكرية للمسلحين (of the gunmen).
        """
        following = position + 1
        if following >= len(self.chunks) or self.chunks[following].preposition != OF:
            return []
        is_thing = self.sentence.has_class(self.chunks[position].first, SITES)
        if self.resolved(position).can_act and not is_thing:
            return []
        last = self.sentence.words[self.chunks[position].last].core.removesuffix("ه")
        owner = self.resolved(following)
        owns = last == OWNED or (is_thing and (owner.kind in OWNERS or owner.entity.sector in ARMED))
        if not (owns and owner.can_act):
            return []
        return [one for one in (owner, *self._joined_after(following)) if one.can_act]

    def _joined_after(self, position: int) -> Iterator[Resolved]:
        """Give what "and" joins to a phrase right after it."""
        for chunk in range(position + 1, len(self.chunks)):
            after = self.chunks[chunk]
            if after.kind != "np" or not after.conjunction or after.preposition not in ("", OF):
                return
            yield self.resolved(chunk)

    def ends_sentence(self, chunk: Chunk) -> bool:
        """Tell whether a chunk is a mark that ends a clause."""
        return chunk.kind == "mark" and self.sentence.tokens[chunk.first].norm in CLAUSE_MARKS

    def lemma_classes(self, at: int) -> frozenset[str]:
        """Give the classes of the verbs that a token can be."""
        return self.sentence.words[at].verb_classes
