from __future__ import annotations

from dataclasses import replace

from pourparler.domain import Document, View
from pourparler.positions.stories import told_once
from tests.positions.build import position


def test_a_story_in_two_papers_counts_once_and_what_a_paper_adds_stays() -> None:
    wire, paper = (
        Document("Northland demands the valley. More."),
        Document("Northland demands the valley. Southland offers a park."),
    )
    say = position("Northland", "demands")
    here = replace(say, id="a", passages=(wire.passage(0, 29),))
    again = replace(say, id="b", passages=(paper.passage(0, 29),))
    added = replace(say, id="c", passages=(paper.passage(30, 54),))
    seen = told_once(View((wire, paper), (here, again, added)), {paper.id: wire.id})
    assert [e.id for e in seen.entries] == ["a", "c"]
    assert seen.documents == (wire, paper)
    assert seen.same_story == {paper.id: wire.id}
