"""How sure the reader is, as a share that is right: calibrated on reports that taught nothing.

The figures are counts from the scoring halves, not guesses; `training/RESULTS.md` has the table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pourparler.reading.scene import Entity


def statement_confidence(
    probability: float,
    pattern: str,
    quoted: str,
    entity: Entity | None,
    sourced: bool,  # noqa: FBT001
) -> float:
    """Return how sure it is that somebody said this, and that the speaker and the party are right.

    Args:
        probability: The model's, 0 where only a rule found it.
        pattern: How the content hangs on the cue.
        quoted: direct, mixed or indirect.
        entity: Who speaks, where that was found.
        sourced: Whether a speaker stands beside the cue.
    """
    said = 0.55 + 0.4 * probability if pattern != "head" else 0.25 + 0.55 * probability
    if quoted != "indirect":
        said = min(0.99, said + 0.05)
    if entity is None or not sourced:
        return round(0.5 * said, 3)
    if entity.party in {None, "unknown"}:
        said *= 0.8
    return round(min(0.99, said), 3)
