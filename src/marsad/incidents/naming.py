"""Takes groups of mentions and the incidents they were in before, and gives each group its name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from hashlib import blake2b

from marsad.incidents.mention import Mention

LENGTH = 10
ATTEMPTS = 4  # of a million names one in two million is another's; four times in a row, none


def name_groups(
    made: Sequence[Sequence[Mention]], before: Mapping[str, str], taken: Collection[str]
) -> tuple[dict[str, Sequence[Mention]], dict[str, str]]:
    """Give groups by name, and for each name that was given up the one that has most of its mentions now.

    A group keeps the name that most of its mentions had; where two want one name, the one with more of its mentions
    has it. A group of new mentions gets a new name, none of `taken`.
    """
    votes = [Counter(before[one.event_id] for one in members if one.event_id in before) for members in made]
    wishes = sorted(
        ((-count, at, name) for at, counts in enumerate(votes) for name, count in counts.items()),
        key=lambda wish: (wish[0], wish[1], wish[2]),
    )
    name_by_group: dict[int, str] = {}
    given: set[str] = set()
    for _, at, name in wishes:
        if at not in name_by_group and name not in given:
            name_by_group[at] = name
            given.add(name)
    for at, members in enumerate(made):
        if at not in name_by_group:
            name_by_group[at] = new_name(members[0], {*taken, *given})
            given.add(name_by_group[at])
    successors = {}
    for name in sorted(set(before.values()) - given):
        heirs = [(-counts[name], at) for at, counts in enumerate(votes) if counts[name]]
        if heirs:
            successors[name] = name_by_group[min(heirs)[1]]
    return {name_by_group[at]: members for at, members in enumerate(made)}, successors


def new_name(first: Mention, taken: Collection[str] = ()) -> str:
    """Give the name that an incident gets when it is opened: made of where its first mention stands."""
    return next(name for name in new_names(first) if name not in taken)


def new_names(first: Mention) -> Iterator[str]:
    """Give the names that an incident may get, of which it gets the first that no other has."""
    place = f"{first.document_id} {first.sentence} {first.start} {first.type} {first.event_id}"
    for attempt in range(ATTEMPTS):
        yield "i" + blake2b(f"{place} {attempt or ''}".encode(), digest_size=LENGTH // 2).hexdigest()
