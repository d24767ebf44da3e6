from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from pourparler.domain.problem import Acceptance, Constraint, Interaction, Package, Preference, Term
from pourparler.domain.result import Solution, Valued
from pourparler.errors import CannotDo, ContractBroken, TooLarge, UnknownName
from pourparler.settlement import dynamic, enumeration, merging, sweep
from pourparler.settlement.solving import solve
from pourparler.settlement.tables import tables_of
from tests.settlement.problems import listed, made

# A pie cut four ways: (10, 0), (7, 4), (4, 6), (0, 8).
PIE = made([[[10, 7, 4, 0]], [[0, 4, 6, 8]]])


def chosen(name: str, **more: object) -> list[int]:
    return [p.choices[0] for p in listed(solve(replace(PIE, **more)), name)]  # type: ignore[arg-type]


def test_each_solution_by_hand() -> None:
    assert chosen("nash") == [1]
    assert chosen("kalai_smorodinsky") == [1]
    assert chosen("egalitarian") == [1, 2]
    assert chosen("utilitarian") == [1]
    assert chosen("leximin") == [1]


def test_no_deal_values_move_the_solutions() -> None:
    strong = (PIE.preferences[0], replace(PIE.preferences[1], no_deal=Fraction(5)))
    assert chosen("nash", preferences=strong) == [2]
    assert solve(replace(PIE, preferences=strong)).rational == 2


def test_a_party_that_cannot_gain_does_not_blank_the_product() -> None:
    problem = made([[[3, 2, 0]], [[0, 2, 3]], [[1, 1, 1]]], (0, 0, 1))
    assert [p.choices for p in listed(solve(problem), "nash")] == [(1,)]


def test_without_a_zone_no_solution_is_chosen_and_that_is_told() -> None:
    result = solve(made([[[10, 0]], [[0, 10]]], (6, 6)))
    assert not result.zone
    assert all(not s.packages for s in result.solutions)
    assert any(f.code == "no-zone" for f in result.findings)


def test_a_quorum_can_pass_what_not_all_accept() -> None:
    problem = made([[[5, 0]], [[5, 0]], [[0, 5]]], (1, 1, 1), acceptance=Acceptance(2, ("party 0",)))
    result = solve(problem)
    assert (result.zone, result.rational, result.accepted) == (True, 0, 1)
    assert listed(result, "nash") == {}
    assert list(listed(result, "utilitarian")) == [Package((0,))]
    assert any(f.code == "no-unanimity" for f in result.findings)


@pytest.mark.parametrize("method", [None, "merging", "enumeration", "dynamic", "sweep"])
def test_contradictory_constraints_are_named_and_no_others(method: str | None) -> None:
    rules = (
        Constraint("at least", (Term(0, (0,)),), 1, where="talks.yaml:3"),
        Constraint("excludes", (Term(0, (0,)), Term(0, (0, 1))), where="talks.yaml:4"),
        Constraint("at most", (Term(0, (1,)),), 1, where="talks.yaml:5"),
    )
    with pytest.raises(CannotDo) as wrong:
        solve(replace(PIE, constraints=rules), method=method)
    assert "talks.yaml:3" in str(wrong.value)
    assert "talks.yaml:4" in str(wrong.value)
    assert "talks.yaml:5" not in str(wrong.value)


def big(parties: int = 2, issues: int = 12) -> list[list[list[int]]]:
    return [
        [[(7 * o * (p + 1) + 3 * i * o + p * i) % 13 for o in range(6)] for i in range(issues)]
        for p in range(parties)
    ]


def test_more_packages_than_can_be_enumerated_take_another_method(monkeypatch: pytest.MonkeyPatch) -> None:
    values = big()
    plain = made(values)
    assert plain.size > enumeration.LARGEST
    assert solve(plain).method == "merging of the issues' frontiers"
    bound = replace(plain, constraints=(Constraint("excludes", (Term(0, (0,)), Term(1, (0,)))),))
    result = solve(bound)
    assert result.method.startswith("merging of the frontiers of the groups")
    assert result.outcomes == plain.size * 35 // 36
    assert any(f.code == "method" and "too many to enumerate" in f.message for f in result.findings)
    everywhere = Constraint("at most", tuple(Term(n, (0, 1)) for n in range(12)), 3)
    stepwise = solve(replace(plain, constraints=(everywhere,)))
    assert stepwise.method.startswith("merging issue by issue")
    monkeypatch.setattr(dynamic, "STATES", 1)
    swept = solve(replace(plain, constraints=(everywhere,)))
    assert swept.method == "epsilon-constraint sweep with CP-SAT"
    assert swept.exact
    assert swept.frontier == stepwise.frontier


def test_the_sweep_without_constraints_finds_what_merging_finds() -> None:
    problem = made(big(issues=6))
    assert solve(problem, method="sweep").frontier == solve(problem, method="merging").frontier


def test_what_cannot_be_finished_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = made(big(issues=6))
    with pytest.raises(TooLarge, match="no exact method here can finish"):
        sweep.sweep(tables_of(problem), vectors=3)
    monkeypatch.setattr(merging, "ROWS", 10)
    with pytest.raises(TooLarge, match="sums in one step"):
        solve(problem, method="merging")
    monkeypatch.setattr(enumeration, "LARGEST", 10)
    with pytest.raises(TooLarge, match="too many to enumerate"):
        solve(problem, method="enumeration")


def test_digits_beyond_the_solver_are_refused_with_advice() -> None:
    values = [[[f"0.{n + 1}234567890123456789" for n in range(3)]]] * 2
    with pytest.raises(TooLarge, match="round weights and values"):
        solve(made(values), method="sweep")


def test_an_unknown_method_is_a_wrong_call() -> None:
    with pytest.raises(UnknownName, match="merging, enumeration, dynamic, sweep"):
        solve(PIE, method="magic")


def test_interactions_make_packages_worth_more_together() -> None:
    both = (Term(0, (0,)), Term(1, (0,)))
    problem = made([[[0, 1], [0, 1]], [[0, 1], [0, 1]]])
    keen = tuple(replace(p, interactions=(Interaction(both, Fraction(5)),)) for p in problem.preferences)
    assert list(listed(solve(replace(problem, preferences=keen)))) == [Package((0, 0))]


def test_ties_in_millions_are_counted_in_bounded_memory() -> None:
    flat = Preference("flat", (Fraction(1),) * 7, ((Fraction(0),) * 8,) * 7)
    problem = replace(made([[[0] * 8] * 7]), preferences=(flat,))
    result = solve(problem, method="enumeration")
    assert (result.frontier_count, len(result.frontier)) == (8**7, 1000)
    assert result.frontier[1].package == Package((0, 0, 0, 0, 0, 0, 1))


def test_a_result_refuses_to_say_what_is_not_so() -> None:
    result = solve(PIE)
    wrong = Valued(Package((0,)), (Fraction(1), Fraction(1)))
    with pytest.raises(ContractBroken, match="is worth"):
        replace(result, frontier=(wrong,))
    dominated = made([[[2, 1]], [[2, 1]]])
    bad = Valued(Package((1,)), (Fraction(1), Fraction(1)))
    good = solve(dominated)
    with pytest.raises(ContractBroken, match="dominated"):
        replace(good, solutions=(Solution("nash", (bad,), 1),))


def test_sixty_articles_with_mean_scores_are_settled_exactly() -> None:
    """2^60 drafts: the best for one party are its best articles alone."""
    count = 60
    scores = [[[0, (7 * n * (p + 2)) % 10] for n in range(count)] for p in range(3)]
    problem = made(scores, (5, 5, 5))
    articles = tuple(replace(i, kind="article", options=("out", "in")) for i in problem.issues)
    pairs = tuple(Constraint("excludes", (Term(n, (1,)), Term(n + 1, (1,)))) for n in range(0, 10, 2))
    result = solve(replace(problem, issues=articles, scores="mean", constraints=pairs))
    assert result.exact
    assert result.outcomes == 3**5 * 2**50 - 1
    assert max(v.utility[0] for v in result.frontier) == 8
