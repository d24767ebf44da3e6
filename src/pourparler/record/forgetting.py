"""Erase a document: its text, its quotes, the names taken from it. The chain keeps only hashes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from pourparler.domain.recorded import Forgotten
from pourparler.errors import UnknownName
from pourparler.record import rows, schema, sqlite
from pourparler.record.chain import Write

if TYPE_CHECKING:
    from sqlalchemy import Connection

_EMPTIED = {
    schema.reading: ("published", "published_latest", "about", "people", "parties", "findings"),
    schema.entry: ("held", "published", "party", "issue", "passages", "payload"),
    schema.judgement: ("why", "replacement"),
}


def forget(connection: Connection, name: str, *, at: str) -> Forgotten:
    """Empty every row taken from a document, in a write transaction.

    Args:
        connection: In a write transaction.
        name: Document.id.
        at: The moment.
    Returns: What was emptied; the same as then, if it was forgotten before.
    """
    document = schema.document
    found = connection.execute(select(document).where(document.c.id == name)).first()
    if found is None:
        raise UnknownName(f"no document is called '{name}': `pourparler brief --json -` lists their ids")
    judgements, entries = _count(connection, schema.judgement, name), _count(connection, schema.entry, name)
    if found.forgotten_op is not None:
        when = select(schema.operation.c.at).where(schema.operation.c.seq == found.forgotten_op)
        return Forgotten(name, connection.execute(when).scalar_one(), entries, judgements)
    write = Write(connection, "forget", name, at)
    sqlite.unindex(connection, _keys(connection, name))
    for table, columns in _EMPTIED.items():
        connection.execute(update(table).where(table.c.document == name).values(dict.fromkeys(columns)))
        for row in connection.execute(select(table).where(table.c.document == name)):
            write.touch(rows.emptied(table.name, row))
    connection.execute(
        update(document).where(document.c.id == name).values(text=None, forgotten_op=write.seq)
    )
    write.touch(f"document {name} forgotten")
    write.finish()
    return Forgotten(name, write.at, entries, judgements)


def _count(connection: Connection, table: object, name: str) -> int:
    column = schema.metadata.tables[str(table)].c.document
    return int(connection.execute(select(func.count()).where(column == name)).scalar_one())


def _keys(connection: Connection, name: str) -> list[int]:
    """Return the keys of a document's statements, as read and as corrected, in the full-text index."""
    entry, judgement = schema.entry.c, schema.judgement.c
    read = select(entry.row).where(entry.document == name, entry.kind == "statement")
    corrected = select(judgement.row).where(
        judgement.document == name, judgement.kind == "statement", judgement.replacement.is_not(None)
    )
    return [
        *(2 * row for row in connection.execute(read).scalars()),
        *(2 * row + 1 for row in connection.execute(corrected).scalars()),
    ]
