"""Problems for the tests: small ones by hand, random ones with constraints and ties, and the plainest solver."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from pourparler.domain.problem import (
    Acceptance,
    Constraint,
    Interaction,
    OpenIssue,
    Package,
    Preference,
    Problem,
    Term,
    admissible,
    central,
    utility,
)
from pourparler.domain.result import dominates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pourparler.domain.result import Result


def made(
    values: Sequence[Sequence[Sequence[int | str]]], no_deal: Sequence[int | str] = (), **more: object
) -> Problem:
    """Make a problem from values: party -> issue -> option -> number."""
    sizes = [len(row) for row in values[0]]
    issues = tuple(
        OpenIssue(f"issue {n}", tuple(f"option {o}" for o in range(s))) for n, s in enumerate(sizes)
    )
    least = no_deal or (0,) * len(values)
    wants = tuple(
        Preference(
            f"party {p}", (Fraction(1),) * len(sizes), tuple(tuple(Fraction(v) for v in row) for row in rows),
            Fraction(least[p]),
        )
        for p, rows in enumerate(values)
    )  # fmt: skip
    return replace(Problem(issues, wants), **more)  # type: ignore[arg-type]


@st.composite
def terms(draw: st.DrawFn, sizes: Sequence[int]) -> Term:
    issue = draw(st.integers(0, len(sizes) - 1))
    options = draw(st.sets(st.integers(0, sizes[issue] - 1), min_size=1, max_size=2))
    return Term(issue, tuple(sorted(options)))


@st.composite
def constraints(draw: st.DrawFn, sizes: Sequence[int]) -> Constraint:
    kind = draw(st.sampled_from(["excludes", "requires", "at least", "at most"]))
    some = tuple(draw(st.lists(terms(sizes), min_size=2, max_size=3)))
    then = tuple(draw(st.lists(terms(sizes), min_size=1, max_size=2))) if kind == "requires" else ()
    return Constraint(kind, some, draw(st.integers(0, 2)), then)


@st.composite
def problems(
    draw: st.DrawFn,
    *,
    parties: int = 5,
    additive: bool = False,
    plain_rule: bool = True,
    largest: int = 4,
    mixing: bool = True,
) -> Problem:
    """Small problems with many ties; numbers are few so that equal sums are common."""
    sizes = draw(st.lists(st.integers(1, largest), min_size=1, max_size=4))
    count = draw(st.integers(1, parties))
    number = st.one_of(st.integers(-2, 4).map(Fraction), st.sampled_from([Fraction(1, 3), Fraction(7, 10)]))
    issues = tuple(OpenIssue(f"issue {n}", tuple(f"{o}" for o in range(s))) for n, s in enumerate(sizes))
    wants = []
    for p in range(count):
        values = tuple(tuple(draw(st.lists(number, min_size=s, max_size=s))) for s in sizes)
        extra = () if additive or not mixing else tuple(
            Interaction(tuple(draw(st.lists(terms(sizes), min_size=1, max_size=2))), draw(number))
            for _ in range(draw(st.integers(0, 2)))
        )  # fmt: skip
        cap = None if additive else draw(st.sampled_from([None, None, Fraction(3)]))
        weights = tuple(
            draw(
                st.lists(
                    st.sampled_from([Fraction(1), Fraction(1, 2)]), min_size=len(sizes), max_size=len(sizes)
                )
            )
        )
        wants.append(Preference(f"party {p}", weights, values, draw(number), extra, cap))
    rules = () if additive else tuple(draw(st.lists(constraints(sizes), max_size=3)))
    rule = Acceptance() if plain_rule else Acceptance(draw(st.integers(1, count)), ("party 0",))
    return Problem(issues, tuple(wants), constraints=rules, acceptance=rule)


def looked_at(problem: Problem) -> dict[Package, tuple[Fraction, ...]]:
    """Return every admissible package with its worth, one at a time, in fractions."""
    found = {}
    for choices in product(*(range(len(i.options)) for i in problem.issues)):
        package = Package(choices)
        if admissible(problem, package):
            found[package] = tuple(utility(p, package, problem.scores) for p in problem.preferences)
    return found


def undominated(worth: dict[Package, tuple[Fraction, ...]]) -> dict[Package, tuple[Fraction, ...]]:
    """Return the packages that none other dominates."""
    vectors = set(worth.values())
    best = {v for v in vectors if not any(dominates(o, v) for o in vectors)}
    return {p: u for p, u in worth.items() if u in best}


def rational(
    problem: Problem, worth: dict[Package, tuple[Fraction, ...]]
) -> dict[Package, tuple[Fraction, ...]]:
    """Return the packages that leave nobody below its no-deal value."""
    least = [central(p.no_deal) for p in problem.preferences]
    return {p: u for p, u in worth.items() if all(x >= d for x, d in zip(u, least, strict=True))}


def listed(result: Result, name: str | None = None) -> dict[Package, tuple[Fraction, ...]]:
    """Return what a result lists: its frontier, or one solution's packages."""
    packages = result.frontier if name is None else result.solution(name).packages
    return {v.package: v.utility for v in packages}
