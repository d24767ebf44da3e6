"""Parties against issues: who stands where on a day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pourparler.actions.ask import ask_sure
from pourparler.positions import attention
from pourparler.present.questions import Citing, answer, matrix_section
from pourparler.present.words import day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pourparler.actions.ask import Asking
    from pourparler.present.brief import Brief


def matrix(asking: Asking, *, parties: Sequence[str] = (), issues: Sequence[str] = ()) -> Brief:
    """Return the positions matrix.

    Args:
        asking: Which record, as of when, by whose voice.
        parties: Columns; by default the process file's parties, else those with the most positions.
        issues: Rows; by default every issue with a position, the most talked about first.
    Raises: CannotDo, UnknownName.
    """
    asked = ask_sure(asking, "position", "proposal", "sticking_point")
    standing = asked.stand()
    columns = [asked.known_party(p) for p in parties] or list(asked.sides())
    rows = [asked.known_issue(i) for i in issues] or list(attention(asked.view.entries))
    citing = Citing(asked.view)
    section = matrix_section(standing, columns, rows, citing)
    if asking.confirmed:
        section = replace(
            section, empty="Nobody has confirmed a position yet: `pourparler review` goes through them."
        )
    return answer(
        f"Positions as of {day(asked.on)}" if asked.on else "Positions, no report being dated",
        [section],
        citing,
    )
