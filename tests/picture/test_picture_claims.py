"""The open claims of a page: whose, until when, and by which incident."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from made_happenings import ARMY, HOUTHIS, LAST, SAUDIS, happening

from marsad.claims import Claim, Outcome
from marsad.picture.names import Names
from marsad.picture.open_claims import open_claims
from marsad.picture.scope import Side, Wanted

CLAIM = Claim(
    id="d1-e1", kind="threat", speakers=(HOUTHIS,), types=("ASSAULT",), actors=(HOUTHIS,), recipients=(SAUDIS,),
    country=None, made=LAST - timedelta(10), due=LAST + timedelta(20), due_is_told=False, condition=None,
    sentence="a threat", start=0, document_id="d1", outlet="Wire",
)  # fmt: skip
OPEN, NAMES = Outcome("open", base_rate=0.25), Names()


def shown(claim: Claim, outcome: Outcome = OPEN, wanted: Wanted | None = None) -> list[str]:
    return [one.id for one in open_claims([(claim, outcome)], wanted or Wanted(), LAST, [], NAMES)]


@pytest.mark.parametrize(
    ("outcome", "is_shown"),
    [
        (OPEN, True),
        (Outcome("void"), False),
        (Outcome("came-true", ("i1",), LAST - timedelta(2)), False),
        (Outcome("came-true", ("i1",), LAST + timedelta(2)), True),  # not known on the page's last day
        (Outcome("did-not", day=LAST + timedelta(20)), True),
    ],
)
def test_a_claim_is_open_until_it_came_true_or_was_due(outcome: Outcome, is_shown: bool) -> None:
    assert bool(shown(CLAIM, outcome)) == is_shown


def test_claims_of_other_days_are_not_shown() -> None:
    assert shown(replace(CLAIM, made=LAST + timedelta(1))) == []
    assert shown(replace(CLAIM, due=LAST - timedelta(1))) == []


def test_claims_of_a_country_or_dyad() -> None:
    assert shown(CLAIM, wanted=Wanted(country="SAU")) == [CLAIM.id]
    assert shown(replace(CLAIM, country="YEM"), wanted=Wanted(country="SAU")) == []
    assert shown(CLAIM, wanted=Wanted(dyad=(Side(country="YEM"), Side(name="Saudi Arabia")))) == [CLAIM.id]
    assert shown(CLAIM, wanted=Wanted(dyad=(Side(country="YEM"), Side(name=ARMY.name)))) == []


def test_a_claim_leads_to_the_incident_that_holds_it_and_the_next_due_goes_first() -> None:
    holding = happening("d1", 10)
    later = replace(CLAIM, id="x-e9", due=LAST + timedelta(40))
    first, second = open_claims([(later, OPEN), (CLAIM, OPEN)], Wanted(), LAST, [holding], NAMES)
    assert (first.id, first.incidents, first.base_rate) == ("d1-e1", ("d1",), 0.25)
    assert first.speakers[0].ar == "الحوثيون"
    assert (second.id, second.incidents) == ("x-e9", ())
