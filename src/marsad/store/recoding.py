"""Takes a store after a change of the lexicon and gives what another coding would change; keeps it when asked to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, delete, func, or_, select

from marsad.coding import coder_version
from marsad.documents import Document, DocumentFailure
from marsad.reading import code_documents
from marsad.store import rows
from marsad.store.comparison import CAME, CHANGED, WENT, EventChange, changes_of_coding
from marsad.store.rows import Coding
from marsad.store.saving import corrections_of, save_coding, seen_rows, stored_coding
from marsad.store.schema import documents, recodings
from marsad.store.store import Store

AT_ONCE = 200
Progress = Callable[[int], None]


@dataclass(slots=True)
class Proposal:
    """What keeping the new coding would change: how many documents and events, and which fields of events."""

    documents: int = 0
    changed_documents: int = 0
    came: int = 0
    went: int = 0
    changed: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    failures: list[DocumentFailure] = field(default_factory=list)


class Recoding:
    """Codes the documents of a store anew, beside what is stored, until somebody keeps or drops it.

    What was coded is kept after each document, so that what is interrupted goes on from there.
    """

    def __init__(self, store: Store) -> None:
        self.store, self.version = store, coder_version()

    def waiting(self) -> int:
        """Give how many documents are still to be coded anew."""
        with self.store.reading() as connection:
            query = select(func.count()).select_from(documents.outerjoin(recodings)).where(*self._is_waiting())
            return int(connection.execute(query).scalar_one())

    def propose(self, jobs: int | None = None, show: Progress | None = None) -> list[DocumentFailure]:
        """Code what other versions coded, and what proposals of other versions hold; gives what failed."""
        failures = []
        with self.store.writing() as connection:
            connection.execute(delete(recodings).where(recodings.c.coder_version != self.version))
        with closing(code_documents(self._documents(), jobs)) as results:
            for number, result in enumerate(results, 1):
                if isinstance(result, DocumentFailure):
                    failures.append(result)
                else:
                    with self.store.writing() as connection:
                        self._keep_proposal(connection, rows.coding(result))
                if show is not None:
                    show(number)
        return failures

    def _is_waiting(self) -> list[ColumnElement[bool]]:
        other = or_(recodings.c.coder_version.is_(None), recodings.c.coder_version != self.version)
        return [documents.c.coder_version != self.version, other]

    def _documents(self) -> Iterator[Document]:
        """Give the documents to be coded, some at a time, so that no read stays open while others write."""
        last = 0
        while True:
            query = select(documents).select_from(documents.outerjoin(recodings)).where(*self._is_waiting())
            query = query.where(documents.c.number > last).order_by(documents.c.number).limit(AT_ONCE)
            with self.store.reading() as connection:
                found = [dict(row) for row in connection.execute(query).mappings()]
            if not found:
                return
            yield from map(rows.document_from, found)
            last = found[-1]["number"]

    def _keep_proposal(self, connection: Connection, coded: Coding) -> None:
        before = stored_coding(connection, coded.document_id)
        if before is None:  # taken out of the store meanwhile
            return
        found, _ = seen_rows(connection, coded, corrections_of(connection, coded.document_id))
        as_seen = Coding(coded.document_id, coded.coder_version, coded.clean_text, coded.sentences,
                         tuple(row["record"] for row in found), coded.whys)  # fmt: skip
        connection.execute(delete(recodings).where(recodings.c.document_id == coded.document_id))
        proposal = {
            "document_id": coded.document_id,
            "coder_version": coded.coder_version,
            "coding": coded.to_dict(),
            "changes": [one.to_dict() for one in changes_of_coding(before, as_seen)],
            "at": datetime.now(UTC),
        }
        connection.execute(recodings.insert(), proposal)

    def changes(self) -> Iterator[EventChange]:
        """Give what the proposals would change, in the order of documents and text."""
        query = select(recodings.c.changes).join(documents).order_by(documents.c.number)
        with self.store.reading() as connection:
            for found in connection.execution_options(yield_per=AT_ONCE).execute(query).scalars():
                yield from (EventChange(**one) for one in found)

    def summary(self) -> Proposal:
        """Give the sums of what the proposals would change."""
        found = Proposal()
        with self.store.reading() as connection:
            query = connection.execution_options(yield_per=AT_ONCE).execute(select(recodings.c.changes))
            for changes in query.scalars():
                found.documents += 1
                found.changed_documents += bool(changes)
                actions = Counter(one["action"] for one in changes)
                found.came += actions[CAME]
                found.went += actions[WENT]
                found.changed += actions[CHANGED]
                found.fields.update(name for one in changes if one["action"] == CHANGED for name in one["after"])
        return found

    def keep(self, why: str | None = None, show: Progress | None = None) -> int:
        """Put the proposals in place of what is stored, each document in one transaction; gives how many."""
        done = 0
        own = select(recodings).where(recodings.c.coder_version == self.version)
        while True:
            with self.store.writing() as connection:
                row = connection.execute(own.limit(1)).mappings().first()
                if row is None:
                    return done
                known = select(documents).where(documents.c.id == row["document_id"])
                document = rows.document_from(dict(connection.execute(known).mappings().one()))
                coded = rows.coding_from(row["document_id"], row["coder_version"], row["coding"])
                save_coding(connection, document, coded, why)
            done += 1
            if show is not None:
                show(done)

    def drop(self) -> int:
        """Throw the proposals away; gives how many."""
        with self.store.writing() as connection:
            return connection.execute(delete(recodings)).rowcount
