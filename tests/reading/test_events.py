"""What happened, who did it to whom, and who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pourparler.reading.arguments import in_days
from pourparler.reading.modes import mode_of

if TYPE_CHECKING:
    from pourparler.domain import Event, Reading


def of_type(read: Reading, label: str) -> list[Event]:
    return [e for e in read.events if e.type == label]


def test_an_attack_has_attacker_target_and_day(read: Reading) -> None:
    """
    Russian forces shelled Kharkiv on Tuesday, killing at least 25 people. Ukraine condemned the attack.
    """
    [first, *_] = of_type(read, "ASSAULT")
    assert (first.initiators, first.status, first.asserted_by) == (("Russia",), "happened", "narrator")
    assert first.date == "2026-02-03"
    assert not first.alleged


def test_the_passive_turns_the_roles_round(read: Reading) -> None:
    """
    The proposal was rejected by Iran on Monday.
    """
    [refusal] = of_type(read, "REJECT")
    assert refusal.initiators == ("Iran",)


def test_a_claim_is_not_a_fact(read: Reading) -> None:
    """
    Israel said on Monday that Hezbollah had attacked two villages near the border.
    """
    [claim] = of_type(read, "ASSAULT")
    assert (claim.asserted_by, claim.alleged, claim.initiators) == ("Israel", True, ("Hezbollah",))


def test_all_sides_of_talks_are_initiators(read: Reading) -> None:
    """
    India and Pakistan held talks in Geneva on Monday.
    """
    [talks] = of_type(read, "CONSULT")
    assert set(talks.initiators) == {"India", "Pakistan"}
    assert (talks.place, talks.date, talks.recipients) == ("Geneva", "2026-02-02", ())
    assert talks.latitude is not None


@pytest.mark.parametrize("status", ["planned"])
def test_talks_that_are_due_are_planned(read: Reading, status: str) -> None:
    """
    Armenia and Azerbaijan will hold talks in Tbilisi on Friday.
    """
    [talks] = of_type(read, "CONSULT")
    assert talks.status == status


def test_what_was_not_held_is_denied(read: Reading) -> None:
    """
    Moscow and Kyiv did not hold negotiations in January.
    """
    assert [e.status for e in of_type(read, "CONSULT")] == ["denied"]


def test_a_figure_belongs_to_its_event(read: Reading) -> None:
    """
    Ukraine and Russia exchanged 314 prisoners on Wednesday.
    """
    figures = [n for e in read.events for n in e.numbers]
    assert [(n.value, n.bound) for n in figures] == [(314.0, "exact")]
    assert read.document.text[slice(*figures[0].span)].startswith("314")


def test_one_event_is_not_told_twice_in_a_sentence(read: Reading) -> None:
    """
    Russia launched one of its largest drone and missile barrages of the war, pounding Ukraine's energy infrastructure.
    """
    assert len(of_type(read, "ASSAULT")) == 1


def test_every_entry_says_what_produced_it(read: Reading) -> None:
    """
    Russia rejected the proposal on Monday. The United States urged Russia to accept a ceasefire.
    """
    entries = [e for e in read.entries() if e.KIND != "statement"]
    assert entries
    assert all(e.explanation and 0.0 <= e.confidence <= 1.0 for e in entries)


@pytest.mark.parametrize(
    ("given", "days"),
    [
        ("2024-02", "2024-02-01/2024-02-29"),
        ("2023", "2023-01-01/2023-12-31"),
        ("2025-05-03", "2025-05-03"),
        ("2022-03/2023-01", "2022-03-01/2023-01-31"),
        (None, None),
        ("soon", "soon"),
    ],
)
def test_a_month_is_a_range_of_days(given: str | None, days: str | None) -> None:
    assert in_days(given) == days


def test_a_mode_is_named_by_the_trigger_before_the_sentence() -> None:
    assert mode_of("COERCE", "Police arrested a man after a ban.", "arrested") == "arrest"
    assert mode_of("AGREE", "They signed.", "signed") is None
