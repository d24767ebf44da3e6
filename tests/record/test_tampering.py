# ruff: noqa: S608 - the SQL of these tests is made of our own names
"""Whatever is changed behind the record's back, `audit verify` says in which row."""

from __future__ import annotations

import shutil
import sqlite3
from typing import TYPE_CHECKING

import pytest

from pourparler import record
from pourparler.domain import Judgement
from tests.stores.readings import BETTER, TALKS, talks

if TYPE_CHECKING:
    from pathlib import Path

    from pourparler.domain.recorded import Audit

AT = "2026-03-01T12:00:00Z"
TABLES = ("operation", "audit", "document", "reader", "reading", "entry", "judgement", "speech")


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a record in which everything has happened."""
    path = tmp_path_factory.mktemp("honest") / "record.db"
    with record.open(path) as memory:
        first = memory.add(talks(), at=AT)
        memory.judge(Judgement(first.new[0], "confirmed", "Ida", AT, "heard it"), at=AT)
        memory.add(talks(reader=BETTER), at=AT)
        said = memory.view(kinds=["statement"]).entries[0]
        memory.judge(Judgement(said.id, "corrected", "Ida", AT, None, said), at=AT)
        gone = memory.add(talks(text=f"{TALKS} Gone.", path="gone.txt"), at=AT)
        memory.forget(gone.document, at=AT)
        assert memory.verify().intact
    return path


def columns(path: Path) -> list[tuple[str, str]]:
    with sqlite3.connect(path) as raw:
        found = [(t, row[1]) for t in TABLES for row in raw.execute(f"PRAGMA table_info({t})")]
    raw.close()
    return found


def altered(honest: Path, tmp_path: Path, *statements: str) -> Audit:
    path = tmp_path / "altered.db"
    shutil.copy(honest, path)
    raw = sqlite3.connect(path)
    for statement in statements:
        raw.execute(statement)
    raw.commit()
    raw.close()
    with record.open(path) as memory:
        return memory.verify()


def test_no_column_can_be_changed_unseen(honest: Path, tmp_path: Path) -> None:
    unseen = []
    for table, column in columns(honest):
        for order in ("ASC", "DESC"):  # the first row and the last: as read, and emptied
            row = f"(SELECT rowid FROM {table} ORDER BY rowid {order} LIMIT 1)"
            value = f"CASE WHEN typeof({column}) = 'integer' THEN {column} + 700 ELSE coalesce({column}, '') || 'x' END"
            found = altered(honest, tmp_path, f"UPDATE {table} SET {column} = {value} WHERE rowid = {row}")
            if found.intact:
                unseen.append((table, column, order))
    assert unseen == []


@pytest.mark.parametrize(
    "table", ["operation", "audit", "document", "reading", "entry", "judgement", "speech"]
)
def test_no_row_can_be_taken_away_unseen(honest: Path, tmp_path: Path, table: str) -> None:
    for order in ("ASC", "DESC"):
        last = f"(SELECT rowid FROM {table} ORDER BY rowid {order} LIMIT 1)"
        assert not altered(honest, tmp_path, f"DELETE FROM {table} WHERE rowid = {last}").intact


def test_no_row_can_be_added_unseen(honest: Path, tmp_path: Path) -> None:
    copy = (
        "INSERT INTO judgement SELECT row + 100, entry, kind, document, verdict, by, at, why, replacement, "
    )
    found = altered(honest, tmp_path, copy + "carried, digest, recorded_op FROM judgement LIMIT 1")
    assert "operation 2" in {f.where for f in found.findings}


def test_the_row_that_was_changed_is_named(honest: Path, tmp_path: Path) -> None:
    found = altered(honest, tmp_path, "UPDATE judgement SET verdict = 'rejected' WHERE row = 1")
    assert [f.where for f in found.findings] == ["judgement 1"]
    assert "judgement, row 1: not what was acknowledged" in found.findings[0].message


def test_a_link_made_to_fit_does_not_fit_the_next(honest: Path, tmp_path: Path) -> None:
    found = altered(honest, tmp_path, f"UPDATE audit SET content = '{'0' * 64}' WHERE seq = 2")
    assert {"audit 2", "operation 2"} <= {f.where for f in found.findings}


def test_a_tail_cut_off_is_found_by_the_head_that_was_noted_down(honest: Path, tmp_path: Path) -> None:
    with record.open(honest) as memory:
        head = memory.verify().head
        assert memory.has_link(head)
    cut = [
        "DELETE FROM audit WHERE seq = 2",
        "DELETE FROM judgement WHERE recorded_op = 2",
        "DELETE FROM operation WHERE seq = 2",
    ]
    path = tmp_path / "altered.db"
    assert not altered(honest, tmp_path, *cut).intact
    with record.open(path) as memory:
        assert memory.has_link(head)  # the last one still is, the cut was in the middle
        assert not memory.has_link("0" * 63 + "1")


def test_the_chain_holds_nothing_but_hashes(honest: Path) -> None:
    with sqlite3.connect(honest) as raw:
        rows = raw.execute("SELECT content, previous, hash FROM audit").fetchall()
    raw.close()
    assert all(len(cell) == 64 and set(cell) <= set("0123456789abcdef") for row in rows for cell in row)
