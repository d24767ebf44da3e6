"""A database that cannot be used is refused with the remedy, and nothing in it is changed."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from pourparler import record
from pourparler.errors import CannotDo, PourparlerError, RecordDamaged
from tests.stores.readings import TALKS, talks

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

AT = "2026-03-01T12:00:00Z"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a record with a hundred reports."""
    made = tmp_path / "record.db"
    with record.open(made) as memory:
        list(memory.add_all((talks(text=f"{TALKS} ({n})", path=f"{n}.txt") for n in range(100)), at=AT))
    assert not made.with_name("record.db-wal").exists()
    return made


def refused(path: Path, kind: type[PourparlerError], message: str) -> None:
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(kind, match=message):
        record.open(path).add(talks(), at=AT)
    assert (path.read_bytes() if path.is_file() else b"") == before


def overwritten(data: bytes, start: int) -> bytes:
    return data[:start] + b"\xa5" * 4096 + data[start + 4096 :]


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[: len(data) // 2],
        lambda data: overwritten(data, 4096),
        lambda data: overwritten(data, len(data) // 2 // 4096 * 4096),
        lambda data: b"".join(overwritten(data, n)[n : n + 8192] for n in range(0, len(data), 8192)),
    ],
    ids=["cut-off", "second-page", "middle-page", "every-other-page"],
)
def test_a_damaged_record_is_refused_or_at_least_found_out(
    path: Path, damage: Callable[[bytes], bytes]
) -> None:
    path.write_bytes(damage(path.read_bytes()))
    assert used(path) == "refused with the remedy"


def used(path: Path) -> str:
    """Say what comes of using a damaged record."""
    try:
        with record.open(path) as memory:
            found = memory.verify()
    except RecordDamaged as refusal:
        said = str(refusal)
        return "refused with the remedy" if "restore" in said or "--db" in said else said
    return "not found out" if found.intact else "refused with the remedy"


def test_a_text_is_no_record(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("These are notes, not a record.\n" * 100, encoding="utf-8")
    refused(path, RecordDamaged, "not a record.*--db")


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "photos.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE photos (name TEXT)")
    other.close()
    refused(path, RecordDamaged, "another program .its tables: photos")


def test_a_record_of_a_newer_version_is_refused(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("UPDATE alembic_version SET version_num = '9001'")
    other.close()
    refused(path, RecordDamaged, "newer Pourparler.*9001.*pip install --upgrade")


def test_a_missing_folder_is_said_so(tmp_path: Path) -> None:
    refused(tmp_path / "nowhere" / "record.db", CannotDo, "folder exists")


def test_a_folder_is_no_record(tmp_path: Path) -> None:
    with pytest.raises(CannotDo, match="cannot be opened"):
        record.open(tmp_path)


def test_a_record_that_cannot_be_written_to_can_be_asked(path: Path) -> None:
    with record.open(path) as memory:
        event.listen(memory._engine, "connect", lambda raw, _: raw.execute("PRAGMA query_only = ON"))
        assert len(memory.view().documents) == 100
        with pytest.raises(CannotDo, match="cannot be written to"):
            memory.add(talks(), at=AT)


def test_a_full_disk_loses_nothing_of_what_was_there(path: Path) -> None:
    pages = path.stat().st_size // 4096
    with record.open(path) as memory:
        event.listen(
            memory._engine,
            "connect",
            lambda raw, _: raw.execute(f"PRAGMA max_page_count = {pages + 3}").close(),
        )
        with pytest.raises(CannotDo, match="disk is full"):
            list(memory.add_all((talks(text=f"{TALKS} more {n}") for n in range(100)), at=AT))
    with record.open(path) as memory:
        assert memory.verify().intact
        assert len(memory.view().documents) == 100


def test_an_empty_file_becomes_a_record(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    with record.open(path) as memory:
        assert memory.add(talks(), at=AT).stored


def test_a_record_is_read_while_another_process_writes(path: Path) -> None:
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    with record.open(path) as memory:
        assert len(memory.view().documents) == 100
    writer.close()
