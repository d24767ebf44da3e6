"""The hash chain: one link for each acknowledged write, covering every row that it touched."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, insert, select, update

from pourparler.record import schema
from pourparler.record.times import moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection, Table

START = "0" * 64


def digest(*parts: object) -> str:
    """Return the hash of some plain values."""
    return hashlib.sha256(packed(parts).encode()).hexdigest()


def packed(value: object) -> str:
    """Return plain data as the one text that stands for it."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))


def content(seq: int, at: str, what: str, subject: str, touched: Iterable[str]) -> str:
    """Return the hash of one write.

    Args:
        seq: Its number.
        at: Its moment.
        what: add, judge or forget.
        subject: The document or entry.
        touched: One line for each row written or marked.
    """
    return digest(seq, at, what, subject, sorted(touched))


def link(seq: int, previous: str, content_hash: str) -> str:
    """Return the hash of one link."""
    return digest(seq, previous, content_hash)


class Write:
    """One write under way: its number, its moment, and what it has touched so far."""

    def __init__(self, connection: Connection, what: str, subject: str, at: str) -> None:
        """Take the next number. The transaction already keeps every other writer out."""
        last = connection.execute(
            select(schema.operation.c.seq, schema.operation.c.at)
            .order_by(schema.operation.c.seq.desc())
            .limit(1)
        ).first()
        self.connection = connection
        self.what = what
        self.subject = subject
        self.seq = 1 if last is None else last.seq + 1
        # A clock that was set back must not make the record say that it knew earlier what it did not.
        self.at = moment(at) if last is None else max(moment(at), last.at)
        self._touched: list[str] = []
        connection.execute(
            insert(schema.operation).values(seq=self.seq, at=self.at, what=what, subject=subject)
        )

    def add(self, table: Table, rows: list[dict[str, Any]]) -> None:
        """Insert rows that carry their `row` number and `digest`."""
        if rows:
            self.connection.execute(insert(table), rows)
            self._touched += [f"{table.name} {row['row']} {row['digest']}" for row in rows]

    def supersede(self, table: Table, rows: Sequence[int]) -> None:
        """Mark rows that no longer stand."""
        for row in rows:
            self.touch(f"{table.name} {row} superseded")
        if rows:
            self.connection.execute(
                update(table).where(table.c.row == bindparam("gone")).values(superseded_op=self.seq),
                [{"gone": row} for row in rows],
            )

    def touch(self, line: str) -> None:
        """Cover something else that this write did."""
        self._touched.append(line)

    def next_row(self, table: Table) -> int:
        """Return the first free row number of a table."""
        return int(self.connection.execute(select(func.max(table.c.row))).scalar() or 0) + 1

    def finish(self) -> None:
        """Close the link."""
        previous = (
            self.connection.execute(
                select(schema.audit.c.hash).where(schema.audit.c.seq == self.seq - 1)
            ).scalar()
            or START
        )
        made = content(self.seq, self.at, self.what, self.subject, self._touched)
        self.connection.execute(
            insert(schema.audit).values(
                seq=self.seq, content=made, previous=previous, hash=link(self.seq, previous, made)
            )
        )
