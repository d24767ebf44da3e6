"""Read reports into candidate entries; store nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pourparler.actions.gather import gather, load_process
from pourparler.domain.contract import reading_to_json, unreadable_to_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pourparler.domain import Document, Finding, Process, Reading
    from pourparler.reading.tools import Tools


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One input: what was read from it, or why nothing was."""

    path: str
    reading: Reading | None
    findings: tuple[Finding, ...]

    @property
    def needs_person(self) -> bool:
        """Whether something was skipped or waits for a decision (exit code 1)."""
        return self.reading is None or any(f.needs_person for f in self.findings)

    def line(self) -> dict[str, Any]:
        """Return the contract's line for this input."""
        if self.reading is None:
            return unreadable_to_json(self.path, self.findings)
        return reading_to_json(replace(self.reading, findings=self.findings))


def read(
    paths: Sequence[str], *, published: str | None = None, process: str | None = None
) -> Iterator[ReadFile]:
    """Read reports one by one, in the order given, duplicates and unreadable ones too.

    Args:
        paths: Files, folders, feeds.
        published: The day that all of them were published, ISO 8601, if you know it.
        process: A process file, whose parties, people and issues are then known.
    Raises: WrongCall for a day that is none; BadFile for a process file with errors.
    """
    known = load_process(process) if process else None
    tools: Tools | None = None
    for item in gather(paths, published=published):
        if item.document is None:
            yield ReadFile(item.path, None, item.findings)
            continue
        tools = tools or _load()
        reading = read_document(item.document, tools, known)
        yield ReadFile(item.path, reading, (*item.findings, *reading.findings))


def read_document(document: Document, tools: Tools, process: Process | None) -> Reading:
    """Read one document."""
    from pourparler.reading.reader import read as reader

    return reader(document, tools=tools, process=process)


def _load() -> Tools:
    from pourparler.reading import load

    return load()
