"""Open a database: begin a new one, bring an older one up to date, refuse what is not ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from pourparler.errors import RecordDamaged
from pourparler.record import schema, sqlite

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine


def opened(path: str) -> Engine:
    """Return an engine on a database that has today's tables.

    Args:
        path: A file, or `:memory:`.
    Raises: RecordDamaged, if it is damaged, of a newer version, or another program's.
    """
    with sqlite.trouble(path):
        engine = sqlite.engine(path)
        if sqlite.is_new(path):
            _begin(engine, path)
            return engine
        with engine.connect() as connection:
            found = _revision(connection, path)
        if found is None:
            _begin(engine, path)
        elif found != schema.HEAD:
            upgrade(engine)
        return engine


def _begin(engine: Engine, path: str) -> None:
    sqlite.begin_file(engine)
    with engine.execution_options(writing=True).begin() as connection:
        if _revision(connection, path) is None:  # another process may have been quicker
            create(connection)


def create(connection: Connection) -> None:
    """Create today's tables at once, without walking through the revisions."""
    sqlite.mark(connection)
    schema.metadata.create_all(connection, checkfirst=False)
    sqlite.create_search(connection)
    connection.execute(insert(schema.alembic_version).values(version_num=schema.HEAD))


def _revision(connection: Connection, path: str) -> str | None:
    tables = sqlite.tables(connection)
    if not tables:
        return None
    if not {"alembic_version", "operation", "audit"} <= tables:
        raise RecordDamaged(
            f"{path}: this is a database of another program (its tables: {', '.join(sorted(tables)[:5])}). "
            "Name another file with --db"
        )
    found = connection.execute(select(schema.alembic_version.c.version_num)).scalar()
    if found not in schema.REVISIONS:
        raise RecordDamaged(
            f"{path}: written by a newer Pourparler (its tables are of revision {found}, this program knows "
            f"them up to {schema.HEAD}). Install the newer version: pip install --upgrade pourparler"
        )
    return str(found)


def upgrade(engine: Engine, target: str = schema.HEAD) -> None:
    """Bring a database from its revision, or from nothing, to another, all in one transaction."""
    from pathlib import Path

    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    script = ScriptDirectory(str(Path(__file__).with_name("migrations")))
    with (
        engine.execution_options(writing=True).begin() as connection,
        EnvironmentContext(
            Config(),
            script,
            fn=lambda revision, _context: script._upgrade_revs(target, revision),  # noqa: SLF001 - Alembic's own commands do the same
        ) as environment,
    ):
        environment.configure(connection=connection, target_metadata=schema.metadata)
        environment.run_migrations()
