"""The efficient packages, as every method gives them: distinct vectors, with the packages behind each."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pourparler.settlement.tables import Array


class Listing(Protocol):
    """How a method names the packages that share one vector."""

    def __call__(self, vector: int) -> Iterator[tuple[int, ...]]:
        """Yield the packages behind a vector, in the order of their options."""


@dataclass(frozen=True, slots=True)
class Frontier:
    """Distinct efficient vectors, best for the first party first."""

    vectors: Array  # (parties, vectors), integers of the tables
    counts: tuple[int, ...]  # packages behind each; all ties counted
    listing: Listing
    method: str
    outcomes: int | None  # packages that keep every constraint
    rational: int | None  # of those, none below its no-deal value
    accepted: int | None  # of those, accepted under the rule

    def packages(self, limit: int) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Yield the first packages with the number of their vector."""
        pairs = ((n, p) for n in range(self.vectors.shape[1]) for p in self.listing(n))
        return islice(pairs, limit)
