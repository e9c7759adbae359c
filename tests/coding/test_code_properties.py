"""What holds of the coder for any text: it never fails, its spans are exact, its records are well formed."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.coding import code
from marsad.coding.explain import explain
from marsad.coding.model import STATUSES, Event
from marsad.lexicon.reader import read_acts

WORDS = sorted(
    {word for entry in read_acts() for word in entry.values["example"].split()}
    | {"الذي", "التي", "أن", "قد", "لم", "إذا", "بحسب", "وقال", "،", ":", '"', "(", ")", "20", "أمس", "من", "قبل", "هو"}
)
SENTENCES = st.lists(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join), max_size=4)


def spans_of(event: Event) -> list:  # type: ignore[type-arg]
    return [
        event.trigger,
        *event.actor,
        *event.recipient,
        *event.place,
        *event.said_by,
        *([event.when] if event.when else []),
    ]


@settings(max_examples=300, deadline=None)
@given(SENTENCES)
def test_any_order_of_words_is_coded(sentences: list[str]) -> None:
    events = code(sentences, date(2020, 7, 28))
    for number, event in enumerate(events, 1):
        assert event.id == f"e{number}"
        assert event.status in STATUSES
        assert event.same_as is None or int(event.same_as[1:]) < number
        assert event.why
        for span in spans_of(event):
            assert sentences[span.sentence][span.start : span.end] == span.text
            assert span.text.strip() == span.text != ""


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_any_text_is_coded_and_explained(text: str) -> None:
    code([text])
    assert explain(text).lines()
