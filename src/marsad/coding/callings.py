"""Takes a noun phrase and gives what it calls somebody: the role noun, the body of a post, the nationality."""

from __future__ import annotations

from collections.abc import Container
from typing import Final

from marsad.coding.names import Mention
from marsad.coding.sentence import PRONOUN_ENDS, TA_MARBUTA, LabelledSentence
from marsad.coding.wording import is_common
from marsad.coding.words import is_unheard
from marsad.lexicon import Lexicon
from marsad.lexicon.model import Role

OF: Final = "ل"
PARTS, MEDIA = "nouns.parts", "nouns.media"
OF_WHOM: Final = "\u0645\u0646"
"""From, between a number and whom it counts: 13 من الحوثيين (13 of the Houthis)."""
FORCES: Final = "nouns.forces"
MAX_QUANTITY: Final = 2
QUANTITIES: Final = "nouns.quantities"
ARMED: Final = frozenset({"MIL", "COP", "SPY", "REB", "PRM"})
POSTS, KIN, ARMED_MEN, NO_OFFICE = "nouns.posts", "nouns.kin", "nouns.armed", "nouns.no_office"
ARMS: Final = frozenset({"MIL", "COP", "SPY"})
OFFICES: Final = ARMS | {"GOV"}
"""Sectors of what a government has under arms: قوات الحكومة are soldiers."""
FORMER: Final = frozenset({"سابق", "سابقه", "اسبق", "راحل"})
"""Former, feminine former, one before, late."""
ACCUSING: Final = frozenset({"متهما", "متهمه", "متهمين"})
HER: Final = "\u0627\u064a\u0627\u0647"
"""Her, as an object by itself: متهمة إياها."""
SENT_TO: Final = frozenset({"\u0641\u064a", "\u0644\u062f\u064a"})
"""In, and at."""
NISBA: Final = ("ي", "يه")
"""Of adjectives: الخطر الإرهابي (the terrorist danger)."""


class CallingReader:
    """Reads role nouns and nationalities of phrases by the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def role(self, sentence: LabelledSentence, first: int, last: int) -> Role | None:
        """Give what the phrase of tokens `first`..`last` says its bearer is, None where it has no role noun.

        Of a quantity it is what is counted: مئات من أفراد الجيش (hundreds of members of the army).
        """
        is_part = first + 1 < last and sentence.tokens[first + 1].norm == OF_WHOM
        if is_part and sentence.has_class(first, QUANTITIES):
            counted = self.role(sentence, first + 2, last)
            if counted is not None:
                return counted
        head = head_of(sentence, first, last)
        own = sentence.words[head].role
        phrases = [inner for inner in sentence.roles if first <= inner.first <= last] if sentence.roles else []
        is_longer = any(inner.first == head < inner.last for inner in phrases)
        if own is not None and not is_longer and sentence.has_class(head, KIN):
            return self.lexicon.roles[self._apposed(sentence, head, last, own)]
        for inner in phrases:
            if inner.last <= last and inner.first <= head + 1:
                return self._held(sentence, head, inner.last, last, self.lexicon.roles[int(inner.value)])
        words, actors = sentence.words, sentence.actors
        for at in range(first, min(last, first + 3) + 1):
            mention = actors.get(at)
            if mention is not None and not mention.is_weak:
                break
            phrase = next((one for one in phrases if one.first == at and one.last <= last), None) if phrases else None
            if phrase is not None:
                return self._held(sentence, at, phrase.last, last, self.lexicon.roles[int(phrase.value)])
            index = words[at].role
            if index is not None and not self._is_adjective(sentence, head, at):
                role = self.lexicon.roles[self._apposed(sentence, at, last, index)]
                return self._held(sentence, at, at, last, role)
        return None

    def _is_adjective(self, sentence: LabelledSentence, head: int, at: int) -> bool:
        """Tell طريق رئيسي (a main road), هجمات منسقة (coordinated attacks) from presidents and their coordinator."""
        if at > head and sentence.has_class(at, NO_OFFICE):
            return True
        core = sentence.words[at].core
        is_feminine = sentence.tokens[at].text.endswith(TA_MARBUTA) and core not in self.lexicon.roles_of
        return is_feminine and not (at > head and core.endswith(NISBA[1]))

    def _held(self, sentence: LabelledSentence, post: int, end: int, last: int, role: Role) -> Role:
        """Give who holds a post the sector of its body: رئيس المحكمة (of the court), متحدث باسم الجيش."""
        following = end + 1
        if following > last:
            return role
        if sentence.has_class(post, FORCES):
            body = self.role(sentence, following, last)
            is_armed = body is not None and body.sector in ARMED and not self._is_apart(sentence, following, last)
            return Role(body.sector, role.kind, body.country) if body is not None and is_armed else role
        if not sentence.has_class(post, POSTS):
            return role
        kind = "person" if sentence.words[post].is_person else role.kind
        whole = self.whole(sentence, following, last)
        if whole is not None:
            return Role(whole.sector, kind, whole.country)
        if following in sentence.actors or (end == post and sentence.words[post].proclitics.has_article):
            return role
        body = self.role(sentence, following, last)
        is_body = (
            body is not None and body.sector not in ("CVL", "UNK") and not self._is_apart(sentence, following, last)
        )
        return Role(body.sector, kind, body.country) if body is not None and is_body else role

    def whole(self, sentence: LabelledSentence, first: int, last: int) -> Role | None:
        """Give the body that "of" leads to: المسؤول الإعلامي للحزب (of the party)."""
        for at in range(first, last + 1):
            mention = sentence.actors.get(at)
            if (
                mention is not None
                and not (mention.is_weak or mention.is_person)
                and mention.proclitics.preposition == OF
            ):
                actor = self.lexicon.actor(mention.index)
                return Role(actor.sector, "group", actor.country)
            index, clitics = sentence.words[at].role, sentence.words[at].proclitics
            if index is not None and clitics.preposition == OF and clitics.has_article and at not in sentence.actors:
                return self.lexicon.roles[index]
        return None

    def _is_apart(self, sentence: LabelledSentence, first: int, last: int) -> bool:
        """True where the phrase begins with an adjective or a word of no office: رئيس جديد للحزب."""
        word = sentence.words[first]
        if any(phrase.first == first <= last for phrase in sentence.roles):
            return False
        is_office = word.role is not None and self.lexicon.roles[word.role].sector in OFFICES
        return word.role is None or (word.core.endswith(NISBA) and not is_office)

    def _apposed(self, sentence: LabelledSentence, at: int, last: int, role: int) -> int:
        """Give what a relative is besides, where a title follows at once: خاله العقيد (his uncle, the colonel)."""
        has_pronoun = sentence.words[at].core.endswith(PRONOUN_ENDS) and sentence.tokens[at].text[-1] != TA_MARBUTA
        is_kin = has_pronoun and self.lexicon.roles[role].sector == "CVL"
        if at == last or not is_kin or not sentence.words[at + 1].proclitics.has_article:
            return role
        title = sentence.words[at + 1].role
        return role if title is None else title

    def nation(self, sentence: LabelledSentence, first: int, last: int) -> str | None:
        """Give the country of the first nationality adjective in the phrase."""
        for at in range(first, last + 1):
            nation = sentence.words[at].nation
            if nation is not None:
                return self.lexicon.nations[self._nation_of_two(sentence, at, nation)].country
        return None

    def _nation_of_two(self, sentence: LabelledSentence, at: int, nation: int) -> int:
        """Give the nation that an adjective names with the word beside it: كوري شمالي (North Korean)."""
        core, words = sentence.words[at].core, sentence.words
        before = f"{words[at - 1].core} {core}" if at else ""
        after = f"{core} {words[at + 1].core}" if at + 1 < len(words) else ""
        known = self.lexicon.nations_of
        return next((known[pair][0] for pair in (before, after) if pair in known), nation)

    def place_country(self, sentence: LabelledSentence, first: int, last: int) -> str | None:
        """Give the country of the first actor or place that the phrase names."""
        if not (sentence.actors or sentence.places):
            return None
        for at in range(first, last + 1):
            if at in sentence.actors and not _is_doubtful(sentence, sentence.actors[at], last):
                country = self.lexicon.actor(sentence.actors[at].index).country
                if country:
                    return country
            if at in sentence.places and not sentence.places[at].is_weak:
                return self.lexicon.place(sentence.places[at].index).country
        return None


def head_of(sentence: LabelledSentence, first: int, last: int) -> int:
    """Give the token of the noun that a phrase is about, after demonstratives, a number and "of"."""
    if first == last:
        return first
    numbers = sentence.numbers
    while first < last and first not in numbers and sentence.has_class(first, "particles.demonstratives"):
        first += 1
    if first in numbers and numbers[first].last < last:
        first = numbers[first].last + 1
    return first + 1 if first < last and sentence.tokens[first].norm == OF_WHOM else first


def may_be_surname(sentence: LabelledSentence, at: int) -> bool:
    """Tell طلال الأردني (Talal al-Urduni) from a name and what is done to another: شريف | الجيش."""
    word, mention = sentence.words[at], sentence.actors.get(at)
    if mention is not None:
        return mention.is_person
    return not word.proclitics.has_article or word.is_person or word.nation is not None


def is_kin(sentence: LabelledSentence, first: int) -> bool:
    """Tell محامي ترامب (Trump's lawyer) from a title before a name: المحامي فلان."""
    return sentence.has_class(first, KIN) and not sentence.words[first].proclitics.has_article


def is_known_group(sentence: LabelledSentence, first: int, last: int) -> bool:
    """Tell المسلحون (the gunmen), whom the text fights, from مسلحون (gunmen) whom nobody knows."""
    head = head_of(sentence, first, last)
    return sentence.words[head].proclitics.has_article and sentence.has_class(head, ARMED_MEN)


def _is_doubtful(sentence: LabelledSentence, mention: Mention, last: int) -> bool:
    """Tell a surname that many bear, ريهام سعيد, and a name that only begins like a known one."""
    is_surname = mention.is_person and mention.is_weak and mention.first == mention.last
    return is_surname or is_other_person(sentence, mention, last)


def is_other_person(sentence: LabelledSentence, mention: Mention, last: int) -> bool:
    """Tell a longer name that only begins like a known one: كيم سوكها (Kem Sokha) is not Kim Jong Un."""
    if not (mention.is_person and mention.is_weak and mention.first == mention.last < last):
        return False
    at = mention.last + 1
    word = sentence.words[at]
    is_bare = not word.proclitics.text and at not in sentence.actors and at not in sentence.places
    return is_bare and not (word.is_known_noun or is_common(word.core))


def leads_to_counted(sentence: LabelledSentence, first: int, at: int, times: Container[int]) -> bool:
    """True where "of" at `at` joins a quantity to what is counted, unless acts or `times` are: ثلاثة من قياداتها."""
    if at + 1 >= len(sentence.tokens) or not sentence.tokens[at + 1].is_arabic or at + 1 in times:
        return False
    counted = sentence.words[at + 1]
    if counted.act is not None and counted.role is None and at + 1 not in sentence.actors:
        return False
    number = sentence.numbers.get(first)
    is_quantity = sentence.has_class(first, QUANTITIES) and at - first <= MAX_QUANTITY
    return is_quantity or (number is not None and number.last == at - 1)


def leads_to_whole(sentence: LabelledSentence, first: int, last: int, at: int) -> bool:
    """True for "of" with the body that an office is part of: المكتب السياسي لحركة حماس (of Hamas)."""
    words = sentence.words
    if last == first or not words[last].proclitics.has_article:
        return False
    if not sentence.has_class(first, PARTS) or sentence.has_class(at, MEDIA):
        return False
    actor = sentence.actors.get(at)
    clitics = words[at].proclitics if actor is None else actor.proclitics
    if clitics.preposition != OF or clitics.conjunction or words[at].is_person:
        return False
    if actor is not None:
        return not (actor.is_weak or actor.is_person or at in sentence.places)
    return clitics.has_article and words[at].role is not None


def names_person(sentence: LabelledSentence, first: int, last: int) -> bool:
    """True for words that begin with a given name or two that Arabic has not, after titles and a nationality."""
    for at in range(first, last):
        word = sentence.words[at]
        if word.is_given_name or (is_unheard(word) and is_unheard(sentence.words[at + 1])):
            return True
        if not word.is_title and word.nation is None and sentence.tokens[at].norm not in "\"«“#'":
            return False
    return False


def is_sent(sentence: LabelledSentence, head: int, at: int) -> bool:
    """Tell one of a country sent to what is named at `at`: السفير الكويتي في مجلس الأمن (Kuwait's)."""
    if sentence.tokens[at - 1].norm not in SENT_TO:
        return False
    return any(sentence.words[before].nation is not None for before in range(head + 1, at - 1))


def is_former(sentence: LabelledSentence, first: int, last: int) -> bool:
    """Tell who held a post once: الرئيس السابق."""
    return any(sentence.words[at].core in FORMER for at in range(first + 1, last + 1))


def accuses(sentence: LabelledSentence, first: int, last: int) -> bool:
    """Tell متهمة الدوحة بدعم (accusing Doha of), whose object follows, from متهمة (one accused)."""
    if first >= last or sentence.tokens[first].norm not in ACCUSING:
        return False
    following = sentence.words[first + 1]
    return first + 1 in sentence.actors or following.proclitics.has_article or following.norm.startswith(HER)
