"""One real wire story, read with and without its publication date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pourparler import reading
from pourparler.domain import Document

if TYPE_CHECKING:
    from pathlib import Path

    from pourparler.domain import Reading
    from pourparler.reading.tools import Tools

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def story(shared: Path) -> str:
    return (shared / "data/reports/abu-dhabi-2026-02-05.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def dated(story: str, tools: Tools) -> Reading:
    return reading.read(Document(story, published="2026-02-05", published_how="given"), tools=tools)


def test_five_people_speak_and_nobody_else(dated: Reading) -> None:
    spoken = {(s.speaker, s.party, s.date) for s in dated.statements if s.within is None}
    assert spoken == {
        ("Kirill Dmitriev", "Russia", "2026-02-05"),
        ("Rustem Umerov", "Ukraine", None),
        ("Volodymyr Zelenskyy", "Ukraine", None),
        ("Dmitry Peskov", "Russia", None),
        ("Ihor Reiterovych", "independent", None),
    }


def test_each_official_is_titled_as_the_report_titles_them(dated: Reading) -> None:
    offices = {(p.name, p.office, p.party) for p in dated.people}
    assert offices >= {
        ("Kirill Dmitriev", "Kremlin’s lead envoy", "Russia"),
        ("Rustem Umerov", "Ukraine’s lead negotiator", "Ukraine"),
        ("Volodymyr Zelenskyy", "Ukrainian President", "Ukraine"),
        ("Dmitry Peskov", "Kremlin spokesman", "Russia"),
        ("Donald Trump", "President", "United States"),
        ("Steve Witkoff", "White House’s lead negotiator", "United States"),
        ("Vladimir Putin", "Russian President", "Russia"),
    }
    names = {p.name for p in dated.people}
    assert "Jared Kushner" in names
    assert "Ihor Reiterovych" not in names
    assert any(n.startswith("current and former intelligence") for n in names)


def test_without_a_date_it_is_worked_out_and_the_reasoning_shown(story: str, tools: Tools) -> None:
    read = reading.read(Document(story), tools=tools)
    assert (read.document.published, read.document.published_how) == ("2026-02-05", "inferred")
    assert any(f.code == "inferred-date" and "February" in f.message for f in read.findings)
