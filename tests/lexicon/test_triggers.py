"""The trigger lexicon: each entry's example is coded as the entry says; the files are well formed."""

from __future__ import annotations

import pytest

from marsad.coding import code
from marsad.errors import LexiconError
from marsad.lexicon.reader import Entry, read_acts, read_entries

ACTS = list(read_acts())
MODES = {
    "CONSULT": {"visit", "third-party", "multilateral", "phone"},
    "RETREAT": {"withdraw", "release", "disarm", "ceasefire", "access", "resign"},
    "REQUEST": {"assist", "change", "yield", "meet"},
    "ACCUSE": {"disapprove", "investigate", "allege"},
    "REJECT": {"assist", "change", "yield", "meet"},
    "THREATEN": {"restrict", "arrest", "relations", "expel", "territory", "violence"},
    "PROTEST": {"demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"},
    "SANCTION": {"convict", "expel", "withdraw", "discontinue"},
    "MOBILIZE": {"troops", "weapons", "police", "militia"},
    "COERCE": {
        "seize",
        "restrict",
        "censor",
        "curfew",
        "martial-law",
        "arrest",
        "deport",
        "withhold",
        "misinformation",
        "cyber",
    },
    "ASSAULT": {
        "abduct",
        "beat",
        "torture",
        "sexual",
        "targeted",
        "destroy",
        "primitive",
        "firearms",
        "explosives",
        "suicide-attack",
        "aerial",
        "drone",
        "heavy-weapons",
        "crowd-control",
        "unconventional",
    },
    "ORGANIZE": {"form", "appoint", "dismiss", "merge"},
}


@pytest.mark.parametrize("entry", ACTS, ids=[entry.where for entry in ACTS])
def test_example(entry: Entry) -> None:
    found = [(event.type, event.mode) for event in code([entry.values["example"]])]
    assert entry.values["type"] in [type_ for type_, _ in found], found


@pytest.mark.parametrize("entry", ACTS, ids=[entry.where for entry in ACTS])
def test_mode_belongs_to_type(entry: Entry) -> None:
    mode = entry.values.get("mode")
    assert mode is None or mode in MODES[entry.values["type"]]


def test_unknown_key_is_refused_with_file_and_line(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "triggers").mkdir()
    file = tmp_path / "triggers" / "x.toml"
    file.write_text('# a comment\n[[act]]\ntype = "ASSAULT"\nexample = "x"\nverb = ["x"]\n', "utf-8")
    with pytest.raises(LexiconError, match=r"x.toml:2: unknown key verb"):
        list(read_acts(tmp_path))
    assert len(read_entries(file, "act")) == 1
