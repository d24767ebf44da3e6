"""What an analyst knows about a process: the process file as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pourparler.domain.issue import Issue
    from pourparler.domain.party import Party, Person


@dataclass(frozen=True, slots=True)
class Assumption:
    """Something that no report says and somebody assumes: who, what, and on what ground."""

    id: str
    text: str
    said_by: str
    about: tuple[str, ...] = ()  # parties or issues it concerns
    kind: str = "note"  # weight | no-deal | exclusion | note
    value: object = None  # as the file gives it


@dataclass(frozen=True, slots=True)
class Process:
    """Parties, people, issues and assumptions of one peace process."""

    name: str = "unnamed process"
    parties: tuple[Party, ...] = ()
    people: tuple[Person, ...] = ()
    issues: tuple[Issue, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    path: str | None = None
