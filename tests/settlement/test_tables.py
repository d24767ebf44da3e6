from __future__ import annotations

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pourparler.settlement.tables import efficient, group, keys

calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
wide = st.one_of(
    st.integers(-4, 4),
    st.integers(2**70, 2**70 + 3),
    st.integers(-(2**70) - 2, -(2**70)),
    st.integers(10**400, 10**400 + 1),
)


@calm
@given(st.lists(wide, min_size=1, max_size=30))
def test_ranks_keep_order_and_ties_of_numbers_of_any_length(numbers: list[int]) -> None:
    found = keys(np.array([numbers], dtype=object))[0]
    places = {n: r for r, n in enumerate(sorted(set(numbers)))}
    assert [int(f) for f in found] == [places[n] for n in numbers]


@calm
@given(st.lists(st.tuples(wide, wide), min_size=1, max_size=20))
def test_efficiency_is_decided_in_whole_numbers(points: list[tuple[int, int]]) -> None:
    values = np.array(points, dtype=object).T
    for kept, p in zip(efficient(values), points, strict=True):
        beaten = any(q != p and q[0] >= p[0] and q[1] >= p[1] for q in points)
        assert bool(kept) != beaten


@calm
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), max_size=12))
def test_equal_vectors_stand_together_best_first(points: list[tuple[int, int]]) -> None:
    values = np.array(points, dtype=np.int64).reshape(-1, 2).T
    order, begins = group(values)
    ordered = [points[int(o)] for o in order]
    assert ordered == sorted(points, reverse=True)
    assert [ordered[int(b)] for b in begins] == sorted(set(points), reverse=True)
