"""Who guarantees what to whom, and what each promise lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pourparler.actions.ask import ask_sure
from pourparler.positions import guarantees as table_of
from pourparler.present.questions import Citing, answer, guarantees_section

if TYPE_CHECKING:
    from pourparler.actions.ask import Asking
    from pourparler.present.brief import Brief


def guarantees(asking: Asking) -> Brief:
    """Return the guarantee table."""
    asked = ask_sure(asking, "commitment")
    citing = Citing(asked.view)
    return answer("Guarantees", [guarantees_section(table_of(asked.view.entries), citing)], citing)
