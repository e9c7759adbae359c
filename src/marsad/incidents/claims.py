"""Takes the mentions of one happening and gives who claims, is blamed for and denies it, and what superseded what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from marsad.incidents.mention import Mention
from marsad.incidents.model import Party, Responsibility
from marsad.incidents.parties import SAME_BODY, likeness
from marsad.incidents.tables import quad_class

CLAIM, BLAME, DENIAL = "claim", "blame", "denial"
ANSWERED_FOR = "material conflict"


def responsibility(members: Sequence[Mention]) -> tuple[Responsibility, ...]:
    """Give every claim, blame and denial of responsibility in the order of the reports; none of them is the truth.

    A later word of the same speaker on the same party, or of the party on itself, supersedes an earlier one that says
    otherwise. Only for acts of material conflict does anybody answer: words have a speaker, aid has a giver.
    """
    if not members or quad_class(members[0].type) != ANSWERED_FOR:
        return ()
    found = list(dict.fromkeys(one for member in members for one in _of_mention(member)))
    return tuple(replace(one, superseded_by=_superseding(one, found[at + 1 :])) for at, one in enumerate(found))


def _of_mention(mention: Mention) -> Iterator[Responsibility]:
    for party in mention.actors:
        speakers: Sequence[Party | None] = mention.said_by or (None,)
        for speaker in speakers:
            kind = _kind(mention, party, speaker)
            yield Responsibility(kind, party, speaker, mention.event_id, mention.published)


def _kind(mention: Mention, party: Party, speaker: Party | None) -> str:
    is_own = speaker is not None and (likeness(party, speaker) or 0.0) >= SAME_BODY
    if mention.status == "negated":
        return DENIAL
    if is_own or (mention.is_claim and speaker is None):
        return CLAIM
    return BLAME


def _superseding(one: Responsibility, later: Sequence[Responsibility]) -> str | None:
    """Give the first later report by whose speaker what was said no longer holds; who says it again, holds to it."""
    repeated = {other.event_id for other in later if _repeats(one, other)}
    return next((other.event_id for other in later if other.event_id not in repeated and _takes_back(one, other)), None)


def _repeats(one: Responsibility, other: Responsibility) -> bool:
    if one.kind != other.kind or one.party.key != other.party.key or one.said_by is None or other.said_by is None:
        return False
    return one.said_by.key == other.said_by.key


def _takes_back(one: Responsibility, other: Responsibility) -> bool:
    if one.kind == other.kind and one.party.key == other.party.key:
        return False
    if (other.day or date.max) < (one.day or date.min) or other.event_id == one.event_id:
        return False
    is_same_speaker = one.said_by is not None and other.said_by is not None and one.said_by.key == other.said_by.key
    if is_same_speaker:  # who blames another, claims for another name, or denies what was claimed
        return {one.kind, other.kind} != {BLAME, DENIAL} or one.party.key == other.party.key
    is_own_word = other.kind == DENIAL and other.said_by is not None and other.said_by.key == other.party.key
    return is_own_word and one.kind == CLAIM and one.party.key == other.party.key
