"""Score a reader against gold, as the rules for annotating reports say."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pourparler.scoring import matching as m

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    Line = Mapping[str, Any]

# What a second, independent reader of the same reports reached against the first (F1, in per cent).
SECOND_READER = {"statements": 97, "events": 85, "positions": 78}

FITS: dict[str, Callable[[Any, Any], float]] = {
    "statements": m.statement_fit,
    "events": m.event_fit,
    "events, type ignored": m.untyped_event_fit,
    "positions": m.position_fit,
    "proposals": m.authored_fit("by"),
    "responses": m.authored_fit("by"),
    "assessments": m.authored_fit("by"),
    "sticking_points": m.authored_fit("said_by"),
    "meetings": m.meeting_fit,
    "commitments": m.authored_fit("by"),
}


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts for one kind of entry over all documents."""

    gold: int = 0
    predicted: int = 0
    matched: int = 0
    right: Counter[str] = field(default_factory=Counter)  # field -> matches in which it is right

    def __add__(self, other: Tally) -> Tally:
        """Add the counts of two tallies."""
        return Tally(
            self.gold + other.gold,
            self.predicted + other.predicted,
            self.matched + other.matched,
            self.right + other.right,
        )

    @property
    def precision(self) -> float | None:
        """Share of the predicted that is in the gold; None where nothing was predicted."""
        return self.matched / self.predicted if self.predicted else None

    @property
    def recall(self) -> float | None:
        """Share of the gold that was found; None where there is no gold."""
        return self.matched / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of both; None where there is neither gold nor prediction."""
        total = self.gold + self.predicted
        return 2 * self.matched / total if total else None

    def share(self, name: str) -> float | None:
        """Share of the matches in which a field is right."""
        return self.right[name] / self.matched if self.matched else None


def score(gold: Line, predicted: Line) -> dict[str, Tally]:
    """Score one document.

    Args:
        gold: The gold entries, in the contract's form (ids may be missing).
        predicted: The reader's line of the contract.
    Returns: Kind -> counts. Statements nested in another's content are not counted.
    """
    tallies = {}
    for name, fit in FITS.items():
        kind = name.partition(",")[0]
        g, p = _counted(gold, kind), _counted(predicted, kind)
        chosen = m.pairs(g, p, fit)
        right: Counter[str] = Counter()
        for i, j in chosen:
            right.update(what for what, is_right in _fields(kind, g[i], p[j]) if is_right)
        tallies[name] = Tally(len(g), len(p), len(chosen), right)
    return tallies


def total(scores: Iterable[Mapping[str, Tally]]) -> dict[str, Tally]:
    """Add up the scores of several documents."""
    summed = dict.fromkeys(FITS, Tally())
    for one in scores:
        summed = {name: tally + one[name] for name, tally in summed.items()}
    return summed


def _counted(line: Line, kind: str) -> list[Any]:
    items = line.get(kind) or []
    return [x for x in items if x.get("within") is None] if kind == "statements" else list(items)


def _fields(kind: str, gold: Any, predicted: Any) -> list[tuple[str, bool]]:
    if kind == "statements":
        return [
            ("speaker", m.same_speaker(gold, predicted)),
            ("party", m.same_name(gold.get("party"), predicted.get("party"))),
            ("quoted", gold.get("quoted") == predicted.get("quoted")),
            ("date", gold.get("date") == predicted.get("date")),
        ]
    if kind == "events":
        return [
            ("initiators", _share_one(gold, predicted, "initiators")),
            ("initiators, all", _names(gold, "initiators") == _names(predicted, "initiators")),
            ("recipients", _share_one(gold, predicted, "recipients")),
            ("status", gold.get("status") == predicted.get("status")),
            ("asserted_by", m.same_name(gold.get("asserted_by"), predicted.get("asserted_by"))),
            ("date", gold.get("date") == predicted.get("date")),
            ("place", m.same_place(gold.get("place"), predicted.get("place"))),
        ]
    plain = {
        "positions": ("stance", "voice"),
        "responses": ("response",),
        "assessments": ("polarity",),
        "commitments": ("status",),
        "meetings": ("status",),
    }
    return [(name, gold.get(name) == predicted.get(name)) for name in plain.get(kind, ())]


def _names(item: Any, key: str) -> set[str]:
    return {str(name).casefold() for name in item.get(key) or ()}


def _share_one(gold: Any, predicted: Any, key: str) -> bool:
    a, b = _names(gold, key), _names(predicted, key)
    return bool(a & b) or a == b
