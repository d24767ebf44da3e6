"""The commands of the record, as a person runs them."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from pourparler import record
from pourparler.domain.trust import PLAIN

Said = Callable[..., tuple[int, str, str]]


def ids(told: Callable[..., Any], kind: str) -> list[str]:
    return [e["id"] for e in told("review", "--list", "--all") if e["kind"] == kind]


# who-said --------------------------------------------------------------------------------------------


def test_who_said_shows_speaker_words_and_sentence(said: Said) -> None:
    code, out, _ = said("who-said", "speaker:Orlova", "useful")
    assert code == 0
    assert "2 statements, newest first" in out
    assert "Ana Orlova (Northland), 5 February 2026, indirect" in out
    assert "The Bulletin, “Talks open”, 2026-02-05" in out


@pytest.mark.parametrize("width", [80, 120])
def test_tables_fit_the_terminal(said: Said, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for words in (("who-said", "talks"), ("review", "--list", "--all"), ("audit", "verify")):
        out = said(*words)[1]
        assert out
        assert max(len(line) for line in out.splitlines()) <= width


def test_who_said_as_json_is_in_the_words_of_the_contract(told: Callable[..., Any]) -> None:
    found = told("who-said", "useful", "--limit", "1")
    assert (found["total"], len(found["statements"])) == (2, 1)
    assert found["statements"][0]["speaker"] == "Ana Orlova"
    assert found["documents"][0]["published"] == "2026-02-09"


def test_who_said_nothing_of_the_kind(said: Said) -> None:
    assert "Nobody on record said that." in said("who-said", "armadillo")[1]


def test_a_query_that_cannot_be_meant_says_what_to_write(said: Said) -> None:
    code, out, err = said("who-said", '"open')
    assert (code, out) == (2, "")
    assert "not closed" in err
    assert "speaker:NAME" in err


def test_a_question_in_the_wrong_folder_is_not_answered_from_nothing(
    said: Said, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    from pourparler.cli import run

    assert run(["who-said", "peace"]) == 3
    assert not (tmp_path / "pourparler.db").exists()


# judge -----------------------------------------------------------------------------------------------


def test_judging_and_what_comes_of_it(said: Said, told: Callable[..., Any], db: str) -> None:
    position = ids(told, "position")[0]
    code, out, _ = said("judge", position, "--verdict", "rejected", "--by", "Ida", "--why", "irony")
    assert (code, out) == (0, f"{position}: rejected by Ida (irony)\n")
    with record.open(db) as memory:
        assert position not in {e.id for e in memory.view().entries}
        assert memory.view().judgements[position].at.startswith("20")


def test_a_correction_sets_fields(said: Said, told: Callable[..., Any]) -> None:
    position = ids(told, "position")[0]
    changes = ["--set", "stance=opposes", "--set", "options=a buffer zone; a line", "--set", "unchanged=yes"]
    code, out, _ = said("judge", position[:8], "--by", "Ida", *changes, "--set", "span=69-86")
    assert code == 0
    assert "stance: rejects → opposes" in out
    assert "options: a buffer zone → a buffer zone; a line" in out
    again = told("judge", position, "--by", "Ida", "--set", "condition=if watched")
    assert (again["entry"]["stance"], again["entry"]["condition"]) == ("opposes", "if watched")
    assert again["entry"]["unchanged"] is True


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--verdict", "maybe", "--by", "Ida"), "no verdict"),
        (("--verdict", "confirmed"), "whose it is"),
        (("--by", "Ida"), "say the verdict"),
        (("--verdict", "corrected", "--by", "Ida"), "needs a replacement"),
        (("--verdict", "confirmed", "--by", "Ida", "--set", "stance=opposes"), "--set is for a correction"),
        (("--by", "Ida", "--set", "stance=hates"), "one of claims, controls"),
        (("--by", "Ida", "--set", "colour=red"), "no field 'colour'"),
        (("--by", "Ida", "--set", "stance"), "field=value"),
        (("--by", "Ida", "--set", "stance="), "one of"),
        (("--by", "Ida", "--set", "unchanged=perhaps"), "true or false"),
        (("--by", "Ida", "--set", "span=9-900000"), "has characters"),
        (("--by", "Ida", "--set", "id=x"), "no field 'id'"),
        (("--by", "Ida", "--set", "stance=rejects"), "changes nothing"),
    ],
)
def test_a_judgement_that_cannot_be_meant(
    said: Said, told: Callable[..., Any], words: tuple[str, ...], message: str
) -> None:
    code, _, err = said("judge", ids(told, "position")[0], *words)
    assert (code, message in err) == (2, True), err


def test_judging_what_is_not_there(said: Said) -> None:
    code, _, err = said("judge", "pos-nothing", "--verdict", "confirmed", "--by", "Ida")
    assert (code, "no entry is called 'pos-nothing'" in err) == (2, True)


# audit and forget ------------------------------------------------------------------------------------


def test_audit_says_that_all_is_well_and_what_to_note_down(said: Said, told: Callable[..., Any]) -> None:
    code, out, _ = said("audit", "verify")
    assert code == 0
    assert "intact" in out
    head = told("audit", "verify")["head"]
    assert said("audit", "verify", "--expect", head)[0] == 0
    code, out, _ = said("audit", "verify", "--expect", "0" * 63 + "1")
    assert (code, "cut off" in out) == (3, True)


def test_forgetting_by_path_and_by_the_beginning_of_an_id(said: Said, told: Callable[..., Any]) -> None:
    code, out, _ = said("forget", "more.txt")
    assert (code, "forgotten: " in out) == (0, True)
    other = told("who-said", "useful")["documents"][0]["id"]
    assert told("forget", other[:6])["entries"] == 3
    assert told("who-said", "useful")["total"] == 0
    assert said("audit", "verify")[0] == 0
    assert said("forget", "nothing.txt")[0] == 2


# review ----------------------------------------------------------------------------------------------


@pytest.fixture
def strict(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be sure enough."""
    for kind in PLAIN:
        monkeypatch.setitem(PLAIN, kind, 0.9)


def typed(db: str, keys: str, *words: str) -> tuple[int, str]:
    """Run `review` with keys on standard input, as lines."""
    done = subprocess.run(
        [sys.executable, "-m", "pourparler", "review", "--all", "--by", "Ida", "--db", db, *words],
        input=keys,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "COLUMNS": "80", "PYTHONIOENCODING": "utf-8"},
    )
    return done.returncode, done.stdout + done.stderr


def test_review_on_plain_input(db: str) -> None:
    code, out = typed(
        db, "c\nw\nirony\nr\nu\no\nstance=hates\n\no\nparty=UN\n\ns\nx\nq\n", "--kinds", "position,statement"
    )
    assert code == 1
    assert "stored: " in out
    assert "1 of 4" in out
    with record.open(db) as memory:
        verdicts = [j.verdict for j in memory.view().judgements.values()]
    assert sorted(verdicts) == sorted(
        v for v in ("confirmed", "rejected", "unsure", "corrected") if v in verdicts
    )
    assert len(verdicts) == 4
    assert "(irony)" in out


def test_review_ends_with_its_input_and_keeps_what_was_stored(db: str) -> None:
    code, out = typed(db, "c\n")
    assert (code, "1 judged, 5 waiting." in out) == (1, True)


def test_review_asks_who_judges(db: str) -> None:
    code, out = typed(db, "c\n", "--by", "")
    assert (code, "say who judges" in out) == (2, True)


def test_review_of_an_empty_queue(said: Said) -> None:
    code, out, _ = said("review", "--by", "Ida")
    assert (code, out) == (0, "0 judged, 0 waiting.\n")
    assert said("review", "--list")[1] == "Nothing waits for a person.\n"


def test_what_is_unsure_comes_back(said: Said, told: Callable[..., Any]) -> None:
    position = ids(told, "position")[0]
    said("judge", position, "--verdict", "unsure", "--by", "Ida")
    assert [e["id"] for e in told("review")] == [position]
    said("judge", position, "--verdict", "confirmed", "--by", "Ida")
    assert told("review") == []


@pytest.mark.usefixtures("strict")
def test_what_is_not_sure_enough_waits(told: Callable[..., Any]) -> None:
    assert len(told("review")) == 6


def expect(terminal: int, until: bytes) -> None:
    """Read from a terminal up to some words, and until it has been quiet for a moment: keys come after."""
    seen = b""
    while until not in seen or select.select([terminal], [], [], 0.3)[0]:
        assert select.select([terminal], [], [], 60)[0], seen
        try:
            seen += os.read(terminal, 4096)
        except OSError:  # the other end was closed
            assert until in seen, seen
            return


def test_review_at_a_terminal_with_single_keys(db: str) -> None:
    """One key each, without the return key, in a terminal of its own."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "pourparler",
            "review",
            "--all",
            "--by",
            "Ida",
            "--db",
            db,
            "--kinds",
            "position",
        ],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "COLUMNS": "80", "TERM": "xterm"},
    )
    os.close(theirs)
    for until, key in ((b"q quit", b"c"), (b"q quit", b"w"), (b"why: ", b"irony\n"), (b"noted", b"r")):
        expect(ours, until)
        os.write(ours, key)
    expect(ours, b"2 judged, 0 waiting.")
    assert process.wait(timeout=20) == 0
    os.close(ours)
    with record.open(db) as memory:
        words = list(memory.view().judgements.values())
    assert {(w.verdict, w.why) for w in words} == {("confirmed", None), ("rejected", "irony")}


# What storing tells -----------------------------------------------------------------------------------


def test_a_forgotten_report_that_turns_up_again_is_said_and_stays_out(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from pourparler.cli import run

    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("Northland rejected the plan on Monday.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Southland rejected the plan on Monday.\n", encoding="utf-8")
    run(["add", "a.txt", "b.txt", "--published", "2026-02-05"])
    assert run(["forget", "a.txt"]) == 0
    capsys.readouterr()
    assert run(["add", "a.txt", "--published", "2026-02-05"]) == 1
    assert "a.txt was forgotten on request and is not stored again" in capsys.readouterr().out
    assert run(["brief", "a.txt", "b.txt", "--published", "2026-02-05"]) == 1
    assert "Northland" not in capsys.readouterr().out


def test_the_brief_of_a_moment_is_the_same_bytes_whatever_came_later(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from pourparler.cli import run
    from pourparler.cli.options import now

    def brief(*words: str) -> str:
        capsys.readouterr()
        run(["brief", "--json", "-", *words])
        return capsys.readouterr().out

    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(
        "Northland rejected the plan on Monday, its minister said.\n", encoding="utf-8"
    )
    (tmp_path / "b.txt").write_text("Southland rejected the plan on Monday.\n", encoding="utf-8")
    run(["add", "a.txt", "--published", "2026-02-05"])
    moment = now()
    before = brief("--recorded-by", moment)
    run(["add", "b.txt", "--published", "2026-02-06"])
    capsys.readouterr()
    run(["review", "--all", "--json"])
    for entry in json.loads(capsys.readouterr().out):
        run(["judge", entry["id"], "--verdict", "rejected", "--by", "Ida"])
    assert brief("--recorded-by", moment) == before
    assert brief() != before
