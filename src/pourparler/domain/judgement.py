"""What a person decided about an entry. Appended, never overwriting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pourparler.domain.entries import Entry

VERDICTS = ("confirmed", "corrected", "rejected", "unsure")


@dataclass(frozen=True, slots=True)
class Judgement:
    """One verdict on one entry."""

    entry: str  # Entry.id
    verdict: str  # one of VERDICTS
    by: str
    at: str  # ISO 8601 moment, with offset
    why: str | None = None
    replacement: Entry | None = None  # only with `corrected`
