"""Everything that is SQLite's own. Another database joins by a module with these same functions."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, NullPool, StaticPool, create_engine, event
from sqlalchemy.exc import DBAPIError

from pourparler.errors import CannotDo, RecordDamaged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection, Engine

MEMORY = ":memory:"
APPLICATION_ID = 0x50504C52  # "PPLR": how `file` and we tell a record from any other SQLite file
WAIT_MS = 120_000  # how long a write waits for the writes of other processes
SCOUR_MS = 2_000  # how long erasing waits for those who are reading
SEARCH = (
    "CREATE VIRTUAL TABLE speech USING fts5("
    "text, speaker, party, tokenize = 'porter unicode61 remove_diacritics 2')"
)


def engine(path: str) -> Engine:
    """Return an engine on a file or on memory; nothing is opened yet."""
    made = create_engine(
        URL.create("sqlite", database=path),
        poolclass=StaticPool if path == MEMORY else NullPool,
        connect_args={"check_same_thread": False},
    )
    event.listen(made, "connect", _prepare)
    event.listen(made, "begin", _begin)
    return made


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves: the module would begin writes too late
    for pragma in (
        f"busy_timeout = {WAIT_MS}",
        "foreign_keys = ON",
        "secure_delete = ON",  # what is forgotten is overwritten
        "synchronous = FULL",  # what is acknowledged has reached the disk
        "trusted_schema = OFF",
        "cell_size_check = ON",
        "cache_size = -65536",  # KiB
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def is_new(path: str) -> bool:
    """Say whether there is nothing there yet."""
    return path == MEMORY or not Path(path).exists() or Path(path).stat().st_size == 0


def begin_file(made: Engine) -> None:
    """Turn on write-ahead logging, which stays with the file."""
    raw = made.raw_connection()
    try:
        for patience in range(200):
            try:
                raw.cursor().execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                # Changing the mode does not wait for other processes that do the same.
                if "locked" not in str(error) or patience == 199:
                    raise
                time.sleep(0.02)
            else:
                return
    finally:
        raw.close()


def tables(connection: Connection) -> set[str]:
    """Return the names of the tables that are there."""
    rows = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {row[0] for row in rows}


def mark(connection: Connection) -> None:
    """Write into the file whose it is."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def create_search(connection: Connection) -> None:
    """Create the full-text index of statements."""
    connection.exec_driver_sql(SEARCH)


def index(connection: Connection, rows: Sequence[tuple[int, str, str, str]]) -> None:
    """Enter statements into the full-text index.

    Args:
        connection: In a write transaction.
        rows: Key, text, speaker, party.
    """
    if rows:
        connection.exec_driver_sql(
            "INSERT INTO speech (rowid, text, speaker, party) VALUES (?, ?, ?, ?)", list(rows)
        )


def matching(connection: Connection, terms: Sequence[tuple[str, str, bool]]) -> list[int]:
    """Return the keys of the statements in which every term stands and no excluded one.

    Args:
        connection: In a transaction.
        terms: Column (or empty for any), words in their order, whether excluded. The last word may end
            in `*`.
    """
    wanted = " AND ".join(_phrase(c, words) for c, words, excluded in terms if not excluded)
    unwanted = " ".join(f"NOT {_phrase(c, words)}" for c, words, excluded in terms if excluded)
    rows = connection.exec_driver_sql(
        "SELECT rowid FROM speech WHERE speech MATCH ?", (f"({wanted}) {unwanted}",)
    )
    return [row[0] for row in rows]


def _phrase(column: str, words: str) -> str:
    bare, star = (words[:-1], " *") if words.endswith("*") else (words, "")
    quoted = '"' + bare.replace('"', '""') + '"' + star
    return f"{{{column}}} : {quoted}" if column else quoted


def indexed(connection: Connection) -> Iterator[tuple[int, str, str, str]]:
    """Yield what the full-text index was told, by key."""
    for row in connection.exec_driver_sql("SELECT rowid, text, speaker, party FROM speech ORDER BY rowid"):
        yield row[0], row[1], row[2], row[3]


def unindex(connection: Connection, keys: Sequence[int]) -> None:
    """Take statements out of the full-text index, their words too."""
    if keys:
        connection.exec_driver_sql("DELETE FROM speech WHERE rowid = ?", [(key,) for key in keys])
        # A deletion leaves the words in older segments of the index until these are merged.
        connection.exec_driver_sql("INSERT INTO speech (speech) VALUES ('rebuild')")


def scour(made: Engine) -> bool:
    """Overwrite what deleted rows left behind; say whether nothing is left, the log included."""
    raw = made.raw_connection()
    try:
        raw.cursor().execute(f"PRAGMA busy_timeout = {SCOUR_MS}")
        raw.cursor().execute("VACUUM")
        busy = raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        raw.cursor().execute(f"PRAGMA busy_timeout = {WAIT_MS}")
        return bool(busy is None or busy[0] == 0)
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error) or "full" in str(error):
            return False
        raise
    finally:
        raw.close()


def check(connection: Connection) -> list[str]:
    """Return what SQLite itself finds wrong with the file."""
    said = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check")]
    said += [
        f"table {row[0]}, row {row[1]}: refers to a missing row of {row[2]}"
        for row in connection.exec_driver_sql("PRAGMA foreign_key_check")
    ]
    return [line for line in said if line != "ok"]


@contextlib.contextmanager
def trouble(path: str) -> Iterator[None]:
    """Turn what SQLite raises into errors that say what to do next."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        said = str(getattr(error, "orig", None) or error)
        raise _explained(path, said) from error


def _explained(path: str, said: str) -> CannotDo:
    for sign, kind, advice in _ADVICE:
        if sign in said:
            return kind(f"{path}: {advice.format(path=path)} (SQLite says: {said})")
    return RecordDamaged(f"{path}: {_RESTORE.format(path=path)} (SQLite says: {said})")


_RESTORE = (
    "the record is damaged. Put it aside and restore a copy of it, or rescue what is readable with "
    "`sqlite3 {path} .recover | sqlite3 rescued.db` and check that with "
    "`pourparler audit verify --db rescued.db`"
)
_ADVICE: tuple[tuple[str, type[CannotDo], str], ...] = (
    (
        "not a database",
        RecordDamaged,
        (
            "this file is not a record, or its first page is damaged. Name another file with --db, or restore "
            "a copy of it"
        ),
    ),
    (
        "unable to open",
        CannotDo,
        (
            "it cannot be opened. Check that the folder exists and that you may write in it, or name another "
            "file with --db"
        ),
    ),
    (
        "readonly",
        CannotDo,
        (
            "it cannot be written to. Check the rights of the file and its folder, or copy it to a place of "
            "your own and name that with --db"
        ),
    ),
    (
        "full",
        CannotDo,
        (
            "the disk is full. Nothing of this write was stored, all earlier ones are. Free some space and run "
            "the same command again"
        ),
    ),
    (
        "locked",
        CannotDo,
        (
            "another program has been writing to it for two minutes. Nothing of this write was stored; run "
            "the same command again"
        ),
    ),
    (
        "disk I/O",
        CannotDo,
        (
            "the disk did not take or give the data. Nothing of this write was stored; check the disk, then run "
            "the same command again"
        ),
    ),
)
