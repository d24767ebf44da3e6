"""What would make a deal hold: each model's answer as thresholds in words, never a probability of peace."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pourparler.errors import WrongCall
from pourparler.settlement.holding import (
    bargaining_range,
    fast_shift,
    first_strike,
    guarantee,
    preventive_war,
    private_cost,
    shifting_power,
)
from pourparler.settlement.holding.inputs import Inputs, Range, over, problems

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

VERDICTS = ("holds", "breaks", "depends", "range", "missing")
_FEARON = "Fearon (1995)"
_NEED_WORDS = {
    "p": "the chance of winning now (--p)",
    "p_after": "the chance of winning once the deal is carried out (--p-after)",
    "cost_a": "the first side's cost of war (--cost-a)",
    "cost_b": "the second side's cost of war (--cost-b)",
    "deal": "the first side's share under the deal (--deal)",
    "punishment": "the cost of the guarantor's punishment (--punishment)",
    "guarantee": "the probability that the guarantor punishes (--guarantee)",
    "p_first": "the chance of winning when striking first (--p-first)",
    "p_second": "the chance of winning when struck first (--p-second)",
    "discount": "the weight of the next period (--discount)",
    "private_cost": "the greatest cost the other side may have (--private-cost)",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One model's answer over all values in the ranges."""

    model: str  # the module that holds its closed form
    title: str
    verdict: str  # one of VERDICTS
    words: tuple[str, ...]  # sentences
    least: float | None = None  # of the figure the verdict turns on, a share of the stake
    greatest: float | None = None
    inputs: tuple[str, ...] = ()  # names of the inputs it used
    missing: tuple[str, ...] = ()  # names of the inputs that nobody gave
    source: str = ""


def what_makes_it_hold(inputs: Inputs, *, parties: tuple[str, str] = ("A", "B")) -> tuple[Answer, ...]:
    """Return every model's answer for two sides; those whose inputs nobody gave say what is missing.

    Args:
        inputs: Ranges with who assumes them; A is the first party.
        parties: Names of A and B.
    Raises: WrongCall, with everything that is wrong with the inputs.
    """
    if wrong := problems(inputs.given()):
        raise WrongCall("\n".join(wrong))
    models = (_range, _holds_for_a, _holds_for_b, _strike, _private, _preventive, _fast)
    found = [model(inputs, parties) for model in models]
    guards = [_guarantee(inputs, parties, side) for side in (0, 1)]
    return (*found[:3], *guards, *found[3:])


def _range(inputs: Inputs, parties: tuple[str, str]) -> Answer:
    title = "Which deals both prefer to war"
    have = inputs.given()
    if "cost_a" not in have or "cost_b" not in have:
        return _missing("bargaining_range", title, have, ("p", "cost_a", "cost_b"))
    a, b = have["cost_a"], have["cost_b"]
    width = f"{a.least + b.least:.4g} to {a.greatest + b.greatest:.4g}"
    if "p" not in have:
        words = (
            (
                f"Whatever the chance of winning, deals over a stretch of {width} of the stake are better than war for both "
                f"{parties[0]} and {parties[1]}: the sum of what war costs them."
            ),
        )
        return Answer(
            "bargaining_range", title, "range", words, a.least + b.least, a.greatest + b.greatest,
            ("cost_a", "cost_b"), ("p",), _FEARON,
        )  # fmt: skip
    low = over(bargaining_range.least_share, {"p": have["p"], "cost_a": a})
    high = over(bargaining_range.greatest_share, {"p": have["p"], "cost_b": b})
    return Answer(
        "bargaining_range", title, "range", _range_words(low, high, width, parties), low[0], high[1],
        ("p", "cost_a", "cost_b"), (), _FEARON,
    )  # fmt: skip


def _range_words(
    low: tuple[float, float], high: tuple[float, float], width: str, parties: tuple[str, str]
) -> tuple[str, ...]:
    a, b = parties
    if low[1] <= high[0]:
        first = (
            f"A share for {a} from {_cut(low[1])} to {_cut(high[0])} of the stake is better than war for both, whichever "
            "values in the ranges are right."
        )
    else:
        first = (
            "No share is better than war for both over the whole of the ranges: which deal is safe depends on who is right "
            "about the inputs."
        )
    outside = []
    if low[0] > 0:
        outside.append(f"below {low[0]:.4g} {a} would rather fight for every value in the ranges")
    if high[1] < 1:
        outside.append(f"above {high[1]:.4g} {b} would")
    second = f"; {', '.join(outside)}" if outside else ""
    return (first, f"The range is {width} of the stake wide{second}.")


def _cut(x: float) -> str:
    return f"{min(1.0, max(0.0, x)):.4g}"


def _holds_for_a(inputs: Inputs, parties: tuple[str, str]) -> Answer:
    return _holds(inputs, parties, 0)


def _holds_for_b(inputs: Inputs, parties: tuple[str, str]) -> Answer:
    return _holds(inputs, parties, 1)


def _side(side: int) -> tuple[Callable[..., float], tuple[str, str, str]]:
    """Return the temptation of a side and the inputs it takes."""
    function = (shifting_power.temptation_of_a, shifting_power.temptation_of_b)[side]
    return function, ("p_after", ("cost_a", "cost_b")[side], "deal")


def _holds(inputs: Inputs, parties: tuple[str, str], side: int) -> Answer:
    name = parties[side]
    title = f"Whether the deal holds for {name} once it is carried out"
    have = inputs.given()
    function, need = _side(side)
    if set(need) - have.keys():
        return _missing("shifting_power", title, have, need)
    ranges = {n: have[n] for n in need}
    least, greatest = over(function, ranges)
    share = have["deal"] if side == 0 else have["deal"].turned()
    cost = have[need[1]]
    chance = have["p_after"] if side == 0 else have["p_after"].turned()
    limit = f"{share.least + cost.least:.4g}", f"{share.greatest + cost.greatest:.4g}"
    edge = (
        limit[0]
        if limit[0] == limit[1]
        else f"{limit[0]} (at its least share and cost) or {limit[1]} (at the greatest)"
    )
    words = {
        "holds": f"It holds for {name} over the whole of the ranges: its chance of winning would have to exceed {limit[0]} "
        f"first; assumed is {chance.words()}.",
        "breaks": f"It does not hold for {name} anywhere in the ranges: its chance of winning, {chance.words()}, is above "
        f"{limit[1]}, its share and its cost of war together.",
        "depends": f"It holds for {name} unless its chance of winning rises above {edge}; assumed is {chance.words()}.",
    }
    verdict = _verdict(least, greatest)
    return Answer("shifting_power", title, verdict, (words[verdict],), least, greatest, need, (),
                  "Fearon (1995), Powell (2006)")  # fmt: skip


def _verdict(least: float, greatest: float) -> str:
    """Return the verdict on an excess: at most 0 holds."""
    if greatest <= 0:
        return "holds"
    return "breaks" if least > 0 else "depends"


def _guarantee(inputs: Inputs, parties: tuple[str, str], side: int) -> Answer:
    name = parties[side]
    title = f"How strong a guarantee against {name} would have to be"
    have = inputs.given()
    function, need = _side(side)
    source = "our formalisation, in the spirit of Walter (1997)"
    if set(need) - have.keys():
        return _missing("guarantee", title, have, need)
    ranges = {n: have[n] for n in need}
    least, greatest = over(function, ranges)
    if greatest <= 0:
        words: tuple[str, ...] = (
            f"None is needed against {name}: it is not tempted anywhere in the ranges.",
        )
        return Answer("guarantee", title, "holds", words, 0.0, 0.0, need, (), source)
    if "punishment" not in have:
        words = (_punishment_words(max(0.0, least), greatest),)
        return Answer(
            "guarantee", title, "depends", words, max(0.0, least), greatest, need, ("punishment",), source
        )
    k = have["punishment"]

    def needed(punishment: float, **of: float) -> float:
        return guarantee.least_guarantee(function(**of), punishment)

    g = over(needed, {**ranges, "punishment": k})
    words = (*_needed_words(g, greatest, least), *_given_words(inputs, function, ranges, name))
    verdict = _verdict_of_guarantee(inputs, function, ranges, g)
    return Answer("guarantee", title, verdict, words, g[0], g[1], (*need, "punishment"), (), source)


def _punishment_words(least: float, greatest: float) -> str:
    return (
        f"A guarantor that is certain to act must cost the breaker at least {least:.4g} to {greatest:.4g} of the stake; one "
        "that acts with probability g, that divided by g."
    )


def _needed_words(g: tuple[float, float], most: float, least: float) -> tuple[str, ...]:
    if g[0] > 1:
        return (
            (
                f"No probability suffices, however sure the guarantor is to act: the punishment must cost at least {least:.4g} "
                f"to {most:.4g} of the stake."
            ),
        )
    sure = f"It holds for sure if the guarantor punishes with a probability of {g[1]:.4g} or more"
    if g[1] > 1:
        sure = f"For the worst values in the ranges no probability suffices: the punishment must cost {most:.4g} of the stake"
    if g[0] <= 0:
        return (f"{sure}; for the best values no guarantee is needed.",)
    return (f"{sure}; below {g[0]:.4g} it holds for no value in the ranges.",)


def _given_words(
    inputs: Inputs, function: Callable[..., float], ranges: Mapping[str, Range], name: str
) -> tuple[str, ...]:
    if inputs.guarantee is None or inputs.punishment is None:
        return ()
    verdict = _verdict(*_left(inputs, function, ranges))
    said = {
        "holds": f"The guarantee assumed holds {name} over the whole of the ranges.",
        "breaks": f"The guarantee assumed does not hold {name} anywhere in the ranges.",
        "depends": f"Whether the guarantee assumed holds {name} depends on which values are right.",
    }
    return (said[verdict],)


def _left(inputs: Inputs, function: Callable[..., float], ranges: Mapping[str, Range]) -> tuple[float, float]:
    have = inputs.given()

    def left(guarantee_: float, punishment: float, **of: float) -> float:
        return guarantee.temptation_left(function(**of), guarantee_, punishment)

    return over(left, {**ranges, "guarantee_": have["guarantee"], "punishment": have["punishment"]})


def _verdict_of_guarantee(
    inputs: Inputs, function: Callable[..., float], ranges: Mapping[str, Range], g: tuple[float, float]
) -> str:
    if inputs.guarantee is not None:
        return _verdict(*_left(inputs, function, ranges))
    return "breaks" if g[0] > 1 else "depends"


def _strike(inputs: Inputs, parties: tuple[str, str]) -> Answer:
    title = "Whether striking first pays too much for any deal"
    need = ("p_first", "p_second", "cost_a", "cost_b")
    have = inputs.given()
    if set(need) - have.keys():
        return _missing("first_strike", title, have, need)
    least, greatest = over(first_strike.strike_excess, {n: have[n] for n in need})
    costs = f"{have['cost_a'].least + have['cost_b'].least:.4g}"
    most = f"{have['cost_a'].greatest + have['cost_b'].greatest:.4g}"
    first, second = have["p_first"], have["p_second"]
    gap = f"{first.least - second.greatest:.4g} to {first.greatest - second.least:.4g}"
    words = {
        "holds": f"Some deal is better than war for both over the whole of the ranges: striking first would have to add more "
        f"than {costs} to {parties[0]}'s chance of winning; assumed is {gap}.",
        "breaks": f"No deal is better than war for both anywhere in the ranges: striking first adds {gap}, more than what "
        f"war costs both together, at most {most}.",
        "depends": f"Some deal is better than war for both unless striking first adds more than {costs} (at the least "
        f"costs) or {most} (at the greatest) to {parties[0]}'s chance of winning; assumed is {gap}.",
    }
    verdict = _verdict(least, greatest)
    return Answer("first_strike", title, verdict, (words[verdict],), least, greatest, need, (), _FEARON)


def _private(inputs: Inputs, parties: tuple[str, str]) -> Answer:
    title = f"What {parties[0]} would demand without knowing what war costs {parties[1]}"
    need = ("p", "cost_a", "private_cost")
    have = inputs.given()
    if set(need) - have.keys():
        return _missing("private_cost", title, have, need)
    ranges = {n: have[n] for n in need}
    demand = over(private_cost.best_demand, ranges)
    turns = [
        c for p in _ends(have["p"]) for a in _ends(have["cost_a"]) for c in private_cost.turning_costs(p, a)
    ]
    risk = over(private_cost.risk_of_demand, ranges, also={"private_cost": turns})
    cost, most = have["cost_a"], have["private_cost"]
    words = (
        (
            f"{parties[0]} would demand {demand[0]:.4g} to {demand[1]:.4g} of the stake. It takes no risk only if its own cost of "
            f"war, {cost.words()}, is at least the greatest cost that {parties[1]} may have, {most.words()}."
        ),
        (
            f"In the model, {parties[1]} would rather fight than grant that demand for {risk[0]:.4g} to {risk[1]:.4g} of the costs "
            "thought possible: a property of the model, no forecast."
        ),
    )
    verdict = "holds" if risk[1] <= 0 else "breaks" if risk[0] > 0 else "depends"
    return Answer("private_cost", title, verdict, words, demand[0], demand[1], need, (), _FEARON)


def _ends(of: Range) -> tuple[float, float]:
    return of.least, of.greatest


def _preventive(inputs: Inputs, parties: tuple[str, str]) -> Answer:
    """Test whichever side declines: B while A rises, and A while B rises."""
    title = "Whether the side that declines attacks before power shifts"
    need = ("p", "p_after", "cost_a", "cost_b", "discount")
    have = inputs.given()
    if set(need) - have.keys():
        return _missing("preventive_war", title, have, need)
    found = []
    for side in (0, 1):
        ranges = _as_riser(have, side)
        del ranges["cost_a"]
        found.append(
            _rise_words(
                over(preventive_war.attack_excess, ranges),
                over(preventive_war.attack_threshold, {n: r for n, r in ranges.items() if n != "p_after"}),
                ranges["p_after"], parties[side], f"{parties[1 - side]} attacks now",
            )
        )  # fmt: skip
    return _both("preventive_war", title, found, need, _FEARON)


def _fast(inputs: Inputs, parties: tuple[str, str]) -> Answer:
    title = "Whether power shifts faster than there is to bargain over"
    need = ("p", "p_after", "cost_a", "cost_b", "discount")
    have = inputs.given()
    if set(need) - have.keys():
        return _missing("fast_shift", title, have, need)
    found = []
    for side in (0, 1):
        ranges = _as_riser(have, side)
        found.append(
            _rise_words(
                over(fast_shift.rise_excess, ranges),
                over(fast_shift.rise_threshold, {n: r for n, r in ranges.items() if n != "p_after"}),
                ranges["p_after"], parties[side], "no deal keeps both from fighting",
            )
        )  # fmt: skip
    return _both("fast_shift", title, found, need, "Powell (1999, 2006)")


def _as_riser(have: Mapping[str, Range], side: int) -> dict[str, Range]:
    """Return the inputs with the given side in the place of A, the one that rises."""
    names = ("p", "p_after", "cost_a", "cost_b", "discount")
    if side == 0:
        return {n: have[n] for n in names}
    turned = (have["p"].turned(), have["p_after"].turned(), have["cost_b"], have["cost_a"], have["discount"])
    return dict(zip(names, turned, strict=True))


def _rise_words(
    excess: tuple[float, float], threshold: tuple[float, float], assumed: Range, riser: str, what: str
) -> tuple[tuple[float, float], str]:
    low, high = (f"{x:.4g}" for x in threshold)
    edge = low if low == high else f"{low} to {high}, as the other inputs lie in their ranges"
    out_of_reach = " (out of reach: a chance is at most 1)" if threshold[0] >= 1 else ""
    words = {
        "holds": f"If {riser} rises: {what} for no value in the ranges; its later chance of winning would have to exceed "
        f"{edge}{out_of_reach}; assumed is {assumed.words()}.",
        "breaks": f"If {riser} rises: {what} for every value in the ranges; its later chance of winning, {assumed.words()}, is "
        f"above {high}.",
        "depends": f"If {riser} rises: {what} once its later chance of winning exceeds {edge}; assumed is {assumed.words()}.",
    }
    return excess, words[_verdict(*excess)]


def _both(
    model: str, title: str, found: list[tuple[tuple[float, float], str]], need: tuple[str, ...], source: str
) -> Answer:
    least, greatest = (max(x[0][i] for x in found) for i in (0, 1))
    return Answer(
        model, title, _verdict(least, greatest), tuple(w for _, w in found), least, greatest, need, (), source
    )


def _missing(model: str, title: str, have: Mapping[str, Range], need: tuple[str, ...]) -> Answer:
    missing = tuple(n for n in need if n not in have)
    words = (f"Not answered: nobody assumes {'; '.join(_NEED_WORDS[n] for n in missing)}.",)
    return Answer(model, title, "missing", words, missing=missing)
