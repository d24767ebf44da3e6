"""Whether a judgement of an entry still fits what a better reader found in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pourparler.domain import Entry

KEY_FIELDS: dict[str, tuple[str, ...]] = {
    "statement": ("speaker", "party"),
    "event": ("type", "status"),
    "meeting": ("status", "ordinal"),
    "position": ("party", "issue", "stance"),
    "proposal": ("by", "issue"),
    "response": ("by", "response"),
    "assessment": ("by", "polarity"),
    "sticking_point": ("issue",),
    "commitment": ("by", "status"),
}
"""What a person has looked at when judging an entry: if one of these differs, it is another claim."""


def successor(old: Entry, candidates: Iterable[Entry]) -> Entry | None:
    """Return the entry that says the same about the same place; the closest one, if there are several.

    Args:
        old: The judged entry.
        candidates: Entries of the better reader in the same document.
    """
    fitting = [new for new in candidates if _same_claim(old, new) and _overlap(old, new) > 0]
    return max(fitting, key=lambda new: (_overlap(old, new), new.id), default=None)


def _same_claim(old: Entry, new: Entry) -> bool:
    return old.KIND == new.KIND and all(
        getattr(old, name) == getattr(new, name) for name in KEY_FIELDS[old.KIND]
    )


def _overlap(old: Entry, new: Entry) -> float:
    """Return the share of both spans together that they have in common."""
    (a, b), (c, d) = old.span, new.span
    return max(0, min(b, d) - max(a, c)) / (max(b, d) - min(a, c))
