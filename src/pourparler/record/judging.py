"""Append a judgement, and find what it is about."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from pourparler.domain import Document, Entry, Judgement, Reader
from pourparler.domain.judgement import VERDICTS
from pourparler.errors import UnknownName, WrongCall
from pourparler.record import rows, schema
from pourparler.record.adding import check_passages, index_replacements, refuse_label
from pourparler.record.chain import Write
from pourparler.record.times import moment

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row


def judge(connection: Connection, judgement: Judgement, *, at: str) -> Judgement:
    """Append a judgement in a write transaction; the very same again changes nothing.

    Returns: The judgement as stored: its moment in UTC, its replacement with the entry's own id.
    """
    row, document = _known(connection, judgement.entry)
    by, why = rows.clean(judgement.by) or "", rows.clean(judgement.why)
    judgement = _checked(replace(judgement, at=moment(judgement.at), by=by, why=why), row, document)
    made = rows.judgement_row(judgement, row.kind, row.document)
    same = (schema.judgement.c.entry == judgement.entry) & (schema.judgement.c.digest == made["digest"])
    if connection.execute(select(schema.judgement.c.row).where(same)).first() is not None:
        return judgement
    write = Write(connection, "judge", judgement.entry, at)
    made.update(row=write.next_row(schema.judgement), recorded_op=write.seq)
    write.add(schema.judgement, [made])
    index_replacements(connection, [made])
    write.finish()
    return judgement


def entry(connection: Connection, name: str) -> Entry:
    """Return an entry as its reader has it, by its id or an unambiguous beginning of it."""
    row, document = _known(connection, name)
    at = connection.execute(
        select(schema.operation.c.at).where(schema.operation.c.seq == row.recorded_op)
    ).scalar_one()
    return rows.entry_from_row(row, document, Reader(row.name, row.version), at)


def history(connection: Connection, name: str) -> tuple[Judgement, ...]:
    """Return every judgement of an entry, oldest first."""
    table = schema.judgement
    found = connection.execute(
        select(table, schema.operation.c.at.label("learned"))
        .join(schema.operation, schema.operation.c.seq == table.c.recorded_op)
        .where(table.c.entry == name)
        .order_by(table.c.at, table.c.row)
    )
    return tuple(rows.judgement_from_row(row, row.learned, None) for row in found)


def _known(connection: Connection, name: str) -> tuple[Row[Any], Document]:
    """Return the newest row of an entry, and its document."""
    table = schema.entry
    found = connection.execute(
        select(table, schema.reader.c.name, schema.reader.c.version)
        .join(schema.reader, schema.reader.c.row == table.c.reader)
        .where(rows.begins(table.c.id, name), table.c.payload.is_not(None))
        .order_by(table.c.row.desc())
    ).all()
    ids = sorted({row.id for row in found})
    exact = [row for row in found if row.id == name]
    if not name or not ids:
        raise UnknownName(f"no entry is called '{name}': `pourparler review --list` shows the ids")
    if not exact and len(ids) > 1:
        raise UnknownName(f"'{name}' can mean {len(ids)} entries: {', '.join(ids[:6])}. Give more of the id")
    row = (exact or found)[0]
    return row, document(connection, row.document)


def document(connection: Connection, name: str) -> Document:
    """Return a document by its exact id, as its last reading has it."""
    found = connection.execute(
        select(schema.reading, schema.document.c.text, schema.document.c.sha256)
        .join(schema.document, schema.document.c.id == schema.reading.c.document)
        .where(schema.reading.c.document == name, schema.reading.c.superseded_op.is_(None))
    ).first()
    if found is None or found.text is None:
        raise UnknownName(f"no document is called '{name}'")
    return rows.document_from_row(found.about, found)


def _checked(judgement: Judgement, row: Row[Any], document: Document) -> Judgement:
    if judgement.verdict not in VERDICTS:
        raise WrongCall(f"'{judgement.verdict}' is no verdict: say one of {', '.join(VERDICTS)}")
    if not judgement.by.strip():
        raise WrongCall("a judgement needs to say whose it is: give a name")
    new = judgement.replacement
    if (judgement.verdict == "corrected") != (new is not None):
        raise WrongCall(
            "a correction needs a replacement, and no other verdict takes one: say 'corrected' and give the "
            "fields that are wrong"
        )
    if new is None:
        return replace(judgement, entry=row.id)
    if row.kind != new.KIND:
        raise WrongCall(
            f"{row.id} is a {row.kind} and cannot be corrected into a {new.KIND}: reject it instead"
        )
    refuse_label(new.label, f"the correction of {row.id}")
    new = replace(new, id=row.id, recorded=None)
    check_passages(new, document)
    return replace(judgement, entry=row.id, replacement=new)
