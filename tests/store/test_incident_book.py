"""Incidents in a store: kept up to date, whatever is read or coded again; what people decide stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from made import EVENTS, TEXT, coded, contents
from sqlalchemy import delete, update

from marsad.errors import StoreError, UsageError
from marsad.reading import CodedDocument
from marsad.store import IncidentBook, IncidentFilter, Store
from marsad.store.incident_schema import incidents, keys, stories
from marsad.store.merging import merge_documents
from marsad.store.queueing import next_documents

# Two texts that share two sentences and no more: one tells of a rise in prices, the other of a match.
PRICES = (
    "وارتفعت أسعار الخبز والسكر والزيت في أسواق المدينة منذ مطلع الشهر الجاري بحسب تجار محليين هناك",
    "وقال أصحاب محال إن كلفة النقل زادت بعد إغلاق الطريق القديم أمام الشاحنات الكبيرة",
)
MATCH = (
    "وفاز فريق الميناء بهدفين دون رد على ضيفه القادم من العاصمة أمام جمهور كبير ملأ مدرجات الملعب",
    "وسجل المهاجم الشاب هدفيه في الشوط الثاني بعد تمريرتين متقنتين من زميله في خط الوسط",
)
ONE, OTHER = "\n".join((TEXT, *PRICES)), "\n".join((TEXT, *MATCH))


def one_report() -> CodedDocument:
    return coded(ONE)


def other_report() -> CodedDocument:
    return coded(OTHER, outlet="Other", source="b.txt", events=(replace(EVENTS[0], killed=3),))


def read_both(store: Store) -> None:
    store.save(one_report())
    store.save(other_report())


def assault(store: Store) -> str:
    (one,) = IncidentBook(store).incidents(IncidentFilter(type="ASSAULT"))
    return one.id


def test_two_reports_are_one_incident_with_the_spread_of_their_figures(store: Store) -> None:
    read_both(store)
    book = IncidentBook(store)
    (one,) = book.incidents(IncidentFilter(type="ASSAULT"))
    assert (one.outlets, len(one.reports), one.counts) == (("Other", "Outlet"), 2, True)
    assert one.killed is not None
    assert (one.killed.low, one.killed.high) == (1, 3)
    assert one.first_day == date(2020, 7, 26)
    assert set(book.report_records(one)) == {report.event_id for report in one.reports}


def test_reading_in_two_runs_is_reading_in_one(store: Store, tmp_path_factory: pytest.TempPathFactory) -> None:
    read_both(store)
    at_once = list(IncidentBook(store).incidents())
    with Store(str(tmp_path_factory.mktemp("other") / "s.db")) as other:
        other.save(other_report())
        IncidentBook(other).update()
        other.save(one_report())
        assert [replace(one, id="") for one in IncidentBook(other).incidents()] == [
            replace(one, id="") for one in at_once
        ]


def test_coding_again_changes_nothing(store: Store) -> None:
    read_both(store)
    IncidentBook(store).update()
    before = contents(store)
    read_both(store)
    IncidentBook(store).update()
    assert contents(store) == before


def test_an_incident_keeps_its_name_when_its_events_are_numbered_anew(store: Store) -> None:
    read_both(store)
    name = assault(store)
    store.save(coded(ONE, events=(replace(EVENTS[1], id="e1", same_as=None), replace(EVENTS[0], id="e2"))))
    assert assault(store) == name


def test_a_split_and_a_merge_outlive_coding_again(store: Store) -> None:
    read_both(store)
    book = IncidentBook(store)
    name = assault(store)
    report = book.incident(name).reports[1].event_id
    left, new = book.split(name, [report], "amal", "two attacks")
    assert {left.id, new.id} >= {name}
    read_both(store)
    assert book.count(IncidentFilter(type="ASSAULT")) == 2
    merged = book.merge([left.id, new.id], "amal", "one after all")
    read_both(store)
    assert [one.id for one in book.incidents(IncidentFilter(type="ASSAULT"))] == [merged.id]
    assert book.incident(new.id).id == merged.id, "a name given up leads to what took its reports"


def test_merging_all_anew_mends_what_other_rules_made_and_keeps_names_and_decisions(store: Store) -> None:
    read_both(store)
    book = IncidentBook(store)
    whole = assault(store)
    book.split(whole, [f"{coded(OTHER).document.id[:12]}-e1"], "Huda", "two attacks")
    before = contents(store)
    with store.writing() as connection:
        connection.execute(update(incidents).values(outlet_count=9))
        connection.execute(delete(keys))
        connection.execute(delete(stories))
    book.set_aside()
    assert book.update() == 2
    assert contents(store) == before
    assert len(list(book.incidents(IncidentFilter(type="ASSAULT")))) == 2


def test_a_stop_amid_merging_anew_loses_nothing(store: Store) -> None:
    read_both(store)
    book = IncidentBook(store)
    book.update()
    before = contents(store)
    book.set_aside()
    with store.writing() as connection:
        merge_documents(connection, next_documents(connection)[:1])
    book.set_aside()
    assert book.update() == 2
    assert contents(store) == before


def test_a_document_read_anew_without_its_event_leaves_no_empty_incident(store: Store) -> None:
    store.save(coded())
    IncidentBook(store).update()
    store.save(coded(events=()))
    assert list(IncidentBook(store).incidents()) == []


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"country": "irq"}, 2),
        ({"actor": "gunmen"}, 1),
        ({"recipient": "أحمد"}, 1),
        ({"place": "ankara"}, 1),
        ({"outlets": 2}, 1),
        ({"counts": True}, 1),
        ({"status": "negated"}, 1),
        ({"first_day": date(2020, 7, 27), "type": "ASSAULT"}, 0),
        ({"last_day": date(2020, 7, 26), "type": "ASSAULT"}, 1),
        ({"mode": "targeted"}, 1),
    ],
)
def test_filter(wanted: dict[str, object], found: int, store: Store) -> None:
    read_both(store)
    assert IncidentBook(store).count(IncidentFilter(**wanted)) == found  # type: ignore[arg-type]


def test_what_cannot_be_done_says_why(store: Store) -> None:
    read_both(store)
    book = IncidentBook(store)
    name = assault(store)
    reports = [one.event_id for one in book.incident(name).reports]
    with pytest.raises(StoreError, match="no incident 'nothing'; see `marsad incidents`"):
        book.incident("nothing")
    with pytest.raises(UsageError, match="two different incidents"):
        book.merge([name, name], "amal", "")
    with pytest.raises(UsageError, match="not all and not none"):
        book.split(name, reports, "amal", "")
    with pytest.raises(UsageError, match="no report of incident"):
        book.split(name, ["x-e1"], "amal", "")
