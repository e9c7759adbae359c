"""Pages of our own reports of half a year in Iraq: every number leads somewhere, bounds stay bounds."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from numbered_text import NumberedText, lonely, unlinked

from marsad.documents import ReadOptions, read_documents
from marsad.picture import LANGUAGES, Picture, language, to_dict, to_html
from marsad.picture.model import Toll
from marsad.picture.scope import Side, Wanted
from marsad.reading import CodedDocument, code_documents
from marsad.store import Store
from marsad.store.pictures import picture_of

MONTHS = Path(__file__).parent.parent.parent / "samples" / "months" / "iraq.csv"
PAGES = {
    "country": Wanted(country="IRQ"),
    "dyad": Wanted(dyad=(Side(country="USA"), Side(country="IRN"))),
    "all": Wanted(),
    "day": Wanted(first_day=date(2019, 10, 25), last_day=date(2019, 10, 25)),
    "long after": Wanted(country="IRQ", last_day=date(2020, 12, 31)),
    "quiet": Wanted(dyad=(Side(country="USA"), Side(country="IRN")), last_day=date(2019, 8, 17)),
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Picture]:
    """The pages of a store with every report."""
    with Store(f"sqlite:///{tmp_path_factory.mktemp('samples') / 's.db'}") as store:
        for one in code_documents(read_documents([str(MONTHS)], ReadOptions()), 1):
            assert isinstance(one, CodedDocument)
            store.save(one)
        return {name: picture_of(store, wanted) for name, wanted in PAGES.items()}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("code", LANGUAGES)
def test_every_number_of_a_real_page_leads_somewhere(pages: dict[str, Picture], name: str, code: str) -> None:
    page = to_html(pages[name], language(code))
    assert unlinked(page) == []
    assert len(NumberedText(page).found) > 20
    data = json.loads(json.dumps(to_dict(pages[name], language(code))))
    assert list(lonely(data)) == []


def test_tolls_are_told_as_the_reports_tell_them(pages: dict[str, Picture]) -> None:
    """Of the attack on the square of Khilani one report tells of 20 dead and "more than a hundred" injured."""
    page = pages["country"]
    [attack] = [one for one in page.entries if one.killed and one.killed.best == 20]
    assert attack.injured == Toll(100, 100, 100, True, (attack.id,))
    [week] = [one for one in page.series if attack.first_day and one.first_day <= attack.first_day <= one.last_day]
    assert week.injured is not None and week.injured.is_least
    written = {code: to_html(page, language(code)) for code in LANGUAGES}
    assert "injured: at least 100" in written["en"]
    assert "جرحى: 100 على الأقل" in written["ar"]


def test_a_week_of_which_no_report_gives_a_number_has_no_toll(pages: dict[str, Picture]) -> None:
    untold = [one for one in pages["country"].series if one.killed is None and one.incidents.value]
    assert untold
    assert all(one.killed is None or one.killed.best for one in pages["country"].series), "never 0 for unknown"
