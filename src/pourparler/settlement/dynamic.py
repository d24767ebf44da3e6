"""Dynamic programming: merging issue by issue, keeping apart what constraints still have to know.

Two beginnings of a package can be compared, and the dominated one dropped, wherever the same endings are open to
both. What decides that is their state: how many terms of a constraint hold so far, whether an interaction can
still come about, how many articles are in. So the frontier is kept state by state. It is exact, counts every tie,
and takes mean scores. Source: the principle of optimality, Bellman (1957), for several objectives Villarreal and
Karwan (1981).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

import numpy as np

from pourparler.errors import TooLarge
from pourparler.settlement.frontier import Frontier
from pourparler.settlement.tables import WORD, Array, efficient, group

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pourparler.domain.problem import Constraint, Term
    from pourparler.settlement.tables import Extra, Tables

State = tuple[int, ...]
STATES = 20_000
ROWS = 4_000_000
TIES = 1000


@dataclass(frozen=True, slots=True)
class _Rows:
    """The efficient beginnings in one state."""

    vectors: Array  # (parties, rows)
    counts: Array  # packages' beginnings behind each
    first: int  # number of the first row in its layer


@dataclass(frozen=True, slots=True)
class _Layer:
    """One issue's step, all states together: which option on top of which row of the step before."""

    option: Array
    parent: Array
    begins: Array
    ends: Array


def dynamic(tables: Tables) -> Frontier:
    """Find the frontier of a problem with constraints, interactions or mean scores of any size.

    Args:
        tables: Of a problem in which no cap cuts.
    Raises: TooLarge, where there are too many states or efficient beginnings.
    """
    if tables.capped:
        raise TooLarge("a cap that cuts makes ties that cannot be counted issue by issue")
    watchers = _watchers(tables)
    counting = np.int64 if tables.problem.size < WORD else object
    none: Array = np.zeros((len(tables.scale), 1), dtype=tables.dtype)
    rows = {tuple(w.start for w in watchers): _Rows(none, np.ones(1, dtype=counting), 0)}
    outcomes: dict[State, int] = dict.fromkeys(rows, 1)
    layers: list[_Layer] = []
    for issue in reversed(range(len(tables.sizes))):
        moves = _moves(watchers, rows.keys() | outcomes.keys(), issue, tables.sizes[issue])
        outcomes = _counted(outcomes, moves)
        rows, layer = _step(tables, rows, moves, issue)
        layers.append(layer)
    return _finished(tables, rows, layers[::-1], outcomes)


class _Watcher:
    """What one constraint, interaction or mean score has to know of a beginning; 0 once it no longer matters."""

    start = 0

    def __init__(self, terms: Sequence[Term], first: int) -> None:
        self.terms = {i: [t for t in terms if t.issue == i] for i in {t.issue for t in terms}}
        self.last = first  # issues are settled backwards: this one is the last to be settled

    def holding(self, issue: int, option: int) -> int:
        return sum(option in t.options for t in self.terms.get(issue, ()))

    def move(self, state: int, issue: int, option: int) -> int | None:
        raise NotImplementedError

    def bonus(self, state: int, issue: int, option: int) -> tuple[int, int] | None:
        """Return the party and the value of an interaction that has just come about."""
        del state, issue, option
        return None


class _Count(_Watcher):
    """At least, at most, excludes: how many terms hold."""

    def __init__(self, constraint: Constraint) -> None:
        super().__init__(constraint.terms, min(t.issue for t in constraint.terms))
        self.low, self.high = constraint.bounds
        self.open_ended = self.high >= len(constraint.terms)
        self.left = {i: sum(t.issue < i for t in constraint.terms) for i in self.terms}

    def move(self, state: int, issue: int, option: int) -> int | None:
        if issue not in self.terms:
            return state
        count = state + self.holding(issue, option)
        if count > self.high or count + self.left[issue] < self.low:
            return None
        if issue == self.last or (self.open_ended and count >= self.low and self.low == 0):
            return 0
        return min(count, self.low) if self.open_ended else count


class _Requires(_Watcher):
    """1: all conditions hold so far, and all that is required; 2: something required does not; 0: settled."""

    start = 1

    def __init__(self, constraint: Constraint) -> None:
        terms = (*constraint.terms, *constraint.then)
        super().__init__(terms, min(t.issue for t in terms))
        self.when, self.then = constraint.terms, constraint.then

    def move(self, state: int, issue: int, option: int) -> int | None:
        if state == 0 or issue not in self.terms:
            return state
        if any(t.issue == issue and option not in t.options for t in self.when):
            return 0
        if any(t.issue == issue and option not in t.options for t in self.then):
            state = 2
        if issue == self.last:
            return None if state == 2 else 0
        return state


class _Together(_Watcher):
    """1: the interaction can still come about."""

    start = 1

    def __init__(self, extra: Extra) -> None:
        super().__init__(extra.interaction.when, min(t.issue for t in extra.interaction.when))
        self.extra = extra

    def move(self, state: int, issue: int, option: int) -> int | None:
        if state == 0 or issue not in self.terms:
            return state
        whole = self.holding(issue, option) == len(self.terms[issue])
        return 1 if whole and issue != self.last else 0

    def bonus(self, state: int, issue: int, option: int) -> tuple[int, int] | None:
        whole = state == 1 and issue == self.last and self.holding(issue, option) == len(self.terms[issue])
        return (self.extra.party, self.extra.value) if whole else None


class _Inside(_Watcher):
    """How many articles are in."""

    def __init__(self) -> None:
        super().__init__((), -1)

    def move(self, state: int, issue: int, option: int) -> int | None:
        del issue
        return state + option


def _watchers(tables: Tables) -> list[_Watcher]:
    found: list[_Watcher] = [
        _Requires(c) if c.kind == "requires" else _Count(c) for c in tables.problem.constraints
    ]
    found += [_Together(e) for e in tables.extras]
    return [*found, _Inside()] if tables.lift else found


Move = tuple[State, tuple[tuple[int, int], ...]]
Moves = dict[State, list[Move | None]]


def _moves(watchers: Sequence[_Watcher], states: set[State], issue: int, options: int) -> Moves:
    """Return, for each state and option, the next state and what interactions bring; None: not allowed."""
    if len(states) > STATES:
        raise TooLarge(
            f"the constraints keep more than {STATES:,} states apart: fewer of them, or smaller ones"
        )
    return {s: [_move(watchers, s, issue, o) for o in range(options)] for s in states}


def _move(watchers: Sequence[_Watcher], state: State, issue: int, option: int) -> Move | None:
    following = []
    brought = []
    for watcher, part in zip(watchers, state, strict=True):
        moved = watcher.move(part, issue, option)
        if moved is None:
            return None
        following.append(moved)
        bonus = watcher.bonus(part, issue, option)
        if bonus is not None:
            brought.append(bonus)
    return tuple(following), tuple(brought)


def _counted(outcomes: dict[State, int], moves: Moves) -> dict[State, int]:
    """Count the beginnings in each state, dominated ones included."""
    found: dict[State, int] = {}
    for state, count in outcomes.items():
        for move in moves[state]:
            if move is not None:
                found[move[0]] = found.get(move[0], 0) + count
    return found


def _step(
    tables: Tables, rows: dict[State, _Rows], moves: Moves, issue: int
) -> tuple[dict[State, _Rows], _Layer]:
    """Settle one more issue."""
    part = tables.parts[issue]
    arriving: dict[State, list[tuple[Array, Array, int, int]]] = {}
    for state, here in rows.items():
        for option, move in enumerate(moves[state]):
            if move is not None:
                shift = part[:, option].copy()
                for party, value in move[1]:
                    shift[party] += value
                sums = here.vectors + shift[:, None]
                arriving.setdefault(move[0], []).append((sums, here.counts, here.first, option))
    found: dict[State, _Rows] = {}
    steps: list[_Layer] = []
    total = 0
    for state in sorted(arriving):
        found[state], step = _merged(arriving[state], total, sum(s.option.size for s in steps))
        steps.append(step)
        total += found[state].counts.size
        if total > ROWS:
            raise TooLarge(f"more than {ROWS:,} efficient beginnings: settle a part of the issues first")
    return found, _joined(steps)


def _merged(arriving: list[tuple[Array, Array, int, int]], first: int, offset: int) -> tuple[_Rows, _Layer]:
    """Drop what is dominated within one state."""
    sums = np.concatenate([a[0] for a in arriving], axis=1)
    counts = np.concatenate([a[1] for a in arriving])
    option = np.repeat([a[3] for a in arriving], [a[1].size for a in arriving])
    parent = np.concatenate([np.arange(a[2], a[2] + a[1].size) for a in arriving])
    kept = np.flatnonzero(efficient(sums))
    order, begins = group(sums[:, kept])
    kept = kept[order]
    layer = _Layer(option[kept], parent[kept], begins + offset, np.append(begins[1:], kept.size) + offset)
    return _Rows(sums[:, kept[begins]], np.add.reduceat(counts[kept], begins), first), layer


def _joined(steps: list[_Layer]) -> _Layer:
    none = np.zeros(0, dtype=np.int64)
    names = ("option", "parent", "begins", "ends")
    option, parent, begins, ends = (np.concatenate([none, *(getattr(s, n) for s in steps)]) for n in names)
    return _Layer(option, parent, begins, ends)


def _finished(
    tables: Tables, rows: dict[State, _Rows], layers: list[_Layer], outcomes: dict[State, int]
) -> Frontier:
    """Compare what is left across the states that mean scores kept apart."""
    none: Array = np.zeros((len(tables.scale), 0), dtype=tables.dtype)
    used = {s: r for s, r in rows.items() if not tables.lift or s[-1]}
    values = [r.vectors * tables.lift[s[-1]] if tables.lift else r.vectors for s, r in used.items()]
    vectors = np.concatenate([none, *values], axis=1)
    numbers = np.concatenate(
        [np.zeros(0, dtype=np.int64), *(np.arange(r.first, r.first + r.counts.size) for r in used.values())]
    )
    counts = np.concatenate([np.zeros(0, dtype=np.int64), *(r.counts for r in used.values())])
    kept = np.flatnonzero(efficient(vectors))
    order, begins = group(vectors[:, kept])
    kept = kept[order]
    runs = list(pairwise([*begins, kept.size]))
    ties = [int(sum(counts[kept[b:e]])) for b, e in runs]
    behind = [numbers[kept[b:e]] for b, e in runs]
    total = sum(n for s, n in outcomes.items() if not tables.lift or s[-1])
    rational = total if _everyone(tables) else None
    return Frontier(
        vectors[:, kept[begins]], tuple(ties), _Listing(layers, behind),
        "merging issue by issue, keeping apart what constraints still have to know", total, rational, rational,
    )  # fmt: skip


def _everyone(tables: Tables) -> bool:
    """Whether no package can leave anyone below its no-deal value."""
    return all(low >= d for (low, _), d in zip(tables.bounds, tables.no_deal, strict=True))


class _Listing:
    """The packages behind each vector, told by going back through the layers."""

    def __init__(self, layers: list[_Layer], behind: list[Array]) -> None:
        self.layers, self.behind = layers, behind

    def __call__(self, vector: int) -> Iterator[tuple[int, ...]]:
        found = (p for row in self.behind[vector] for p in self._all(0, int(row)))
        yield from sorted(islice(found, TIES))

    def _all(self, depth: int, row: int) -> Iterator[tuple[int, ...]]:
        if depth == len(self.layers):
            yield ()
            return
        layer = self.layers[depth]
        for entry in range(int(layer.begins[row]), int(layer.ends[row])):
            for tail in self._all(depth + 1, int(layer.parent[entry])):
                yield (int(layer.option[entry]), *tail)
