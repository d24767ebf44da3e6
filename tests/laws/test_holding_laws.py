"""Laws of the commitment problems: closed forms against search, ranges against points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pourparler.settlement.holding import (
    Inputs,
    Range,
    attack_excess,
    bargaining_range,
    best_demand,
    least_guarantee,
    least_punishment,
    rise_excess,
    risk_of_demand,
    shift_excess,
    strike_excess,
    temptation_left,
    temptation_of_a,
    temptation_of_b,
    what_makes_it_hold,
)
from pourparler.settlement.holding.inputs import BOUNDS
from pourparler.settlement.holding.preventive_war import attack_threshold

if TYPE_CHECKING:
    from collections.abc import Iterator

CLOSE = 1e-9
chances = st.integers(0, 64).map(lambda n: n / 64)
costs = st.integers(0, 64).map(lambda n: n / 64)
above = st.integers(1, 64).map(lambda n: n / 64)
weights = st.integers(1, 31).map(lambda n: n / 32)


def grid(least: float, greatest: float, steps: int = 2000) -> Iterator[float]:
    return (least + (greatest - least) * i / steps for i in range(steps + 1))


@given(chances, costs, costs)
def test_the_bargaining_range_is_where_neither_would_rather_fight(p: float, a: float, b: float) -> None:
    low, high = bargaining_range(p, a, b)
    assert high - low == pytest.approx(a + b)
    for x in grid(-1, 2, 48):
        both = x >= p - a and 1 - x >= 1 - p - b
        assert both is (low <= x <= high) or min(abs(x - low), abs(x - high)) < CLOSE


@given(chances, costs, chances)
def test_a_deal_holds_for_one_side_as_it_does_for_the_other_in_the_mirror(
    p: float, c: float, x: float
) -> None:
    assert temptation_of_a(p, c, x) == pytest.approx(temptation_of_b(1 - p, c, 1 - x))


@settings(deadline=None)
@given(chances, costs, chances, above)
def test_the_least_guarantee_is_the_first_that_holds(p: float, a: float, x: float, k: float) -> None:
    tempted = temptation_of_a(p, a, x)
    g = least_guarantee(tempted, k)
    holding = [s for s in grid(0, 1, 512) if temptation_left(tempted, s, k) <= CLOSE]
    if g <= 1:
        assert holding[0] == pytest.approx(g, abs=1 / 512 + CLOSE)
        assert least_punishment(tempted, 1) <= k + CLOSE
    else:
        assert not holding
        assert temptation_left(tempted, 1, least_punishment(tempted)) == pytest.approx(0)


@settings(deadline=None, max_examples=50)
@given(chances, costs, above)
def test_the_demand_under_private_cost_is_the_best_one(p: float, a: float, c: float) -> None:
    def worth(x: float) -> float:
        fought = min(1.0, max(0.0, (x - p) / c))
        return x * (1 - fought) + (p - a) * fought

    best = best_demand(p, a, c)
    assert p <= best <= 1
    assert worth(best) >= max(worth(x) for x in grid(0, 1)) - CLOSE
    assert risk_of_demand(p, a, c) == pytest.approx((best - p) / c)
    if a <= c and p + (c - a) / 2 <= 1:
        assert best == pytest.approx(p + (c - a) / 2)
        assert risk_of_demand(p, a, c) == pytest.approx(0.5 - a / (2 * c))


@given(chances, chances, costs, costs)
def test_a_first_strike_leaves_a_deal_iff_some_share_beats_both_strikes(
    f: float, s: float, a: float, b: float
) -> None:
    low, high = f - a, s + b
    assert (strike_excess(f, s, a, b) <= 0) is (low <= high)


@settings(deadline=None)
@given(chances, chances, costs, weights)
def test_preventive_war_is_what_the_sums_over_periods_say(p: float, later: float, b: float, d: float) -> None:
    """B fights now, or takes the whole stake now and then what leaves it indifferent to fighting."""
    forever = sum(d**t for t in range(3000))
    fight = (1 - p) * forever - b
    wait = 1 + d * ((1 - later) * forever - b)
    assume(abs(attack_excess(p, later, b, d)) > 1e-6)
    assert (attack_excess(p, later, b, d) > 0) is (fight > wait)
    assert (attack_excess(p, later, b, d) > 0) is (later > attack_threshold(p, b, d))


@settings(deadline=None)
@given(chances, chances, costs, costs, weights)
def test_a_shift_is_too_fast_where_no_flow_satisfies_both(
    p: float, later: float, a: float, b: float, d: float
) -> None:
    """B fights now if even the whole of this period cannot make up for what A will secure."""
    whole = 1 / (1 - d)
    excess = rise_excess(p, later, a, b, d)
    assume(abs(excess) > 1e-9)
    most_for_b = whole - d * (later - a) * whole
    assert (excess > 0) is ((1 - p - b) * whole > most_for_b)
    assert shift_excess(p - a, later - a, a + b, d) == pytest.approx(excess)


@given(chances, chances, costs, costs)
def test_with_patience_the_shift_condition_is_the_well_known_one(
    p: float, later: float, a: float, b: float
) -> None:
    assume(abs(later - p - a - b) > 1e-3)
    assert (rise_excess(p, later, a, b, 1 - 1e-9) > 0) is (later - p > a + b)


ranges = {
    n: st.tuples(st.integers(1, 31), st.integers(1, 31)).map(lambda ab: Range(min(ab) / 32, max(ab) / 32))
    for n in BOUNDS
}


def points(inputs: dict[str, Range], chance: Any) -> Inputs:
    def point(r: Range) -> Range:
        x = r.least + (r.greatest - r.least) * chance.choice((0.0, 0.25, 0.5, 0.75, 1.0))
        return Range(x, x)

    return Inputs(**{n: point(r) for n, r in inputs.items()})


@settings(max_examples=150, deadline=None)
@given(st.fixed_dictionaries(ranges), st.randoms(use_true_random=False))
def test_answers_over_ranges_contain_every_answer_at_a_point(inputs: dict[str, Range], chance: Any) -> None:
    wide = what_makes_it_hold(Inputs(**inputs))
    exact = what_makes_it_hold(points(inputs, chance))
    for whole, point in zip(wide, exact, strict=True):
        assert whole.model == point.model
        assert None not in (whole.least, whole.greatest, point.least, point.greatest)
        assert whole.least <= point.least + CLOSE  # type: ignore[operator]
        assert point.greatest <= whole.greatest + CLOSE  # type: ignore[operator]
        if whole.verdict in ("holds", "breaks") and whole.model != "private_cost":
            assert point.verdict in (
                whole.verdict,
                "depends" if whole.model == "guarantee" else whole.verdict,
            )


@settings(max_examples=60, deadline=None)
@given(st.fixed_dictionaries(ranges))
def test_swapping_the_sides_swaps_who_is_tempted(inputs: dict[str, Range]) -> None:
    r = inputs
    mirrored = Inputs(
        p=r["p"].turned(), p_after=r["p_after"].turned(), cost_a=r["cost_b"], cost_b=r["cost_a"],
        deal=r["deal"].turned(), punishment=r["punishment"], guarantee=r["guarantee"],
        p_first=r["p_second"].turned(), p_second=r["p_first"].turned(), discount=r["discount"],
    )  # fmt: skip
    there = {a.title: a for a in what_makes_it_hold(Inputs(**inputs), parties=("A", "B"))}
    back = {a.title: a for a in what_makes_it_hold(mirrored, parties=("B", "A"))}
    for title, answer in there.items():
        if answer.model not in {"private_cost", "bargaining_range"}:
            assert answer.verdict == back[title].verdict
            assert answer.least == pytest.approx(back[title].least)
