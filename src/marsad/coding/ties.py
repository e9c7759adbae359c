"""Takes a chunked sentence and gives the ties it tells between parties: part of, sponsor, front of, holds office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from marsad.coding.chunks import Chunk
from marsad.coding.entities import EntityReader
from marsad.coding.model import Entity, Span, Tie
from marsad.coding.names import TRANSPARENT, Mention
from marsad.coding.parties import Resolved
from marsad.coding.sentence import LabelledSentence
from marsad.coding.stretches import entity_span
from marsad.lexicon import Lexicon
from marsad.lexicon.model import Link

NEGATIONS: Final = ("modality.negation", "particles.negation")
COMMAS: Final = frozenset("\u060c,")
MAX_SKIPPED: Final = 2
MAX_TITLE: Final = 6


@dataclass(frozen=True, slots=True)
class LinkMention:
    """Words at tokens `first`..`last` that may tie what stands before them to what follows."""

    first: int
    last: int
    links: tuple[Link, ...]


def find_links(sentence: LabelledSentence, lexicon: Lexicon) -> list[LinkMention]:
    """Give the linking words of a sentence, longest first at each place; cheap, to tell whether to look closer."""
    found: list[LinkMention] = []
    for at, word in enumerate(sentence.words):
        if not word.may_link:
            continue
        mention = _phrase_at(sentence, at, lexicon) or _word_at(sentence, at, lexicon)
        if mention is not None:
            found.append(mention)
    return found


def _phrase_at(sentence: LabelledSentence, at: int, lexicon: Lexicon) -> LinkMention | None:
    for first in (sentence.tokens[at].norm, sentence.words[at].core):
        for rest, index in lexicon.link_phrases.get(first, ()):
            last = at + len(rest)
            if last < len(sentence.tokens) and all(
                expected in (sentence.tokens[at + step].norm, sentence.words[at + step].core)
                for step, expected in enumerate(rest, start=1)
            ):
                return LinkMention(at, last, (lexicon.links[index],))
    return None


def _word_at(sentence: LabelledSentence, at: int, lexicon: Lexicon) -> LinkMention | None:
    for form in (sentence.tokens[at].norm, sentence.words[at].core):
        if form in lexicon.links_of:
            return LinkMention(at, at, tuple(lexicon.links[index] for index in lexicon.links_of[form]))
    return None


class TieReader:
    """Reads the ties of one sentence from its chunks."""

    def __init__(self, sentence: LabelledSentence, chunks: list[Chunk], reader: EntityReader, lexicon: Lexicon) -> None:
        self.sentence, self.reader, self.lexicon = sentence, reader, lexicon
        self.phrases = [part for part in chunks if part.kind in ("np", "act")]
        self.beginning = {part.first: part for part in self.phrases}

    def ties(self, links: list[LinkMention]) -> list[Tie]:
        """Give the sentence's ties in reading order, each once."""
        found = [tie for mention in links for tie in self._of_link(mention)]
        found += [tie for part in self.phrases for tie in self._of_office(part)]
        seen: set[tuple[str, str, str]] = set()
        kept = []
        for tie in sorted(found, key=lambda tie: tie.trigger.start):
            key = (tie.kind, _identity(tie.source), _identity(tie.target))
            if key not in seen and key[1] != key[2]:
                seen.add(key)
                kept.append(tie)
        return kept

    def _of_link(self, mention: LinkMention) -> list[Tie]:
        if self._is_negated(mention.first):
            return []
        for link in mention.links:
            target = self._target(mention.last, link)
            if target is None or (link.needs_state and target.kind not in ("state", "government")):
                continue
            source = self._named_after(target.last) if link.holder else self._source(mention.first, link)
            if source is None or source.first == target.first or _is_unlike(link, source):
                continue
            if link.is_reverse:
                source, target = target, source
            return [self._tie(link.kind, source, target, mention.first, mention.last, f"link {link.source}")]
        return []

    def _is_negated(self, at: int) -> bool:
        return at > 0 and any(self.sentence.has_class(at - 1, name) for name in NEGATIONS)

    def _target(self, last: int, link: Link) -> Resolved | None:
        """Give the party that the link's preposition leads to, over at most two words such as مباشرة (directly)."""
        for at in range(last + 1, min(last + 2 + MAX_SKIPPED, len(self.sentence.tokens))):
            if self.sentence.tokens[at].norm in TRANSPARENT:
                continue
            for preposition in link.after:
                begin = self._after_preposition(at, preposition)
                if begin is not None:
                    return self._party_at(begin)
        return None

    def _after_preposition(self, at: int, preposition: str) -> int | None:
        """Give where the governed phrase begins when the preposition stands at `at`, written apart or to the word."""
        sentence = self.sentence
        if not preposition:
            return at
        mention = sentence.actors.get(at) or sentence.places.get(at)
        proclitics = mention.proclitics if mention is not None else sentence.words[at].proclitics
        if len(preposition) == 1:
            return at if proclitics.preposition == preposition else None
        words = preposition.split()
        norms = [token.norm for token in sentence.tokens[at : at + len(words)]]
        return at + len(words) if norms == words else None

    def _party_at(self, at: int) -> Resolved | None:
        while at < len(self.sentence.tokens) and self.sentence.tokens[at].norm in TRANSPARENT:
            at += 1
        part = self.beginning.get(at)
        if part is not None:
            found = self._party(part.first, part.last)
            if found is not None:
                return found
        mention = self.sentence.actors.get(at)
        return None if mention is None or mention.is_weak else self._party(mention.first, mention.last)

    def _source(self, first: int, link: Link) -> Resolved | None:
        """Give the party described: the phrase that ends before the link, or before a comma for one in apposition."""
        before = first - 1
        while before >= 0 and (
            self.sentence.tokens[before].norm in TRANSPARENT
            or (link.is_apposed and self.sentence.tokens[before].norm in COMMAS)
            or self.sentence.has_class(before, "particles.relative")
        ):
            before -= 1
        for part in self.phrases:
            if part.first <= before <= part.last:
                return self._party(part.first, before)
        return None

    def _named_after(self, last: int) -> Resolved | None:
        """Give the person named right after the group: القيادي في حركة حماس إسماعيل رضوان."""
        person = next((m for first, m in self.sentence.actors.items() if first == last + 1 and m.is_person), None)
        if person is not None:
            return self._party(person.first, person.last)
        part = self.beginning.get(last + 1)
        if part is not None and self.sentence.words[part.first].is_given_name:
            return self.reader.resolve(self.sentence, part.first, part.last)
        return self._inner_name(last)

    def _inner_name(self, last: int) -> Resolved | None:
        """Give a person named in the same chunk as the group, after its name."""
        for part in self.phrases:
            if part.first <= last < part.last and self.sentence.words[last + 1].is_given_name:
                return self.reader.resolve(self.sentence, last + 1, part.last)
        return None

    def _party(self, first: int, last: int) -> Resolved | None:
        """Give who the phrase names, where it names somebody with an identity of his own."""
        found = self.reader.resolve(self.sentence, first, last)
        if found.can_act and (found.strength == 3 or self._is_own_name(found.first, last)):
            return found
        mention = self._last_group(first, last)
        return None if mention is None else self.reader.resolve(self.sentence, mention.first, mention.last)

    def _last_group(self, first: int, last: int) -> Mention | None:
        found = [m for at, m in self.sentence.actors.items() if first <= at and m.last <= last and not m.is_weak]
        return found[-1] if found and found[-1].last == last else None

    def _is_own_name(self, first: int, last: int) -> bool:
        """True for a group named by a pattern, لواء خيبر, or a phrase that holds a given name."""
        named = self.sentence.words[first].pattern is not None and last > first
        return named or any(self.sentence.words[at].is_given_name for at in range(first, last))

    def _of_office(self, part: Chunk) -> list[Tie]:
        """Give the post told by a title before a name: قائد فيلق القدس قاسم سليماني."""
        role = self._role(part)
        if role is None:
            return []
        person = self._person(role[1] + 1, part.last)
        if person is None or person.first - role[0] > MAX_TITLE:
            return []
        target = self._organisation(role[0], person.first - 1)
        if target is None:
            return []
        end = person.first - 1
        title = entity_span(self.sentence, role[0], end).text
        return [self._tie("holds_office", person, target, role[0], end, "a post before a name", title)]

    def _role(self, part: Chunk) -> tuple[int, int] | None:
        """Give the first and last token of the first role noun or phrase of the chunk."""
        for at in range(part.first, part.last):
            ends = [phrase.last for phrase in self.sentence.phrases if phrase.first == at and phrase.kind == "role"]
            if ends or self.sentence.words[at].role is not None or self._is_title_of_group(at):
                return at, max(ends, default=at)
            if at in self.sentence.actors and not self.sentence.actors[at].is_weak:
                return None
        return None

    def _is_title_of_group(self, at: int) -> bool:
        """True for a title in idafa to a group: قائد فيلق القدس (commander of the Quds Force)."""
        mention = self.sentence.actors.get(at + 1)
        return self.sentence.words[at].is_title and mention is not None and not mention.is_person

    def _person(self, first: int, last: int) -> Resolved | None:
        """Give the first person named by tokens `first`..`last`."""
        for at in range(first, last + 1):
            mention = self.sentence.actors.get(at)
            if mention is not None and mention.is_person:
                return self.reader.resolve(self.sentence, mention.first, mention.last)
            if self.sentence.words[at].is_given_name and at < last and mention is None:
                return self.reader.resolve(self.sentence, at, last)
        return None

    def _organisation(self, first: int, last: int) -> Resolved | None:
        for at in range(first + 1, last + 1):
            mention = self.sentence.actors.get(at)
            if mention is not None and not mention.is_person and mention.last <= last:
                return self.reader.resolve(self.sentence, mention.first, mention.last)
        return self._state(first, last)

    def _state(self, first: int, last: int) -> Resolved | None:
        """Give the state whose nationality the title bears: رئيس الوزراء العراقي (the Iraqi prime minister)."""
        for at in range(first + 1, last + 1):
            index = self.sentence.words[at].nation
            country = None if index is None else self.lexicon.nations[index].country
            if country is not None and country in self.lexicon.state_names:
                span = entity_span(self.sentence, at, at)
                state = Entity(
                    text=span.text,
                    sentence=span.sentence,
                    start=span.start,
                    end=span.end,
                    name=self.lexicon.state_names[country],
                    country=country,
                    sector="GOV",
                )
                return Resolved(state, 3, "state", "", None, True, False, at, at)
        return None

    def _tie(
        self, kind: str, source: Resolved, target: Resolved, first: int, last: int, why: str, title: str | None = None
    ) -> Tie:
        span = entity_span(self.sentence, first, last)
        trigger = Span(text=span.text, sentence=span.sentence, start=span.start, end=span.end)
        return Tie(kind=kind, source=source.entity, target=target.entity, trigger=trigger, title=title, why=why)


def _is_unlike(link: Link, source: Resolved) -> bool:
    """True for غزو العراق بقيادة الولايات المتحدة: no state is led by another."""
    return link.kind == "led_by" and source.kind == "state"


def _identity(entity: Entity) -> str:
    return entity.name or entity.text
