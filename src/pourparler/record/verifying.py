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
    from collections.abc import Iterator

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
        self.forgotten: set[str] = set()
        self.speech: dict[int, tuple[str, str, str]] = {}
        self.readers = {r.row: Reader(r.name, r.version) for r in connection.execute(select(schema.reader))}

    def documents(self) -> Iterator[Finding]:
        """Check each text against its hash."""
        for row in self.connection.execute(select(schema.document)):
            self.rows += 1
            self.touched[row.recorded_op].append(f"document {row.id} {row.sha256}")
            if row.forgotten_op is not None:
                self.touched[row.forgotten_op].append(f"document {row.id} forgotten")
                self.forgotten.add(row.id)
            if row.id != row.sha256[:16]:
                yield self._altered("document", row.id)
            elif row.text is None:
                if row.forgotten_op is None:
                    yield self._altered("document", row.id)
            elif row.forgotten_op is not None or hashlib.sha256(row.text).hexdigest() != row.sha256:
                yield self._altered("document", row.id)

    def readings(self) -> Iterator[Finding]:
        """Check what is known about each document."""
        table = schema.reading
        for row in self.connection.execute(select(table)):
            self._covered("reading", row)
            if row.document in self.forgotten:
                if row.about is not None:
                    yield self._altered("reading", row.row)
            elif rows.reading_digest(row._asdict(), self.readers.get(row.reader)) != row.digest:
                yield self._altered("reading", row.row)

    def entries(self) -> Iterator[Finding]:
        """Check each entry, and that it can be rebuilt."""
        texts = self._texts()
        query = select(schema.entry).order_by(schema.entry.c.document)
        for row in self.connection.execute(query):
            self._covered("entry", row)
            reader = self.readers.get(row.reader)
            if row.document in self.forgotten:
                if row.payload is not None or row.passages is not None:
                    yield self._altered("entry", row.row, row.id)
            elif reader is None or rows.entry_digest(row._asdict(), reader) != row.digest:
                yield self._altered("entry", row.row, row.id)
            elif row.document in texts:
                yield from self._rebuilt(row, texts[row.document], reader)

    def _rebuilt(self, row: Any, document: Any, reader: Reader) -> Iterator[Finding]:
        try:
            entry = rows.entry_from_row(row, document, reader, "")
        except RecordDamaged:
            yield self._altered("entry", row.row, row.id)
            return
        if isinstance(entry, Statement):
            self.speech[2 * row.row] = rows.speech(entry)

    def _texts(self) -> dict[str, Any]:
        query = (
            select(schema.reading, schema.document.c.text, schema.document.c.sha256)
            .join(schema.document, schema.document.c.id == schema.reading.c.document)
            .where(schema.reading.c.superseded_op.is_(None), schema.document.c.text.is_not(None))
        )
        found = {}
        for row in self.connection.execute(query):
            try:
                found[row.document] = rows.document_from_row(row)
            except RecordDamaged:
                continue  # its row is reported already
        return found

    def judgements(self) -> Iterator[Finding]:
        """Check each judgement."""
        for row in self.connection.execute(select(schema.judgement)):
            self._covered("judgement", row)
            if row.document in self.forgotten:
                if row.why is not None or row.replacement is not None:
                    yield self._altered("judgement", row.row)
            elif rows.judgement_digest(row._asdict()) != row.digest:
                yield self._altered("judgement", row.row)
            elif row.replacement is not None:
                entry = rows.entry_from_text(row.kind, row.replacement)
                if isinstance(entry, Statement):
                    self.speech[2 * row.row + 1] = rows.speech(entry)

    def search(self) -> Iterator[Finding]:
        """Check that the full-text index says what the statements say."""
        for key, *told in sqlite.indexed(self.connection):
            if self.speech.pop(key, None) != tuple(told):
                yield self._altered("speech", key)
        for key in sorted(self.speech):
            yield self._altered("speech", key)

    def chain(self) -> Iterator[Finding]:
        """Check each link, and that each row belongs to the write that says so."""
        links = {row.seq: row for row in self.connection.execute(select(schema.audit))}
        writes = {row.seq: row for row in self.connection.execute(select(schema.operation))}
        previous = START
        last = max((*links, *writes, *self.touched), default=0)
        self.operations = len(links)
        for seq in range(1, last + 1):
            found, write = links.get(seq), writes.get(seq)
            self.rows += 2
            if found is None or write is None:
                missing = "audit" if found is None else "operation"
                yield _finding(f"{missing}, row {seq}: missing", f"{missing} {seq}")
                previous = found.hash if found is not None else ""
                continue
            if found.previous != previous or found.hash != link(seq, found.previous, found.content):
                yield self._altered("audit", seq)
            made = content(seq, write.at, write.what, write.subject, self.touched.get(seq, ()))
            if made != found.content:
                yield _finding(
                    f"operation, row {seq} ({write.what} {write.subject} at {write.at}): it, or the set of rows "
                    "it wrote or superseded, is not what was acknowledged",
                    f"operation {seq}",
                )
            previous = found.hash
        self.head = previous if last else START

    def _covered(self, table: str, row: Any) -> None:
        self.rows += 1
        self.touched[row.recorded_op].append(f"{table} {row.row} {row.digest}")
        if getattr(row, "superseded_op", None) is not None:
            self.touched[row.superseded_op].append(f"{table} {row.row} superseded")

    def _altered(self, table: str, row: object, name: str = "") -> Finding:
        called = f" ({name})" if name else ""
        return _finding(f"{table}, row {row}{called}: not what was acknowledged", f"{table} {row}")
