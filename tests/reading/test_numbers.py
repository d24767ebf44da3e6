"""Figures: value, unit and bound, as reports word them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler.reading.numbers import numbers, value_of


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        ("314 prisoners were freed", 314, "prisoners", "exact"),
        ("at least 25 killed", 25, "killed", "at least"),
        ("some 40,000 homes", 40_000, "homes", "about"),
        ("more than 100 drones", 100, "drones", "at least"),
        ("fewer than 50 survivors", 50, "survivors", "at most"),
        ("up to 500 metres", 500, "metres", "at most"),
        ("two dozen trucks", 24, "trucks", "exact"),
        ("half a million refugees", 500_000, "refugees", "exact"),
        ("157 each", 157, None, "exact"),
        ("$300 billion", 300e9, "USD", "exact"),
        ("20 per cent", 20, "percent", "exact"),
        ("1.5 million people", 1.5e6, "people", "exact"),
        ("nearly 900 km", 900, "km", "about"),
        ("a 28-point plan", 28, "point", "exact"),
        ("3,000 Norwegian and Indonesian soldiers", 3_000, "soldiers", "exact"),
        ("150-thousand U.S. troops", 150_000, "troops", "exact"),
        ("87 artillery pieces", 87, "pieces", "exact"),
        ("300 cubic metres a second", 300, "cubic metres a second", "exact"),
        ("One Afghan soldier was killed", 1, "soldier", "exact"),
        ("Twenty-one hostages", 21, "hostages", "exact"),
        ("50+ drones", 50, "drones", "at least"),
        ("3,50,000 people", 350_000, "people", "exact"),
    ],
)
def test_a_figure_has_its_unit_and_bound(text: str, value: float, unit: str | None, bound: str) -> None:
    [found] = numbers(text)
    assert (found.value, found.unit, found.bound) == (value, unit, bound)


@pytest.mark.parametrize(
    "text",
    ["dozens of people", "On 5 February 2026 they met", "in 1994", "F-16 jets", "the M23", "Article 5", "Resolution 1701", "a four-year-old war",
     "at 11 a.m.", "one of its largest", "two-thirds of it", "two days ago", "the 1990s", ""],
)  # fmt: skip
def test_what_is_no_figure_gives_none(text: str) -> None:
    assert numbers(text) == ()


def test_a_range_is_two_bounds_with_one_unit() -> None:
    assert [(n.value, n.unit, n.bound) for n in numbers("between 20 and 30 drones")] == [
        (20, "drones", "at least"), (30, "drones", "at most"),
    ]  # fmt: skip


def test_several_figures_stay_apart() -> None:
    found = numbers("killing 12 and wounding 30 others, the third attack in two days")
    assert [(n.value, n.unit) for n in found] == [(12, None), (30, "others"), (2, "days")]


def test_spelled_numbers() -> None:
    words = (
        "two dozen",
        "three hundred and twelve",
        "a quarter of a million",
        "one and a half",
        "twenty-two thousand",
        "nonsense",
    )
    assert [value_of(w) for w in words] == [24, 312, 250_000, 1.5, 22_000, None]


@given(
    st.text()
    | st.lists(
        st.sampled_from(
            [
                "two",
                "dozen",
                "a",
                "hundred",
                "million",
                "3,000",
                "and",
                "half",
                "-",
                "$",
                "killed",
                "to",
                "%",
                "at least",
                "one",
                "of",
            ]
        )
    ).map(" ".join)
)
def test_figures_stand_in_the_text_in_order(text: str) -> None:
    end = 0
    for n in numbers(text):
        assert end <= n.span[0] < n.span[1] <= len(text)
        assert n.bound in ("exact", "about", "at least", "at most")
        end = n.span[1]


@given(
    st.integers(min_value=2, max_value=10**9),
    st.sampled_from(["Russian", "Ukrainian", "Israeli", "Palestinian"]),
)
def test_whose_soldiers_are_counted_changes_nothing(number: int, whose: str) -> None:
    [found] = numbers(f"{number:,} {whose} soldiers")
    assert (found.value, found.unit) == (float(number), "soldiers")
