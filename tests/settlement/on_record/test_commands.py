"""The commands from end to end, on entries made by hand; what hangs on the reader is marked."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from pourparler.cli import run
from tests.settlement.on_record.by_hand import UKRAINE, store

if TYPE_CHECKING:
    from pathlib import Path

PROCESS = ["--process", str(UKRAINE / "process.yaml")]


def told(capsys: Any, *argv: str) -> tuple[int, dict[str, Any]]:
    code = run([*argv, "--json"])
    return code, json.loads(capsys.readouterr().out)


def section(answer: dict[str, Any], id_: str) -> dict[str, Any]:
    return next(s for s in answer["sections"] if s["id"] == id_)


def texts(answer: dict[str, Any], id_: str) -> list[str]:
    return [line["text"] for line in section(answer, id_)["lines"]]


@pytest.fixture(scope="module")
def ukraine(tmp_path_factory: pytest.TempPathFactory) -> str:
    db = str(tmp_path_factory.mktemp("record") / "ukraine.db")
    store(db)
    return db


@pytest.mark.shared
def test_abu_dhabi_holds_the_zone_the_territory_and_the_guarantee(
    shared: Path, tmp_path: Path, capsys: Any
) -> None:
    db = str(tmp_path / "talks.db")
    run(
        [
            "add",
            str(shared / "data" / "reports" / "abu-dhabi-2026-02-05.txt"),
            "--published",
            "2026-02-05",
            "--db",
            db,
        ]
    )
    capsys.readouterr()
    code, answer = told(capsys, "settle", "--from-record", "--db", db)
    knots = [line for line in texts(answer, "knots") if "<>" in line]
    assert code == 0
    assert any("Russia rejects: a demilitarized zone" in k and "Ukraine" in k for k in knots)
    assert any("Russia claims" in k and "Ukraine holds what Russia claims" in k for k in knots)
    table = section(answer, "sides")["table"]
    ukraine_, russia = (table["columns"].index(p) for p in ("Ukraine", "Russia"))
    [guarantees] = [row for row in table["rows"] if row[0]["text"] == "security guarantees"]
    assert guarantees[ukraine_]["text"].startswith("demands")
    assert guarantees[russia]["text"] == "no position on record"
    assert "named a sticking point" in guarantees[-1]["text"]
    assert "sought from United States" in guarantees[-1]["text"]
    assert all(line["cites"] for line in section(answer, "knots")["lines"] if "<>" in line["text"])


def test_the_example_is_knotted_on_territory(ukraine: str, capsys: Any) -> None:
    code, answer = told(capsys, "settle", "--from-record", "--db", ukraine, *PROCESS)
    assert code == 0
    assert texts(answer, "packages")[0].startswith("None: on demilitarisation and territory")
    knots = [t for t in texts(answer, "knots") if "<>" in t]
    assert len(knots) == 4
    assert any("assumption two-zones-and-all-of-the-donbas" in t for t in knots)
    assert any("Russia rejects: Zone beside a frozen line" in t and "Ukraine proposes" in t for t in knots)
    assert any("Russia demands" in t and "Ukraine rejects: Russia holds all" in t for t in knots)


def test_only_what_is_sure_enough_rules_anything_out(ukraine: str, capsys: Any, monkeypatch: Any) -> None:
    from pourparler.domain import trust

    monkeypatch.setitem(trust.PLAIN, "response", 0.99)
    _, answer = told(capsys, "settle", "--from-record", "--db", ukraine, *PROCESS)
    assert not any("Russia rejects: Zone" in t for t in texts(answer, "knots"))
    assert any("Russia rejects: Zone" in t for t in texts(answer, "unsure"))


@pytest.mark.slow
def test_the_example_as_the_reader_reads_it_is_knotted_on_territory(tmp_path: Path, capsys: Any) -> None:
    db = str(tmp_path / "read.db")
    run(["add", str(UKRAINE), *PROCESS, "--db", db])
    capsys.readouterr()
    _, answer = told(capsys, "settle", "--from-record", "--db", db, *PROCESS)
    knots = [t for id_ in ("knots", "unsure") for t in texts(answer, id_)]
    assert any("Russia holds all of Donetsk" in t and "Ukraine" in t and "<>" in t for t in knots)


@pytest.mark.parametrize(("name", "clauses"), [("28-points.yaml", 10), ("counter-text.yaml", 3)])
def test_both_drafts_are_checked_clause_by_clause(ukraine: str, capsys: Any, name: str, clauses: int) -> None:
    code, answer = told(capsys, "check", str(UKRAINE / "drafts" / name), "--db", ukraine, *PROCESS)
    table = section(answer, "clauses")["table"]
    assert (code, table["columns"], len(table["rows"])) == (
        0,
        ["clause", "Russia", "Ukraine", "others"],
        clauses,
    )
    words = {cell["text"].partition(":")[0] for row in table["rows"] for cell in row[1:3]}
    assert words <= {"met", "rejected", "conditional", "silent"}
    assert all(
        cell["cites"] for row in table["rows"] for cell in row[1:3] if not cell["text"].startswith("silent")
    )


def test_the_frozen_line_is_ukraines_offer_and_against_russias_demand(ukraine: str, capsys: Any) -> None:
    _, answer = told(
        capsys, "check", str(UKRAINE / "drafts" / "counter-text.yaml"), "--db", ukraine, *PROCESS
    )
    row = section(answer, "clauses")["table"]["rows"][2]
    assert (row[1]["text"].partition(":")[0], row[2]["text"].partition(":")[0]) == ("rejected", "met")


def test_a_text_with_numbered_clauses_becomes_terms_to_confirm(
    ukraine: str, tmp_path: Path, capsys: Any
) -> None:
    out = tmp_path / "terms.yaml"
    draft = str(UKRAINE / "drafts" / "28-points.txt")
    code, answer = told(capsys, "check", draft, "--db", ukraine, *PROCESS, "--write", str(out))
    assert code == 1
    assert len(texts(answer, "terms")) == 10 + 1
    again, confirmed = told(capsys, "check", str(out), "--db", ukraine, *PROCESS)
    assert again == 0
    by_hand = told(capsys, "check", str(UKRAINE / "drafts" / "28-points.yaml"), "--db", ukraine, *PROCESS)[1]
    words = [
        [[c["text"].partition(":")[0] for c in row[1:3]] for row in section(a, "clauses")["table"]["rows"]]
        for a in (confirmed, by_hand)
    ]
    assert words[0] == words[1]


def test_hold_shows_assumptions_with_who_makes_them_and_the_guarantee_table(
    ukraine: str, capsys: Any
) -> None:
    options = ["--p-after", "0.5..0.8", "--deal", "0.4..0.5", "--punishment", "0.3..0.6"]
    code, answer = told(capsys, "hold", *options, "--db", ukraine, *PROCESS)
    by = {row[2]["text"] for row in section(answer, "inputs")["table"]["rows"]}
    assert code == 0
    assert "the example's authors (cost-rus)" in by
    assert any("holds for Ukraine" in t for t in texts(answer, "answers"))
    assert "lacks" in section(answer, "guarantees")["table"]["columns"]


def test_hold_needs_no_record(tmp_path: Path, capsys: Any) -> None:
    code, answer = told(
        capsys, "hold", "--cost-a", "0.1", "--cost-b", "0.2", "--db", str(tmp_path / "none.db")
    )
    assert (code, answer["title"]) == (0, "What would make a deal hold: A and B")


@pytest.mark.parametrize(
    "argv", [["settle", "--from-record"], ["check", str(UKRAINE / "drafts" / "28-points.yaml")], ["hold"]]
)
def test_each_answer_is_also_a_page_whose_numbers_lead_to_the_passage(
    ukraine: str, tmp_path: Path, argv: list[str], capsys: Any
) -> None:
    page = tmp_path / "page.html"
    assert run([*argv, "--db", ukraine, *PROCESS, "--html", str(page)]) == 0
    html = page.read_text(encoding="utf-8")
    assert html.startswith("<!doctype html>")
    assert 'href="#p1"' in html


def test_without_the_solver_the_install_line_is_said(ukraine: str, capsys: Any, monkeypatch: Any) -> None:
    monkeypatch.setitem(sys.modules, "ortools.sat.python", None)
    assert run(["settle", "--from-record", "--db", ukraine, *PROCESS]) == 2
    assert "pip install 'pourparler[settle]'" in capsys.readouterr().err


def test_the_same_question_gets_the_same_bytes(ukraine: str, capsys: Any) -> None:
    first = told(capsys, "settle", "--from-record", "--db", ukraine, *PROCESS)
    assert first == told(capsys, "settle", "--from-record", "--db", ukraine, *PROCESS)


def test_before_a_word_was_published_it_rules_nothing_out(ukraine: str, capsys: Any) -> None:
    argv = ["settle", "--from-record", "--db", ukraine, *PROCESS, "--as-of", "2026-02-15"]
    _, answer = told(capsys, *argv)
    assert texts(answer, "packages")[0].startswith("None: on demilitarisation the")


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (["settle"], 2),
        (["settle", "problem.yaml", "--from-record"], 2),
        (["settle", "problem.yaml", "--opponents"], 2),
        (["settle", "--from-record", "--db", "no-such.db"], 3),
        (["check", "no-such-draft.yaml", "--db", "no-such.db"], 3),
        (["hold", "--p", "1.2"], 2),
        (["hold", "--p", "0.6..0.4"], 2),
        (["hold", "--cost-a", "nan"], 2),
        (["hold", "--parties", "A"], 2),
    ],
)
def test_bad_calls_say_so_and_never_crash(argv: list[str], code: int, capsys: Any) -> None:
    assert run(argv) == code
    assert "Traceback" not in capsys.readouterr().err
