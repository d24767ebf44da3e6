"""Exports: each file is read back by a program of its kind."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler import record
from pourparler.domain import Document, Reading, View
from pourparler.domain.contract import reading_to_json
from pourparler.present.calendar import calendar, escaped, folded
from pourparler.present.tables import guarded
from tests.stores.readings import made, talks, told

if TYPE_CHECKING:
    from pathlib import Path

Said = Callable[..., tuple[int, str, str]]


def test_csv_has_a_row_for_each_entry_with_its_sentence(said: Said) -> None:
    code, out, err = said("export", "--format", "csv", "-o", "-")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert (code, err.strip()) == (0, "")
    assert len(rows) == 6
    position = next(r for r in rows if r["kind"] == "position")
    assert (position["stance"], position["quote"]) == ("rejects", "Southland rejects")
    assert (position["published"], position["recorded"]) == ("2026-02-05", "2026-03-01T12:00:00.000000Z")


def test_only_some_kinds_have_only_their_columns(said: Said) -> None:
    out = said("export", "--format", "csv", "-o", "-", "--kinds", "proposal")[1]
    rows = list(csv.DictReader(io.StringIO(out)))
    assert {r["kind"] for r in rows} == {"proposal"}
    assert "stance" not in rows[0]


@pytest.mark.parametrize(
    "evil", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u200b=1", "\ufeff@x", "\n=1"]
)
def test_no_cell_is_taken_for_a_formula(evil: str) -> None:
    assert guarded(evil) == "'" + evil


@given(st.text(max_size=30))
def test_guarding_changes_nothing_else(text: str) -> None:
    assert guarded(text) in (text, "'" + text)


def test_a_hostile_title_does_not_run_in_a_spreadsheet(db: str, said: Said, tmp_path: Path) -> None:
    evil = '=HYPERLINK("http://evil.example","read")'
    with record.open(db) as memory:
        memory.add(
            talks(text=f"{evil} Southland rejects a zone. Northland proposed. Ana Orlova.", title=evil),
            at="2026-03-01",
        )
    out = said("export", "--format", "csv", "-o", "-")[1]
    assert not any(cell.startswith("=") for row in csv.reader(io.StringIO(out)) for cell in row)
    openpyxl = pytest.importorskip("openpyxl")
    said("export", "--format", "xlsx", "-o", str(tmp_path / "out.xlsx"))
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert evil in {cell.value for row in book["documents"].iter_rows() for cell in row}


def test_parquet_keeps_types(said: Said, tmp_path: Path) -> None:
    polars = pytest.importorskip("polars")
    said("export", "--format", "parquet", "-o", str(tmp_path / "out.parquet"))
    table = polars.read_parquet(tmp_path / "out.parquet")
    assert table.shape[0] == 6
    assert table.schema["confidence"] == polars.Float64
    assert table.schema["start"] == polars.Int64
    assert table.schema["plain"] == polars.Boolean


def test_xlsx_has_a_sheet_for_each_kind_and_the_same_bytes_again(said: Said, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    for name in ("one.xlsx", "two.xlsx"):
        said("export", "--format", "xlsx", "-o", str(tmp_path / name))
    book = openpyxl.load_workbook(tmp_path / "one.xlsx")
    assert book.sheetnames == ["documents", "people", "statements", "positions", "proposals"]
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


@pytest.mark.parametrize(("to", "module"), [("parquet", "polars"), ("xlsx", "xlsxwriter")])
def test_without_the_part_for_tables_the_install_line_is_said(
    said: Said, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, to: str, module: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    code, _, err = said("export", "--format", to, "-o", str(tmp_path / "out"))
    assert (code, "pip install 'pourparler[tables]'" in err) == (2, True)
    assert not (tmp_path / "out").exists()


def test_json_lines_are_the_contract(said: Said) -> None:
    out = said("export", "--format", "jsonl", "-o", "-")[1]
    lines = [json.loads(line) for line in out.splitlines()]
    reading = talks(title="Talks open", publisher="The Bulletin")
    expected = reading_to_json(reading)
    expected["findings"] = lines[0]["findings"]
    assert lines[0] == json.loads(json.dumps(expected))
    assert len(lines) == 2


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("--format", "odt", "-o", "x"), 2, "there are csv, parquet, xlsx, jsonl, ical"),
        (("--format", "xlsx", "-o", "-"), 2, "no text"),
        (("--format", "csv", "-o", "/nowhere/at/all.csv"), 3, "cannot be written"),
        (("--format", "csv", "-o", "-", "--kinds", "opinion"), 2, "no kind of entry"),
    ],
)
def test_what_cannot_be_exported(said: Said, words: tuple[str, ...], code: int, message: str) -> None:
    found, _, err = said("export", *words)
    assert (found, message in err) == (code, True), err


# Calendars -------------------------------------------------------------------------------------------


def view_of(**meeting: Any) -> View:
    document = Document("Talks were held; in Oslo, on Monday.\nThen more.", title="Täglich, 1; \\ 2")
    entry = made("meeting", document, document.text, "x", **meeting)
    reading = Reading(document, meetings=(entry,))
    return View(
        documents=(document,),
        entries=tuple(replace(e, recorded="2026-03-01T12:00:00.000000Z") for e in told(reading)),
    )


def unfolded(text: str) -> list[str]:
    assert text.endswith("\r\n")
    lines = text[:-2].split("\r\n")
    assert all(len(line.encode()) <= 75 and "\n" not in line and "\r" not in line for line in lines)
    return re.sub("\r\n[ \t]", "", text[:-2]).split("\r\n")


def test_a_meeting_becomes_an_event() -> None:
    meeting = {
        "date": "2026-02-04/2026-02-05",
        "place": "Oslo, Norway",
        "participants": ("Northland", "Southland"),
    }
    made = calendar(view_of(**meeting, brokers=("UN",), status="planned"))
    lines = unfolded(made.text)
    assert (made.count, made.undated) == (1, 0)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    for line in (
        "VERSION:2.0",
        "DTSTAMP:20260301T120000Z",
        "DTSTART;VALUE=DATE:20260204",
        "DTEND;VALUE=DATE:20260206",
        "SUMMARY:Talks: Northland and Southland (planned)",
        "LOCATION:Oslo\\, Norway",
        "STATUS:TENTATIVE",
    ):
        assert line in lines
    [description] = [line for line in lines if line.startswith("DESCRIPTION:")]
    assert description.endswith("“Täglich\\, 1\\; \\\\ 2”")


@pytest.mark.parametrize(
    "date", [None, "2026", "2026-02", "2026-02/2026-03", "2026-02-30", "2026-02-05/2026-02-04"]
)
def test_a_meeting_without_a_day_is_counted_and_left_out(date: str | None) -> None:
    made = calendar(view_of(date=date))
    assert (made.count, made.undated) == (0, 1)


def test_leaving_meetings_out_is_said(db: str, said: Said) -> None:
    with record.open(db) as memory:
        document = Document("Talks were held.")
        memory.add(Reading(document, meetings=(made("meeting", document, "Talks", "x"),)), at="2026-03-01")
    code, out, err = said("export", "--format", "ical", "-o", "-")
    assert (code, "1 meetings without a day were left out" in err) == (1, True)
    assert out.startswith("BEGIN:VCALENDAR\r\n")


@given(st.text())
def test_whatever_stands_in_a_report_no_line_is_broken_or_too_long(text: str) -> None:
    line = f"SUMMARY:{escaped(text)}"
    cut = folded(line)
    assert all(len(piece.encode("utf-8", "replace")) <= 75 for piece in cut.split("\r\n"))
    assert cut.replace("\r\n ", "") == line
    assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", line)
