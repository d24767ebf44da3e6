from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from pourparler.errors import WrongCall
from pourparler.settlement.holding import (
    Answer,
    Inputs,
    Range,
    attack_excess,
    bargaining_range,
    best_demand,
    least_guarantee,
    least_punishment,
    parse_range,
    rise_excess,
    shift_excess,
    strike_excess,
    temptation_of_a,
    what_makes_it_hold,
)

if TYPE_CHECKING:
    from collections.abc import Callable


def at(x: float) -> Range:
    return Range(x, x, "the test")


def answers(model: str, **given: Range) -> list[Answer]:
    return [a for a in what_makes_it_hold(Inputs(**given), parties=("Tarn", "Veldia")) if a.model == model]


def test_the_deal_is_tested_for_both_sides() -> None:
    given = {"p_after": Range(0.5, 0.8), "cost_a": at(0.1), "cost_b": at(0.3), "deal": at(0.5)}
    tarn, veldia = answers("shifting_power", **given)
    assert (tarn.verdict, veldia.verdict) == ("depends", "holds")
    assert tarn.words == (
        "It holds for Tarn unless its chance of winning rises above 0.6; assumed is 0.5 to 0.8.",
    )


def test_a_guarantee_beyond_certainty_is_answered_with_the_least_punishment() -> None:
    given = {
        "p_after": at(0.9),
        "cost_a": at(0.1),
        "cost_b": at(0.1),
        "deal": at(0.3),
        "punishment": at(0.25),
    }
    against_tarn, against_veldia = answers("guarantee", **given)
    assert against_tarn.least == pytest.approx(2.0)
    assert "No probability suffices" in against_tarn.words[0]
    assert "0.5" in against_tarn.words[0]
    assert against_veldia.verdict == "holds"


def test_an_assumed_guarantee_is_tested() -> None:
    given = {
        "p_after": at(0.75),
        "cost_a": at(0.125),
        "cost_b": at(0.1),
        "deal": at(0.5),
        "punishment": at(0.5),
    }
    [weak, _] = answers("guarantee", **given, guarantee=at(0.2))
    [strong, _] = answers("guarantee", **given, guarantee=at(0.25))
    assert (weak.verdict, strong.verdict) == ("breaks", "holds")


def test_without_a_chance_of_winning_the_range_still_has_its_width() -> None:
    [found] = answers("bargaining_range", cost_a=Range(0.05, 0.4), cost_b=Range(0.1, 0.5))
    assert found.least == pytest.approx(0.15)
    assert found.greatest == pytest.approx(0.9)
    assert "Whatever the chance of winning" in found.words[0]


def test_what_nobody_assumes_is_said_and_not_guessed() -> None:
    found = what_makes_it_hold(Inputs())
    assert {a.verdict for a in found} == {"missing"}
    assert all(a.least is None for a in found)


def test_both_risers_are_tested_for_preventive_war() -> None:
    [found] = answers(
        "preventive_war", p=at(0.5), p_after=at(0.9), cost_a=at(0.1), cost_b=at(0.1), discount=at(0.9)
    )
    assert found.verdict == "breaks"
    assert [w.partition(":")[0] for w in found.words] == ["If Tarn rises", "If Veldia rises"]


def test_no_answer_speaks_of_a_probability_of_peace() -> None:
    given = {n: at(0.5) for n in ("p", "p_after", "deal", "punishment", "guarantee", "p_first", "p_second", "discount",
                                  "private_cost", "cost_a", "cost_b")}  # fmt: skip
    for a in what_makes_it_hold(Inputs(**given)):
        assert "probability of peace" not in " ".join(a.words)
        assert "probability of war" not in " ".join(a.words)
        assert a.source


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"p": Range(0.6, 0.4)}, "--p runs backwards"),
        ({"p": Range(-0.1, 0.4)}, "--p is -0.1, expected a number from 0 to 1"),
        ({"p_after": at(1.5)}, "--p-after is 1.5"),
        ({"cost_a": at(math.nan)}, "not a number"),
        ({"cost_b": at(math.inf)}, "not a number"),
        ({"cost_a": at(-1)}, "0 or more"),
        ({"punishment": at(0)}, "above 0"),
        ({"discount": at(1)}, "above 0 and below 1"),
    ],
)
def test_bad_inputs_are_refused(given: dict[str, Range], complaint: str) -> None:
    with pytest.raises(WrongCall, match=complaint):
        what_makes_it_hold(Inputs(**given))


def test_bad_inputs_are_refused_all_at_once() -> None:
    with pytest.raises(WrongCall) as refused:
        what_makes_it_hold(Inputs(p=at(2), cost_a=at(-1), discount=at(0)))
    assert len(str(refused.value).splitlines()) == 3


@pytest.mark.parametrize("text", ["", "abc", "0.4..", "nan", "inf", "0.4-0.6", "0,4", "..1", "1e400"])
def test_what_is_no_range_is_refused(text: str) -> None:
    with pytest.raises(WrongCall, match="no range"):
        parse_range(text, "the test")


REFUSED: list[Callable[[], object]] = [
    lambda: bargaining_range(math.nan, 0.1, 0.1),
    lambda: temptation_of_a(1.1, 0.1, 0.5),
    lambda: least_guarantee(0.1, 0.0),
    lambda: least_guarantee(math.nan, 1.0),
    lambda: least_punishment(0.1, 0.0),
    lambda: best_demand(0.5, 0.1, 0.0),
    lambda: strike_excess(0.5, -0.1, 0.0, 0.0),
    lambda: attack_excess(0.5, 0.5, 0.1, 1.0),
    lambda: rise_excess(0.5, 0.5, 0.1, math.inf, 0.5),
    lambda: shift_excess(math.nan, 0.0, 0.0, 0.5),
]


@pytest.mark.parametrize("call", REFUSED)
def test_closed_forms_refuse_what_lies_outside_their_bounds(call: Callable[[], object]) -> None:
    with pytest.raises(WrongCall):
        call()
