"""Takes event records of many documents and gives their incidents: the room's one function, free of store and files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from marsad.incidents.copies import Article, copies
from marsad.incidents.grouping import Decision, groups
from marsad.incidents.linking import link
from marsad.incidents.mention import Mention, mention
from marsad.incidents.model import Incident
from marsad.incidents.summary import incident
from marsad.incidents.telling import tell
from marsad.incidents.wording import Words, words_of_story

if TYPE_CHECKING:
    from marsad.reading import SourcedEvent


def merge(events: Iterable[SourcedEvent], decisions: Sequence[Decision] = ()) -> list[Incident]:
    """Give the incidents that events tell of, in the order of their first reports; every event is in exactly one.

    The order of the events does not matter; `decisions` are people's.
    """
    held = list(events)
    texts = {event.document.id: event.document for event in held}
    copy_of = copies(
        Article(document.id, document.text, document.outlet, document.published) for document in texts.values()
    )
    stories = {id_: words_of_story([document.text]) for id_, document in texts.items()}
    return list(merge_mentions((mention_of(event.to_dict(), stories, copy_of) for event in held), decisions))


def mention_of(record: Mapping[str, Any], stories: Mapping[str, Words], copy_of: Mapping[str, str]) -> Mention:
    """Give the mention of a record, with what is known of its document."""
    document = record["document"]
    return mention(record, stories.get(document, frozenset()), copy_of.get(document))


def merge_mentions(mentions: Iterable[Mention], decisions: Sequence[Decision] = ()) -> Iterator[Incident]:
    """Give the incidents of mentions."""
    by_document: dict[str, list[Mention]] = {}
    by_event: dict[str, Mention] = {}
    for one in mentions:
        by_document.setdefault(one.document_id, []).append(one)
        by_event[one.event_id] = one
    told = [tell(some) for some in by_document.values()]
    links = dict(link(telling for document in told for telling in document.tellings).links)
    for document in told:
        links |= document.links
    for members in groups(by_event, links, decisions):
        yield incident(members, links)
