"""A draft agreement: numbered clauses, each settling an issue one way where that is known."""

from __future__ import annotations

from dataclasses import dataclass

PROMISED = ("guarantors", "beneficiary", "obligation", "trigger", "binding", "in_exchange_for")
"""What a clause that promises a guarantee may say about it."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One numbered clause."""

    number: str  # as the draft numbers it: 4, 4.2, IV
    text: str  # the clause in words; empty only where the file gives issue and option alone
    issue: str | None = None  # None: not yet turned into a term
    option: str | None = None  # id of an option of the issue; None: no option was recognised
    line: int = 0  # where it stands in the file, from 1; 0: nowhere
    guarantee: tuple[tuple[str, object], ...] | None = None  # what it says of a guarantee, by PROMISED


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft agreement on the table, or about to be."""

    title: str
    clauses: tuple[Clause, ...]  # never empty
    by: str | None = None
    to: tuple[str, ...] = ()
    date: str | None = None  # ISO 8601
    complete: bool = False  # the file holds every clause of the draft
    path: str | None = None
    turned: bool = False  # the terms were recognised by phrases, and nobody has confirmed them
