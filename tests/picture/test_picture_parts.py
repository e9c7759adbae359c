"""What the page counts: its series, what is more or less than was to be expected, what changes, what is missing."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from made_happenings import ARMY, CROWD, HOUTHIS, LAST, SAUDIS, figure, happening, reads

from marsad.incidents.model import Site
from marsad.picture.changes import Changes, surprise
from marsad.picture.language import language
from marsad.picture.model import Count, Days, Statement, Toll
from marsad.picture.names import Names
from marsad.picture.scope import Side, Wanted, chosen
from marsad.picture.series import points
from marsad.picture.state import gaps, toll_gaps, week_statement
from marsad.picture.volume import Read, Volume
from marsad.picture.weight import counted

NAMES = Names()
NONE: dict[str, frozenset[str]] = {}  # tells the toll of another again
FIRST = LAST - timedelta(181)


def values(statement: Statement) -> dict[str, object]:
    return dict(statement.values)


def test_series_counts_people_and_kinds_with_their_incidents() -> None:
    calm = happening("a", 1, type="AID", quad_class="material cooperation", score=10.0)
    deadly = happening("b", 2, killed=figure(3), injured=figure(7))
    [*_, last] = points([calm, deadly, happening("c", 9)], Volume.of(reads(182)), FIRST, LAST, NONE)
    assert (last.first_day, last.last_day) == (LAST - timedelta(6), LAST)
    assert last.incidents == Count(2, ("b", "a"))
    assert (last.conflict, last.cooperation) == (Count(1, ("b",)), Count(1, ("a",)))
    assert (last.killed, last.injured) == (Toll(3, 3, 3, False, ("b",)), Toll(7, 7, 7, False, ("b",)))
    assert last.usual == pytest.approx(3 / 26, abs=0.01)


def test_days_nobody_read_are_missing_not_quiet() -> None:
    read = [one for one in reads(182) if one.published and not 7 <= (LAST - one.published).days < 14]
    series = points([happening("a", 1)], Volume.of(read), FIRST, LAST, NONE)
    assert [point.is_missing for point in series[-3:]] == [False, True, False]
    assert series[-2].usual is None
    assert series[-3].incidents.value == 0


@settings(deadline=None, max_examples=40)
@given(some.lists(some.integers(0, 200), max_size=30), some.integers(0, 200))
def test_every_incident_of_the_span_is_in_one_point(ago: list[int], span: int) -> None:
    first = LAST - timedelta(span)
    held = [happening(f"i{number}", days) for number, days in enumerate(ago)]
    series = points(held, Volume.of(reads(span + 1, 1)), first, LAST, NONE)
    assert sum(point.incidents.value for point in series) == sum(days <= span for days in ago)
    assert series[0].first_day == first and series[-1].last_day == LAST
    assert all(one.last_day + timedelta(1) == other.first_day for one, other in itertools.pairwise(series))


@pytest.mark.parametrize(
    ("of_week", "before", "key"),
    [(12, 16, "up"), (2, 16, "same"), (1, 80, "down"), (3, 0, "new"), (2, 12, "same")],
)
def test_the_week_is_held_against_the_weeks_before(of_week: int, before: int, key: str) -> None:
    held = [happening(f"n{number}", number % 7) for number in range(of_week)]
    held += [happening(f"b{number}", 7 + number % 56) for number in range(before)]
    found = week_statement(held, Volume.of(reads(182)), LAST, NONE)
    assert found.key == f"state.{key}"
    assert values(found)["incidents"] == counted(held[:of_week])
    usual = values(found)["usual"]
    assert isinstance(usual, Count) and usual.value == before / 8
    assert usual.kind == ("incidents" if before else "articles"), "0 was counted from what told of nothing"
    assert usual.incidents == counted(held[of_week:]).incidents


def test_a_week_that_was_read_and_held_nothing_is_told_so() -> None:
    held = [happening(f"b{number}", 7 + number % 56) for number in range(80)]
    found = week_statement(held, Volume.of(reads(182)), LAST, NONE)
    assert language("en").statement(found).endswith("no incident, where the weeks before would let expect 10.0.")


def test_more_reports_let_expect_more_incidents() -> None:
    held = [happening(f"n{number}", number % 7) for number in range(8)]
    held += [happening(f"b{number}", 7 + number % 56) for number in range(16)]
    assert week_statement(held, Volume.of(reads(63)), LAST, NONE).key == "state.up"
    busy = [*reads(63), *reads(7, 12)]
    assert week_statement(held, Volume.of(busy), LAST, NONE).key == "state.same"


def test_a_week_nobody_read_is_not_called_quiet() -> None:
    read = reads(60, until=LAST - timedelta(7))
    assert week_statement([], Volume.of(read), LAST, NONE) == Statement("state.unseen", (("day", LAST),))
    assert week_statement([], Volume.of(reads(10)), LAST, NONE).key == "state.none"
    assert week_statement([happening("a", 1)], Volume.of(reads(10)), LAST, NONE).key == "state.first"
    assert "no report" in language("en").statement(week_statement([], Volume.of(read), LAST, NONE)).casefold()


def test_rising_heating_and_cooling() -> None:
    now = [happening(f"n{number}", number, actors=(HOUTHIS,), recipients=(SAUDIS,)) for number in range(9)]
    before = [happening(f"b{number}", 30 + number, recipients=(HOUTHIS,)) for number in range(40)]
    changes = Changes([*now, *before], LAST, Volume.of(reads(182)), NAMES)
    [rising] = changes.rising()
    assert [name.en for name in rising.names] == ["Houthis"]
    assert rising.names[0].ar == "الحوثيون"
    assert (rising.now.value, rising.before.value, rising.expected) == (9, 0, 0.0)
    heating, cooling = changes.dyads()
    assert [[name.en for name in one.names] for one in heating] == [["Houthis", "Saudi Arabia"]]
    assert [[name.en for name in one.names] for one in cooling] == [["Houthis", "Iraqi Armed Forces"]]
    assert cooling[0].now == Count(0)
    assert len(cooling[0].before.incidents) == 40


def test_who_is_known_by_a_texts_words_alone_does_not_rise() -> None:
    held = [happening(f"n{number}", number, actors=(CROWD,)) for number in range(9)]
    assert Changes(held, LAST, Volume.of(reads(182)), NAMES).rising() == ()


@settings(deadline=None, max_examples=40)
@given(some.floats(0, 1000), some.floats(0, 1000))
def test_surprise_has_the_sign_of_the_difference(now: float, expected: float) -> None:
    assert (surprise(now, expected) > 0) == (now > expected) or now == pytest.approx(expected)


def test_gaps_tell_what_is_missing() -> None:
    read = [one for one in reads(182) if one.published and (LAST - one.published).days not in (30, 31, 50)]
    read += reads(20, 1, LAST - timedelta(60), "Radio")
    read += [Read("n1", "Nobody", None)]
    volume = Volume.of(read)
    held = [happening("a", 3), happening("b", 4, site=None, independent_outlets=2)]
    found = gaps(held, [happening("u", None)], volume, points(held, volume, FIRST, LAST, NONE), ["a.pdf", "b.pdf"])
    assert [one.key.removeprefix("gaps.") for one in found] == [
        "unread", "unread", "silent", "undated", "placeless", "single", "failed",
    ]  # fmt: skip
    assert values(found[1])["days"] == Days(2)
    assert values(found[2])["outlet"] == "Radio"
    assert values(found[3])["incidents"] == Count(1, ("u",))
    for code in ("ar", "en"):
        assert all(language(code).statement(one) for one in found)


def test_gaps_tell_whose_tolls_are_in_no_sum() -> None:
    held = [happening("a", 3), happening("b", 4), happening("c", 5)]
    found = toll_gaps(held, {"killed": frozenset({"a"}), "injured": frozenset({"a"})}, {"killed": frozenset({"b"})})
    assert found == (
        Statement("gaps.retold", (("incidents", Count(1, ("a",))),)),
        Statement("gaps.longer", (("incidents", Count(1, ("b",))),)),
    )
    assert toll_gaps(held, {}, {}) == ()


def test_a_country_is_where_it_happened_else_whom_it_befell() -> None:
    abroad = happening("abroad", 1, site=Site("Ankara", "TUR"))
    nowhere = happening("nowhere", 1, site=None, recipients=(SAUDIS,))
    held = [happening("here", 1), abroad, nowhere]
    assert [one.id for one in chosen(held, Wanted(country="IRQ"))] == ["here"]
    assert [one.id for one in chosen(held, Wanted(country="SAU"))] == ["nowhere"]
    assert [one.id for one in chosen(held, Wanted())] == ["here", "abroad", "nowhere"]


def test_a_dyad_goes_both_ways() -> None:
    held = [
        happening("there", 1, actors=(HOUTHIS,), recipients=(SAUDIS,)),
        happening("back", 1, actors=(SAUDIS,), recipients=(HOUTHIS,)),
        happening("talks", 1, actors=(HOUTHIS, SAUDIS), recipients=()),
        happening("other", 1, actors=(HOUTHIS,), recipients=(ARMY,)),
    ]
    wanted = Wanted(dyad=(Side(name="Houthis"), Side(country="SAU")))
    assert [one.id for one in chosen(held, wanted)] == ["there", "back", "talks"]
