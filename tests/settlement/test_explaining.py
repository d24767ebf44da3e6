from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from pourparler.domain.problem import Constraint, Package, Preference, Problem, Term, central, utility
from pourparler.domain.result import dominates
from pourparler.settlement.comparing import disagreement, fare
from pourparler.settlement.explaining import explain
from pourparler.settlement.ledger import least_swaps, ledger, near_equals
from pourparler.settlement.opening import openings
from pourparler.settlement.single_text import next_proposal
from pourparler.settlement.solving import solve
from pourparler.settlement.tables import tables_of
from tests.settlement.problems import looked_at, made, problems

if TYPE_CHECKING:
    from collections.abc import Iterable

# Two issues: each matters to one party only, so there is something to trade.
TRADE = made([[[9, 0], [2, 0]], [[0, 2], [0, 9]]])


def floats(values: Iterable[Fraction]) -> list[float]:
    return [float(v) for v in values]


def test_the_ledger_says_what_is_traded_for_what() -> None:
    entry = ledger(TRADE, Package((1, 0)), Package((0, 1)))
    assert [(s.issue, s.before, s.after) for s in entry.swaps] == [
        ("issue 0", "option 1", "option 0"), ("issue 1", "option 0", "option 1"),
    ]  # fmt: skip
    assert [floats(s.gains) for s in entry.swaps] == [[9, -2], [-2, 9]]
    assert (floats(entry.gains), floats(entry.together)) == ([7, 7], [0, 0])


def test_the_least_set_of_swaps_is_the_least() -> None:
    tables = tables_of(TRADE)
    assert least_swaps(tables, Package((1, 0))) == Package((0, 1))
    assert least_swaps(tables, Package((0, 1))) is None


@settings(deadline=None, max_examples=60)
@given(problems(parties=3))
def test_least_swaps_improve_with_the_fewest_changes(problem: Problem) -> None:
    plain = replace(problem, constraints=())
    tables, everything = tables_of(plain), looked_at(plain)
    start = Package((0,) * len(plain.issues))
    better = [p for p, u in everything.items() if dominates(u, everything[start])]
    found = least_swaps(tables, start)
    assert (found is None) == (not better)
    if found is not None:
        assert found in better
        assert _apart(found, start) == min(_apart(p, start) for p in better)
        entry = ledger(plain, start, found)
        assert entry.gains == tuple(b - a for a, b in zip(everything[start], everything[found], strict=True))


def _apart(one: Package, other: Package) -> int:
    return sum(a != b for a, b in zip(one.choices, other.choices, strict=True))


def test_near_equals_are_near() -> None:
    problem = made([[["0.5", "0.501", "0"], [0, 1]], [["0.5", "0.499", "1"], [1, 0]]])
    assert near_equals(tables_of(problem), Package((0, 0)), []) == (Package((1, 0)),)


def test_where_solutions_disagree_the_gainers_are_named() -> None:
    problem = made([[[10, 7, 4, 0]], [[0, 4, 6, 8]]], (0, 0))
    skewed = made([[[10, 6, 0]], [[1, 2, 3]]])
    assert disagreement(solve(problem)) == ()
    found = disagreement(solve(skewed))
    assert [d.party for d in found] == ["party 0", "party 1"]
    assert found[0].solutions == ("utilitarian",)


def test_a_draft_is_tested_for_everything() -> None:
    rule = Constraint("excludes", (Term(0, (1,)), Term(1, (0,))), where="talks.yaml:9")
    problem = replace(made([[[9, 0], [2, 0]], [[0, 2], [0, 9]]], (3, 3)), constraints=(rule,))
    result = solve(problem)
    bad = fare(result, "first", Package((1, 0)))
    assert floats(bad.utility or ()) == [2, 2]
    assert (bad.refused_by, bad.dominated) == (("party 0", "party 1"), True)
    assert "talks.yaml:9" in bad.broken[0]
    good = fare(result, "second", Package((0, 1)))
    assert (good.broken, good.refused_by, good.dominated) == ((), (), False)


def no_zone() -> Problem:
    weights = (Fraction(1, 2), Fraction(1, 2))
    values: list[list[list[int | str]]] = [[[1, 0], [1, 0]], [[0, 1], ["0.2", "0.9"]]]
    base = made(values)
    wants = tuple(
        Preference(p.party, weights, p.values, d)
        for p, d in zip(base.preferences, (Fraction("0.6"), Fraction("0.6")), strict=True)
    )
    return replace(base, preferences=wants)


def test_every_opening_of_a_zone_does_open_it() -> None:
    problem = no_zone()
    result = solve(problem)
    assert not result.zone
    found = openings(result)
    assert {o.way for o in found} >= {"no-deal value", "option", "weight", "new option"}
    for o in found:
        if o.way in ("no-deal value", "shared"):
            moves = dict(zip(o.movers, o.amounts, strict=True))
            cut = tuple(
                replace(p, no_deal=central(p.no_deal) - moves.get(p.party, Fraction(0)))
                for p in problem.preferences
            )
            assert solve(replace(problem, preferences=cut)).zone
            less = tuple(
                replace(p, no_deal=central(p.no_deal) - moves.get(p.party, Fraction(0)) * Fraction(99, 100))
                for p in problem.preferences
            )
            assert not solve(replace(problem, preferences=less)).zone


def test_a_move_that_both_share_is_split() -> None:
    problem = made([[[10, 5, 0]], [[0, 5, 10]]], (6, 6))
    [shared] = [o for o in openings(solve(problem)) if o.way == "shared"]
    assert dict(zip(shared.movers, shared.amounts, strict=True)) == {"party 0": 1, "party 1": 1}
    assert shared.package == Package((1,))


def test_the_weight_that_opens_a_zone_opens_it() -> None:
    problem = no_zone()
    for o in openings(solve(problem)):
        if o.way == "weight":
            assert o.package is not None
            place = problem.parties.index(o.movers[0])
            wants = problem.preferences[place]
            issue = next(n for n, i in enumerate(problem.issues) if i.name in o.words)
            old = central(wants.weights[issue])
            new = old + o.amounts[0]
            rest = (1 - new) / (1 - old)
            weights = tuple(new if n == issue else central(w) * rest for n, w in enumerate(wants.weights))
            changed = replace(wants, weights=weights)
            assert utility(changed, o.package) == wants.no_deal


def test_a_side_payment_makes_up_what_is_short() -> None:
    result = solve(made([[[10, 0]], [[0, 10]]], (2, 1)))
    [pay] = [o for o in openings(result) if o.way == "side payment"]
    assert floats(pay.amounts) == [1]
    assert pay.words.startswith("party 0 pays 1")


def test_no_side_payment_where_there_is_too_little() -> None:
    assert not [o for o in openings(solve(made([[[10, 0]], [[0, 10]]], (6, 6)))) if o.way == "side payment"]


def test_a_constraint_that_closes_the_zone_is_named() -> None:
    rule = Constraint("excludes", (Term(0, (0,)), Term(1, (1,))), where="talks.yaml:9")
    result = solve(replace(made([[[9, 0], [2, 0]], [[0, 2], [0, 9]]], (3, 3)), constraints=(rule,)))
    assert "talks.yaml:9" in next(o for o in openings(result) if o.way == "constraint").words


def test_there_is_nothing_to_open_where_there_is_a_zone() -> None:
    assert openings(solve(TRADE)) == ()


def test_the_next_proposal_costs_nobody_anything_where_it_can() -> None:
    step = next_proposal(tables_of(TRADE), Package((1, 0)), Package((0, 1)))
    assert step is not None
    assert step.improves_all
    assert step.ledger.after == Package((0, 1))
    assert step.why.startswith("nobody loses by it: party 0 gains 7")


def test_from_an_efficient_text_the_next_proposal_goes_toward_the_aim() -> None:
    problem = made([[[10, 7, 4, 0]], [[0, 4, 6, 8]]])
    step = next_proposal(tables_of(problem), Package((0,)), Package((1,)))
    assert step is not None
    assert not step.improves_all
    assert floats(step.ledger.gains) == [-3, 4]
    assert next_proposal(tables_of(problem), Package((1,)), Package((1,))) is None


@settings(deadline=None, max_examples=40)
@given(problems(parties=3, plain_rule=False))
def test_any_result_can_be_explained(problem: Problem) -> None:
    drafts = (("first", Package((0,) * len(problem.issues))),)
    if not looked_at(problem):
        return
    result = solve(replace(problem, drafts=drafts))
    told = explain(result, draws=20)
    assert len(told.drafts) == 1
    assert told.uncertainty is None
    if result.solution("nash").packages:
        assert told.openings == ()


def test_weights_of_an_article_problem_are_no_obstacle() -> None:
    problem = made([[[0, 3], [0, 5]], [[0, 5], [0, 1]]], (9, 9))
    articles = tuple(replace(i, kind="article", options=("out", "in")) for i in problem.issues)
    result = solve(replace(problem, issues=articles, scores="mean"))
    assert not result.zone
    assert {o.way for o in explain(result).openings} >= {"shared"}


@pytest.mark.parametrize("changes", [1, 2])
def test_neighbours_keep_the_rest(changes: int) -> None:
    from pourparler.settlement.evaluating import neighbours

    rows = neighbours((2, 3, 2), (0, 0, 0), changes)
    assert all(sum(int(c) != 0 for c in row) == changes for row in rows)
    assert len(neighbours((50, 50, 50), (0, 0, 0), 3, limit=10)) == 0
