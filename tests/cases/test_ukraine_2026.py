"""The example over four months, as typed entries with passages: what narrowed and what did not."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

from pourparler import record
from pourparler.actions.add import add
from pourparler.actions.ask import Asking, ask
from pourparler.domain.trust import is_plain
from pourparler.positions import ledger, movement, rounds, side_by_side, stand, versions
from pourparler.positions.offices import register
from pourparler.present.brief import Brief, Line
from pourparler.present.overview import overview_brief
from pourparler.present.print import brief_pdf

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


def plain(talks: Asked, kind: str) -> list[Any]:
    return [e for e in of(talks, kind) if is_plain(e, talks.view)]


@pytest.mark.parametrize(
    ("number", "place", "start", "end"),
    [
        (1, "Abu Dhabi", "2026-01-23", "2026-01-24"),
        (2, "Abu Dhabi", "2026-02-04", "2026-02-05"),
        (3, "Geneva", "2026-02-17", "2026-02-18"),
    ],
)
def test_the_three_trilateral_rounds_each_once_with_all_sides(
    talks: Asked, number: int, place: str, start: str, end: str
) -> None:
    held = [
        r
        for r in rounds([*plain(talks, "meeting"), *plain(talks, "event")])
        if r.ordinal == number and r.status in ("happened", "ongoing") and r.place == place
    ]
    assert len(held) == 1
    assert set(held[0].participants) == {"Russia", "Ukraine", "United States"}
    assert start <= held[0].start <= held[0].end <= end


def test_the_exchange_of_314_prisoners(talks: Asked) -> None:
    exchanges = [e for e in plain(talks, "event") if 314.0 in {n.value for n in e.numbers}]
    assert exchanges
    assert {e.type for e in exchanges} == {"CONCEDE"}
    assert all("314" in e.passages[0].exact for e in exchanges)
    assert any(e.date == "2026-02-05" for e in exchanges)


def test_the_army_caps_of_the_two_drafts_stand_side_by_side(talks: Asked) -> None:
    rows, _ = ledger(plain(talks, "proposal"))
    [caps] = [c for c in side_by_side(rows, talks.issues) if c.issue == "army-size"]
    by = {said: {p.by for p in some} for said, some in caps.texts}
    [american] = [authors for said, authors in by.items() if "600,000" in said]
    [european] = [authors for said, authors in by.items() if "800,000" in said]
    assert "United States" in american
    assert "Europeans" in european
    assert [d for d in versions(rows, talks.issues) if d.issue == "army-size"]


def test_the_drafts_and_the_counter_draft_are_proposals_of_november(talks: Asked) -> None:
    months = {(p.by, (p.date or p.published or "")[:7]) for p in plain(talks, "proposal")}
    assert {("United States", "2025-11"), ("Europeans", "2025-11"), ("Ukraine", "2025-11")} <= months


def test_nato_membership_is_in_a_text_and_nato_troops_are_rejected(talks: Asked) -> None:
    assert any("NATO membership" in p.passages[0].exact for p in plain(talks, "proposal"))
    assert any(
        p.party == "Russia" and p.stance in ("rejects", "opposes") and "NATO troops" in p.passages[0].exact
        for p in plain(talks, "position")
    )


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


def test_nothing_that_was_said_moved_the_gap_on_the_donbas(talks: Asked) -> None:
    sure = [e for e in talks.view.entries if is_plain(e, talks.view)]
    steps = movement(sure, talks.issues, issue="territory", parties=("Russia", "Ukraine"), on="2026-02-20")
    assert [s for s in steps if s.change == "narrower"] == []
    assert any("gap is as wide" in s.passages[0].exact for s in plain(talks, "sticking_point"))


def test_the_military_part_and_its_monitoring_narrowed(talks: Asked) -> None:
    """Assessments, sure or not: the brief shows those that are not as unresolved."""
    good = [
        a
        for a in of(talks, "assessment")
        if a.polarity == "positive" and (a.date or a.published) > "2026-02-10"
    ]
    assert any("monitoring" in a.passages[0].exact for a in good)
    assert any("closer" in a.passages[0].exact for a in good)


def test_guarantees_are_sought_from_the_united_states_and_the_europeans(talks: Asked) -> None:
    sought = [c for c in plain(talks, "commitment") if c.status == "sought" and c.to == ("Ukraine",)]
    assert any(set(c.by) == {"United States", "Europeans"} and c.binding for c in sought)


@pytest.fixture(scope="module")
def pages(talks: Asked) -> Brief:
    return overview_brief(
        talks.view,
        issues=talks.issues,
        on=talks.on,
        since="2026-02-13",
        sides=talks.sides(),
        process=talks.process,
        full=False,
    )


def said(pages: Brief, id_: str) -> list[Line]:
    """Return the cited lines and rows of a section, a row as one line."""
    [section] = [s for s in pages.sections if s.id == id_]
    rows = [
        Line(" | ".join(c.text for c in row), tuple(n for c in row for n in c.cites))
        for row in (section.table.rows if section.table else ())
    ]
    return [line for line in (*rows, *section.lines) if line.cites]


@pytest.mark.parametrize(
    ("section", "words"),
    [
        ("stands", ("third round", "Geneva")),
        ("timeline", ("first round, Abu Dhabi", "Russia, Ukraine and United States")),
        ("timeline", ("second round, Abu Dhabi", "Russia, Ukraine and United States")),
        ("timeline", ("third round, Geneva", "Russia, Ukraine and United States")),
        ("timeline", ("exchange", "314")),
        ("versions", ("army size", "600,000", "United States", "800,000", "Europeans")),
        ("matrix", ("territory", "Donbas", "line of contact")),
        ("matrix", ("security guarantees", "offers")),
        ("ledger", ("600,000", "NATO membership")),
        ("sticking", ("territory", "gap is as wide as it was")),
        ("moved", ("monitoring a ceasefire",)),
        ("guarantees", ("United States and Europeans → Ukraine", "binding")),
    ],
)
def test_the_pages_show_it_cited(pages: Brief, section: str, words: tuple[str, ...]) -> None:
    assert any(all(w in line.text for w in words) for line in said(pages, section)), said(pages, section)


def test_everybody_is_one_person_in_the_brief(talks: Asked) -> None:
    for party in {p.party for _, p in talks.view.people}:
        names = [k.name for k in register(talks.view.people) if k.party == party]
        surnames = [n.split()[-1] for n in names]
        assert len(set(surnames)) == len(surnames), (party, names)


def test_the_brief_is_at_most_three_pages_before_its_appendix(pages: Brief) -> None:
    pytest.importorskip("typst")
    read = PdfReader(io.BytesIO(brief_pdf(pages)))
    first = next(i for i, p in enumerate(read.pages) if p.extract_text().lstrip().startswith("Reports"))
    assert 1 <= first <= 3


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
