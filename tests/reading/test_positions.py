"""Who wants what, in whose words; what is proposed, answered, judged, promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pourparler.domain import Reading


def test_what_one_side_holds_and_the_other_claims(read: Reading) -> None:
    """
    The main sticking point is the question of territory in the Donbas region that Kyiv controls but Moscow claims.
    """
    held = {(p.party, p.stance) for p in read.positions if p.issue == "territory"}
    assert held >= {("Ukraine", "controls"), ("Russia", "claims")}
    assert "territory" in {s.issue for s in read.sticking_points}


def test_a_demand_in_the_reports_own_voice(read: Reading) -> None:
    """
    Kyiv is seeking binding security guarantees from the United States and other Western allies.
    """
    [demand] = [p for p in read.positions if p.issue == "security-guarantees"]
    assert (demand.party, demand.stance, demand.voice) == ("Ukraine", "demands", "narrator")
    [sought] = [c for c in read.commitments if c.status == "sought"]
    assert (sought.to, sought.binding) == (("Ukraine",), True)
    assert "United States" in sought.by


def test_unchanged_is_a_position_without_an_issue(read: Reading) -> None:
    """
    Kremlin spokesman Dmitry Peskov said that Russia's position remains unchanged.
    """
    [position] = [p for p in read.positions if p.unchanged]
    assert (position.party, position.issue, position.voice) == ("Russia", None, "own")


def test_a_rejection_points_to_the_proposal_that_it_answers(read: Reading) -> None:
    """
    Zelenskyy, the Ukrainian president, has proposed setting up a demilitarized zone.

    It would be policed by European peacekeepers. Russia has rejected that option.
    """
    [proposal] = read.proposals
    [answer] = read.responses
    assert (proposal.by, proposal.issue) == ("Ukraine", "demilitarisation")
    assert (answer.by, answer.response, answer.proposal) == ("Russia", "rejects", proposal.id)


def test_nobody_answers_his_own_proposal(read: Reading) -> None:
    """
    Egypt proposed a ceasefire of 60 days. Egypt rejected the idea of a longer truce.
    """
    own = {p.id for p in read.proposals if p.by == "Egypt"}
    assert not any(r.by == "Egypt" and r.proposal in own for r in read.responses)


def test_what_somebody_is_urged_to_offer_is_no_offer_of_his(read: Reading) -> None:
    """
    Ukraine urged the United States to offer stronger security guarantees.
    """
    assert not any(p.party == "United States" and p.stance == "offers" for p in read.positions)
    assert not any(p.by == "United States" for p in read.proposals)


def test_a_gap_that_narrows_is_judged_by_the_report(read: Reading) -> None:
    """
    The gap between the two sides' positions has narrowed somewhat.
    """
    [judged] = read.assessments
    assert (judged.by, judged.polarity) == ("narrator", "positive")


def test_a_document_guarantees_by_its_signatories(read: Reading) -> None:
    """
    The minister recalled the 1994 Budapest Memorandum. That agreement, signed by the United States, Russia, and Britain, guaranteed Ukrainian territorial integrity in exchange for Kyiv eliminating its nuclear arsenal.
    """
    [memo] = [c for c in read.commitments if c.in_exchange_for]
    assert set(memo.by) == {"United States", "Russia", "United Kingdom"}
    assert memo.to == ("Ukraine",)
    assert (memo.date or "")[:4] == "1994"
    assert memo.in_exchange_for == "Kyiv eliminating its nuclear arsenal"


def test_no_obstacle_is_named_where_the_report_names_none(read: Reading) -> None:
    """
    The delegations discussed prisoners, borders and water for three hours on Monday.
    """
    assert read.sticking_points == ()
