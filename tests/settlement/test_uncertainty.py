from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pourparler.domain.problem import Order, Package, Problem, Spread
from pourparler.settlement.drawing import draw
from pourparler.settlement.solving import solve
from pourparler.settlement.uncertainty import uncertainty
from tests.settlement.problems import listed, made, problems

PIE = made([[[10, 7, 4, 0]], [[0, 4, 6, 8]]])
ALL = [Package((n,)) for n in range(4)]


def loosened(problem: Problem, low: int, high: int) -> Problem:
    first = replace(problem.preferences[0], no_deal=Spread(Fraction(low), Fraction(high)))
    return replace(problem, preferences=(first, *problem.preferences[1:]))


def test_shares_of_draws_match_the_interval() -> None:
    found = uncertainty(loosened(PIE, 2, 6), ALL, draws=4000)
    shares = {r.package: r for r in found.packages}
    assert found.zone == 1
    assert shares[Package((1,))].accepted_by == (1, 1)
    assert shares[Package((2,))].accepted_by[0] == pytest.approx(0.5, abs=0.03)
    assert shares[Package((3,))].accepted == 0
    assert all(r.efficient == 1 and r.necessarily for r in found.packages)
    assert sum(r.chosen for r in found.packages) == pytest.approx(1)


def test_the_same_seed_gives_the_same_shares() -> None:
    problem = loosened(PIE, 2, 6)
    assert uncertainty(problem, ALL, seed=4, draws=500) == uncertainty(problem, ALL, seed=4, draws=500)
    assert uncertainty(problem, ALL, seed=5, draws=500) != uncertainty(problem, ALL, seed=4, draws=500)


def test_the_answer_that_matters_is_asked_of_the_one_who_knows() -> None:
    """What no deal is worth to party 0 decides between the second and the third package."""
    found = uncertainty(loosened(PIE, -20, 4), ALL, draws=4000)
    assert found.question is not None
    assert (found.question.party, found.question.about) == ("party 0", "what no deal is worth to it")
    assert "ask party 0 what no deal is worth to it" in found.question.words


def test_nothing_to_ask_where_no_answer_changes_the_advice() -> None:
    assert uncertainty(loosened(PIE, 0, 0), ALL, draws=100).question is None


def test_regret_is_nothing_for_the_sure_choice_and_whole_for_the_refused() -> None:
    found = {r.package: r for r in uncertainty(PIE, ALL, draws=50).packages}
    assert found[Package((1,))].regret == pytest.approx(0, abs=1e-6)
    assert found[Package((0,))].regret == pytest.approx(1)


def test_what_an_interval_leaves_open_is_not_called_necessary() -> None:
    problem = made([[[1, 2]], [[2, 2]]])
    values = ((Spread(Fraction(0), Fraction(3)), Fraction(2)),)
    loose = replace(
        problem, preferences=(replace(problem.preferences[0], values=values), problem.preferences[1])
    )
    found = {r.package: r for r in uncertainty(loose, [Package((0,)), Package((1,))], draws=900).packages}
    assert found[Package((0,))].efficient == pytest.approx(1 / 3, abs=0.06)
    assert not any(r.necessarily for r in found.values())
    assert uncertainty(loose, [Package((0,)), Package((1,))], draws=900).possibly == 2


@settings(deadline=None, max_examples=40)
@given(problems(parties=3, largest=3))
def test_numbers_that_are_sure_give_shares_of_all_or_nothing(problem: Problem) -> None:
    packages = [Package(c) for c in product(*(range(len(i.options)) for i in problem.issues))]
    plain = replace(problem, constraints=())
    found = uncertainty(plain, packages, draws=7)
    result = solve(plain, method="enumeration")
    assert found.zone == float(result.zone)
    efficient = listed(result)
    for r in found.packages:
        assert set(r.accepted_by) <= {0, 1}
        assert r.efficient == float(r.package in efficient)
        assert not r.necessarily or r.package in efficient


@settings(deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 4), min_size=1, max_size=2, unique=True), min_size=1, max_size=3),
    st.integers(0, 9),
)
def test_draws_respect_rankings_and_weights_stay_shares(groups: list[list[int]], seed: int) -> None:
    seen = list(dict.fromkeys(o for g in groups for o in g))
    cut = len(seen) // 2
    ranked = tuple(g for g in (tuple(range(cut)), tuple(range(cut, len(seen)))) if g)
    size = len(seen)
    row = tuple(Spread(Fraction(0), Fraction(1)) for _ in range(size))
    problem = made([[[0] * size, [0, 1]]])
    wants = replace(
        problem.preferences[0], values=(row, problem.preferences[0].values[1]),
        orders=(Order(0, ranked), Order(None, ((1,), (0,)))), dirichlet=(Fraction(1), Fraction(2)),
    )  # fmt: skip
    [world] = draw(replace(problem, preferences=(wants,)), np.random.default_rng(seed), 50)
    weights = dict(world.asked)
    line, aid = weights["how much issue 0 weighs for it"], weights["how much issue 1 weighs for it"]
    assert np.allclose(line + aid, 1)
    assert (aid >= line).all()
    values = world.parts[0]
    for better, worse in pairwise(ranked):
        assert (values[list(better)].min(axis=0) >= values[list(worse)].max(axis=0)).all()


def test_intervals_of_weights_are_brought_back_to_their_sum() -> None:
    problem = made([[[0, 1], [0, 1]]])
    half = Spread(Fraction(1, 4), Fraction(3, 4))
    wants = replace(problem.preferences[0], weights=(half, half))
    [world] = draw(replace(problem, preferences=(wants,)), np.random.default_rng(0), 100)
    assert np.allclose(sum(w for _, w in world.asked), 1)
