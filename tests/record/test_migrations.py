"""The tables that revisions lead to are the ones that a new record begins with."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from pourparler import record
from pourparler.record import opening, schema, sqlite
from tests.stores.readings import talks


def shape(path: Path) -> dict[str, object]:
    """Return every table of a database with its columns, keys and indices."""
    raw = sqlite3.connect(path)
    names = sorted(
        r[0] for r in raw.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'index')")
    )
    found: dict[str, object] = {
        name: [
            sorted(str(row[1:]) for row in raw.execute(f"PRAGMA {ask}({name})"))
            for ask in ("table_info", "foreign_key_list", "index_info", "index_list")
        ]
        for name in names
    }
    found["of"] = raw.execute("PRAGMA application_id").fetchone()
    found["version"] = raw.execute("SELECT version_num FROM alembic_version").fetchall()
    raw.close()
    return found


def test_walking_through_the_revisions_leads_to_the_tables_of_today(tmp_path: Path) -> None:
    walked, begun = tmp_path / "walked.db", tmp_path / "begun.db"
    sqlite.begin_file(engine := sqlite.engine(str(walked)))
    opening.upgrade(engine)
    with record.open(begun):
        pass
    assert shape(walked) == shape(begun)


def test_a_record_brought_up_to_date_can_be_used(tmp_path: Path) -> None:
    path = tmp_path / "walked.db"
    sqlite.begin_file(engine := sqlite.engine(str(path)))
    opening.upgrade(engine)
    with record.open(path) as memory:
        assert memory.add(talks(), at="2026-03-01").stored
        assert memory.verify().intact


def test_every_revision_has_its_module() -> None:
    folder = Path(opening.__file__).with_name("migrations") / "versions"
    assert sorted(p.name[1:5] for p in folder.glob("v*.py")) == list(schema.REVISIONS)
