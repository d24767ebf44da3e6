from __future__ import annotations

from pourparler.domain import PersonMention
from pourparler.positions.offices import differing


def person(name: str, office: str, party: str = "Northland", *, former: bool = False) -> PersonMention:
    return PersonMention(name.casefold(), name, office, party, former, None, None, (0, 5))


def test_two_offices_of_one_person_both_stay_and_are_said() -> None:
    [found] = differing(
        [("a", person("Ana Marsh", "foreign minister")), ("b", person("Ana Marsh", "chief of staff"))]
    )
    assert (found.about, found.what) == ("Ana Marsh", "offices")
    assert found.given == ("foreign minister", "chief of staff")
    assert [d for d, _ in found.mentions] == ["a", "b"]


def test_one_office_in_other_words_is_no_difference() -> None:
    words = ("Varn spokesman", "spokesman for the government in Varn")
    assert differing([(w, person("Oskar Vell", w)) for w in words]) == ()


def test_a_former_office_is_no_difference() -> None:
    now, then = person("Ana Marsh", "envoy"), person("Ana Marsh", "prime minister", former=True)
    assert differing([("a", now), ("b", then)]) == ()


def test_two_leads_of_one_party_are_said() -> None:
    [found] = differing(
        [
            ("a", person("Ana Marsh", "chief negotiator")),
            ("b", person("Oskar Vell", "head of the delegation")),
        ]
    )
    assert (found.about, found.what) == ("Northland", "leads")


def test_a_deputy_is_no_lead() -> None:
    people = [
        ("a", person("Ana Marsh", "chief negotiator")),
        ("b", person("Ilse Tor", "deputy head of the delegation")),
    ]
    assert differing(people) == ()
