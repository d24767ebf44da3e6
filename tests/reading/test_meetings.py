"""Rounds of talks: where, when, who, brokered by whom, which one, how often."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pourparler.reading.meetings import days_to, ordinal_in

if TYPE_CHECKING:
    from pourparler.domain import Reading


def test_a_second_day_of_brokered_talks_is_one_round(read: Reading) -> None:
    """
    Russian and Ukrainian officials have begun a second day of US-brokered talks aimed at ending the war.

    The Abu Dhabi talks are about territory.
    """
    [round_] = read.meetings
    assert (round_.ordinal, round_.place, round_.brokers) == (2, "Abu Dhabi", ("United States",))
    assert set(round_.participants) == {"Russia", "Ukraine"}
    assert round_.date == "2026-02-04/2026-02-05"
    assert len(round_.passages) == 2


def test_none_until_a_day_is_a_meeting_on_that_day(read: Reading) -> None:
    """
    Russia has been at war with Ukraine since 2022. Moscow and Kyiv did not hold direct negotiations until May of last year.
    """
    assert any((m.date or "").startswith("2025-05") and m.status == "happened" for m in read.meetings)


@pytest.mark.parametrize(
    ("text", "which"),
    [
        ("a second day of talks", 2),
        ("the third round of negotiations", 3),
        ("They met on Monday", None),
        ("the 4th round", 4),
        ("the second largest city", None),
    ],
)
def test_which_day_or_round(text: str, which: int | None) -> None:
    assert ordinal_in(text) == which


def test_days_that_have_begun_end_today() -> None:
    assert days_to("2026-02-05", 1) == "2026-02-05"
    assert days_to("2026-03-01", 3) == "2026-02-27/2026-03-01"
    assert days_to("not a day", 2) == "not a day"


def test_a_deal_struck_in_a_city_is_a_round_there(read: Reading) -> None:
    """
    GENEVA (APN) — Armenia and Azerbaijan reached an agreement on Tuesday on the exchange of maps.
    The war between Armenia and Azerbaijan began in 2020.
    """
    [round_] = [m for m in read.meetings if m.date == "2026-02-03"]
    assert (round_.place or "").casefold() == "geneva"


def test_not_since_a_day_is_a_meeting_on_that_day(read: Reading) -> None:
    """
    Russia and Ukraine are at war. The two sides have not met since January 12, when talks in Istanbul broke up.
    """
    assert any((m.date or "").startswith("2026-01-12") and m.status == "happened" for m in read.meetings)


def test_a_round_of_two_days_is_one_range(read: Reading) -> None:
    """
    Russia and Ukraine are at war. Russian and Ukrainian negotiators met on Monday and Tuesday in Istanbul.
    """
    [round_] = read.meetings
    assert (round_.date, round_.place) == ("2026-02-02/2026-02-03", "Istanbul")


def test_talks_planned_before_a_day_lie_between_now_and_then(read: Reading) -> None:
    """
    Russia and Ukraine are at war. Russian and Ukrainian negotiators will meet in Istanbul before March 1.
    """
    [round_] = read.meetings
    assert ((round_.date or "")[:11], round_.status) == ("2026-02-05/", "planned")


def test_the_place_flown_to_for_talks_is_theirs(read: Reading) -> None:
    """
    The war between Russia and Ukraine began in 2022. The Russian and Ukrainian ministers flew to Ankara on Monday for talks.
    """
    assert any(m.place == "Ankara" for m in read.meetings)
