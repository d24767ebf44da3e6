"""The pages of a brief over many reports: ranked and cut, what is left out counted, full lists behind them."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest

from pourparler.domain import Event, Meeting, Position, Process, View
from pourparler.present.brief import Brief, Line, Section, every_line, in_order, shown
from pourparler.present.data import brief_json
from pourparler.present.overview import overview_brief
from pourparler.present.page import brief_html
from pourparler.present.print import brief_pdf, brief_typst
from pourparler.present.text import brief_text
from pourparler.present.word import brief_docx
from tests.present.build import document, made, view


def overview(seen: View, *, full: bool = True) -> Brief:
    return overview_brief(
        seen,
        issues={},
        on="2031-03-11",
        since="2031-03-01",
        sides=("Northland", "Southland"),
        process=Process(),
        full=full,
    )


def of(brief: Brief, id_: str) -> Section:
    return next(s for s in (*brief.sections, *brief.details) if s.id == id_)


def many_attacks(count: int) -> View:
    """Return a view in which so many attacks are reported, a day and a sentence each."""
    text = "".join(f"Shells hit Sund on day {n:02}.\n" for n in range(1, count + 1))
    doc = document(text)
    attacks = tuple(
        made(
            Event, doc, f"Shells hit Sund on day {n:02}.", type="ASSAULT", trigger_span=(0, 6), date=f"2031-03-{n % 6 + 5:02}"
        )
        for n in range(1, count + 1)
    )  # fmt: skip
    return View((doc,), attacks)


def test_what_a_section_leaves_out_is_counted_and_the_full_list_has_it() -> None:
    brief = overview(many_attacks(9))
    pages, whole = of(brief, "timeline"), of(brief, "all-timeline")
    shown_here = [x for x in pages.lines if x.cites]
    left = re.search(r"(\d+) lesser moments", pages.lines[-1].text)
    assert left is not None
    assert len(shown_here) + int(left.group(1)) == 9 == len([x for x in whole.lines if x.cites])
    assert "pourparler timeline" in pages.lines[-1].text


def test_the_full_lists_are_set_only_where_asked_for() -> None:
    brief = overview(view())
    for short, long in (
        (brief_text(brief), brief_text(brief, full=True)),
        (brief_typst(brief), brief_typst(brief, full=True)),
    ):
        assert "Who said what" not in short
        assert "Who said what" in long
    assert len(brief_docx(brief)) < len(brief_docx(brief, full=True))


def test_the_page_folds_the_full_lists() -> None:
    html = brief_html(overview(view()))
    assert '<details id="all-ledger">' in html
    assert html.index('<section id="ledger">') < html.index('<details id="all-ledger">')
    assert "<details" not in brief_html(overview(view(), full=False))


def test_passages_are_numbered_as_they_are_met_on_the_pages() -> None:
    brief = overview(view())
    pages = [n for s in brief.sections for line in every_line(s) for n in line.cites]
    assert set(pages) == set(range(1, len(set(pages)) + 1))
    assert [c.number for c in shown(brief).passages] == sorted(set(pages))
    again = in_order(brief)
    assert again == brief


def test_no_heading_stands_over_no_passages() -> None:
    empty = Brief("Nothing", (), (Section("a", "A", (Line("no number"),)),), (), ())
    assert "Passages" not in brief_text(empty)
    assert "Passages" not in brief_typst(empty)


def test_officials_read_words_and_no_codes() -> None:
    said = brief_text(overview(view()), full=True)
    assert "hit (attack)" in said
    for code in ("ASSAULT", "CONSULT", "AGREE"):
        assert code not in said


def test_a_meeting_and_its_talks_are_one_line() -> None:
    doc = document("Northland and Southland held a second round of talks in Varn on Monday.\n")
    said = {"date": "2031-03-10", "place": "Varn"}
    quote = doc.text.strip()
    entries = (
        made(Meeting, doc, quote, participants=("Northland", "Southland"), ordinal=2, **said),
        made(Event, doc, quote, type="CONSULT", trigger_span=(43, 48), initiators=("Northland",), **said),
    )
    lines = [x.text for x in of(overview(View((doc,), entries)), "timeline").lines if x.cites]
    assert lines == ["10 Mar 2031: second round, Varn, Northland and Southland"]


def test_what_is_long_past_is_history_and_not_on_the_chart() -> None:
    doc = document("They met in 1994 in Varn. They met on Monday in Sund.\n")
    entries = (
        made(Meeting, doc, "They met in 1994 in Varn.", place="Varn", date="1994-01-01/1994-12-31"),
        made(Meeting, doc, "They met on Monday in Sund.", place="Sund", date="2031-03-10"),
    )
    brief = overview(View((doc,), entries))
    section = of(brief, "timeline")
    [heading] = [i for i, x in enumerate(section.lines) if x.text == "History"]
    assert "1994" in section.lines[heading + 1].text
    if section.figure:
        assert "Timeline of 10 March 2031." in section.figure.alt
        assert "1994" not in section.figure.svg


def test_a_table_stays_whole_on_paper() -> None:
    """Short columns keep their width and no row is cut by a page's end."""
    pytest.importorskip("typst")
    brief = overview(view())
    assert "breakable: false" in brief_typst(brief)
    assert "auto" in brief_typst(brief)
    assert brief_pdf(brief) == brief_pdf(brief)


def test_the_appendix_begins_a_page_of_its_own() -> None:
    pypdf = pytest.importorskip("pypdf")
    pytest.importorskip("typst")
    read = pypdf.PdfReader(io.BytesIO(brief_pdf(overview(view()))))
    [last] = [i for i, p in enumerate(read.pages) if p.extract_text().lstrip().startswith("Reports")]
    assert last == len(read.pages) - 1


def test_json_has_the_full_lists_and_what_they_are_lists_of() -> None:
    seen = view()
    brief = overview(seen)
    ids = {s.id for s in brief.sections}
    details = brief_json(brief, seen)["details"]
    assert {d["of"] for d in details} - {""} <= ids
    assert [d["id"] for d in details] == [s.id for s in brief.details]


def test_the_passages_name_their_reports_by_number() -> None:
    brief = overview(view())
    assert "(R1, characters" in brief_text(brief)
    assert of(brief, "sources").lines[0].text.startswith("R1 The Bulletin")
    assert replace(of(brief, "sources"), small=True) == of(brief, "sources")


def test_an_issue_with_nothing_to_say_has_no_row() -> None:
    """The obstacle names territory, on which nobody holds a position and no two texts differ."""
    table = of(overview(view()), "matrix").table
    assert table is not None
    assert [row[0].text for row in table.rows] == ["demilitarisation"]


def test_a_position_that_is_not_sure_is_counted_in_its_cell() -> None:
    seen = view()
    doubted = tuple(
        replace(e, confidence=0.1) if isinstance(e, Position) and e.party == "Southland" else e
        for e in seen.entries
    )
    table = of(overview(replace(seen, entries=doubted)), "matrix").table
    assert table is not None
    assert [c.text for c in table.rows[0]][1:] == [
        "offers: a buffer zone (11 Mar 2031)",
        "? 1 unresolved",
        "–",
    ]
