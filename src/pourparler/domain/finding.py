"""Trouble in a report or a file, as data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should know: where it is, what it is, and what it rests on."""

    message: str  # what was found, what was expected, what to do next
    where: str | None = None  # a path, a document id, or "file.yaml:12"
    span: tuple[int, int] | None = None  # in the document's text, where there is one
    evidence: tuple[str, ...] = ()  # entry ids
    needs_person: bool = False  # True: exit code 1; False: a note
    code: str = "note"  # short and stable, e.g. "empty-file", "two-offices"
