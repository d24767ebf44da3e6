"""Places: where a named town lies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler.reading.places import locate


@pytest.mark.parametrize(
    ("name", "country", "latitude", "longitude"),
    [
        ("Abu Dhabi", "ARE", 24, 54),
        ("Kyiv", "UKR", 50, 31),
        ("Kiev", "UKR", 50, 31),
        ("the port city of Odesa", "UKR", 46, 31),
        ("Goma", "COD", -2, 29),
        ("Gaza City", "PSE", 32, 34),
        ("St. Petersburg", "RUS", 60, 30),
        ("Sana’a", "YEM", 15, 44),
    ],
)
def test_a_town_is_found(name: str, country: str, latitude: int, longitude: int) -> None:
    place = locate(name)
    assert place
    assert (place.country, round(place.latitude), round(place.longitude)) == (country, latitude, longitude)


def test_the_states_of_the_report_decide_between_namesakes() -> None:
    libyan, lebanese = locate("Tripoli"), locate("Tripoli", countries=["LBN"])
    assert libyan
    assert lebanese
    assert (libyan.country, lebanese.country) == ("LBY", "LBN")


@pytest.mark.parametrize("name", ["Ukraine", "Lebanon", "Georgia", "", "Nowhere-upon-Nothing"])
def test_what_is_no_town_has_no_coordinates(name: str) -> None:
    assert locate(name) is None


@given(st.text())
def test_any_name_can_be_asked(name: str) -> None:
    place = locate(name)
    assert place is None or (-90 <= place.latitude <= 90 and -180 <= place.longitude <= 180)
