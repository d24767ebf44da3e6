"""Read reports and store what they say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pourparler import record
from pourparler.actions.read import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pourparler.actions.read import ReadFile
    from pourparler.domain.recorded import Added


@dataclass(frozen=True, slots=True)
class AddedFile:
    """One input and what storing it changed; `added` is None where nothing could be read."""

    file: ReadFile
    added: Added | None

    @property
    def needs_person(self) -> bool:
        """Say whether reading or storing it left something for a person."""
        stored = self.added.findings if self.added else ()
        return self.file.needs_person or any(f.needs_person for f in stored)


def add(
    paths: Sequence[str],
    *,
    db: str,
    now: Callable[[], str],
    published: str | None = None,
    process: str | None = None,
    jobs: int = 1,
    resume: bool = False,
) -> Iterator[AddedFile]:
    """Read reports and store them one by one; what has been yielded is stored.

    Args:
        paths: Files, folders, feeds.
        db: The record's file, or `:memory:`.
        now: The clock, ISO 8601 with offset.
        published: See `actions.read.read`.
        process: The same.
        jobs: The same.
        resume: Pass over documents that the record holds already, unread: goes on after an interruption.
    """
    with record.open(db, now=now) as memory:
        known = {d.id for d in memory.view(kinds=()).documents} if resume else frozenset()
        for file in read(paths, published=published, process=process, jobs=jobs, known=known):
            yield AddedFile(file, memory.add(file.reading) if file.reading else None)
