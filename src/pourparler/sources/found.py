"""What a reader of one format found in one file, before it becomes a Document."""

from __future__ import annotations

from dataclasses import dataclass, field

from pourparler.domain import Finding
from pourparler.errors import Unreadable


class Refused(Unreadable):
    """A file that cannot become a document; the code is that of its finding."""

    def __init__(self, code: str, message: str) -> None:
        """Keep the code beside the message.

        Args:
            code: Short and stable, e.g. "empty-file".
            message: What was found, what was expected, what to do next; without the path.
        """
        super().__init__(message)
        self.code = code

    def finding(self, where: str) -> Finding:
        """Return the refusal as data."""
        return Finding(str(self), where=where, needs_person=True, code=self.code)


@dataclass(slots=True)
class Found:
    """The text of one report and what its file says about it."""

    text: str
    format: str = "text"
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | None = None  # ISO 8601 day, month or year
    published_why: str | None = None  # where in the file that stands
    retrieved: str | None = None  # ISO 8601
    language: str | None = None  # as declared, ISO 639-1
    part: str | None = None  # which part of the file, where one file holds several reports
    findings: list[Finding] = field(default_factory=list)

    def note(self, code: str, message: str, *, needs_person: bool = False) -> None:
        """Add a finding; whoever knows the path fills in `where`."""
        self.findings.append(Finding(message, needs_person=needs_person, code=code))
