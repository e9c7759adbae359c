"""Takes a mention and gives the keys under which it is filed and looked up: only what shares a key is compared."""

from __future__ import annotations

import heapq
from functools import lru_cache
from hashlib import blake2b

from marsad.incidents.likeness import KINDRED_STATUS
from marsad.incidents.mention import Mention
from marsad.incidents.sites import COUNTRY
from marsad.incidents.tables import is_verbal
from marsad.incidents.wording import weight

BUCKET_DAYS = 4
AROUND = 2  # buckets before and after in which the other reports of an act are looked for
LONG_DAYS = 32  # bucket of mentions that refer to an act of long ago without telling its day
RARE_WORDS, RARE = 3, 3
NAMES = 4
STEP = 0x9E3779B97F4A7C15  # odd, so that neighbouring buckets get keys far apart
MASK = (1 << 64) - 1


def filed_under(mention: Mention) -> list[int]:
    """Give the keys under which a mention is filed: its days with each thing it is known by."""
    if _is_long_ago(mention):
        return _keys(mention, "long", (mention.latest // LONG_DAYS,))
    return _keys(mention, "near", (_bucket(mention),))


def looked_up_under(mention: Mention) -> list[int]:
    """Give the keys under which to look for what tells of the same: also those of the days before and after.

    Who is filed under a key that another looks up, looks up a key under which the other is filed.
    """
    month = mention.latest // LONG_DAYS
    if _is_long_ago(mention):
        first, last = mention.earliest // BUCKET_DAYS, mention.latest // BUCKET_DAYS
        return _keys(mention, "near", range(first, last + 1)) + _keys(mention, "long", range(month - 1, month + 2))
    at = _bucket(mention)
    return _keys(mention, "near", range(at - AROUND, at + AROUND + 1)) + _keys(mention, "long", (month, month + 1))


def _is_long_ago(mention: Mention) -> bool:
    return mention.background and mention.first_day is None


def _bucket(mention: Mention) -> int:
    """Give the bucket of the day told, else of the publication."""
    return (mention.latest if mention.first_day is None else mention.earliest) // BUCKET_DAYS


def _keys(mention: Mention, reach: str, buckets: range | tuple[int, ...]) -> list[int]:
    """Give keys as numbers that every database keeps: words and deeds, done and ahead, are filed apart."""
    kind = "words" if is_verbal(mention.type) else "deeds"
    about = f"{reach} {kind} {KINDRED_STATUS[mention.status]}"
    return [_signed(_hash(f"{about} {thing}") + bucket * STEP) for thing in _things(mention) for bucket in buckets]


def _signed(number: int) -> int:
    number &= MASK
    return number - (1 << 64) if number >> 63 else number


@lru_cache(maxsize=200_000)
def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")


def _things(mention: Mention) -> list[str]:
    """Give what a mention is known by: its places, its parties, the rarest words of its sentence."""
    sites = dict.fromkeys(one.name for one in mention.sites if one.precision < COUNTRY)
    parties = dict.fromkeys(one.key for one in (*mention.recipients, *mention.actors))
    rare = [word for word in mention.words if weight(word) >= RARE]
    rarest = heapq.nlargest(RARE_WORDS, rare, key=lambda word: (weight(word), word))
    return [*(f"at {name}" for name in list(sites)[:NAMES]), *(f"by {key}" for key in list(parties)[:NAMES]),
            *(f"of {word}" for word in rarest)]  # fmt: skip
