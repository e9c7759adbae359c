"""The ledger of claims: read from coded sentences, held against incidents, counted by speaker."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.claims import Claim, Ledger, Outcome, claims, resolve, speaker_records
from marsad.claims.reading import condition_of
from marsad.claims.sides import Sides
from marsad.claims.speakers import wilson
from marsad.documents import document_from_text
from marsad.incidents.model import Incident, Party
from marsad.incidents.parties import SAME_SIDE, likeness
from marsad.reading import code_document, sourced_record

CASES = tomllib.loads(Path(__file__).with_name("claims.toml").read_text("utf-8"))["case"]
DAY = date(2020, 7, 1)
FACTION = Party("Kataib Hezbollah", "Kataib Hezbollah", "IRQ", "REB")
TROOPS = Party("US military", "US military", "USA", "MIL")
OTHERS = Party("Turkish Armed Forces", "Turkish Armed Forces", "TUR", "MIL")
THREAT = Claim(
    id="d1-e1",
    kind="threat",
    speakers=(FACTION,),
    types=("ASSAULT",),
    actors=(FACTION,),
    recipients=(TROOPS,),
    country="IRQ",
    made=DAY,
    due=DAY + timedelta(30),
    due_is_told=False,
    condition=None,
    sentence="",
    start=0,
    document_id="d1",
    outlet=None,
)


def records(text: str) -> list[dict[str, Any]]:
    document = replace(document_from_text(text), published=DAY)
    coded = code_document(document)
    return [
        sourced_record(event.to_dict(), document.id, document.source, None, DAY, coded.sentences[event.sentence].text)
        for event in coded.events
    ]


def attack(number: int, day: date, actor: Party = FACTION, recipient: Party = TROOPS, **changes: Any) -> Incident:
    return Incident(
        id=f"i{number}", type="ASSAULT", mode=None, quad_class="", score=-9.0, counts=True, site=None,
        first_day=day, last_day=day, date_precision=1, actors=(actor,), recipients=(recipient,),
        **{"status": "actual", **changes},
    )  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_claims_of_a_sentence(case: dict[str, Any]) -> None:
    found = list(claims(records(case["text"])))
    assert len(found) == len(case["claims"])
    for claim, expected in zip(found, case["claims"], strict=True):
        assert (claim.kind, list(claim.types), claim.due) == (expected["kind"], expected["types"], expected["due"])
        assert claim.condition == expected.get("condition")
        if "speaker" in expected:
            assert [one.name for one in claim.speakers] == [expected["speaker"]]


@pytest.mark.parametrize(
    ("incidents", "read_until", "state"),
    [
        ([attack(1, DAY + timedelta(5))], DAY + timedelta(9), "came-true"),
        ([attack(1, DAY)], DAY + timedelta(60), "did-not"),
        ([attack(1, DAY + timedelta(31))], DAY + timedelta(60), "did-not"),
        ([attack(1, DAY + timedelta(5), actor=OTHERS)], DAY + timedelta(60), "did-not"),
        ([attack(1, DAY + timedelta(5), recipient=OTHERS)], DAY + timedelta(60), "did-not"),
        ([attack(1, DAY + timedelta(5), status="negated")], DAY + timedelta(60), "did-not"),
        ([], DAY + timedelta(9), "open"),
        ([], None, "open"),
    ],
)
def test_what_became_of_a_threat(incidents: list[Incident], read_until: date | None, state: str) -> None:
    assert resolve(THREAT, Ledger(incidents, DAY, read_until)).state == state


def test_a_claim_that_names_nobody_and_no_place_is_void() -> None:
    vague = replace(THREAT, actors=(), recipients=(), country=None)
    assert resolve(vague, Ledger([attack(1, DAY + timedelta(1))], DAY, DAY + timedelta(60))).state == "void"


def test_there_is_no_base_rate_of_days_of_which_nothing_was_read() -> None:
    long_ago = [attack(1, DAY - timedelta(4000))]
    assert resolve(THREAT, Ledger(long_ago, DAY - timedelta(60), DAY + timedelta(60))).base_rate is None


NAMES = st.sampled_from(["جيش المدينة", "شرطة المدينة", "جيش", "لواء الفتح", "Army"])
PARTIES = st.builds(Party, NAMES, NAMES, st.sampled_from([None, "IRQ", "SYR"]), st.sampled_from(["MIL", "REB", "UNK"]))


@given(st.lists(st.lists(PARTIES, max_size=3), max_size=8), PARTIES)
def test_who_stands_on_a_side_is_found_without_asking_everyone(sides: list[list[Party]], wanted: Party) -> None:
    alike = {
        number for number, side in enumerate(sides) if any((likeness(wanted, one) or 0.0) >= SAME_SIDE for one in side)
    }
    assert Sides(sides).holding([wanted]) == alike


def test_the_base_rate_counts_stretches_before_the_claim() -> None:
    before = [attack(number, DAY - timedelta(30 * number + 15)) for number in (0, 1, 5, 7)]
    outcome = resolve(THREAT, Ledger(before, DAY - timedelta(7 * 30 + 3), DAY + timedelta(60)))
    assert outcome.base_rate == pytest.approx(3 / 7)


def test_speakers_are_counted_apart_and_void_claims_left_out() -> None:
    judged = [
        (THREAT, Outcome("came-true", base_rate=0.5)),
        (THREAT, Outcome("did-not", base_rate=0.5)),
        (THREAT, Outcome("open")),
        (THREAT, Outcome("void")),
        (replace(THREAT, speakers=(OTHERS,)), Outcome("open")),
    ]
    first, second = speaker_records(judged)
    assert (first.speaker, first.came_true, first.did_not, first.open, first.share) == (
        "Kataib Hezbollah",
        1,
        1,
        1,
        0.5,
    )
    assert first.expected == 1.0
    assert (second.speaker, second.share, second.open) == ("Turkish Armed Forces", None, 1)


@pytest.mark.parametrize(
    ("sentence", "clause"),
    [
        ("في حال استمرت الهجمات، ستنسحب القوات", "في حال استمرت الهجمات"),
        ("وإذا فشلت المفاوضات فستعود الحرب", "وإذا فشلت المفاوضات"),
        ("قصف الجيش المدينة", None),
    ],
)
def test_condition(sentence: str, clause: str | None) -> None:
    assert condition_of(sentence) == clause


@given(st.integers(1, 500).flatmap(lambda trials: st.tuples(st.integers(0, trials), st.just(trials))))
def test_the_interval_holds_the_share(counted: tuple[int, int]) -> None:
    low, high = wilson(*counted)
    assert 0 <= low <= counted[0] / counted[1] + 1e-9
    assert counted[0] / counted[1] - 1e-9 <= high <= 1
