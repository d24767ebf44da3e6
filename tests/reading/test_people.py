"""Officials in public roles, as the report titles them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pourparler.domain import Reading


def register(read: Reading) -> dict[str, tuple[str | None, str | None]]:
    return {p.name: (p.office, p.party) for p in read.people}


def test_an_office_stands_before_or_behind_the_name(read: Reading) -> None:
    """
    Kremlin spokesman Dmitry Peskov spoke first. Ukraine's lead negotiator, Rustem Umerov, followed.
    Kirill Dmitriev, who is the Kremlin's lead envoy, did not speak.
    """
    assert register(read) == {
        "Dmitry Peskov": ("Kremlin spokesman", "Russia"),
        "Rustem Umerov": ("Ukraine's lead negotiator", "Ukraine"),
        "Kirill Dmitriev": ("Kremlin's lead envoy", "Russia"),
    }


def test_private_individuals_stay_out(read: Reading) -> None:
    """
    “I want to go home,” said Olena Kovalenko, a teacher from Kharkiv. Her brother Petro was killed in May.
    """
    assert read.people == ()
    assert [s.party for s in read.statements] == ["independent"]


def test_former_and_current_officials_without_names_are_collective(read: Reading) -> None:
    """
    The meetings include current and former intelligence officials from both countries.
    """
    [group] = read.people
    assert group.name.startswith("current and former intelligence officials")


def test_two_offices_of_one_person_both_stay_and_a_finding_says_so(read: Reading) -> None:
    """
    Veldian Defence Minister Osric Thane arrived on Monday. Veldian Deputy Prime Minister Osric Thane left on Tuesday.
    """
    assert [p.office for p in read.people] == ["Veldian Defence Minister", "Veldian Deputy Prime Minister"]
    assert len({p.id for p in read.people}) == 1
    assert any(f.code == "two-offices" for f in read.findings)


def test_a_party_that_no_register_knows_is_found_by_what_it_does(read: Reading) -> None:
    """
    Northland and Vesmark ended a second day of talks on Thursday. Vesmark's foreign minister, Ilke Trannow, said
    Northland had moved. Northland denied it.
    """
    assert {p.name for p in read.parties} == {"Northland", "Vesmark"}
    assert next(s.party for s in read.statements) == "Vesmark"


def test_an_envoy_to_an_organisation_speaks_for_the_state_that_sent_him(read: Reading) -> None:
    """
    China's U.N. ambassador, Fu Cong, said the council should wait.
    """
    [statement] = read.statements
    assert (statement.speaker, statement.party) == ("Fu Cong", "China")
