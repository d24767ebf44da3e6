"""Read documents in several processes, in order, with only a few of them in memory."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future

    from pourparler.domain import Document, Process, Reading

T = TypeVar("T")
_AHEAD = 4  # documents in flight for each process: enough to keep it busy, few enough to bound memory
_process: list[Process | None] = [None]  # each worker's own: set once, before it reads anything


def read_all(
    items: Iterable[tuple[T, Document | None]], process: Process | None, *, jobs: int
) -> Iterator[tuple[T, Reading | None]]:
    """Yield each item with the reading of its document, in the order given.

    Args:
        items: (anything, its document; None is passed on unread).
        process: What an analyst knows, the same for all.
        jobs: Processes; with 1, everything is read in this one.
    """
    if jobs <= 1:
        for item, document in items:
            yield item, _read(document, process, threads=0) if document is not None else None
        return
    # A forked child would inherit the threads of the model; a spawned one begins afresh.
    with ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (process,)) as workers:
        waiting: deque[tuple[T, Future[Reading] | None]] = deque()
        for item, document in items:
            waiting.append((item, workers.submit(_work, document) if document is not None else None))
            if len(waiting) > jobs * _AHEAD:
                yield _first(waiting)
        while waiting:
            yield _first(waiting)


def _first(waiting: deque[tuple[T, Future[Reading] | None]]) -> tuple[T, Reading | None]:
    item, future = waiting.popleft()
    return item, future.result() if future is not None else None


def _begin(process: Process | None) -> None:
    _process[0] = process


def _work(document: Document) -> Reading:
    return _read(document, _process[0], threads=1)


def _read(document: Document, process: Process | None, *, threads: int) -> Reading:
    from pourparler.reading import load, read

    return read(document, tools=load(threads=threads), process=process)
