"""Takes a party and the phrase that a preposition joins to it and gives whose it is: ضابط في الشرطة."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from marsad.coding.callings import ARMED, POSTS
from marsad.coding.chunks import Chunk
from marsad.coding.entities import SITES
from marsad.coding.parties import Resolved
from marsad.coding.sentence import LabelledSentence

FROM: Final = "من"
IN: Final = "في"
AT: Final = "ب"
RANKS: Final = "في صفوف"
"""From the dead to whose they are: قتلى وجرحى في صفوف المتمردين (dead and wounded of the rebels)."""
GAPS: Final = {AT: 1, IN: 2, FROM: 2, RANKS: 3}
"""How many words on from a phrase the next begins that one of these leads to."""
POLITICAL: Final = ARMED | {"PTY", "OPP"}
FIGHTING: Final = frozenset({"REB", "UAF", "PTY", "OPP"})
"""Sectors of whom only another body of fighters or politicians takes up: قيادي في فتح (a leader in Fatah)."""
SERVING: Final = FIGHTING | {"MIL", "COP", "SPY", "PRM", "GOV", "LAB", "UNK"}
"""Sectors of who can be in the service of a body told after "in"."""
GOVERNED: Final = frozenset({"GOV", "COP", "JUD", "LEG", "CVL", "JRN", "MED", "EDU", "LAB", "OPP", "PTY", "REF", "SOC"})
"""Sectors of those of a country whom a text places in it; soldiers and gunmen may be foreign there."""
BODIES: Final = frozenset({"group", "army", "police", "party", "government", "body", "bloc", "igo", "media"})
PLACES: Final = "places.kinds"


def joins(chunk: Chunk, following: Chunk) -> bool:
    """Tell whether a noun phrase follows another at once, with a preposition before it or written to it."""
    if following.kind != "np" or following.conjunction or following.preposition not in GAPS:
        return False
    return following.first - chunk.last == GAPS[following.preposition]


def of_body(sentence: LabelledSentence, found: Resolved, chunk: Chunk, body: Resolved) -> Resolved:
    """Give `found` with the code of the body that `chunk` tells; unchanged where it names no body or country of it."""
    entity = found.entity
    if chunk.preposition == RANKS:
        are_theirs = entity.sector == "CVL" and found.kind == "people" and body.can_act
        return _of(found, body) if are_theirs else found
    if chunk.preposition == FROM:
        if body.kind == "person" or not (body.entity.sector in ARMED or _serves_any(sentence, found, body)):
            return found
        return _of(found, body)
    if body.kind == "state":
        is_theirs = entity.country is None and entity.sector in GOVERNED
        return replace(found, entity=replace(entity, country=body.entity.country)) if is_theirs else found
    is_place = sentence.has_class(chunk.first, SITES) or sentence.has_class(chunk.first, PLACES)
    may_serve = entity.sector in (ARMED if chunk.preposition == AT else SERVING)
    if is_place or body.kind not in BODIES or not may_serve or sentence.words[found.first].pattern is not None:
        return found
    if entity.sector in FIGHTING and body.entity.sector not in POLITICAL:
        return found
    is_sent = entity.country is not None and body.entity.country not in (None, entity.country)
    if is_sent and body.entity.sector not in ARMED:  # السفير الكويتي في مجلس الأمن
        return found
    if chunk.preposition == AT and not sentence.words[chunk.first].proclitics.has_article:
        return found
    return _of(found, body)


def _serves_any(sentence: LabelledSentence, found: Resolved, body: Resolved) -> bool:
    """True for members and holders of a post, who may be of any body: وفد من الكونغرس, عضو من البرلمان."""
    return body.kind in BODIES and sentence.has_class(found.first, POSTS)


def _of(found: Resolved, body: Resolved) -> Resolved:
    entity = replace(found.entity, country=body.entity.country or found.entity.country, sector=body.entity.sector)
    return replace(found, entity=entity, is_stateless=body.is_stateless)
