"""The example over four months, as typed entries with passages: what narrowed and what did not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pourparler import record
from pourparler.actions.add import add
from pourparler.actions.ask import Asking, ask
from pourparler.positions import ledger, stand, versions

if TYPE_CHECKING:
    from pourparler.actions.ask import Asked

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "ukraine-2026"
PROCESS = str(EXAMPLE / "process.yaml")


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    db = str(tmp_path_factory.mktemp("record") / "talks.db")
    for done in add([str(EXAMPLE)], db=db, now=lambda: "2026-03-01T06:00:00+00:00", process=PROCESS):
        assert done.file.reading is not None or done.file.path.endswith((".yaml", ".txt"))
    return ask(Asking(db=db, process=PROCESS))


def of(talks: Asked, kind: str) -> list[Any]:
    return [e for e in talks.view.entries if kind == e.KIND]


def held(talks: Asked, party: str, issue: str) -> set[str]:
    return {p.stance for p in of(talks, "position") if (p.party, p.issue) == (party, issue)}


def test_all_seventeen_reports_are_there_with_their_days(talks: Asked) -> None:
    assert len(talks.view.documents) == 17
    assert all(d.published_how == "metadata" for d in talks.view.documents)


@pytest.mark.parametrize(
    ("place", "month"), [("Abu Dhabi", "2026-01"), ("Abu Dhabi", "2026-02"), ("Geneva", "2026-02")]
)
def test_the_three_trilateral_rounds(talks: Asked, place: str, month: str) -> None:
    assert any(
        (m.place or "").startswith(place) and (m.date or "").startswith(month) for m in of(talks, "meeting")
    )


def test_the_exchange_of_314_prisoners(talks: Asked) -> None:
    counts = {n.value for e in of(talks, "event") for n in e.numbers}
    assert 314.0 in counts


def test_the_army_caps_of_the_two_drafts_stand_side_by_side(talks: Asked) -> None:
    rows, _ = ledger(talks.view.entries)
    caps = [d for d in versions(rows, talks.issues) if d.issue == "army-size"]
    assert any("600" in d.before and "800" in d.after for d in caps)


def test_russias_rejection_of_a_zone_answers_kyivs_and_no_other(talks: Asked) -> None:
    by = {p.id: p.by for p in of(talks, "proposal")}
    answered = {by[r.proposal] for r in of(talks, "response") if r.by == "Russia" and r.proposal in by}
    assert "United States" not in answered
    assert "Ukraine" in answered


def test_positions_on_the_issues_that_matter(talks: Asked) -> None:
    assert held(talks, "Russia", "territory") & {"claims", "demands"}
    assert held(talks, "Ukraine", "territory") & {"rejects", "opposes", "offers"} or held(
        talks, "Ukraine", "withdrawal"
    )
    assert "demands" in held(talks, "Ukraine", "security-guarantees")


def test_the_donbas_did_not_narrow(talks: Asked) -> None:
    standing = stand(talks.view.entries, talks.issues, on="2026-02-20")
    assert standing.of("Russia", "territory") is not None
    assert any(s.issue == "territory" for s in of(talks, "sticking_point"))


def test_every_entry_rests_on_a_passage_of_its_report(talks: Asked) -> None:
    documents = {d.id: d for d in talks.view.documents}
    assert all(p.stands_in(documents[p.document]) for e in talks.view.entries for p in e.passages)


def test_the_order_of_adding_does_not_matter(talks: Asked, tmp_path: Path) -> None:
    files = sorted(str(p) for p in EXAMPLE.glob("*.md"))[:4]
    views = []
    for i, order in enumerate((files, files[::-1])):
        db = str(tmp_path / f"{i}.db")
        list(add(order, db=db, now=lambda: "2026-03-01T06:00:00+00:00", process=PROCESS))
        with record.open(db) as memory:
            views.append(memory.view().entries)
    assert views[0] == views[1]
    assert talks.view.entries
