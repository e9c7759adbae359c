"""Takes documents and gives them coded, in their order, over several processes; one bad document stops no other."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from itertools import chain, islice
from multiprocessing.connection import wait

from marsad.documents import Document, DocumentFailure
from marsad.garbage import search_seldom
from marsad.reading.document import CodedDocument, code_document

log = logging.getLogger(__name__)
AHEAD = 4  # documents in flight for each process: enough to keep it busy, few enough to hold in memory
Coded = CodedDocument | DocumentFailure
Work = Callable[[Document], CodedDocument]


def default_jobs() -> int:
    """Give the number of processes used when none is asked for: one a core that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def code_documents(
    documents: Iterable[Document | DocumentFailure], jobs: int | None = None, work: Work = code_document
) -> Generator[Coded, None, None]:
    """Give the coded documents in the order of the input, over `jobs` processes (None: one a core).

    Failures pass through in their place. At most a few documents a process are read ahead; closing the generator
    drops what has not begun. A single document, or one job, is coded in this process.
    """
    inputs = iter(documents)
    first = list(islice(inputs, 2))
    jobs = default_jobs() if jobs is None else jobs
    everything = chain(first, inputs)
    return _one_by_one(everything, work) if jobs <= 1 or len(first) < 2 else _in_crew(everything, jobs, work)


def coded_or_failure(document: Document, work: Work = code_document) -> Coded:
    """Give the coded document; an error in one document must not stop the others, so it becomes a failure."""
    try:
        return work(document)
    except Exception as error:
        log.debug("%s", document.source, exc_info=True)
        fault = f"{type(error).__name__}: {error}"
        return DocumentFailure(
            document.source, f"coding stopped on an error in Marsad ({fault}); please report it with this document"
        )


def _one_by_one(documents: Iterable[Document | DocumentFailure], work: Work) -> Generator[Coded, None, None]:
    for document in documents:
        yield document if isinstance(document, DocumentFailure) else coded_or_failure(document, work)


def _in_crew(documents: Iterable[Document | DocumentFailure], jobs: int, work: Work) -> Generator[Coded, None, None]:
    crew = Crew(jobs, work)
    waiting: deque[tuple[Document | DocumentFailure, Future[Coded]]] = deque()
    try:
        for document in documents:
            waiting.append((document, crew.start(document)))
            if len(waiting) >= AHEAD * jobs:
                yield crew.finish(*waiting.popleft())
        while waiting:
            yield crew.finish(*waiting.popleft())
    finally:
        crew.close()


class Crew:
    """Worker processes that code documents; where one is killed, the documents it took down are tried one by one."""

    def __init__(self, jobs: int, work: Work) -> None:
        self.jobs, self.work = jobs, work
        self.pool = _pool(jobs)

    def start(self, document: Document | DocumentFailure) -> Future[Coded]:
        """Hand a document to the next free process; a failure is its own result."""
        if isinstance(document, DocumentFailure):
            known: Future[Coded] = Future()
            known.set_result(document)
            return known
        try:
            return self.pool.submit(coded_or_failure, document, self.work)
        except BrokenExecutor:
            self.pool = _pool(self.jobs)
            return self.pool.submit(coded_or_failure, document, self.work)

    def finish(self, document: Document | DocumentFailure, task: Future[Coded]) -> Coded:
        """Wait for a document's result."""
        try:
            return task.result()
        except BrokenExecutor:
            return document if isinstance(document, DocumentFailure) else self._alone(document)

    def _alone(self, document: Document) -> Coded:
        """Code a document in a process of its own: only the one that kills its process is a failure."""
        with _pool(1) as pool:
            try:
                return pool.submit(coded_or_failure, document, self.work).result()
            except BrokenExecutor:
                reason = "the process that coded it was killed, perhaps for want of memory; split the document"
                return DocumentFailure(document.source, reason)

    def close(self) -> None:
        """Wait for what is being coded, and drop what has not begun."""
        self.pool.shutdown(cancel_futures=True)


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, initializer=_settle)


def _settle() -> None:
    """Leave Ctrl-C to the program that started this process, end with it, and search for garbage seldom."""
    search_seldom()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
