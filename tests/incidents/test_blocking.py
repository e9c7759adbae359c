"""Two mentions are compared whichever of them comes first."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.incidents.blocking import keys_of
from marsad.incidents.mention import DAYS_BEFORE_MENTION, DAYS_BEFORE_REPORT, Mention
from marsad.incidents.model import Site

FIRST_DAY = date(2020, 1, 1)
TOWN = Site("Basra", "IRQ", None, 30.5, 47.8, 1)


@st.composite
def mentions(draw: st.DrawFn) -> Mention:
    background, is_dated = draw(st.booleans()), draw(st.booleans())
    published = FIRST_DAY + timedelta(draw(st.integers(0, 120)))
    day = published - timedelta(draw(st.integers(0, 60))) if is_dated else None
    last = (day or published).toordinal()
    return Mention(
        event_id="e", document_id="d", sentence=0, start=0, type="ASSAULT", mode=None, status="actual",
        background=background, trigger="قصف", published=published, first_day=day, last_day=day, latest=last,
        earliest=last if day else last - (DAYS_BEFORE_MENTION if background else DAYS_BEFORE_REPORT), sites=(TOWN,),
    )  # fmt: skip


@given(mentions(), mentions())
def test_each_of_two_finds_the_other_or_neither_does(one: Mention, other: Mention) -> None:
    (filed, looked_up), (others_filed, others_looked_up) = keys_of(one), keys_of(other)
    assert bool(set(looked_up) & set(others_filed)) == bool(set(others_looked_up) & set(filed))


@settings(max_examples=1000)
@given(mentions(), mentions())
def test_what_may_be_of_one_day_is_compared(one: Mention, other: Mention) -> None:
    is_long_ago = [mention.background and mention.first_day is None for mention in (one, other)]
    if one.earliest <= other.latest and other.earliest <= one.latest and any(is_long_ago):
        assert set(keys_of(one)[1]) & set(keys_of(other)[0])
