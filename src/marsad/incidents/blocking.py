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
BUCKETS_A_MONTH = 8  # what refers to an act of long ago without telling its day is filed by 32 days
RARE_WORDS, RARE = 3, 3
NAMES = 4
STEP = 0x9E3779B97F4A7C15  # odd, so that neighbouring buckets get keys far apart
MASK = (1 << 64) - 1


def keys_of(mention: Mention) -> tuple[list[int], list[int]]:
    """Give the keys under which a mention is filed, and those under which to look for what tells of the same.

    It is filed under its days with each thing it is known by; looked up are also the days before and after. Who is
    filed under a key that another looks up, looks up a key under which the other is filed.
    """
    near, long = _stems(mention)
    if _is_long_ago(mention):
        month = mention.latest // (BUCKETS_A_MONTH * BUCKET_DAYS)
        buckets = range((month - 1) * BUCKETS_A_MONTH, (month + 1) * BUCKETS_A_MONTH + AROUND)
        return _keys(long, (month,)), _keys(near, buckets) + _keys(long, range(month - 1, month + 2))
    at = _bucket(mention)
    months = range((at - AROUND) // BUCKETS_A_MONTH, at // BUCKETS_A_MONTH + 2)
    around = _keys(near, range(at - AROUND, at + AROUND + 1)) + _keys(long, months)
    return _keys(near, (at,)), around


def filed_under(mention: Mention) -> list[int]:
    """Give the keys under which a mention is filed."""
    return keys_of(mention)[0]


def _is_long_ago(mention: Mention) -> bool:
    return mention.background and mention.first_day is None


def _bucket(mention: Mention) -> int:
    """Give the bucket of the day told, else of the publication."""
    return (mention.latest if mention.first_day is None else mention.earliest) // BUCKET_DAYS


def _stems(mention: Mention) -> tuple[list[int], list[int]]:
    """Give what keys of days and of months are made of: words and deeds, done and ahead, are filed apart."""
    kind = f"{'words' if is_verbal(mention.type) else 'deeds'} {KINDRED_STATUS[mention.status]}"
    things = _things(mention)
    return [_hash(f"near {kind} {thing}") for thing in things], [_hash(f"long {kind} {thing}") for thing in things]


def _keys(stems: list[int], buckets: range | tuple[int, ...]) -> list[int]:
    """Give keys as numbers that every database keeps."""
    return [_signed(stem + bucket * STEP) for stem in stems for bucket in buckets]


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
