"""Pair gold entries with predicted ones: one to one, the best pair first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Item = dict[str, Any]

STANCE_GROUPS = {
    "claims": "for", "demands": "for", "supports": "for", "offers": "for",
    "conditional": "between", "open": "between",
    "opposes": "against", "rejects": "against",
    "controls": "controls",
}  # fmt: skip


def pairs(
    gold: Sequence[Item], predicted: Sequence[Item], fit: Callable[[Item, Item], float]
) -> list[tuple[int, int]]:
    """Return (gold index, predicted index) pairs, one to one, best fit first.

    Args:
        gold: Entries of one kind, in the contract's form.
        predicted: The same of the reader.
        fit: How well two fit; 0 is not at all.

    >>> pairs([{"a": 1}, {"a": 2}], [{"a": 2}], lambda g, p: float(g["a"] == p["a"]))
    [(1, 0)]
    """
    fits = [(fit(g, p), -i, -j) for i, g in enumerate(gold) for j, p in enumerate(predicted)]
    taken_gold: set[int] = set()
    taken_predicted: set[int] = set()
    chosen = []
    for score, minus_i, minus_j in sorted(fits, reverse=True):
        i, j = -minus_i, -minus_j
        if score > 0 and i not in taken_gold and j not in taken_predicted:
            taken_gold.add(i)
            taken_predicted.add(j)
            chosen.append((i, j))
    return sorted(chosen)


def statement_fit(gold: Item, predicted: Item) -> float:
    """Intersection over union of content characters, where it is at least a half."""
    share = overlap_share(gold["content_spans"], predicted["content_spans"])
    return share if share >= 0.5 else 0.0


def event_fit(gold: Item, predicted: Item) -> float:
    """2 where triggers overlap, 1 where both stand in one sentence, 0 else; types must be equal."""
    return untyped_event_fit(gold, predicted) if gold["type"] == predicted["type"] else 0.0


def untyped_event_fit(gold: Item, predicted: Item) -> float:
    """As `event_fit`, the type ignored."""
    if overlaps(gold["trigger_span"], predicted["trigger_span"]):
        return 2.0
    sentence = predicted.get("span") or gold.get("span")
    trigger = gold["trigger_span"] if predicted.get("span") else predicted["trigger_span"]
    return 1.0 if sentence and overlaps(sentence, trigger) else 0.0


def position_fit(gold: Item, predicted: Item) -> float:
    """1 for the same party, issue and stance group in the same sentence."""
    same = (
        same_name(gold["party"], predicted["party"])
        and gold["issue"] == predicted["issue"]
        and STANCE_GROUPS.get(gold["stance"]) == STANCE_GROUPS.get(predicted["stance"])
    )
    return float(same and overlaps(gold["span"], predicted["span"]))


def authored_fit(author: str) -> Callable[[Item, Item], float]:
    """Fit by the same author or issue, and the same sentence."""

    def fit(gold: Item, predicted: Item) -> float:
        if not overlaps(gold["span"], predicted["span"]):
            return 0.0
        by = same_name(gold.get(author), predicted.get(author))
        issue = gold.get("issue") is not None and gold.get("issue") == predicted.get("issue")
        return float(by) + float(issue)

    return fit


def meeting_fit(gold: Item, predicted: Item) -> float:
    """1 for the same date and place: equal, overlapping or contained; unknown only with unknown."""
    return float(
        same_date(gold.get("date"), predicted.get("date"))
        and same_place(gold.get("place"), predicted.get("place"))
    )


def overlaps(a: Sequence[int], b: Sequence[int]) -> bool:
    """Say whether two spans share a character."""
    return a[0] < b[1] and b[0] < a[1]


def overlap_share(a: Sequence[Sequence[int]], b: Sequence[Sequence[int]]) -> float:
    """Intersection over union of the characters of two lists of spans, in [0, 1]."""
    left = {c for start, end in a for c in range(start, end)}
    right = {c for start, end in b for c in range(start, end)}
    union = len(left | right)
    return len(left & right) / union if union else 0.0


def same_name(a: str | None, b: str | None) -> bool:
    """Say whether two names are the same, case and a leading article aside."""
    return _bare(a) == _bare(b)


def same_speaker(gold: Item, predicted: Item) -> bool:
    """Right where the mentions overlap or the surnames are the same."""
    a, b = gold.get("speaker_span"), predicted.get("speaker_span")
    if a and b and overlaps(a, b):
        return True
    return _surname(gold.get("speaker")) == _surname(predicted.get("speaker"))


def same_date(a: str | None, b: str | None) -> bool:
    """Say whether two dates or ranges share a day; unknown is the same as unknown only."""
    if not a or not b:
        return a == b
    (a_from, a_to), (b_from, b_to) = _range(a), _range(b)
    return a_from <= b_to and b_from <= a_to


def same_place(a: str | None, b: str | None) -> bool:
    """Say whether one place name begins with or contains the other."""
    if not a or not b:
        return a == b
    left, right = _bare(a), _bare(b)
    return left in right or right in left


def _range(date: str) -> tuple[str, str]:
    start, _, end = date.partition("/")
    return start[:10], (end or start)[:10] + "\uffff"[: len((end or start)[:10]) < 10]


def _bare(name: str | None) -> str:
    return (name or "").casefold().removeprefix("the ").strip()


def _surname(name: str | None) -> str:
    words = _bare(name).split()
    return words[-1] if words else ""
