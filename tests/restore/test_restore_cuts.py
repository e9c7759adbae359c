"""Cuts of a document: where the same letters are cut throughout, rare words and run beginnings are told by them."""

from __future__ import annotations

import pytest

from marsad.restore import restore
from marsad.restore.context import Context
from marsad.restore.cuts import MAX_WORTH, Cuts, usual_cuts
from marsad.restore.damage import LETTERS
from marsad.restore.evidence import evidence
from marsad.restore.joints import joint

CUT = [("سور", "ية"), ("الجمهور", "ية"), ("العسكر", "ية"), ("الإدار", "ية")]


def test_letters_cut_throughout_are_worth_more_than_those_mostly_whole() -> None:
    cuts = Cuts(CUT, ["الوزير", "الوزارة", "كبيرة", "كثيرة"])
    assert cuts.worth("البحر", "ية") > 0.4 > 0 > cuts.worth("كب", "ير")


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


def test_letters_that_are_usually_cut_join_a_name_that_no_list_has() -> None:
    text = (
        "يا بالقتل دون قصد. إن هذه القضية تكشف عن استخدام مفرط للقوة وقد اتهمت المحكمة الرقيب زلكار\n"
        "وأكد الوزير أن المحادثات مستمرة.\n"
        "ية شرقي البلاد ولم يصب أحد من ركابها بأذى. وقال مصدر إن القافلة عبرت منطقة صحراو\n"
        "يا رغم أنه نفى التهمة من قبل. وقال المحامي أمام القضاة إن الحكم لم ينصف موكله الرقيب زلكار"
    )
    assert restore(text).text.count("الرقيب زلكاريا") == 2


def test_a_document_outweighs_what_is_usual() -> None:
    whole = Cuts([("ا", "لكبير")], ["سورية", "جمهورية", "عسكرية", "إدارية"] * 10)
    assert usual_cuts().worth("سور", "ية") > 0.9 > 0.0 > whole.worth("سور", "ية")


def test_what_is_usual_is_a_share_by_letters() -> None:
    usual = usual_cuts()
    assert usual.shares and usual.begins
    assert all(key[1] == "|" and LETTERS.issuperset(key[0] + key[2:]) and len(key) <= 4 for key in usual.shares)
    assert all(LETTERS.issuperset(begin) and len(begin) == 2 for begin in usual.begins)
    assert all(0 < share < 1 for share in (*usual.shares.values(), *usual.begins.values()))


def test_a_word_cut_before_a_stroke_or_within_a_hashtag_is_joined() -> None:
    context = Context(evidence())
    assert joint("حز", "يران/يونيو", context) is not None
    assert joint("#كور", "يا_الشمالية", context) is not None
    assert joint("الكردستاني(بر", "يطانيا)", context) is not None


def test_one_cut_where_words_are_usually_cut_shows_that_lines_are_cut() -> None:
    text = (
        "ية أن المحادثات مستمرة منذ أسبوع وأن نتائجها ستعلن قريبا. وذكرت وزارة الخارجية السور\n"
        "ولم يصدر تعليق من الطرف الآخر."
    )
    assert "السورية أن المحادثات" in restore(text).text
