"""Read reports into candidate entries; store nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pourparler.actions.gather import gather, load_process
from pourparler.actions.pool import read_all
from pourparler.domain.contract import reading_to_json, unreadable_to_json
from pourparler.errors import WrongCall

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from pourparler.domain import Finding, Reading


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One input: what was read from it, or why nothing was."""

    path: str
    reading: Reading | None
    findings: tuple[Finding, ...]

    @property
    def needs_person(self) -> bool:
        """Whether something was skipped or waits for a decision (exit code 1)."""
        return any(f.needs_person for f in self.findings) or (self.reading is None and not self.findings)

    def line(self) -> dict[str, Any]:
        """Return the contract's line for this input."""
        if self.reading is None:
            return unreadable_to_json(self.path, self.findings)
        return reading_to_json(replace(self.reading, findings=self.findings))


def read(
    paths: Sequence[str],
    *,
    published: str | None = None,
    process: str | None = None,
    jobs: int = 1,
    known: Container[str] = frozenset(),
) -> Iterator[ReadFile]:
    """Read reports one by one, in the order given, duplicates and unreadable ones too.

    Args:
        paths: Files, folders, feeds.
        published: The day that all of them were published, ISO 8601, if you know it.
        process: A process file, whose parties, people and issues are then known.
        jobs: How many processes read at once; the entries are the same with any number.
        known: Ids of documents to pass over.
    Raises: WrongCall for a day that is none; BadFile for a process file with errors.
    """
    if jobs < 1:
        raise WrongCall(f"--jobs {jobs}: at least one process has to read")
    file = load_process(process) if process else None
    found = gather(paths, published=published)
    items = (
        (item, item.document) for item in found if item.document is None or item.document.id not in known
    )
    for item, reading in read_all(items, file, jobs=jobs):
        yield ReadFile(item.path, reading, (*item.findings, *(reading.findings if reading else ())))
