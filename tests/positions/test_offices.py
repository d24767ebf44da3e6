from __future__ import annotations

from pourparler.domain import PersonMention
from pourparler.positions.offices import differing, fullest_names, register


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


def test_a_surname_and_the_full_name_of_one_party_are_one_person() -> None:
    said = [
        person("Ana Marsh", "envoy"),
        person("Marsh", "chief envoy"),
        person("Marsh", "judge", "Southland"),
    ]
    [ours, theirs] = register([("a", p) for p in said])
    assert (ours.name, ours.offices, len(ours.mentions)) == ("Ana Marsh", ("chief envoy",), 2)
    assert (theirs.name, theirs.party) == ("Marsh", "Southland")


def test_a_surname_that_two_people_bear_stays_as_it_is() -> None:
    people = [("a", person(n, "envoy")) for n in ("Ana Marsh", "Oskar Marsh", "Marsh")]
    assert fullest_names(people)["Northland", "Marsh"] == "Marsh"


def test_one_person_keeps_two_offices_and_a_former_one() -> None:
    some = [
        person("Ana Marsh", "envoy"),
        person("Ana Marsh", "judge"),
        person("Ana Marsh", "envoy", former=True),
    ]
    [one] = register([("a", p) for p in some])
    assert one.offices == ("envoy", "judge", "former envoy")
