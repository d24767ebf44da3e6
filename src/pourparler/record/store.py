"""The record as one object. How each thing is done stands in the module named after it."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from os import fspath
from typing import TYPE_CHECKING, Self

from sqlalchemy import select

from pourparler.domain import Finding
from pourparler.errors import UnknownName, WrongCall
from pourparler.record import (
    adding,
    chain,
    forgetting,
    judging,
    opening,
    rows,
    schema,
    searching,
    sqlite,
    verifying,
    viewing,
)
from pourparler.record.times import moment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from os import PathLike
    from types import TracebackType

    from sqlalchemy import Connection, Engine

    from pourparler.domain import Document, Entry, Judgement, Reader, Reading, View
    from pourparler.domain.recorded import Added, Audit, Forgotten, Found


class Record:
    """An open record. Every method is one transaction: it happens wholly or not at all."""

    def __init__(self, engine: Engine, path: str, now: Callable[[], str] | None) -> None:
        """Wrap an engine whose tables are today's; `record.open` does that."""
        self.path = path
        self._engine = engine
        self._now = now

    @classmethod
    def at(cls, path: str | PathLike[str], *, now: Callable[[], str] | None = None) -> Self:
        """Open or begin the record in a file."""
        return cls(opening.opened(fspath(path)), fspath(path), now)

    # Writing -----------------------------------------------------------------------------------------

    def add(self, reading: Reading, *, at: str | None = None, reader: Reader | None = None) -> Added:
        """Store one reading; the same again adds nothing, a better reader's supersedes.

        Args:
            reading: What was read.
            at: The moment, instead of the record's clock.
            reader: Who read it; needed only where a reader found nothing at all.
        Raises: LabelRefused, for a label other than `public`; ContractBroken, for a false quote.
        """
        adding.checked(reading)
        with self._writing() as connection:
            return adding.add(connection, reading, at=self._moment(at), reader=reader)

    def add_all(
        self, readings: Iterable[Reading], *, at: str | None = None, together: int = 50
    ) -> Iterator[Added]:
        """Store many readings, several in one transaction; what has been yielded is safe on the disk.

        Args:
            readings: Taken one by one as they are needed.
            at: The moment, instead of the record's clock.
            together: How many share a transaction.
        """
        source = iter(readings)
        while some := [adding.checked(reading) for reading in islice(source, together)]:
            with self._writing() as connection:
                done = [adding.add(connection, r, at=self._moment(at), reader=None) for r in some]
            yield from done

    def judge(self, judgement: Judgement, *, at: str | None = None) -> Judgement:
        """Append a judgement.

        Args:
            judgement: `judgement.at` is when it was made.
            at: When the record learns it, instead of the record's clock.
        Raises: UnknownName, if there is no such entry; WrongCall, if it does not fit the entry.
        """
        with self._writing() as connection:
            return judging.judge(connection, judgement, at=self._moment(at))

    def forget(self, document: str, *, at: str | None = None) -> Forgotten:
        """Erase a document's text and everything taken from it; repeating it finishes what was cut off.

        Args:
            document: Its id, or an unambiguous beginning of it.
            at: The moment, instead of the record's clock.
        """
        with self._writing() as connection:
            done = forgetting.forget(connection, _document_id(connection, document), at=self._moment(at))
        with sqlite.trouble(self.path):
            clean = sqlite.scour(self._engine)
        return done if clean else replace(done, findings=(_not_scoured(done.document),))

    # Asking ------------------------------------------------------------------------------------------

    def view(
        self,
        *,
        as_of: str | None = None,
        recorded_by: str | None = None,
        confirmed: bool = False,
        documents: Sequence[str] | None = None,
        kinds: Sequence[str] | None = None,
    ) -> View:
        """Return what stands, judgements applied.

        Args:
            as_of: A day: only what was published and judged by its end. A document that nobody can date
                is left out, and a finding says so.
            recorded_by: A day or moment: what the record held then. What was forgotten since is gone.
            confirmed: Only entries that a person confirmed or corrected.
            documents: Only these Document.ids.
            kinds: Only these kinds of entries (keys of `domain.KINDS`).
        """
        asked = viewing.Asked(as_of, recorded_by, confirmed, _tuple(documents), _tuple(kinds))
        with _without_collection(), self._reading() as connection:
            return viewing.view(connection, asked)

    def readings(
        self,
        *,
        as_of: str | None = None,
        recorded_by: str | None = None,
        confirmed: bool = False,
        documents: Sequence[str] | None = None,
        kinds: Sequence[str] | None = None,
    ) -> tuple[Reading, ...]:
        """Return what stands, judgements applied, as one reading per document; arguments as in `view`."""
        asked = viewing.Asked(as_of, recorded_by, confirmed, _tuple(documents), _tuple(kinds))
        with _without_collection(), self._reading() as connection:
            return viewing.readings(connection, asked)

    def search(
        self,
        query: str,
        *,
        as_of: str | None = None,
        recorded_by: str | None = None,
        confirmed: bool = False,
        limit: int | None = None,
    ) -> Found:
        """Find statements by text, speaker and party, newest first.

        Args:
            query: Words that all occur, in any form; "exact phrases"; speaker:NAME; party:NAME; begin*;
                -word for what must not occur.
            as_of: As in `view`; so are `recorded_by` and `confirmed`.
            recorded_by: A day or moment.
            confirmed: Only statements that a person confirmed or corrected.
            limit: How many at most.
        Raises: WrongCall, if the query cannot be meant.
        """
        asked = viewing.Asked(as_of, recorded_by, confirmed, None, ("statement",))
        with self._reading() as connection:
            return searching.search(connection, query, asked, limit=limit)

    def document(self, name: str) -> Document | None:
        """Return a stored document by its id or an unambiguous beginning of it; None if unknown or forgotten."""
        with self._reading() as connection:
            try:
                return judging.document(connection, _document_id(connection, name))
            except UnknownName:
                return None

    def entry(self, name: str) -> Entry:
        """Return an entry as its reader has it, by its id or an unambiguous beginning of it."""
        with self._reading() as connection:
            return judging.entry(connection, name)

    def history(self, entry: str) -> tuple[Judgement, ...]:
        """Return every judgement of an entry, oldest first."""
        with self._reading() as connection:
            return judging.history(connection, entry)

    def verify(self) -> Audit:
        """Check every row against the hash chain."""
        with self._reading() as connection:
            return verifying.verify(connection)

    def has_link(self, head: str) -> bool:
        """Say whether a hash is in the chain; the hash before the first link is."""
        with self._reading() as connection:
            found = connection.execute(select(schema.audit.c.seq).where(schema.audit.c.hash == head)).first()
        return found is not None or head == chain.START

    # The file ----------------------------------------------------------------------------------------

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the file."""
        self.close()

    def _moment(self, at: str | None) -> str:
        """Return the moment of a write; asked for only while no other process writes."""
        if at is not None:
            return moment(at)
        if self._now is None:
            raise WrongCall("this record was opened without a clock: give `at=` with each write")
        return moment(self._now())

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with (
            sqlite.trouble(self.path),
            self._engine.execution_options(writing=True).begin() as connection,
        ):
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with sqlite.trouble(self.path), self._engine.begin() as connection:
            yield connection


@contextmanager
def _without_collection() -> Iterator[None]:
    """Build many small objects, none of which is garbage yet, without looking for garbage: a third faster."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _tuple(values: Sequence[str] | None) -> tuple[str, ...] | None:
    return None if values is None else tuple(values)


def _document_id(connection: Connection, name: str) -> str:
    column = schema.document.c.id
    found = connection.execute(select(column).where(rows.begins(column, name))).scalars().all()
    if name in found:
        return name
    if not name or not found:
        raise UnknownName(f"no document is called '{name}': `pourparler brief --json -` lists their ids")
    if len(found) > 1:
        raise UnknownName(f"'{name}' can mean {len(found)} documents: {', '.join(sorted(found)[:6])}")
    return str(found[0])


def _not_scoured(document: str) -> Finding:
    return Finding(
        "erased from every table, but copies of old pages remain in the file or its log while another program "
        f"has the record open or the disk is full: close it, then run `pourparler forget {document}` again",
        where=document,
        needs_person=True,
        code="not-scoured",
    )
