from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from pourparler.cli import run
from pourparler.domain.contract import DOCUMENT_KEYS, ENTRY_KEYS, LISTS

if TYPE_CHECKING:
    from pathlib import Path

REPORT = """Northland and Southland held a second day of talks in Varn on Monday, brokered by Eastmark.
"We will not give up the valley," Northland's envoy Ana Marsh told reporters on Monday.
Southland's foreign minister, Oskar Vell, said his country had proposed a demilitarised zone along the river.
Northland rejected that proposal.
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "talks.txt").write_text(REPORT, encoding="utf-8")
    return tmp_path


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_one_line_per_input_in_order_duplicates_and_unreadable_ones_too(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "empty.txt").write_bytes(b"")
    (here / "again.txt").write_text(REPORT, encoding="utf-8")
    code = run(
        ["read", "--json", "talks.txt", "empty.txt", "missing.txt", "again.txt", "--published", "2031-03-11"]
    )
    found = lines(capsys)
    assert [x["document"]["path"] for x in found] == ["talks.txt", "empty.txt", "missing.txt", "again.txt"]
    assert code == 1
    assert found[1]["findings"]
    assert found[2]["findings"]
    assert [e["id"] for e in found[0]["statements"]] == [e["id"] for e in found[3]["statements"]]
    assert not list(here.glob("*.db"))


def test_every_key_of_the_contract_is_always_there(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["read", "--json", "talks.txt", "missing.txt"])
    for line in lines(capsys):
        assert list(line) == ["document", "parties", "people", *LISTS.values(), "findings"]
        assert set(DOCUMENT_KEYS) <= set(line["document"])
        for kind, name in LISTS.items():
            assert all(tuple(e) == ENTRY_KEYS[kind] for e in line[name])


def test_every_span_stands_in_the_file(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["read", "--json", "talks.txt", "--published", "2031-03-11"])
    [line] = lines(capsys)
    assert line["statements"]
    for statement in line["statements"]:
        assert all(0 <= a < b <= len(REPORT) for a, b in statement["content_spans"])
        if statement["cue"] is not None:
            assert REPORT[slice(*statement["cue_span"])] == statement["cue"]


def test_a_brief_is_stored_and_the_same_report_again_adds_nothing(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["brief", "talks.txt", "--published", "2031-03-11"]) in (0, 1)
    assert (here / "pourparler.db").exists()
    capsys.readouterr()
    assert run(["add", "talks.txt", "--published", "2031-03-11"]) == 0
    assert "0 new entries" in capsys.readouterr().out
    assert run(["brief"]) in (0, 1)
    assert "Northland" in capsys.readouterr().out


def test_brief_writes_html_and_json(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["brief", "talks.txt", "--published", "2031-03-11", "--db", ":memory:"]
    run([*words, "--html", "out.html", "--json", "out.json"])
    assert capsys.readouterr().out.startswith("Brief of 1 report")
    assert (here / "out.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert json.loads((here / "out.json").read_text(encoding="utf-8"))["passages"]
    run([*words, "--json", "-"])
    assert json.loads(capsys.readouterr().out)["title"] == "Brief of 1 report"


def test_the_same_input_gives_the_same_bytes(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outputs = []
    for _ in range(2):
        run(["brief", "talks.txt", "--published", "2031-03-11", "--db", ":memory:", "--html", "out.html"])
        outputs.append((capsys.readouterr().out, (here / "out.html").read_bytes()))
    assert outputs[0] == outputs[1]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["brief", "missing.txt"], 3, "nothing could be read"),
        (["nonsense"], 2, "No such command"),
        (["read"], 2, "Missing argument"),
        (["read", "talks.txt", "--published", "yesterday"], 2, "yesterday"),
        (["brief", "--db", "none/of/this.db"], 3, "none/of/this.db"),
        (["brief", "talks.txt", "--process", "missing.yaml", "--db", ":memory:"], 3, "missing.yaml"),
        (["matrix", "--db", "missing.db"], 3, "there is no record"),
        (
            ["brief", "talks.txt", "--html", "no/such/folder/out.html", "--db", ":memory:"],
            3,
            "cannot be written",
        ),
    ],
)
def test_a_bad_call_says_what_to_do_and_exits_with_its_code(
    here: Path, capsys: pytest.CaptureFixture[str], words: list[str], code: int, said: str
) -> None:
    assert run(words) == code, here
    assert said in capsys.readouterr().err


def test_questions_are_answered_from_the_record(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["add", "talks.txt", "--published", "2031-03-11"])
    capsys.readouterr()
    for words in (["matrix"], ["timeline"], ["ledger"], ["guarantees"], ["people"], ["status", "2031-03-01"]):
        assert run([*words, "--json"]) in (0, 1)
        answer = json.loads(capsys.readouterr().out)
        numbers = {p["number"] for p in answer["passages"]}
        cited = [n for s in answer["sections"] for line in s["lines"] for n in line["cites"]]
        assert set(cited) <= numbers
    assert run(["gap", "territory", "--parties", "Northland,Southland"]) in (0, 1, 2)
    assert run(["gap", "no-such-issue"]) == 2
    assert "no issue 'no-such-issue'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["status", "yesterday"], "no day"),
        (["brief", "--since", "yesterday"], "no day"),
        (["matrix", "--issues", "teritory"], "no issue 'teritory'"),
    ],
)
def test_a_question_with_a_wrong_word_is_refused_and_not_answered_emptily(
    here: Path, capsys: pytest.CaptureFixture[str], call: list[str], said: str
) -> None:
    run(["add", "talks.txt", "--published", "2031-03-11"])
    capsys.readouterr()
    assert run(call) == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert not shown.out


def test_a_brief_of_a_record_that_is_not_there_says_so_and_begins_none(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["brief", "--db", "elsewhere.db"]) == 3
    assert "there is no record at elsewhere.db" in capsys.readouterr().err
    assert not list(here.glob("*.db"))


def test_a_matrix_of_what_nobody_confirmed_says_that_nobody_did(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["add", "talks.txt", "--published", "2031-03-11"])
    capsys.readouterr()
    assert run(["matrix", "--confirmed"]) == 0
    assert "Nobody has confirmed a position yet" in capsys.readouterr().out


def test_a_parse_of_nothing_could_not_be_done(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["parse", "missing.txt"]) == 3
    assert "missing.txt: no such file" in capsys.readouterr().err


def test_a_second_run_that_finds_nothing_new_says_so(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["add", "talks.txt"])
    capsys.readouterr()
    assert run(["add", "talks.txt", "--resume"]) == 0
    assert "nothing new" in capsys.readouterr().err


def test_an_archive_in_one_file_is_refused_with_the_remedy(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "archive.txt").write_text("Talks went on. " * 1_400_000, encoding="utf-8")
    assert run(["read", "--json", "archive.txt", "talks.txt"]) == 1
    refused, read = lines(capsys)
    assert "split the file" in refused["findings"][-1]["message"]
    assert read["statements"]
