"""What judges whether words follow each other: the same one by one and many at a time, and better for real text."""

from __future__ import annotations

import numpy as np
import pytest

from marsad.restore.context import DOCUMENT_WEIGHT, Context
from marsad.restore.evidence import evidence
from marsad.restore.following import Following, following, places_within
from marsad.restore.network import ONE_THREAD, _product, networks
from marsad.restore.pairs import pairs
from marsad.restore.words import EDGE, NOTHING, key

SENTENCE = [
    "أعلن",
    "وزير",
    "الخارجية",
    "في",
    "مؤتمر",
    "صحفي",
    "عقده",
    "أمس",
    "في",
    "العاصمة",
    "أن",
    "الحكومة",
    "قررت",
    "إرسال",
    "وفد",
    "رفيع",
    "المستوى",
]
PLACES = [*places_within(SENTENCE), ("", "", "\n", *SENTENCE[:3]), ("", "بغداد.", "\n", "", "", "")]


def test_places_judged_together_as_one_by_one() -> None:
    apart = [Following(evidence(), networks(), pairs()).odds([place])[0] for place in PLACES]
    assert following().odds(PLACES) == pytest.approx(apart, abs=1e-4)


def test_real_neighbours_are_likelier_than_turned_ones() -> None:
    turned = [(*place[:2], place[3], place[2], *place[4:]) for place in places_within(SENTENCE)]
    real = following().odds(list(places_within(SENTENCE)))
    assert sum(one > two for one, two in zip(real, following().odds(turned), strict=True)) >= 0.8 * len(real)


def test_more_words_than_there_was_room_for_at_first() -> None:
    many = Following(evidence(), networks(), pairs())
    before = many.odds(PLACES)
    many.odds([("", "", f"كلمة{at}", f"أخرى{at}", "", "") for at in range(5000)])
    assert many.odds(PLACES) == before


def test_edges_and_unknown_words_have_vectors_of_their_own() -> None:
    shares = networks().shares([EDGE, NOTHING, evidence().word("العراق"), evidence().word("قغظذئ")])
    assert shares.shape == (4, 6, networks().width)
    assert all(not np.allclose(shares[one], shares[two]) for one in range(4) for two in range(one))


def test_a_product_in_pieces_is_the_product() -> None:
    chance = np.random.default_rng(1)
    right = chance.random((96, 32), dtype=np.float32)
    left = chance.random((3 * ONE_THREAD // right.size + 1, 96), dtype=np.float32)
    assert np.allclose(_product(left, right), left @ right, rtol=1e-5)


def test_frequencies_of_many_words_as_of_one() -> None:
    words = [*SENTENCE, "قغظذئ", ""]
    found = evidence().zipfs(np.array([key(word) for word in words], dtype=np.uint32))
    assert found.tolist() == pytest.approx([evidence().zipf(word) for word in words])


def test_a_pair_that_the_document_repeats_counts_more() -> None:
    place = ("", "", "زبرجد", "الشمندر", "", "")
    alone, repeated = Context(evidence()), Context(evidence(), ["زبرجد", "الشمندر"] * 10)
    assert repeated.follows(place) == pytest.approx(alone.follows(place) + DOCUMENT_WEIGHT)


def test_only_what_may_be_no_common_word_is_unusual() -> None:
    tokens = {"العراق", "العراق،", "قغظذئ", "الحكومةقررت", "و"}
    assert Context(evidence()).unusual(tokens) == {"قغظذئ", "الحكومةقررت", "و"}
