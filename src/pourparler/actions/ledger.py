"""Proposals and the answers to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pourparler.actions.ask import ask_sure
from pourparler.positions import ledger as rows_of
from pourparler.positions import versions
from pourparler.present.questions import Citing, answer, ledger_section, versions_section

if TYPE_CHECKING:
    from pourparler.actions.ask import Asking
    from pourparler.present.brief import Brief


def ledger(asking: Asking) -> Brief:
    """Return every proposal on record with its own answers, and the answers whose proposal is not."""
    asked = ask_sure(asking, "proposal", "response")
    citing = Citing(asked.view)
    rows, lost = rows_of(asked.view.entries)
    return answer(
        "Ledger",
        [ledger_section(rows, lost, citing), versions_section(versions(rows, asked.issues), citing)],
        citing,
    )
