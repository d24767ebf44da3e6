"""The epsilon-constraint sweep: efficient packages one at a time, each proved by CP-SAT.

For problems with constraints or interactions that are too large to enumerate. Each step maximises a
weighted sum over the packages that no vector found so far equals or dominates; what it finds is efficient,
and when nothing is left, the frontier is complete. Sources: Haimes, Lasdon and Wismer (1971) for the
method of epsilon-constraints; Sylva and Crema (2004) for the exclusion of what was found.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from pourparler.errors import MissingExtra, TooLarge
from pourparler.settlement.frontier import Frontier
from pourparler.settlement.tables import group

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pourparler.domain.problem import Constraint, Term
    from pourparler.settlement.tables import Array, Tables

LARGEST_NUMBER = 1 << 60  # CP-SAT sums 64-bit integers
VECTORS = 500
SECONDS = 60.0
TIES = 1000


@dataclass
class _Model:
    """A problem as CP-SAT sees it."""

    tables: Tables
    cp: Any
    model: Any
    chosen: list[list[Any]]  # issue -> option -> literal
    worth: list[Any] = field(default_factory=list)  # party -> expression


def sweep(tables: Tables, *, vectors: int = VECTORS, seconds: float = SECONDS) -> Frontier:
    """Find the whole frontier by solving, not by looking.

    Args:
        tables: Of a problem with sums as scores and numbers below LARGEST_NUMBER.
        vectors: Give up beyond this many distinct vectors.
        seconds: Give up when one step takes longer than this.
    Raises: TooLarge, where the frontier cannot be completed within these limits.
    """
    _check(tables)
    found: list[tuple[int, ...]] = []
    built = _build(tables)
    while (vector := _next(built, found, seconds)) is not None:
        found.append(vector)
        _exclude(built, vector)
        if len(found) > vectors:
            raise TooLarge(
                f"the frontier has more than {vectors:,} distinct vectors and the problem has "
                f"{tables.problem.size:,} packages: no exact method here can finish; settle a part of the "
                "issues first, or join options that no party tells apart"
            )
    return _frontier(tables, found)


def _check(tables: Tables) -> None:
    if tables.lift:
        raise TooLarge(
            f"mean scores over {len(tables.sizes)} articles leave {tables.problem.size:,} packages, more than "
            "can be enumerated: exclude some articles, or settle them in groups"
        )
    if max(max(abs(low), abs(high)) for low, high in tables.bounds) * len(tables.scale) >= LARGEST_NUMBER:
        raise TooLarge(
            f"{tables.problem.size:,} packages are too many to enumerate, and the numbers have too many digits "
            "for the solver: round weights and values to six digits or fewer"
        )


def _build(tables: Tables) -> _Model:
    try:
        from ortools.sat.python import cp_model
    except ImportError:
        raise MissingExtra("A problem too large to enumerate", "settle") from None
    model = cp_model.CpModel()
    chosen = [[model.new_bool_var(f"{i}:{o}") for o in range(n)] for i, n in enumerate(tables.sizes)]
    for literals in chosen:
        model.add_exactly_one(literals)
    built = _Model(tables, cp_model, model, chosen)
    for constraint in tables.problem.constraints:
        _constrain(built, constraint)
    for party in range(len(tables.scale)):
        built.worth.append(_worth(built, party))
    return built


def _worth(built: _Model, party: int) -> Any:
    tables, model = built.tables, built.model
    terms = [
        int(part[party, o]) * literal
        for part, literals in zip(tables.parts, built.chosen, strict=True)
        for o, literal in enumerate(literals)
    ]
    terms += [e.value * _all(built, e.interaction.when) for e in tables.extras if e.party == party]
    low, high = tables.bounds[party]
    total = model.new_int_var(low, high, f"worth {party}")
    model.add(total == sum(terms))
    cap = tables.cap[party]
    if cap is None or cap >= high:
        return total
    capped = model.new_int_var(min(low, cap), cap, f"capped {party}")
    model.add_min_equality(capped, [total, cap])
    return capped


def _term(built: _Model, term: Term) -> Any:
    return sum(built.chosen[term.issue][o] for o in term.options)


def _all(built: _Model, terms: Sequence[Term]) -> Any:
    both = built.model.new_bool_var("together")
    sums = [_term(built, t) for t in terms]
    for each in sums:
        built.model.add(each >= both)
    built.model.add(sum(sums) <= len(sums) - 1 + both)
    return both


def _constrain(built: _Model, constraint: Constraint) -> None:
    if constraint.kind == "requires":
        when = _all(built, constraint.terms)
        for term in constraint.then:
            built.model.add(_term(built, term) >= when)
        return
    low, high = constraint.bounds
    built.model.add_linear_constraint(sum(_term(built, t) for t in constraint.terms), low, high)


def _solver(built: _Model, seconds: float) -> Any:
    solver = built.cp.CpSolver()
    solver.parameters.num_workers = 1  # one worker and one seed: a rerun gives the same answer
    solver.parameters.random_seed = 0
    solver.parameters.max_time_in_seconds = seconds
    return solver


def _next(built: _Model, found: Sequence[tuple[int, ...]], seconds: float) -> tuple[int, ...] | None:
    built.model.maximize(sum(built.worth))
    solver = _solver(built, seconds)
    status = solver.solve(built.model)
    if status == built.cp.INFEASIBLE:
        return None
    if status != built.cp.OPTIMAL:
        raise TooLarge(
            f"after {len(found)} efficient vectors the solver could not prove the next one within "
            f"{seconds:g} seconds: settle a part of the issues first, or drop options"
        )
    return tuple(int(solver.value(w)) for w in built.worth)


def _exclude(built: _Model, vector: tuple[int, ...]) -> None:
    """Ask for something better for at least one party."""
    better = []
    for worth, value in zip(built.worth, vector, strict=True):
        literal = built.model.new_bool_var("better")
        built.model.add(worth >= value + 1).only_enforce_if(literal)
        better.append(literal)
    built.model.add_bool_or(better)


def _frontier(tables: Tables, found: Sequence[tuple[int, ...]]) -> Frontier:
    values: Array = np.array(found, dtype=tables.dtype).reshape(len(found), len(tables.scale)).T
    order, _ = group(values)
    values = values[:, order]
    packages = [_packages(tables, tuple(int(v) for v in column)) for column in values.T]

    def listing(vector: int) -> Iterator[tuple[int, ...]]:
        yield from packages[vector]

    counts = tuple(len(p) for p in packages)
    return Frontier(values, counts, listing, "epsilon-constraint sweep with CP-SAT", None, None, None)


def _packages(tables: Tables, vector: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Return the packages worth exactly this vector; more than TIES of them are an error."""
    built = _build(tables)
    for worth, value in zip(built.worth, vector, strict=True):
        built.model.add(worth == value)
    found: set[tuple[int, ...]] = set()
    solver = _solver(built, SECONDS)
    solver.parameters.enumerate_all_solutions = True
    solver.solve(built.model, _collector(built, found))
    if len(found) >= TIES:
        raise TooLarge(
            f"at least {TIES:,} packages share one efficient vector: join options nobody tells apart"
        )
    return sorted(islice(found, TIES))


def _collector(built: _Model, found: set[tuple[int, ...]]) -> Any:
    class Collect(built.cp.CpSolverSolutionCallback):  # type: ignore[misc, name-defined]
        def on_solution_callback(self) -> None:
            choice = tuple(
                next(o for o, literal in enumerate(literals) if self.value(literal))
                for literals in built.chosen
            )
            found.add(choice)
            if len(found) >= TIES:
                self.stop_search()

    return Collect()


def feasible(tables: Tables, *, without: Sequence[int] = ()) -> bool:
    """Say whether any package keeps the constraints, leaving some out."""
    return conflict(tables, without=without) is None


def conflict(tables: Tables, *, without: Sequence[int] = ()) -> tuple[int, ...] | None:
    """Return constraints that cannot all be kept, as few as dropping one at a time leaves; None if they can."""
    active = [n for n in range(len(tables.problem.constraints)) if n not in without]
    if _satisfiable(tables, active):
        return None
    for number in list(active):
        rest = [n for n in active if n != number]
        if not _satisfiable(tables, rest):
            active = rest
    return tuple(active)


def _satisfiable(tables: Tables, active: Sequence[int]) -> bool:
    try:
        from ortools.sat.python import cp_model
    except ImportError:
        raise MissingExtra("Naming the constraints that contradict each other", "settle") from None
    model = cp_model.CpModel()
    chosen = [[model.new_bool_var(f"{i}:{o}") for o in range(n)] for i, n in enumerate(tables.sizes)]
    for literals in chosen:
        model.add_exactly_one(literals)
    built = _Model(tables, cp_model, model, chosen)
    if tables.problem.scores == "mean":
        model.add_bool_or([literals[1] for literals in chosen])
    for number in active:
        _constrain(built, tables.problem.constraints[number])
    return bool(_solver(built, SECONDS).solve(model) != cp_model.INFEASIBLE)
