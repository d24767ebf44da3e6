from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pourparler.settlement.counting import _below, count_accepted
from pourparler.settlement.solving import solve
from pourparler.settlement.tables import tables_of
from tests.settlement.problems import looked_at, made, rational

small = st.integers(0, 9)


@settings(deadline=None)
@given(st.lists(small, min_size=1, max_size=12), st.data())
def test_values_below_a_limit_before_an_end(values: list[int], data: st.DataObject) -> None:
    ends = data.draw(st.lists(st.integers(0, len(values)), min_size=1, max_size=6))
    limits = data.draw(st.lists(st.integers(0, 20), min_size=len(ends), max_size=len(ends)))
    found = _below(np.array(values), np.array(ends), np.array(limits))
    assert found.tolist() == [sum(v < x for v in values[:e]) for e, x in zip(ends, limits, strict=True)]


@settings(deadline=None)
@given(
    st.lists(st.lists(small, min_size=1, max_size=3), min_size=1, max_size=4), st.integers(1, 3), st.data()
)
def test_counting_in_the_middle_is_counting_each(
    rows: list[list[int]], parties: int, data: st.DataObject
) -> None:
    values = [[[(v * (p + 2) + p) % 7 for v in row] for row in rows] for p in range(parties)]
    least = data.draw(st.lists(st.integers(0, 15), min_size=parties, max_size=parties))
    problem = made(values, least)
    tables = tables_of(problem)
    count = len(rational(problem, looked_at(problem)))
    assert count_accepted(tables, tables.parts) == (count, count)


def test_ten_thousand_million_packages_of_two_parties_are_counted() -> None:
    """Two dice of ten issues: by symmetry as many packages lie above the middle as below."""
    values = [[[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]] * 10, [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]] * 10]
    problem = made(values, ("45.5", "45.5"))
    ways = {0: 1}
    for _ in range(10):
        ways = {s: sum(ways.get(s - v, 0) for v in range(10)) for s in range(max(ways) + 10)}
    assert solve(problem).rational == sum(n for s, n in ways.items() if s >= Fraction("45.5"))
