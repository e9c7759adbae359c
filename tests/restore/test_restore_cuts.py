"""Cuts of a document: where the same letters are cut throughout, rare words and run beginnings are told by them."""

from __future__ import annotations

import pytest

from marsad.restore import restore
from marsad.restore.context import Context
from marsad.restore.cuts import MAX_WORTH, Cuts
from marsad.restore.evidence import evidence
from marsad.restore.joints import joint

CUT = [("سور", "ية"), ("الجمهور", "ية"), ("العسكر", "ية"), ("الإدار", "ية")]


def test_letters_cut_throughout_are_worth_more_than_those_mostly_whole() -> None:
    cuts = Cuts(CUT, ["الوزير", "الوزارة", "كبيرة", "كثيرة"])
    assert cuts.worth("البحر", "ية") > 0.4 > 0 > cuts.worth("وز", "ير")


def test_a_single_sight_of_a_cut_does_not_speak_for_itself() -> None:
    once, more = Cuts([("سور", "ية")], []), Cuts([("سور", "ية")] * 5, [])
    assert once.worth("سور", "ية") < more.worth("سور", "ية") <= MAX_WORTH


def test_a_document_without_cuts_tells_nothing() -> None:
    cuts = Cuts([], ["سورية", "لكن"])
    assert cuts.worth("سور", "ية") == cuts.begins_run("لكن") == 0.0


def test_words_whose_letters_are_always_cut_begin_runs() -> None:
    cuts = Cuts([("ا", "لكبير"), ("الم", "لكة"), ("و", "لكن"), ("ا", "لكتاب")], ["كان", "في"])
    assert cuts.begins_run("لكن") > 0 == cuts.begins_run("كان")


def test_a_word_less_likely_than_its_pieces_is_joined_where_its_letters_are_cut_throughout() -> None:
    context = Context(evidence())
    assert joint("مركز", "يا", context) is None  # "a centre", "O": both more frequent than "centrally"
    assert joint("مركز", "يا", context, worth=1.0) is not None


def test_letters_never_met_are_cut_as_usual() -> None:
    assert Cuts(CUT, []).worth("ك", "تب") == pytest.approx(0.0)


def test_one_sure_cut_and_a_likely_one_show_that_lines_are_cut() -> None:
    text = (
        "ية شرقي البلاد ولم يصب أحد من ركابها بأذى. وقال مصدر إن القافلة عبرت منطقة صحراو\n"
        "وأكد الوزير أن المحادثات مستمرة.\n"
        "لكنها لم تذكر عدد القتلى. وأعلنت الشرطة أن الهجوم وقع صباح اليوم قرب السوق و"
    )
    found = restore(text).text
    assert "صحراوية" in found
    assert "ولكنها" in found
