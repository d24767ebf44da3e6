from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler.domain import Document, Finding, Judgement, Process, View
from pourparler.positions import Moment
from pourparler.present.brief import Brief, Line, Table, sentence_around
from pourparler.present.charts import timeline_figure
from pourparler.present.clip import clip
from pourparler.present.data import brief_json
from pourparler.present.overview import overview_brief
from pourparler.present.page import brief_html
from pourparler.present.report import report_brief
from pourparler.present.text import brief_text, table_text
from tests.present.build import TEXT, document, view


def section(brief: Brief, id_: str) -> list[Line]:
    return list(next(s for s in brief.sections if s.id == id_).lines)


def overview(seen: View) -> Brief:
    return overview_brief(
        seen,
        issues={},
        on="2031-03-11",
        since="2031-03-01",
        sides=("Northland", "Southland"),
        process=Process(),
    )


@pytest.mark.parametrize("brief", [report_brief(view()), overview(view())], ids=["report", "overview"])
def test_every_number_leads_to_a_passage_that_stands_in_its_report(brief: Brief) -> None:
    numbers = {c.number for c in brief.passages}
    documents = {d.id: d for d in brief.documents}
    for s in brief.sections:
        cells = [c for row in (s.table.rows if s.table else ()) for c in row]
        assert all(set(line.cites) <= numbers for line in (*s.lines, *cells))
    assert all(c.passage.stands_in(documents[c.passage.document]) for c in brief.passages)


def test_every_kind_is_shown_with_its_sentence() -> None:
    brief = report_brief(view())
    for id_ in (
        "people",
        "statements",
        "events",
        "meetings",
        "positions",
        "proposals",
        "sticking",
        "commitments",
    ):
        assert any(line.cites for line in section(brief, id_)), id_


def test_a_claim_is_marked_and_says_whose_it_is() -> None:
    [event] = section(report_brief(view()), "events")
    assert event.mark == "claim"
    assert "according to Southland" in event.text


def test_an_answer_stands_under_the_proposal_it_answers() -> None:
    proposal, answer = section(report_brief(view()), "proposals")
    assert "Northland proposes" in proposal.text
    assert answer.text.strip() == "answer: Southland rejects"


def test_what_is_unsure_is_not_stated_and_a_confirmed_entry_is() -> None:
    seen = view()
    unsure = next(e for e in seen.entries if e.confidence < 0.5)
    assert section(report_brief(seen), "assessments") == []
    assert [x.mark for x in section(report_brief(seen), "unresolved") if x.mark != "head"] == ["unresolved"]
    judged = view(judgements={unsure.id: Judgement(unsure.id, "confirmed", "me", "2031-03-12T06:00:00Z")})
    assert len(section(report_brief(judged), "assessments")) == 1


def test_nothing_is_silently_empty() -> None:
    brief = report_brief(View((document("Nothing here."),)))
    text = brief_text(brief)
    assert "read, and nothing in it could be logged" in text
    assert all(s.lines or s.empty in text for s in brief.sections)


def test_findings_are_said() -> None:
    brief = report_brief(view(), findings=[Finding("2 files are empty", where="a/b.txt")])
    assert "a/b.txt: 2 files are empty" in brief_text(brief)


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_of_the_terminal_is_wider_than_asked(width: int) -> None:
    for brief in (report_brief(view()), overview(view())):
        assert max(map(len, brief_text(brief, width=width).splitlines())) <= width


def test_a_table_that_does_not_fit_becomes_blocks() -> None:
    table = Table(
        ("a", "b", "c", "d", "e", "f"), ((Line("one"), *(Line(f"{n} long words here") for n in range(5))),)
    )
    assert table_text(table, width=60).splitlines()[:2] == ["- one", "    b: 0 long words here"]


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.hrefs: list[str] = []
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.ids += [i] if (i := named.get("id")) else []
        self.hrefs += [h] if (h := named.get("href")) else []
        self.scripts += tag == "script"


def links(html: str) -> Links:
    parsed = Links()
    parsed.feed(html)
    return parsed


def test_every_link_of_the_page_leads_somewhere_on_it() -> None:
    for brief in (report_brief(view()), overview(view())):
        page = links(brief_html(brief))
        assert {h[1:] for h in page.hrefs} <= set(page.ids)
        assert len(page.ids) == len(set(page.ids))


def test_hostile_text_stays_text() -> None:
    bad = document(
        TEXT + "<script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}\n", url="javascript:alert(3)"
    )
    html = brief_html(report_brief(view(bad)))
    page = links(html)
    assert page.scripts == 1
    assert "<img" not in html
    assert "{{ 7*7 }}" in html
    assert not any(h.startswith("javascript") for h in page.hrefs)


def test_the_page_shows_the_whole_report_and_marks_the_passage() -> None:
    html = brief_html(report_brief(view()))
    body = re.search(r'<div class="report" dir="auto">(.*?)</div>', html, re.DOTALL)
    assert body is not None
    shown = re.sub(r'<span class="back">.*?</span>', "", body.group(1))
    assert re.sub(r"<[^>]+>", "", shown).replace("&#39;", "'") == TEXT
    assert 'data-p="' in shown


def test_json_carries_entries_and_passages() -> None:
    seen = view()
    data = json.loads(json.dumps(brief_json(report_brief(seen), seen)))
    assert {e["kind"] for e in data["entries"]} >= {"statement", "event", "position", "response"}
    assert [e["plain"] for e in data["entries"]].count(False) == 1
    assert all(TEXT[p["start"] : p["end"]] == p["exact"] for p in data["passages"])


@given(st.text())
def test_a_clipped_line_is_one_short_line_without_control_characters(text: str) -> None:
    line = clip(text, 30)
    assert len(line) <= 30
    assert "\n" not in line
    assert "\x1b" not in line


@given(st.text(min_size=1), st.data())
def test_the_sentence_around_a_mention_holds_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    doc = document(text)
    passage = sentence_around(doc, (start, end))
    assert passage.start <= start
    assert end <= passage.end
    assert passage.stands_in(doc)


def test_an_empty_section_says_whether_something_waits_for_a_person() -> None:
    shown = brief_text(report_brief(view()))
    assert "Nobody assesses the talks." not in shown
    assert "Nothing is sure enough to be stated; 1 unresolved entry waits for a person." in shown


def test_what_changed_counts_what_is_new_also_where_no_gap_moved() -> None:
    [*_, last] = section(overview(view()), "changed")
    assert "New: 1 report with" in last.text
    assert "pourparler status 2031-03-01" in last.text


def test_a_brief_over_reports_without_dates_says_so_instead_of_leaving_gaps() -> None:
    undated = Document(TEXT)
    brief = overview_brief(
        View((undated,), (), (), ()), issues={}, on="", since="", sides=(), process=Process()
    )
    shown = brief_text(brief)
    assert "none of them dated" in shown
    assert "No report is dated: nothing can be called new." in shown


def test_a_moment_of_long_ago_does_not_press_the_chart_together() -> None:
    pytest.importorskip("vl_convert")
    pytest.importorskip("altair")
    entry = view().entries[1]
    days = ("1994-12-31", "2031-03-09", "2031-03-11")
    drawn = timeline_figure([Moment(d, d, "talks", entry, alleged=False, status="happened") for d in days])
    assert drawn is not None
    assert "Not drawn, being older: 1." in drawn.alt
    assert "1994" not in drawn.svg
