"""Who speaks for whom, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pourparler.actions.ask import ask
from pourparler.present.questions import Citing, answer, people_section

if TYPE_CHECKING:
    from pourparler.actions.ask import Asking
    from pourparler.present.brief import Brief


def people(asking: Asking, *, party: str | None = None) -> Brief:
    """Return people with the offices that reports give them; two offices of one person both stay."""
    asked = ask(asking)
    citing = Citing(asked.view)
    name = asked.known_party(party) if party else None
    return answer("People", [people_section(asked.view, citing, party=name)], citing)
