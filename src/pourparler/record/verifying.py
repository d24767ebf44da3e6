"""Check every row against the hash chain, and say which row is not what was acknowledged."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from pourparler.domain import Finding, Reader, Statement
from pourparler.domain.recorded import Audit
from pourparler.errors import RecordDamaged
from pourparler.record import rows, schema, sqlite
from pourparler.record.chain import START, content, link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection


def verify(connection: Connection) -> Audit:
    """Return what checking the whole record found.

    Args:
        connection: In a transaction.
    """
    checker = _Checker(connection)
    findings = [_finding(said, "file") for said in sqlite.check(connection)]
    findings += checker.documents()
    findings += checker.readings()
    findings += checker.entries()
    findings += checker.judgements()
    findings += checker.search()
    findings += checker.chain()
    return Audit(
        operations=checker.operations,
        rows=checker.rows,
        forgotten=len(checker.forgotten),
        head=checker.head,
        findings=tuple(findings),
    )


def _finding(message: str, where: str) -> Finding:
    return Finding(message, where=where, needs_person=True, code="tampered")


class _Checker:
    """One pass over all tables, collecting what each write touched."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.rows = self.operations = 0
        self.head = START
        self.touched: defaultdict[int, list[str]] = defaultdict(list)
        self.documents_by_id: dict[str, Any] = {}
        self.forgotten: dict[str, int] = {}  # document -> the write that emptied it
        self.speech: dict[int, tuple[str, str, str]] = {}
        self.readers = {r.row: Reader(r.name, r.version) for r in connection.execute(select(schema.reader))}

    def documents(self) -> Iterator[Finding]:
        """Check each text against its hash."""
        for row in self.connection.execute(select(schema.document)):
            self.rows += 1
            self.touched[_seq(row.recorded_op)].append(f"document {row.id} {row.sha256}")
            if row.forgotten_op is not None:
                self.touched[_seq(row.forgotten_op)].append(f"document {row.id} forgotten")
                self.forgotten[row.id] = _seq(row.forgotten_op)
            if not _sound(_document_sound, row):
                yield _altered("document", row.id)

    def readings(self) -> Iterator[Finding]:
        """Check what is known about each document."""
        for row in self.connection.execute(select(schema.reading)):
            self._covered("reading", row)
            if not _sound(self._reading_sound, row):
                yield _altered("reading", row.row)

    def _reading_sound(self, row: Any) -> bool:
        if row.document in self.forgotten:
            return all(
                getattr(row, c) is None for c in ("about", "people", "parties", "findings", "published")
            )
        return bool(rows.reading_digest(row._asdict(), self.readers.get(row.reader)) == row.digest)

    def entries(self) -> Iterator[Finding]:
        """Check each entry, and that it can be rebuilt."""
        texts = self._texts()
        for row in self.connection.execute(select(schema.entry).order_by(schema.entry.c.document)):
            self._covered("entry", row)
            if not _sound(self._entry_sound, row, texts):
                yield _altered("entry", row.row, row.id)

    def _entry_sound(self, row: Any, texts: dict[str, Any]) -> bool:
        if row.document in self.forgotten:
            emptied = ("payload", "passages", "party", "issue", "held", "published")
            return all(getattr(row, column) is None for column in emptied)
        reader = self.readers[row.reader]
        if rows.entry_digest(row._asdict(), reader) != row.digest:
            return False
        if row.document in texts:
            entry = rows.entry_from_row(row, texts[row.document], reader, "")
            if isinstance(entry, Statement):
                self.speech[2 * row.row] = rows.speech(entry)
        return True

    def _texts(self) -> dict[str, Any]:
        query = (
            select(schema.reading, schema.document.c.text, schema.document.c.sha256)
            .join(schema.document, schema.document.c.id == schema.reading.c.document)
            .where(schema.reading.c.superseded_op.is_(None), schema.document.c.text.is_not(None))
        )
        found = {}
        for row in self.connection.execute(query):
            try:
                found[row.document] = rows.document_from_row(row.about, row)
            except (RecordDamaged, TypeError):
                continue  # its row is reported already
        return found

    def judgements(self) -> Iterator[Finding]:
        """Check each judgement."""
        for row in self.connection.execute(select(schema.judgement)):
            self._covered("judgement", row)
            if not _sound(self._judgement_sound, row):
                yield _altered("judgement", row.row)

    def _judgement_sound(self, row: Any) -> bool:
        if row.document in self.forgotten:
            return row.why is None and row.replacement is None
        if rows.judgement_digest(row._asdict()) != row.digest:
            return False
        if row.replacement is not None:
            entry = rows.entry_from_text(row.kind, row.replacement)
            if isinstance(entry, Statement):
                self.speech[2 * row.row + 1] = rows.speech(entry)
        return True

    def search(self) -> Iterator[Finding]:
        """Check that the full-text index says what the statements say."""
        for key, *told in sqlite.indexed(self.connection):
            if self.speech.pop(key, None) != tuple(told):
                yield _altered("speech", key)
        for key in sorted(self.speech):
            yield _altered("speech", key)

    def chain(self) -> Iterator[Finding]:
        """Check each link, and that each row belongs to the write that says so."""
        links = {row.seq: row for row in self.connection.execute(select(schema.audit))}
        writes = {row.seq: row for row in self.connection.execute(select(schema.operation))}
        previous = START
        self.operations = len(links)
        whole = range(1, max(len(links), len(writes)) + 1)
        for seq in sorted({*links, *writes, *self.touched, *whole} - {0}):
            found, write = links.get(seq), writes.get(seq)
            self.rows += 2
            if found is None or write is None:
                missing = "audit" if found is None else "operation"
                yield _finding(f"{missing}, row {seq}: missing", f"{missing} {seq}")
                previous = found.hash if found is not None else ""
                continue
            if found.previous != previous or found.hash != link(seq, found.previous, found.content):
                yield _altered("audit", seq)
            made = content(seq, write.at, write.what, write.subject, self.touched.get(seq, ()))
            if made != found.content:
                yield _finding(
                    f"operation, row {seq} ({write.what} {write.subject} at {write.at}): it, or the set of rows "
                    "it wrote or superseded, is not what was acknowledged",
                    f"operation {seq}",
                )
            self.head = previous = found.hash

    def _covered(self, table: str, row: Any) -> None:
        self.rows += 1
        self.touched[_seq(row.recorded_op)].append(f"{table} {row.row} {row.digest}")
        if getattr(row, "superseded_op", None) is not None:
            self.touched[_seq(row.superseded_op)].append(f"{table} {row.row} superseded")
        if row.document in self.forgotten:
            self.touched[self.forgotten[row.document]].append(rows.emptied(table, row))


def _seq(value: object) -> int:
    """Return the number of a write; 0, which is none, for what is no number."""
    return value if isinstance(value, int) else 0


def _sound(check: Callable[..., bool], *about: Any) -> bool:
    """Return what a check says of a row; a row on which it cannot even run is not sound."""
    try:
        return check(*about)
    except (TypeError, ValueError, KeyError, AttributeError, RecordDamaged):
        return False


def _document_sound(row: Any) -> bool:
    if row.id != row.sha256[:16] or (row.text is None) != (row.forgotten_op is not None):
        return False
    return row.text is None or hashlib.sha256(row.text).hexdigest() == row.sha256


def _altered(table: str, row: object, name: str = "") -> Finding:
    called = f" ({name})" if name else ""
    return _finding(f"{table}, row {row}{called}: not what was acknowledged", f"{table} {row}")
