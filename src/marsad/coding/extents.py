"""Takes a labelled sentence and where a noun phrase begins, and gives where it ends."""

from __future__ import annotations

from typing import Final

from marsad.arabic.model import TimeExpression
from marsad.arabic.normal import ALEF
from marsad.coding.callings import leads_to_counted, leads_to_whole
from marsad.coding.endings import DUAL, HA, NISBA, PLURALS, agrees, has_pronoun, is_nisba, is_plain_adjective
from marsad.coding.names import TRANSPARENT, Mention, PhraseLabel
from marsad.coding.sentence import QUOTES, LabelledSentence, opens_quote
from marsad.coding.wording import is_broken_plural, is_common, is_common_noun, is_feminine_noun

TANWIN: Final = "\u064b"
WAW: Final = "\u0648"
BARE: Final = frozenset({WAW, "\u0628", "\u0644", "\u0643"})
"""Clitics that stand apart, before a quotation mark or a number: لـ«داعش», و 9."""
MAX_NAME_WORDS: Final = 5
MAX_PHRASE_WORDS: Final = 9
MAX_QUOTED: Final = 7
MAX_NICKNAME: Final = 2
FROM: Final = "\u0645\u0646"
ADJECTIVES: Final = "nouns.adjectives"
WEAPONS: Final = "instruments."
PLACE_NOUNS: Final = ("places.kinds", "places.sites", "places.wholes")
FEMININES: Final = "agreement.feminine_adjectives"
MEN: Final = "agreement.masculine_persons"
CALLED: Final = "nouns.called"
ONE_PERSON: Final = "casualties.persons"
MASCULINE_STATES: Final = "agreement.masculine_states"
AL: Final = "ال"
TWO, TEN = 2, 10
ABSTRACT: Final = "nouns.abstract"
"""Nouns with the ending of adjectives: حمل الحكومة | المسؤولية (held the government responsible)."""
CLOSING_WORDS: Final = "nouns.closing"


def phrase_end(
    sentence: LabelledSentence, at: int, times: dict[int, TimeExpression], role_phrases: dict[int, PhraseLabel]
) -> int:
    """Give the last token of the noun phrase that begins at `at`."""
    return _PhraseReader(sentence, at, times, role_phrases).read()


class _PhraseReader:
    """Reads one noun phrase: idafa chain, adjectives, title and name in apposition, quoted or bracketed names."""

    def __init__(
        self,
        sentence: LabelledSentence,
        at: int,
        times: dict[int, TimeExpression],
        role_phrases: dict[int, PhraseLabel],
    ) -> None:
        self.sentence, self.first, self.times, self.role_phrases = sentence, at, times, role_phrases
        self.last = at
        self.names, self.number_end = 0, -1
        self.is_definite = self.is_personal = self.is_group = self.is_named = False

    def read(self) -> int:
        self._take(self.first)
        while self.last + 1 < len(self.sentence.tokens) and self.last - self.first < MAX_PHRASE_WORDS:
            if not self._extend(self.last + 1):
                break
        following = self.last + 1
        if following < len(self.sentence.tokens) and self.sentence.tokens[following].norm in QUOTES:
            self.last += self._closes_inner(following)
        return self.last

    def _take(self, at: int) -> None:
        """Take the word, number or name at `at` into the phrase."""
        sentence, word = self.sentence, self.sentence.words[at]
        number = sentence.numbers.get(at)
        if number is not None:
            self.last = self.number_end = number.last
            self.is_definite = False
            return
        weapon = sentence.weapon_end(at)
        if weapon > at:
            self.last, self.is_definite = weapon, word.proclitics.has_article
            return
        if at in self.role_phrases:
            phrase = self.role_phrases[at]
            self.last = phrase.last
            self.is_personal |= phrase.is_person
            self.is_definite = sentence.words[phrase.last].proclitics.has_article
            if at not in sentence.actors or sentence.actors[at].last <= phrase.last:
                return
        mention = sentence.actors.get(at) or sentence.places.get(at)
        names_part = mention is not None and mention.last == at > self.first and sentence.words[at].is_given_name
        if mention is not None and not names_part and (not mention.is_weak or self.is_personal or mention.last > at):
            self.last, self.is_definite = max(mention.last, self.last), True
            if mention.kind == "actor":
                self.names += 1
            self.is_personal &= not mention.is_person
            return
        self.last = max(at, self.last)
        self.is_definite = word.proclitics.has_article or bool(self._suffixed(at))
        is_person = word.is_person or word.is_title or word.is_given_name or self.sentence.has_class(at, CALLED)
        if is_person or (at == self.first and (self._names_by_nation(at) or self._is_one_person(at))):
            self.is_personal = True
        self.is_group |= word.pattern is not None
        self.is_named |= word.is_given_name

    def _is_one_person(self, at: int) -> bool:
        """True for one of a group, whom a name may follow: النائب عبدالله (the member of parliament Abdullah)."""
        word = self.sentence.words[at]
        is_one = word.role is not None and word.proclitics.has_article and self.sentence.has_class(at, ONE_PERSON)
        return is_one and at + 1 < len(self.sentence.words) and self.sentence.words[at + 1].is_given_name

    def _names_by_nation(self, at: int) -> bool:
        """True for a nationality that a name follows: المغربي عبد الرحمن (the Moroccan Abd al-Rahman)."""
        word = self.sentence.words[at]
        following = at + 1
        return (
            word.nation is not None
            and word.proclitics.has_article
            and following < len(self.sentence.words)
            and self.sentence.words[following].is_given_name
        )

    def _suffixed(self, at: int) -> bool:
        act = self.sentence.words[at].act
        return act is not None and bool(act.suffix)

    def _extend(self, at: int) -> bool:
        sentence = self.sentence
        token, _word = sentence.tokens[at], sentence.words[at]
        if (token.norm in QUOTES and not self._closes_inner(at)) or token.norm == "(":
            return self._take_bracketed(at)
        if token.norm == FROM and leads_to_counted(sentence, self.first, at, self.times):
            self._take(at + 1)
            self.is_definite |= has_pronoun(sentence.words[at + 1].core)
            return True
        if leads_to_whole(self.sentence, self.first, self.last, at):
            self._take(at)
            return True
        if token.norm in TRANSPARENT:
            if at + 1 < len(sentence.tokens) and self._may_follow(at + 1):
                self._take(at + 1)
                return True
            return False
        if self._counts_the(at):
            self.last = sentence.numbers[at].last
            return True
        if token.is_mark or not self._may_follow(at):
            return False
        if at in sentence.numbers and (self.is_definite or sentence.words[self.last].nation is not None):
            return False
        if sentence.phrases and any(phrase.first == at and phrase.kind == "act" for phrase in sentence.phrases):
            return False
        self._take(at)
        return True

    def _counts_the(self, at: int) -> bool:
        """Tell how many known ones there are, السجناء الثلاثة (the three prisoners), from others: الجيش | الآلاف."""
        number = self.sentence.numbers.get(at)
        if number is None or not TWO <= number.value <= TEN or at in self.times:
            return False
        return all(self.sentence.tokens[one].norm.startswith(AL) for one in (at, self.last))

    def _may_follow(self, at: int) -> bool:
        sentence, word = self.sentence, self.sentence.words[at]
        if at in self.times or sentence.tokens[at].is_mark or sentence.tokens[at].norm in BARE:
            return False
        actor = sentence.actors.get(at)
        if actor is not None and not actor.is_weak:
            if actor.proclitics.conjunction or actor.proclitics.preposition:
                return False
            if self._names_as_adjective(at):
                return True
            if self._is_closed():
                return False
            is_named = self.is_personal and not is_broken_plural(sentence.words[self.first].core)
            return not self.is_definite or (is_named and (actor.is_person or actor.kind != "actor"))
        if self._joins_adjective(at):
            return True
        if word.proclitics.conjunction or word.proclitics.preposition or sentence.is_verb[at]:
            return False
        if word.stops:
            return False
        is_party = word.role is not None and word.proclitics.has_article and not self.is_definite
        may_be_named = self.is_personal or self.is_group or is_party
        if word.act is not None and not may_be_named and at not in sentence.places:
            return False
        if word.norm.startswith(WAW) and not word.is_known_noun and self.is_definite and at not in sentence.places:
            return False
        if self._is_closed() and not self._looks_adjective(at):
            return False
        return self._article_agrees(at) if word.proclitics.has_article else self._plain_may_follow(at)

    def _joins_adjective(self, at: int) -> bool:
        """Tell a further adjective of the noun: منظمات محلية ودولية (local and international organizations)."""
        word, last = self.sentence.words[at], self.sentence.words[self.last]
        is_plain = word.proclitics.conjunction and not word.proclitics.preposition and not word.stops
        if not is_plain or self.last == self.first or word.proclitics.has_article != last.proclitics.has_article:
            return False
        is_bare = at not in self.sentence.actors and at not in self.sentence.places and not self.sentence.is_verb[at]
        ends = next((end for end in NISBA if last.core.endswith(end)), None)
        alike = ends is not None and word.core.endswith(ends)
        return is_bare and alike and all(map(is_plain_adjective, (word, last)))

    def _names_as_adjective(self, at: int) -> bool:
        """Tell a name that is the adjective of the noun before it: القيادي الحوثي (the Houthi leader).

        السعودية may be the object of the verb, too, زارت المستشارة السعودية, where nothing else can be.
        """
        word, last = self.sentence.words[at], self.sentence.words[self.last]
        is_one = self.last == self.first and self.last not in self.sentence.actors and last.act is None
        if not is_one or not word.proclitics.has_article or not last.proclitics.has_article:
            return False
        if word.nation is not None and last.role is not None and not word.core.endswith(NISBA):
            return not self._is_lone_object(at)
        if not word.core.endswith(NISBA[:2]) or not agrees(last.core, word.core):
            return False
        return at not in self.sentence.places or not self._is_lone_object(at)

    def _is_lone_object(self, at: int) -> bool:
        """True for the second word after a verb, behind which no further noun stands."""
        follows_verb = self.first > 0 and self.sentence.is_verb[self.first - 1]
        if not follows_verb or self.sentence.words[self.first - 1].is_saying:
            return False
        following = at + 1
        if following == len(self.sentence.tokens):
            return True
        if self.sentence.tokens[following].is_mark:
            return not self._is_named_after(following)
        word = self.sentence.words[following]
        return bool(word.stops or word.proclitics.preposition or word.proclitics.conjunction)

    def _is_named_after(self, mark: int) -> bool:
        """True where a name follows a comma: الناشطة السعودية، منال الشريف."""
        at = mark + 1
        if at >= len(self.sentence.words) or at in self.times or self.sentence.is_verb[at]:
            return False
        word = self.sentence.words[at]
        return not (word.stops or word.proclitics.text or word.act is not None or word.is_known_noun)

    def _is_closed(self) -> bool:
        """Tell an indefinite word that no idafa can follow: with the nun of its plural, or a nationality adjective."""
        last = self.sentence.words[self.last]
        if self.is_definite or self.last in self.sentence.actors or self.last in self.sentence.places:
            return False
        if last.is_given_name or (self.last > self.first and self.sentence.words[self.last - 1].is_given_name):
            return False
        if last.nation is not None:
            return self.last > self.first or last.core.endswith((*PLURALS[:2], DUAL))
        is_adjective = self.sentence.has_class(self.last, CLOSING_WORDS) or is_nisba(last)
        is_plural = last.core.endswith(NISBA[2:4]) and self.last != self.number_end
        if self.last > self.first and (is_adjective or is_plural):
            return True
        return last.role is not None and last.core.endswith(PLURALS[:2])

    def _looks_adjective(self, at: int) -> bool:
        word = self.sentence.words[at]
        if word.proclitics.has_article:
            return False
        with_nun = (*PLURALS[:2], DUAL)
        last = self.sentence.words[self.last].core
        if last.endswith(PLURALS[0]) and word.core.endswith(PLURALS[1]) and word.nation is None:
            return False
        is_dual = not word.core.endswith(PLURALS[0]) and word.core.endswith(DUAL)
        if word.nation is not None or (word.core.endswith(with_nun) and not (is_dual and last.endswith(PLURALS[:2]))):
            return True
        is_plural = self.sentence.words[self.last].core.endswith(with_nun)
        is_adjective = word.adjective is not None or self.sentence.has_class(at, ADJECTIVES)
        return not is_plural and (is_adjective or word.core.endswith((*NISBA, HA)))

    def _article_agrees(self, at: int) -> bool:
        """Tell an adjective or idafa complement from the next noun phrase, both of which carry the article."""
        word, last = self.sentence.words[at], self.sentence.words[self.last]
        if not self.is_definite:
            ends_name = self.is_named and last.role is None and not last.is_title
            return not (ends_name and is_feminine_noun(word.core) and not word.core.endswith(NISBA[1]))
        if self.is_personal and self.sentence.has_class(at, CALLED):
            return True
        if self.sentence.has_class(at, ADJECTIVES):
            if self.names and self._ends_person():
                return False
            is_alone = self.last == self.first and (word.role is not None or word.act is not None)
            if not is_alone and agrees(self.sentence.words[self.first].core, word.core):
                return True
        if self._clashes(at) or self._follows_state(at):
            return False
        is_man = self.sentence.has_class(at, MEN) or self.sentence.has_class(at, ABSTRACT)
        if word.nation is not None or word.adjective is not None or (word.core.endswith(NISBA) and not is_man):
            return True
        if self.is_personal and self.last == self.first:
            is_noun = is_common(word.core) and not self.sentence.has_class(at, ADJECTIVES)
            return word.is_person or word.is_title or not (word.is_known_noun or is_noun)
        if (
            at in self.sentence.actors
            or at in self.sentence.places
            or word.role is not None
            or word.act is not None
            or word.pattern is not None
            or word.is_title
        ):
            return False
        return agrees(last.core, word.core) and not (self._begins_phrase(at) or self._is_place_noun(at))

    def _is_place_noun(self, at: int) -> bool:
        """Tell what is hit, or hits, from an adjective: قصفت الطائرات | العاصمة, أطلق رجال الأمن | النار."""
        is_weapon = not self.sentence.words[at].core.endswith((*NISBA, HA)) and any(
            name.startswith(WEAPONS) for name in self.sentence.classes(at)
        )
        return is_weapon or any(self.sentence.has_class(at, name) for name in PLACE_NOUNS)

    def _clashes(self, at: int) -> bool:
        """Tell the object from an adjective by its gender: استدعت النيابة العامة | الصحفي (summoned the journalist)."""
        words = self.sentence.words
        if words[at].core.endswith((HA, *PLURALS, DUAL)) or self.sentence.has_class(at, FEMININES):
            return False
        if words[at].nation is not None and not (at + 1 < len(words) and words[at + 1].is_given_name):
            return False
        return all(
            words[noun].core.endswith((HA, PLURALS[2])) and not self.sentence.has_class(noun, MEN)
            for noun in {self.first, self.last}
        )

    def _follows_state(self, at: int) -> bool:
        """Tell what a state does or hits from its adjective, by its gender: احتلت إيران | الأراضي (the land)."""
        is_state = any(mention.is_state for mention in self._names_at_end())
        is_masculine = self.sentence.has_class(self.last, MASCULINE_STATES)
        return is_state and not is_masculine and self.sentence.words[at].core.endswith(NISBA[0])

    def _ends_person(self) -> bool:
        """True where a person's known name ends the phrase: انتقاد ترامب | الأخير (his last criticism)."""
        return any(mention.is_person for mention in self._names_at_end())

    def _names_at_end(self) -> list[Mention]:
        known = self.sentence.actors
        mentions = (known[at] for at in range(self.first, self.last + 1) if at in known)
        return [mention for mention in mentions if mention.last == self.last]

    def _begins_phrase(self, at: int) -> bool:
        """Tell a noun from the adjective that its article suggests: رفضت إيران | القرار, حاول الرجال | الوصول."""
        core = self.sentence.words[at].core
        is_noun = is_common(core) and not self.sentence.has_class(at, ADJECTIVES)
        return is_common_noun(core) or (is_noun and bool(self._names_at_end()))

    def _plain_may_follow(self, at: int) -> bool:
        sentence, word = self.sentence, self.sentence.words[at]
        if not self.is_definite:
            return word.act is None or at in sentence.places or word.nation is not None
        if not self.is_personal or self.names >= MAX_NAME_WORDS or at in sentence.places:
            return False
        if self.last == self.first and sentence.words[self.first].core.endswith(PLURALS[1]) and not word.is_given_name:
            return False
        if word.participles and word.act is None:
            return False
        if word.is_given_name:
            self.names += 1
            return True
        if self._is_accusative(at):
            return False
        if word.is_title or (word.role is not None and sentence.words[self.last].is_title):
            return True
        if (
            word.is_known_noun or is_common_noun(word.core) or is_feminine_noun(word.core)
        ) and at not in sentence.actors:
            return False
        self.names += 1
        return True

    def _is_accusative(self, at: int) -> bool:
        """Tell an indefinite object by its ending, which a name seldom has: أثار لقاء السفير جدلا (a controversy)."""
        words, core = self.sentence.words, self.sentence.words[at].core
        if TANWIN in self.sentence.tokens[at].text:
            return True
        is_named = at + 1 < len(words) and words[at + 1].is_given_name
        return core.endswith(ALEF) and is_common(core[:-1]) and not is_named

    def _take_bracketed(self, at: int) -> bool:
        """Take a name in quotes or brackets when it is short and holds no verb."""
        tokens = self.sentence.tokens
        if not opens_quote(tokens, at):
            return False
        closing = QUOTES if tokens[at].norm in QUOTES else frozenset(")")
        for end in range(at + 1, min(at + MAX_QUOTED, len(tokens))):
            if tokens[end].norm in closing:
                inner = range(at + 1, end)
                if not inner or any(self.sentence.is_verb[word] for word in inner):
                    return False
                if self.names and tokens[at].norm in QUOTES and len(inner) > MAX_NICKNAME:
                    return False
                self.last, self.is_definite = end, True
                return True
        return False

    def _closes_inner(self, at: int) -> bool:
        """True for a closing mark whose opening one lies inside the phrase: حركة «الشباب» الصومالية."""
        tokens = self.sentence.tokens
        is_open = any(tokens[inner].norm in QUOTES for inner in range(self.first, self.last + 1))
        return is_open and not opens_quote(tokens, at)
