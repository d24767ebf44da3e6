"""The guarantee table: who guarantees what to whom, and what each promise lacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pourparler.domain import Commitment
from pourparler.positions.holding import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pourparler.domain import Entry

# What a guarantee has to say to be one that can be called in (after Walter 1997, on credible guarantees).
PARTS = ("guarantor", "beneficiary", "obligation", "trigger", "binding force", "counter-performance")


@dataclass(frozen=True, slots=True)
class Guarantee:
    """One commitment as the reports tell it, with what they do not tell."""

    commitment: Commitment
    lacks: tuple[str, ...]  # of PARTS: what no report says about it


def guarantees(entries: Iterable[Entry]) -> tuple[Guarantee, ...]:
    """Return the guarantee table, oldest first; every part that no report tells is named as lacking."""
    some = sorted(
        (c for c in entries if isinstance(c, Commitment)),
        key=lambda c: (day_of(c) if c.date else c.published or "", c.document, c.span, c.id),
    )
    return tuple(Guarantee(c, lacking(c)) for c in some)


def lacking(c: Commitment) -> tuple[str, ...]:
    """Return which parts of a guarantee the reports do not tell."""
    told = (c.by, c.to, c.terms, c.trigger, c.binding is not None, c.in_exchange_for)
    missing = [part for part, there in zip(PARTS, told, strict=True) if not there]
    if c.binding is False:
        missing.append("binding force: said to be none")
    return tuple(missing)
