"""Scores as a table of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pourparler.scoring import SECOND_READER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pourparler.scoring import Tally


def scores_text(scores: Mapping[str, Tally]) -> str:
    """Return the table: per kind precision, recall, F1, the second reader's F1, and field shares."""
    rows = [f"{'':22}{'gold':>6}{'found':>7}{'P':>6}{'R':>6}{'F1':>6}  2nd reader  right among the matches"]
    for name, tally in scores.items():
        figures = "".join(f"{_percent(v):>6}" for v in (tally.precision, tally.recall, tally.f1))
        second = SECOND_READER.get(name, "")
        fields = ", ".join(f"{what} {_percent(tally.share(what))}" for what in sorted(tally.right))
        rows.append(f"{name:22}{tally.gold:>6}{tally.predicted:>7}{figures}  {second!s:>10}  {fields}")
    return "\n".join(rows)


def scores_json(scores: Mapping[str, Tally]) -> dict[str, Any]:
    """Return the same as plain data; shares in [0, 1]."""
    return {
        name: {
            "gold": t.gold,
            "predicted": t.predicted,
            "matched": t.matched,
            "precision": t.precision,
            "recall": t.recall,
            "f1": t.f1,
            "second_reader_f1": SECOND_READER[name] / 100 if name in SECOND_READER else None,
            "right": {what: t.share(what) for what in sorted(t.right)},
        }
        for name, t in scores.items()
    }


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f}"
