"""What happened when: talks above, violence and relief below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pourparler.actions.ask import ask_sure
from pourparler.domain import Event, Meeting
from pourparler.positions import timeline as moments_of
from pourparler.positions import tone, totals
from pourparler.present.questions import Citing, answer, timeline_section, tone_section

if TYPE_CHECKING:
    from pourparler.actions.ask import Asking
    from pourparler.present.brief import Brief


def timeline(asking: Asking, *, since: str = "") -> Brief:
    """Return the timeline of what is dated; what is not is counted."""
    asked = ask_sure(asking, "event", "meeting", "proposal", "response", "assessment")
    citing = Citing(asked.view)
    undated = sum(1 for e in asked.view.entries if isinstance(e, Event | Meeting) and not e.date)
    moments = moments_of(asked.view.entries, since=since)
    sections = [
        timeline_section(moments, citing, undated=undated),
        tone_section(tone(asked.view.entries), totals(moments), citing),
    ]
    return answer("Timeline", sections, citing)
