"""Above which confidence an entry is stated plainly; below it is shown as unresolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pourparler.domain.entries import KINDS

if TYPE_CHECKING:
    from pourparler.domain.entries import Entry
    from pourparler.domain.view import View

# Calibrated on the scoring half of the evaluation reports; `pourparler evaluate` prints the table.
PLAIN: dict[str, float] = {**dict.fromkeys(KINDS, 0.5), "statement": 0.7}


def is_plain(entry: Entry, view: View | None = None) -> bool:
    """Say whether a brief may state the entry as read: a person confirmed it, or it is sure enough."""
    judgement = view.judgements.get(entry.id) if view else None
    if judgement is not None:
        return judgement.verdict in ("confirmed", "corrected")
    return entry.confidence >= PLAIN[entry.KIND]
