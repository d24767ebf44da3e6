"""One agency story in five papers is one report with five publishers: what it says counts once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pourparler.domain import View


def told_once(view: View, same_story: Mapping[str, str]) -> View:
    """Return the view without the entries whose sentences the repeated story already has.

    What a paper added of its own stays, and every document stays listed with what it repeats.

    Args:
        view: What stands.
        same_story: Document id -> id of the document that it repeats.
    """
    texts = {d.id: d.text for d in view.documents}

    def repeats(document: str, quote: str) -> bool:
        original = same_story.get(document)
        return original in texts and quote in texts[original]

    entries = tuple(e for e in view.entries if not repeats(e.document, e.passages[0].exact))
    return replace(view, entries=entries, same_story=dict(same_story))
