"""Who acts, also where a report only says "the two sides", "the army" or half a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pourparler.domain import Event, Reading


def only(read: Reading, label: str) -> Event:
    [event] = [e for e in read.events if e.type == label]
    return event


def test_the_two_governments_are_the_sides_of_the_report(read: Reading) -> None:
    """
    Armenia and Azerbaijan have disputed the valley for years. Armenia claims it, Azerbaijan holds it.
    The two governments signed an agreement on Tuesday.
    """
    assert set(only(read, "AGREE").initiators) == {"Armenia", "Azerbaijan"}


def test_countries_of_a_region_are_no_sides(read: Reading) -> None:
    """
    Armenia and Azerbaijan have disputed the valley for years.
    The countries of the region signed an agreement on Tuesday.
    """
    assert not {"Armenia", "Azerbaijan"} & set(only(read, "AGREE").initiators)


def test_who_is_called_on_would_do_it(read: Reading) -> None:
    """
    On Monday France called on Israel to withdraw its troops from Lebanon.
    """
    for event in read.events:
        if event.type == "RETREAT":
            assert event.initiators == ("Israel",)


def test_a_place_where_people_were_killed_killed_nobody(read: Reading) -> None:
    """
    Four people were killed in the Indian border town of Uri on Tuesday.
    """
    assert "India" not in only(read, "ASSAULT").initiators


def test_a_weapon_before_a_noun_is_no_actor(read: Reading) -> None:
    """
    A Station Street bombing killed 12 people on Tuesday.
    """
    assert all("Station Street" not in e.initiators for e in read.events)


def test_prisoners_released_are_a_retreat_and_a_lifted_ban_a_concession(read: Reading) -> None:
    """
    Iran released 40 prisoners on Tuesday. On Wednesday the United States lifted sanctions on Iran.
    """
    assert only(read, "RETREAT").initiators == ("Iran",)
    assert only(read, "CONCEDE").initiators == ("United States",)


def test_leaving_a_treaty_is_a_rejection_and_leaving_a_town_a_retreat(read: Reading) -> None:
    """
    The United States withdrew from the treaty in 2018. Russian forces withdrew from Kherson in November 2022.
    """
    assert only(read, "REJECT").initiators == ("United States",)
    assert only(read, "RETREAT").initiators == ("Russia",)


def test_taking_a_town_is_an_assault_and_taking_a_ship_coercion(read: Reading) -> None:
    """
    Russian forces captured the town of Avdiivka on Monday. Iran seized a tanker on Tuesday.
    """
    assert only(read, "ASSAULT").initiators == ("Russia",)
    assert only(read, "COERCE").initiators == ("Iran",)
