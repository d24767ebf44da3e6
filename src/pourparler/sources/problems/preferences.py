"""What a party wants, as a problem file words it: exact numbers, intervals, rankings, distributions."""

from __future__ import annotations

from bisect import bisect_right
from fractions import Fraction
from typing import TYPE_CHECKING

from pourparler.domain.problem import Interaction, OpenIssue, Order, Preference, Quantity, Spread, central

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pourparler.sources.marked_yaml import Marked
    from pourparler.sources.problems.constraints import Names

KEYS = ("no_deal", "weights", "values", "interactions", "cap")
ONE, ZERO = Fraction(1), Fraction(0)
SLACK = Fraction(1, 100)  # weights given to two or three places may miss 1 by so much


def read_preference(
    party: str,
    node: Marked | None,
    table: Mapping[str, Fraction] | None,
    no_deal: Marked | None,
    names: Names,
) -> Preference:
    """Read one party's preferences.

    Args:
        party: Its name.
        node: Its entry under `preferences`, if any.
        table: Article -> value, where articles came with values.
        no_deal: Its entry under the file's `no_deal`, if any.
        names: The issues, and where to tell what is wrong.
    """
    reader = _Wants(party, node, names)
    values = reader.values(table or {})
    weights, law = reader.weights()
    return Preference(
        party, weights, values, reader.no_deal(no_deal), reader.interactions(), reader.cap(),
        tuple(reader.orders), law,
    )  # fmt: skip


class _Wants:
    """One party's entry."""

    def __init__(self, party: str, node: Marked | None, names: Names) -> None:
        self.party, self.names, self.trouble = party, names, names.trouble
        self.keys = (node.keys or {}) if node is not None else {}
        self.line = node.line if node is not None else None
        self.orders: list[Order] = []
        if node is not None and node.keys is None and not node.is_null:
            self.trouble.error(f"preferences of {party}: found {node.what}, expected a mapping", node.line)
        for key in self.keys:
            if key not in KEYS:
                line = node.key_lines.get(key) if node else None
                self.trouble.error(f"{party}: unknown key '{key}'; expected one of {', '.join(KEYS)}", line)

    def no_deal(self, given: Marked | None) -> Quantity:
        node = self.keys.get("no_deal", given)
        if node is None:
            self.trouble.note(f"{self.party}: no no-deal value; read as 0", self.line, "no-no-deal")
            return ZERO
        return self.quantity(node, "no_deal")

    def cap(self) -> Fraction | None:
        node = self.keys.get("cap")
        return None if node is None else self.trouble.number(node.text, f"{self.party}: cap", node.line)

    def values(self, table: Mapping[str, Fraction]) -> tuple[tuple[Quantity, ...], ...]:
        node = self.keys.get("values")
        given = (node.keys or {}) if node is not None else {}
        for name, value in given.items():
            self.names.issue(name, value.line)
        rows = []
        for place, issue in enumerate(self.names.issues):
            if issue.name in given:
                rows.append(self._row(place, issue, given[issue.name]))
            elif issue.name in table:
                rows.append((ZERO, table[issue.name]))
            else:
                self.trouble.error(
                    f"{self.party}: no values for issue '{issue.name}'", node.line if node else self.line
                )
                rows.append((ZERO,) * len(issue.options))
        return tuple(rows)

    def _row(self, place: int, issue: OpenIssue, node: Marked) -> tuple[Quantity, ...]:
        what = f"value of '{issue.name}'"
        if node.keys is None or set(node.keys) & {"low", "high"}:
            if issue.kind == "article":
                return (ZERO, self.quantity(node, what))
            self.trouble.error(f"{self.party}, {what}: expected option: number, found {node.what}", node.line)
            return (ZERO,) * len(issue.options)
        if "ranking" in node.keys:
            return self._ranked(place, issue, node.keys["ranking"])
        if issue.kind == "integer":
            return self._interpolated(issue, node)
        row = {}
        for option, value in node.keys.items():
            if option not in issue.options:
                self.trouble.error(
                    f"{self.party}: issue '{issue.name}' has no option '{option}'; "
                    f"it has {', '.join(issue.options[:12])}", node.key_lines.get(option)
                )  # fmt: skip
            row[option] = self.quantity(value, f"{what}, option '{option}'")
        default = {"out": ZERO} if issue.kind == "article" else {}
        missing = [o for o in issue.options if o not in row and o not in default]
        if missing:
            self.trouble.error(f"{self.party}: no {what} for {', '.join(missing[:8])}", node.line)
        return tuple(row.get(o, default.get(o, ZERO)) for o in issue.options)

    def _ranked(self, place: int, issue: OpenIssue, node: Marked) -> tuple[Quantity, ...]:
        """Rank all options, best first: the best is worth 1, the worst 0, the rest evenly between."""
        groups = []
        for item in node.items or []:
            members = item.items if item.items is not None else [item]
            found = [self.names.option(place, m) for m in members]
            groups.append(tuple(f for f in found if f is not None))
        groups = [g for g in groups if g]
        ranked = [o for g in groups for o in g]
        if sorted(ranked) != list(range(len(issue.options))):
            self.trouble.error(
                f"{self.party}: the ranking of '{issue.name}' must name every option once, best first",
                node.line,
            )
            return (ZERO,) * len(issue.options)
        self.orders.append(Order(place, tuple(groups)))
        return _even(groups, len(issue.options))

    def _interpolated(self, issue: OpenIssue, node: Marked) -> tuple[Quantity, ...]:
        """Read points of a value function on a range; between them it is linear."""
        what = f"{self.party}: value of '{issue.name}'"
        points = sorted(
            (
                self.trouble.number(at, what, node.key_lines.get(at)),
                self.quantity(value, f"value of '{issue.name}'"),
            )
            for at, value in (node.keys or {}).items()
        )
        places = [Fraction(o) for o in issue.options]
        if not points or points[0][0] > places[0] or points[-1][0] < places[-1]:
            self.trouble.error(
                f"{what}: expected values at least at both ends, {issue.options[0]} and {issue.options[-1]}",
                node.line,
            )
            return (ZERO,) * len(places)
        if len({at for at, _ in points}) != len(points):
            self.trouble.error(f"{what}: two values for one number", node.line)
            return (ZERO,) * len(places)
        return tuple(_between(points, at) for at in places)

    def weights(self) -> tuple[tuple[Quantity, ...], tuple[Fraction, ...] | None]:
        node = self.keys.get("weights")
        size = len(self.names.issues)
        if node is None:
            return (ONE,) * size, None
        keys = node.keys or {}
        if "ranking" in keys:
            return self._ranked_weights(keys["ranking"])
        law = keys.get("dirichlet")
        numbers = self._by_issue(law if law is not None else node, "weight")
        if law is not None:
            alphas = tuple(central(n) for n in numbers)
            if any(a <= 0 for a in alphas):
                self.trouble.error(f"{self.party}: Dirichlet concentrations must be above 0", law.line)
                return (ONE,) * size, None
            return tuple(a / sum(alphas) for a in alphas), alphas
        self._check_sum(numbers, node)
        return numbers, None

    def _check_sum(self, numbers: tuple[Quantity, ...], node: Marked) -> None:
        if self.names.broken:
            return
        low = sum((n.low if isinstance(n, Spread) else n for n in numbers), ZERO)
        high = sum((n.high if isinstance(n, Spread) else n for n in numbers), ZERO)
        if any((n.low if isinstance(n, Spread) else n) < 0 for n in numbers):
            self.trouble.error(f"{self.party}: a weight is below 0", node.line)
        for target in (1, 100):
            if low <= target * (1 + SLACK) and high >= target * (1 - SLACK):
                return
        told = f"{float(low):g}" if low == high else f"{float(low):g} to {float(high):g}"
        self.trouble.error(
            f"{self.party}: the weights sum to {told}; expected 1 (or 100). Leave `weights` out where the values "
            "are already in the party's own unit", node.line
        )  # fmt: skip

    def _by_issue(self, node: Marked, what: str) -> tuple[Quantity, ...]:
        given = node.keys or {}
        for name, value in given.items():
            self.names.issue(name, value.line)
        for issue in self.names.issues:
            if issue.name not in given:
                self.trouble.error(f"{self.party}: no {what} for issue '{issue.name}'", node.line)
        return tuple(
            self.quantity(given[i.name], f"{what} of '{i.name}'") if i.name in given else ZERO
            for i in self.names.issues
        )

    def _ranked_weights(self, node: Marked) -> tuple[tuple[Quantity, ...], tuple[Fraction, ...] | None]:
        """Rank all issues, weightiest first: rank-order centroid weights (Barron and Barrett 1996)."""
        size = len(self.names.issues)
        groups = []
        for item in node.items or []:
            members = item.items if item.items is not None else [item]
            found = [self.names.issue(m.text or "", m.line) for m in members]
            groups.append(tuple(f for f in found if f is not None))
        groups = [g for g in groups if g]
        if sorted(i for g in groups for i in g) != list(range(size)):
            self.trouble.error(f"{self.party}: the ranking of weights must name every issue once", node.line)
            return (ONE,) * size, None
        self.orders.append(Order(None, tuple(groups)))
        centroid = [
            sum((Fraction(1, j) for j in range(k, size + 1)), ZERO) / size for k in range(1, size + 1)
        ]
        return _grouped(groups, centroid), (ONE,) * size

    def interactions(self) -> tuple[Interaction, ...]:
        node = self.keys.get("interactions")
        found = []
        for item in (node.items or []) if node is not None else []:
            keys = item.keys or {}
            if set(keys) != {"when", "value"}:
                self.trouble.error(f"{self.party}: an interaction is {{when: ..., value: ...}}", item.line)
                continue
            terms = tuple(self.names.terms(keys["when"]))
            found.append(Interaction(terms, self.quantity(keys["value"], "interaction")))
        return tuple(found)

    def quantity(self, node: Marked, what: str) -> Quantity:
        """Read a number, [low, high], or {low, mode, high}."""
        label = f"{self.party}: {what}"
        if node.items is None and node.keys is None:
            return self.trouble.number(node.text, label, node.line)
        keys = node.keys or {}
        bounds = node.items if node.items is not None else [keys[k] for k in ("low", "high") if k in keys]
        if len(bounds) != 2 or set(keys) - {"low", "mode", "high"}:
            self.trouble.error(f"{label}: expected a number, [low, high] or {{low, mode, high}}", node.line)
            return ZERO
        low, high = (self.trouble.number(b.text, label, b.line) for b in bounds)
        mode = self.trouble.number(keys["mode"].text, label, node.line) if "mode" in keys else None
        if not low <= (low if mode is None else mode) <= high:
            self.trouble.error(f"{label}: {low} to {high} is the wrong way round", node.line)
            return ZERO
        return low if low == high else Spread(low, high, mode, "uniform" if mode is None else "triangular")


def _even(groups: list[tuple[int, ...]], size: int) -> tuple[Quantity, ...]:
    """Spread options evenly from 1 to 0 by rank; all but the best and the worst are uncertain."""
    steps = [Fraction(size - 1 - k, max(1, size - 1)) for k in range(size)]
    sure = {groups[0][0]} if len(groups[0]) == 1 else set()
    sure |= {groups[-1][0]} if len(groups[-1]) == 1 else set()
    row = _grouped(groups, steps)
    return tuple(v if o in sure else Spread(ZERO, ONE, central(v)) for o, v in enumerate(row))


def _grouped(groups: list[tuple[int, ...]], steps: list[Fraction]) -> tuple[Quantity, ...]:
    """Give each member of a group the mean of the group's steps."""
    row: dict[int, Quantity] = {}
    begin = 0
    for group in groups:
        share = sum(steps[begin : begin + len(group)], ZERO) / len(group)
        row.update(dict.fromkeys(group, share))
        begin += len(group)
    return tuple(row[n] for n in range(len(steps)))


def _between(points: list[tuple[Fraction, Quantity]], at: Fraction) -> Quantity:
    after = bisect_right([p for p, _ in points], at)
    if points[after - 1][0] == at:
        return points[after - 1][1]
    (left, low), (right, high) = points[after - 1], points[after]
    share = (at - left) / (right - left)
    return central(low) + share * (central(high) - central(low))
