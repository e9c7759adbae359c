"""Pictures made by hand, so that what draws them is tested without coder, store or statistics."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from marsad.picture.model import (
    ARTICLES,
    CLAIMS,
    INPUTS,
    AlarmNote,
    Change,
    ClaimNote,
    Count,
    Days,
    Entry,
    Evidence,
    Name,
    Outlook,
    PhaseSpan,
    Picture,
    Point,
    Scope,
    Statement,
    Toll,
)

FIRST = date(2020, 1, 6)
WEEKS = 26
LAST = FIRST + timedelta(7 * WEEKS - 1)
MISSING = 9  # the week that nobody read
UNTOLD = 4  # the week of which no report gives a number of injured
IRAQ = Name("Iraq", "العراق")
GUNMEN, ARMY = Name("unidentified gunmen", "مسلحون مجهولون"), Name("Iraqi Armed Forces", "القوات المسلحة العراقية")
UNKNOWN_NAME = Name("فصيل غير معروف", "فصيل غير معروف")  # known only by the text's own words
HOSTILE = '<script>document.title="stolen"</script><img src=x onerror=alert(1)> [x](javascript:y) `a|b` \u202eabc'
# Unknown gunmen assassinated an activist in Basra on Sunday.
SENTENCE = "اغتال مسلحون مجهولون ناشطا في البصرة يوم الأحد"


def counts_of(week: int) -> list[int]:
    """Give incidents, conflict, cooperation, killed and injured of a week: calm at first, much later."""
    incidents = 3 + week % 3 if week < 16 else 12 + 2 * (week - 16) + week % 2
    return [incidents, incidents * 2 // 3, incidents // 4, incidents // 2, incidents]


def entry(week: int, hostile: bool = False) -> Entry:
    """Give the incident that a week's numbers lead to."""
    day = FIRST + timedelta(7 * week + 2)
    sentence = HOSTILE if hostile else f"{SENTENCE}."
    evidence = Evidence(f"{week:04x}e1", "Outlet & Sons", day, sentence, "a.txt")
    return Entry(
        id=f"inc{week:02}",
        type="ASSAULT",
        mode="targeted",
        first_day=day,
        last_day=day,
        place=Name("Basra", "البصرة"),
        actors=(GUNMEN,),
        recipients=(UNKNOWN_NAME,),
        killed=Toll(1, 1, 1, False, (f"inc{week:02}",)),
        injured=Toll(2, 2, 5, True, (f"inc{week:02}",)) if week % 2 else None,
        outlets=2,
        reports=3,
        confidence=0.7,
        evidence=(evidence,),
    )


def point(week: int) -> Point:
    """Give a week of the series."""
    first = FIRST + timedelta(7 * week)
    last = first + timedelta(6)
    if week == MISSING:
        nothing = Count(0)
        return Point(first, last, nothing, nothing, nothing, None, None, Count(0, (), ARTICLES), 0)
    ids = (f"inc{week:02}", *(f"more{week:02}-{number}" for number in range(counts_of(week)[0] - 1)))
    *counts, killed, injured = counts_of(week)
    tolls = (
        Toll(killed, killed, killed + 3, week % 3 == 0, ids),
        None if week == UNTOLD else Toll(injured, injured, injured, False, ids),
    )
    articles = Count(120, tuple(f"{week:02}a{number:09}" for number in range(120)), ARTICLES)
    return Point(first, last, *(Count(value, ids if value else ()) for value in counts), *tolls, articles, 7, 6.0)


def made_picture(hostile: bool = False) -> Picture:
    """Give the picture of half a year with everything on it; `hostile` puts markup where documents' words stand."""
    points = tuple(point(week) for week in range(WEEKS))
    week = points[-1]
    everything = tuple(id_ for point in points for id_ in point.incidents.members)
    recent = Count(4, tuple(f"inc{number}" for number in range(22, 26)))
    since_recent = LAST - timedelta(27), LAST
    values = (
        ("day", LAST),
        ("incidents", week.incidents),
        ("conflict", week.conflict),
        ("killed", week.killed),
        ("injured", week.injured),
        ("ratio", Count(2.5, points[20].incidents.members)),
        ("usual", Count(12.4, points[20].incidents.members)),
    )
    since = FIRST + timedelta(7 * 16)
    second = (
        ("phase", "escalation"),
        ("since", since),
        ("level", Count(24.5, week.incidents.members)),
        ("low", replace(recent, value=18)),
        ("high", replace(recent, value=52)),
    )
    calm, tension, high = (
        Count(level, points[at].incidents.members) for level, at in ((4.1, 0), (6.0, 13), (24.5, -1))
    )

    def why(key: str, level: Count, before: Count | None = None) -> Statement:
        return Statement(f"why.{key}", (("level", level), ("calm", calm), ("before", before)))

    speaker = Name(HOSTILE, HOSTILE) if hostile else ARMY
    return Picture(
        scope=Scope(FIRST, LAST, country=IRAQ, country_code="IRQ"),
        step=7,
        days_now=28,
        days_before=84,
        state=(Statement("state.up", values), Statement("state.phase_outlook", second)),
        series=points,
        total=Count(len(everything), everything),
        phases=(
            PhaseSpan("calm", FIRST, since - timedelta(22), calm, points[0].incidents, FIRST,
                      why("first_calm", calm)),
            PhaseSpan("tension", since - timedelta(21), since - timedelta(1), tension, points[13].incidents,
                      since - timedelta(21), why("tension", tension, calm)),
            PhaseSpan("escalation", since, LAST, high, week.incidents, since, why("escalation", high, tension)),
        ),
        alarms=(AlarmNote(IRAQ, "up", since + timedelta(3), since, 4.3, 19.8, 0.97, points[16].incidents,
                          points[15].incidents),),
        outlooks=(
            Outlook(7, LAST + timedelta(1), LAST + timedelta(7), 33, 27, 40, 18, 52, recent, *since_recent),
            Outlook(28, LAST + timedelta(1), LAST + timedelta(28), 130, 100, 161, 60, 240, recent, *since_recent),
        ),
        main=("inc25", "inc24"),
        rising=(Change((speaker,), week.incidents, points[3].incidents, 3.2, 4.4, -7.5),),
        heating=(Change((ARMY, UNKNOWN_NAME), week.incidents, points[2].incidents, 2.1, 5.1, -9.0),),
        cooling=(Change((GUNMEN, ARMY), points[1].incidents, points[20].incidents, 14.0, -3.6, -2.0),),
        claims=(
            ClaimNote("0019e7", "threat", (speaker,), LAST - timedelta(5), LAST + timedelta(25), False,
                      HOSTILE if hostile else f"{SENTENCE}.", "Outlet", "إذا استمر القصف", 0.25, ("inc25",),
                      ("inc03",)),
            ClaimNote("0019e8", "expectation", (ARMY,), LAST - timedelta(2), LAST + timedelta(9), True, f"{SENTENCE}.",
                      None, None, 0.0),
        ),
        open_claims=Count(14, ("0019e7", "0019e8", *(f"00aae{number}" for number in range(12))), CLAIMS),
        gaps=(
            Statement("gaps.unread", (("from", points[MISSING].first_day), ("to", points[MISSING].last_day),
                                      ("days", Days(7)))),
            Statement("gaps.thin", (("from", points[5].first_day), ("to", points[5].last_day),
                                    ("articles", points[5].articles))),
            Statement("gaps.placeless", (("incidents", Count(2, ("inc03", "inc04"))),)),
            Statement("gaps.failed", (("inputs", Count(2, ("a.pdf", "b.pdf"), INPUTS)),)),
        ),
        entries=tuple(entry(number, hostile) for number in range(WEEKS) if number != MISSING),
    )  # fmt: skip
