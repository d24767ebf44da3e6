"""CP-SAT over choices and grounds: is anything left, what is left, who would have to yield."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pourparler.errors import MissingExtra

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pourparler.settlement.on_record.grounds import Choice, Ground, Pick

Assignment = tuple[str, ...]
"""One option per choice, in the order of the choices."""


def cp_model() -> Any:
    """Return OR-tools' CP-SAT module.

    Raises: MissingExtra, where it is not installed.
    """
    try:
        from ortools.sat.python import cp_model as module
    except ImportError:
        raise MissingExtra("asking what the record rules out", "settle") from None
    return module


class Solver:
    """Answers questions about one set of choices; the same question, the same answer."""

    def __init__(self, choices: Sequence[Choice], grounds: Sequence[Ground]) -> None:
        """Take what there is to choose, and the grounds."""
        self.cp = cp_model()
        self.choices = tuple(choices)
        self.grounds = {g.id: g for g in grounds}

    def stands(self, ids: Iterable[str]) -> bool:
        """Say whether some package keeps all of these grounds."""
        model, take = self._model()
        for id_ in ids:
            self._require(model, take, self.grounds[id_])
        return self.solved(model) is not None

    def core(self, ids: Sequence[str]) -> list[str] | None:
        """Return some of these grounds that cannot stand together; None where all can."""
        model, take = self._model()
        kept = {id_: model.new_bool_var(f"kept {id_}") for id_ in ids}
        for id_ in ids:
            self._require(model, take, self.grounds[id_], unless=kept[id_].negated())
        model.add_assumptions(list(kept.values()))
        solver = self._solver()
        if solver.solve(model) in (self.cp.OPTIMAL, self.cp.FEASIBLE):
            return None
        named = {kept[id_].index: id_ for id_ in ids}
        some = [named[i] for i in solver.sufficient_assumptions_for_infeasibility() if i in named]
        return some if some and not self.stands(some) else list(ids)

    def packages(self, ids: Iterable[str], *, most: int) -> tuple[list[Assignment], bool]:
        """Return (packages that keep all of these grounds, whether these are all)."""
        model, take = self._model()
        for id_ in ids:
            self._require(model, take, self.grounds[id_])
        collect = _collector(self.cp, self.choices, take, most)
        solver = self._solver()
        solver.parameters.enumerate_all_solutions = True
        status = solver.solve(model, collect)
        found = sorted(set(collect.found))
        return found, status in (self.cp.OPTIMAL, self.cp.INFEASIBLE) and not collect.cut

    def smallest_yields(
        self, yielding: Sequence[str], fixed: Sequence[str], *, most: int
    ) -> tuple[list[tuple[str, ...]], bool]:
        """Return (every smallest set of grounds without which the rest stand together, whether all).

        Args:
            yielding: Ids of grounds that may yield.
            fixed: Ids of grounds that may not.
            most: How many sets to return at most.
        Returns: No set at all where even without all of `yielding` nothing stands.
        """
        model, take = self._model()
        for id_ in fixed:
            self._require(model, take, self.grounds[id_])
        gone = {id_: model.new_bool_var(f"gone {id_}") for id_ in yielding}
        for id_ in yielding:
            self._require(model, take, self.grounds[id_], unless=gone[id_])
        total = sum(gone.values())
        model.minimize(total)
        first = self.solved(model)
        if first is None:
            return [], True
        model.clear_objective()
        model.add(total == sum(first.value(g) for g in gone.values()))
        found: list[tuple[str, ...]] = []
        while len(found) < most:
            answer = self.solved(model)
            if answer is None:
                return sorted(found), True
            one = tuple(id_ for id_, g in gone.items() if answer.value(g))
            found.append(tuple(sorted(one)))
            model.add_bool_or([gone[id_].negated() for id_ in one])
        return sorted(found), False

    def _model(self) -> tuple[Any, dict[Pick, Any]]:
        model = self.cp.CpModel()
        take = {(c.id, o): model.new_bool_var(f"{c.id}={o}") for c in self.choices for o in c.options}
        for c in self.choices:
            model.add_exactly_one(take[c.id, o] for o in c.options)
        return model, take

    def _require(self, model: Any, take: dict[Pick, Any], ground: Ground, *, unless: Any = None) -> None:
        for clause in ground.clauses:
            literals = [take[c, o] if wanted else take[c, o].negated() for c, o, wanted in clause]
            model.add_bool_or([*literals, unless] if unless is not None else literals)

    def solved(self, model: Any, *, in_order: bool = False) -> Any:
        """Return a solver that holds a solution of a model, or None; `in_order` follows its strategy."""
        solver = self._solver()
        if in_order:
            solver.parameters.search_branching = self.cp.FIXED_SEARCH
        status = solver.solve(model)
        return solver if status in (self.cp.OPTIMAL, self.cp.FEASIBLE) else None

    def _solver(self) -> Any:
        solver = self.cp.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 0
        solver.parameters.cp_model_presolve = False  # the models are tiny: presolve costs more than it saves
        return solver


def _collector(cp: Any, choices: Sequence[Choice], take: dict[Pick, Any], most: int) -> Any:
    class Collector(cp.CpSolverSolutionCallback):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.found: list[Assignment] = []
            self.cut = False

        def on_solution_callback(self) -> None:
            if len(self.found) >= most:
                self.cut = True
                self.stop_search()
                return
            self.found.append(tuple(next(o for o in c.options if self.value(take[c.id, o])) for c in choices))

    return Collector()


def every_conflict(
    solver: Solver, ids: Sequence[str], *, most: int, seeds: int
) -> tuple[list[tuple[str, ...]], bool]:
    """Return (every minimal set of grounds that cannot stand together, whether these are surely all).

    Source: MARCO, Liffiton, Previti, Malik and Marques-Silva (2016), "Fast, flexible MUS enumeration",
    with seeds as large as the map of what is still unexplored allows: conflicts come first, and the proof
    that there are no more comes last.

    Args:
        solver: Of choices that hang together.
        ids: Of grounds.
        most: How many conflicts to return at most.
        seeds: How many sets that can stand together to pass over before giving up the proof.
    """
    unexplored = solver.cp.CpModel()
    inside = {id_: unexplored.new_bool_var(id_) for id_ in ids}
    cp = solver.cp
    # The first solution of a search that tries every ground first is a largest seed; no optimum is needed.
    unexplored.add_decision_strategy(list(inside.values()), cp.CHOOSE_FIRST, cp.SELECT_MAX_VALUE)
    found: list[tuple[str, ...]] = []
    while True:
        answer = solver.solved(unexplored, in_order=True)
        if answer is None:
            return sorted(found, key=lambda c: (len(c), c)), True
        seed = [id_ for id_ in ids if answer.value(inside[id_])]
        core = solver.core(seed)
        if core is None:
            unexplored.add_bool_or([inside[id_] for id_ in ids if id_ not in set(seed)])
            seeds -= 1
        else:
            found.append(_shrunk(solver, core))
            unexplored.add_bool_or([inside[id_].negated() for id_ in found[-1]])
        if seeds < 0 or len(found) >= most:
            return sorted(found, key=lambda c: (len(c), c)), False


def _shrunk(solver: Solver, seed: Sequence[str]) -> tuple[str, ...]:
    """Return a minimal set within a set that cannot stand together."""
    core = sorted(seed)
    for id_ in sorted(seed):
        rest = [x for x in core if x != id_]
        if not solver.stands(rest):
            core = rest
    return tuple(core)
