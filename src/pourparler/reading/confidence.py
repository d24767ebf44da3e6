"""How sure the reader is, as a share that is right: calibrated on reports that taught nothing.

The figures are counts from the scoring halves, not guesses; `training/RESULTS.md` has the table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pourparler.reading.scene import Entity


# How often the party was right, by how it was found (24 reports of one agency, both halves, and the
# written reports; the same figures for every party).
PARTY_RIGHT = (
    ("spoken of just before", 0.75), ("report is about", 0.7), ("named last", 0.75), ("named just before", 0.85),
    ("issued by", 0.8), ("no office", 0.5), ("leaders of", 0.98), ("introduced as", 0.95), ("process file", 0.99),
)  # fmt: skip
KNOWN_RIGHT, OWN_RIGHT, UNKNOWN_RIGHT, INDEPENDENT_RIGHT = 0.95, 0.7, 0.4, 0.96
PATTERN_RIGHT = {"noun": 0.6, "inf": 0.8, "as": 0.75, "of": 0.75, "on": 0.85, "name": 0.8, "head": 0.7}
HOW_RIGHT = (("points back", 0.9), ("same '", 0.85), ("as it stands", 0.5))


def statement_confidence(
    probability: float,
    pattern: str,
    quoted: str,
    entity: Entity | None,
    how: str,
    *,
    sourced: bool,
    known: bool,
) -> float:
    """Return how sure it is that somebody said this, and that the speaker and the party are right.

    Args:
        probability: The model's, 0 where only a rule found it.
        pattern: How the content hangs on the cue.
        quoted: direct, mixed or indirect.
        entity: Who speaks, where that was found.
        how: How the speaker was found.
        sourced: Whether a speaker stands beside the cue.
        known: Whether the party is in the register or the process file.
    """
    said = PATTERN_RIGHT.get(pattern, 0.99) * (0.85 + 0.15 * probability)
    if quoted != "indirect":
        said = min(0.99, said + 0.1)
    if entity is None or not sourced:
        return round(0.4 * said, 3)
    said *= next((share for words, share in HOW_RIGHT if words in how), 0.99)
    return round(min(0.99, said * party_right(entity, known=known)), 3)


def party_right(entity: Entity, *, known: bool) -> float:
    """Return how often a party found in this way is right."""
    if entity.party in {None, "unknown"}:
        return UNKNOWN_RIGHT
    why = " ".join(entity.how)
    for words, share in PARTY_RIGHT:
        if words in why:
            return share
    if entity.party == "independent":
        return INDEPENDENT_RIGHT
    return KNOWN_RIGHT if known else OWN_RIGHT
