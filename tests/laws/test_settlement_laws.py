from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import permutations
from math import prod
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pourparler.domain.problem import OpenIssue, Package, Preference, Problem, central
from pourparler.domain.result import Result, dominates
from pourparler.errors import CannotDo
from pourparler.settlement.solving import SOLUTIONS, solve
from tests.settlement.problems import listed, looked_at, problems, rational, undominated

if TYPE_CHECKING:
    from collections.abc import Callable

plenty = settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


def solved(problem: Problem, method: str | None = None) -> Result:
    try:
        return solve(problem, method=method)
    except CannotDo:
        assume(False)
        raise


@plenty
@given(problems())
def test_the_frontier_is_what_looking_at_every_package_finds(problem: Problem) -> None:
    worth = looked_at(problem)
    assume(worth)
    result = solve(problem)
    good = rational(problem, worth)
    best = undominated(worth)
    assert listed(result) == best
    assert (result.outcomes, result.frontier_count) == (len(worth), len(best))
    assert (result.rational, result.zone) == (len(good), bool(good))


@settings(plenty, max_examples=60)
@given(problems(plain_rule=False))
def test_merging_and_enumeration_agree(problem: Problem) -> None:
    plain = replace(problem, preferences=tuple(replace(p, cap=None) for p in problem.preferences))
    looked = solved(plain, "enumeration")
    merged = solve(plain, method="merging")
    assert merged.frontier == looked.frontier
    assert merged.solutions == looked.solutions
    assert (merged.outcomes, merged.frontier_count) == (looked.outcomes, looked.frontier_count)
    assert (merged.rational, merged.accepted) == (looked.rational, looked.accepted)


@settings(plenty, max_examples=80)
@given(problems(), st.booleans())
def test_dynamic_programming_and_enumeration_agree(problem: Problem, means: bool) -> None:
    plain = replace(problem, preferences=tuple(replace(p, cap=None) for p in problem.preferences))
    if means and all(len(i.options) == 2 for i in plain.issues):
        plain = replace(plain, scores="mean", issues=tuple(replace(i, kind="article") for i in plain.issues))
    looked = solved(plain, "enumeration")
    found = solve(plain, method="dynamic")
    assert found.frontier == looked.frontier
    assert found.solutions == looked.solutions
    assert (found.outcomes, found.frontier_count) == (looked.outcomes, looked.frontier_count)


@settings(plenty, max_examples=25)
@given(problems(largest=3))
def test_the_sweep_and_enumeration_agree(problem: Problem) -> None:
    looked = solved(problem, "enumeration")
    swept = solve(problem, method="sweep")
    assert swept.frontier == looked.frontier
    assert swept.solutions == looked.solutions


@plenty
@given(problems(plain_rule=False))
def test_a_rule_on_quorum_and_vetoes_counts_what_it_accepts(problem: Problem) -> None:
    worth = looked_at(problem)
    assume(worth)
    rule = problem.acceptance
    accepted = 0
    for utilities in worth.values():
        good = [u >= central(p.no_deal) for u, p in zip(utilities, problem.preferences, strict=True)]
        accepted += good[0] and sum(good) >= (rule.quorum or len(good))
    assert solve(problem).accepted == accepted


@plenty
@given(problems())
def test_no_chosen_package_is_dominated_or_refused(problem: Problem) -> None:
    result = solved(problem)
    worth = looked_at(problem)
    for name in SOLUTIONS:
        for utilities in listed(result, name).values():
            assert not any(dominates(other, utilities) for other in worth.values())
            assert all(u >= central(p.no_deal) for u, p in zip(utilities, problem.preferences, strict=True))


@plenty
@given(problems())
def test_solutions_are_the_textbooks(problem: Problem) -> None:
    result = solved(problem)
    best = undominated(rational(problem, looked_at(problem)))
    least = [central(p.no_deal) for p in problem.preferences]
    gains = {p: [x - d for x, d in zip(u, least, strict=True)] for p, u in best.items()}
    if not gains:
        assert all(not listed(result, name) for name in SOLUTIONS)
        return
    ideal = [max(g[n] for g in gains.values()) for n in range(len(least))]
    able = [n for n, i in enumerate(ideal) if i > 0]
    scores: dict[str, Callable[[list[Fraction]], Any]] = {
        "nash": lambda g: prod(g[n] for n in able),
        "kalai_smorodinsky": lambda g: min((g[n] / ideal[n] for n in able), default=Fraction(0)),
        "egalitarian": min,
        "utilitarian": sum,
        "leximin": sorted,
    }
    for name, score in scores.items():
        top = max(score(g) for g in gains.values())
        assert set(listed(result, name)) == {p for p, g in gains.items() if score(g) == top}


@plenty
@given(problems(mixing=False), st.integers(-2, 4), st.data())
def test_adding_an_option_never_removes_a_zone(problem: Problem, worth: int, data: st.DataObject) -> None:
    before = solved(problem)
    number = data.draw(st.integers(0, len(problem.issues) - 1))
    issues = list(problem.issues)
    issues[number] = replace(issues[number], options=(*issues[number].options, "new"))
    wants = []
    for p in problem.preferences:
        rows = list(p.values)
        rows[number] = (*rows[number], Fraction(worth))
        wants.append(replace(p, values=tuple(rows)))
    after = solve(replace(problem, issues=tuple(issues), preferences=tuple(wants)))
    assert after.zone or not before.zone


@plenty
@given(problems(), st.sampled_from([Fraction(1, 7), Fraction(3), Fraction(1000)]), st.integers(-3, 3))
def test_scaling_a_partys_utility_does_not_move_nash(problem: Problem, factor: Fraction, shift: int) -> None:
    before = solved(problem)
    scaled = replace(
        problem, preferences=(_scaled(problem.preferences[0], factor, shift), *problem.preferences[1:])
    )
    after = solve(scaled)
    for name in ("nash", "kalai_smorodinsky"):
        assert set(listed(after, name)) == set(listed(before, name))


def _scaled(p: Preference, factor: Fraction, shift: int) -> Preference:
    weights = (Fraction(1),) * len(p.weights)
    rows = [
        [central(w) * central(v) * factor for v in row] for w, row in zip(p.weights, p.values, strict=True)
    ]
    rows[0] = [v + shift for v in rows[0]]
    extra = tuple(replace(i, value=central(i.value) * factor) for i in p.interactions)
    cap = None if p.cap is None else p.cap * factor + shift
    values = tuple(tuple(row) for row in rows)
    return Preference(p.party, weights, values, central(p.no_deal) * factor + shift, extra, cap)


@plenty
@given(problems(parties=3), st.data())
def test_relabelling_parties_relabels_results(problem: Problem, data: st.DataObject) -> None:
    before = solved(problem)
    order = data.draw(st.sampled_from(list(permutations(range(len(problem.preferences))))))
    after = solve(replace(problem, preferences=tuple(problem.preferences[n] for n in order)))
    for name in (None, *SOLUTIONS):
        told = {p: tuple(u[n] for n in order) for p, u in listed(before, name).items()}
        assert listed(after, name) == told


@plenty
@given(problems(additive=True, parties=3), st.integers(3, 40))
def test_numbers_too_long_for_the_machine_change_nothing(problem: Problem, digits: int) -> None:
    """A term that hardly counts, with many digits, breaks ties and nothing else."""
    tiny = Fraction(1, 10**digits + 1)
    wants = tuple(
        replace(p, values=tuple(tuple(central(v) + tiny * n for n, v in enumerate(row)) for row in p.values))
        for p in problem.preferences
    )
    long = replace(problem, preferences=wants)
    assert listed(solve(long, method="merging")) == undominated(looked_at(long))
    assert listed(solve(long, method="enumeration")) == undominated(looked_at(long))


@plenty
@given(st.integers(1, 5), st.integers(1, 4), st.integers(0, 8))
def test_scores_as_means_are_exact(articles: int, parties: int, seed: int) -> None:
    issues = tuple(OpenIssue(str(n), ("out", "in"), "article") for n in range(articles))
    ones = (Fraction(1),) * articles
    wants = tuple(
        Preference(
            f"p{p}",
            ones,
            tuple((Fraction(0), Fraction((seed + 3 * p + 7 * n * p) % 11)) for n in range(articles)),
            Fraction(4),
        )
        for p in range(parties)
    )
    problem = Problem(issues, wants, scores="mean")
    worth = looked_at(problem)
    result = solve(problem)
    assert Package((0,) * articles) not in worth
    assert listed(result) == undominated(worth)
    assert (result.outcomes, result.rational) == (2**articles - 1, len(rational(problem, worth)))


def test_a_sweep_of_one_party_finds_its_best() -> None:
    problem = Problem(
        (OpenIssue("a", ("x", "y")),), (Preference("only", (Fraction(1),), ((Fraction(1), Fraction(2)),)),)
    )
    assert [v.package for v in solve(problem, method="sweep").frontier] == [Package((1,))]


@pytest.mark.parametrize("method", ["merging", "enumeration", "sweep"])
def test_every_tie_is_counted(method: str) -> None:
    flat = Preference("flat", (Fraction(1),) * 3, ((Fraction(0),) * 4,) * 3)
    issues = tuple(OpenIssue(n, ("a", "b", "c", "d")) for n in "xyz")
    result = solve(Problem(issues, (flat, replace(flat, party="too"))), method=method)
    assert (result.frontier_count, result.solution("nash").count) == (64, 64)
