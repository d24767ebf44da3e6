"""The record as it stands, or stood: entries with their judgements applied."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Table, func, or_, select, true

from pourparler.domain import (
    KINDS,
    Document,
    Entry,
    Finding,
    Judgement,
    Party,
    PersonMention,
    Reader,
    Reading,
    View,
)
from pourparler.domain.contract import LISTS
from pourparler.errors import UnknownName
from pourparler.record import rows, schema
from pourparler.record.times import day, last_moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection, Row

_MANY = 500  # documents asked for by name in one query; above that all are read and sifted


@dataclass(frozen=True, slots=True)
class Asked:
    """Which part of the record is asked for."""

    as_of: str | None = None
    recorded_by: str | None = None
    confirmed: bool = False
    documents: tuple[str, ...] | None = None
    kinds: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        """Refuse kinds that nobody knows."""
        unknown = sorted(set(self.kinds or ()) - set(KINDS))
        if unknown:
            raise UnknownName(f"no kind of entry is called {unknown[0]!r}; there are {', '.join(KINDS)}")


@dataclass(slots=True)
class Slice:
    """What is needed to rebuild entries of one part of the record."""

    asked: Asked
    horizon: int | None  # the last operation that counts; None: all
    moments: dict[int, str]  # operation -> when it was recorded
    readers: dict[int, Reader]
    documents: dict[str, Document] = field(default_factory=dict)
    readings: dict[str, Row[Any]] = field(default_factory=dict)
    judgements: dict[str, tuple[int, Judgement]] = field(default_factory=dict)  # entry -> row, last word

    def stands(self, table: Table) -> ColumnElement[bool]:
        """Return the condition that a row stands at the horizon."""
        if self.horizon is None:
            return table.c.superseded_op.is_(None)
        later = or_(table.c.superseded_op.is_(None), table.c.superseded_op > self.horizon)
        return (table.c.recorded_op <= self.horizon) & later

    def known(self, table: Table) -> ColumnElement[bool]:
        """Return the condition that a row had been recorded at the horizon."""
        return true() if self.horizon is None else table.c.recorded_op <= self.horizon

    def entry(self, row: Row[Any]) -> Entry:
        """Rebuild one entry as its reader has it."""
        document = self.documents[row.document]
        return rows.entry_from_row(row, document, self.readers[row.reader], self.moments[row.recorded_op])


def view(connection: Connection, asked: Asked) -> View:
    """Return what stands.

    Args:
        connection: In a transaction, so that all of it is of one moment.
        asked: Which part.
    """
    part, findings = cut(connection, asked)
    load(connection, part, tuple(part.readings))
    part.judgements = last_words(connection, part)
    entries = [
        part.entry(row) for row in connection.execute(_entries(part)) if row.document in part.documents
    ]
    silent = _rejected_whole(connection, part)
    ids = {entry.id for entry in entries}
    readings = {key: row for key, row in part.readings.items() if key not in silent}
    return View(
        documents=tuple(part.documents.values()),
        entries=tuple(sorted(_applied(entries, part), key=in_order)),
        people=_people(readings),
        parties=_parties(readings.values()),
        judgements={key: word for key, (_, word) in sorted(part.judgements.items()) if key in ids},
        as_of=asked.as_of,
        recorded_by=asked.recorded_by,
        findings=(*findings, *_told(part)),
    )


def readings(connection: Connection, asked: Asked) -> tuple[Reading, ...]:
    """Return what stands as one reading per document, in the order of `View.documents`.

    Args:
        connection: In a transaction.
        asked: Which part.
    """
    part, _ = cut(connection, asked)
    load(connection, part, tuple(part.readings))
    part.judgements = last_words(connection, part)
    entries = [
        part.entry(row) for row in connection.execute(_entries(part)) if row.document in part.documents
    ]
    found: dict[str, list[Entry]] = {key: [] for key in part.documents}
    for entry in sorted(_applied(entries, part), key=in_order):
        found[entry.document].append(entry)
    silent = _rejected_whole(connection, part)
    return tuple(
        _reading(document, part.readings[key], found[key], silent=key in silent)
        for key, document in part.documents.items()
    )


def _reading(document: Document, row: Row[Any], entries: list[Entry], *, silent: bool) -> Reading:
    lists = {name: tuple(e for e in entries if kind == e.KIND) for kind, name in LISTS.items()}
    return Reading(
        document=document,
        parties=() if silent else rows.parties_from(row.parties),
        people=() if silent else rows.people_from(row.people),
        findings=rows.findings_from(row.findings),
        **lists,  # type: ignore[arg-type]
    )


def in_order(entry: Entry) -> tuple[object, ...]:
    """Return what entries are sorted by."""
    return (entry.published or "9999", entry.document, entry.span, entry.KIND, entry.id)


def cut(connection: Connection, asked: Asked) -> tuple[Slice, list[Finding]]:
    """Return one part of the record, its texts not loaded yet, and findings about what was left out."""
    part = Slice(
        asked=asked,
        horizon=_horizon(connection, asked.recorded_by),
        moments={o.seq: o.at for o in connection.execute(select(schema.operation))},
        readers={r.row: Reader(r.name, r.version) for r in connection.execute(select(schema.reader))},
    )
    query = (
        select(schema.reading, schema.document.c.forgotten_op)
        .join(schema.document, schema.document.c.id == schema.reading.c.document)
        .where(part.stands(schema.reading), _among(asked.documents, schema.reading.c.document))
        .order_by(func.coalesce(schema.reading.c.published, "9999"), schema.reading.c.document)
    )
    wanted = None if asked.documents is None else set(asked.documents)
    until = None if asked.as_of is None else day(asked.as_of)
    undated, forgotten = [], []
    for row in connection.execute(query):
        if wanted is not None and row.document not in wanted:
            continue
        if row.forgotten_op is not None:
            forgotten.append(row.document)
        elif until is not None and row.published_latest is None:
            undated.append(row.document)
        elif until is None or row.published_latest <= until:
            part.readings[row.document] = row
    return part, [*_undated(undated, asked), *_forgotten(forgotten, asked)]


def load(connection: Connection, part: Slice, documents: Sequence[str]) -> None:
    """Load the texts of some documents of a part, in the order of its readings."""
    table = schema.document
    query = select(table.c.id, table.c.text, table.c.sha256).where(_among(documents, table.c.id))
    texts = {row.id: row for row in connection.execute(query)}
    wanted = set(documents)
    for key, reading in part.readings.items():
        if key in wanted:
            part.documents[key] = rows.document_from_row(reading.about, texts.pop(key))


def _horizon(connection: Connection, recorded_by: str | None) -> int | None:
    if recorded_by is None:
        return None
    until = last_moment(recorded_by)
    found = connection.execute(select(func.max(schema.operation.c.seq)).where(schema.operation.c.at <= until))
    return int(found.scalar() or 0)


def _among(names: Sequence[str] | None, column: ColumnElement[str]) -> ColumnElement[bool]:
    if names is None or len(names) > _MANY:
        return column.is_not(None)
    return column.in_(names)


def _undated(documents: list[str], asked: Asked) -> list[Finding]:
    if not documents:
        return []
    count = f"{len(documents)} document{'s have' if len(documents) > 1 else ' has'}"
    return [
        Finding(
            f"{count} no publication date, so nobody can say what was known of "
            f"{'them' if len(documents) > 1 else 'it'} on {asked.as_of}: left out. Add them again with "
            f"--published ({', '.join(documents[:5])}{' ...' if len(documents) > 5 else ''})",
            where=documents[0],
            needs_person=True,
            code="undated-left-out",
        )
    ]


def _forgotten(documents: list[str], asked: Asked) -> list[Finding]:
    if not documents or asked.recorded_by is None:
        return []
    return [
        Finding(
            f"{len(documents)} document{'s' if len(documents) > 1 else ''} that the record held on "
            f"{asked.recorded_by} {'were' if len(documents) > 1 else 'was'} forgotten since and cannot be shown",
            where=documents[0],
            code="forgotten-since",
        )
    ]


def _entries(part: Slice) -> Any:
    table = schema.entry
    query = select(
        table.c.id, table.c.document, table.c.reader, table.c.kind, table.c.published, table.c.label,
        table.c.passages, table.c.payload, table.c.recorded_op,
    ).where(part.stands(table), _among(part.asked.documents, table.c.document))  # fmt: skip
    return query if part.asked.kinds is None else query.where(table.c.kind.in_(part.asked.kinds))


def _told(part: Slice) -> Iterable[Finding]:
    """Yield what each reading reported, with the document it is about."""
    for key, row in part.readings.items():
        for finding in rows.findings_from(row.findings):
            yield replace(finding, where=finding.where or key)


# Judgements ------------------------------------------------------------------------------------------


def last_words(connection: Connection, part: Slice) -> dict[str, tuple[int, Judgement]]:
    """Return the last judgement of each entry, by when it was made, and its row."""
    table = schema.judgement
    query = select(table).where(part.known(table), _among(part.asked.documents, table.c.document))
    if part.asked.as_of is not None:
        query = query.where(table.c.at <= last_moment(day(part.asked.as_of)))
    words: dict[str, tuple[int, Judgement]] = {}
    for row in connection.execute(query.order_by(table.c.at, table.c.row)):
        reading = part.readings.get(row.document)
        if reading is not None:
            recorded = part.moments[row.recorded_op]
            words[row.entry] = (row.row, rows.judgement_from_row(row, recorded, reading.published))
    return words


def _applied(entries: Iterable[Entry], part: Slice) -> Iterable[Entry]:
    for entry in entries:
        applied = apply(entry, part.judgements.get(entry.id, (0, None))[1], confirmed=part.asked.confirmed)
        if applied is not None:
            yield applied


def apply(entry: Entry, word: Judgement | None, *, confirmed: bool) -> Entry | None:
    """Return an entry as the last judgement leaves it; None where it is left out."""
    verdict = word.verdict if word else None
    if verdict == "rejected" or (confirmed and verdict not in ("confirmed", "corrected")):
        return None
    return word.replacement if word and word.replacement else entry


def _rejected_whole(connection: Connection, part: Slice) -> set[str]:
    """Return the documents that had entries, every one of which was rejected: they assert nothing."""
    rejected = {key for key, (_, word) in part.judgements.items() if word.verdict == "rejected"}
    if not rejected:
        return set()
    table = schema.entry
    suspects = {
        row.document
        for row in connection.execute(
            select(schema.judgement.c.document).where(schema.judgement.c.verdict == "rejected").distinct()
        )
    } & set(part.readings)
    silent = set()
    for document in suspects:
        query = select(table.c.id).where(table.c.document == document, part.stands(table))
        if {row.id for row in connection.execute(query)} <= rejected:
            silent.add(document)
    return silent


# People and parties ----------------------------------------------------------------------------------


def _people(readings: Mapping[str, Row[Any]]) -> tuple[tuple[str, PersonMention], ...]:
    return tuple((key, person) for key, row in readings.items() for person in rows.people_from(row.people))


def _parties(readings: Iterable[Row[Any]]) -> tuple[Party, ...]:
    """Return each party once; where reports differ, what says more, whatever the order."""
    found: dict[str, list[Party]] = {}
    for text in sorted({row.parties for row in readings}):
        for party in rows.parties_from(text):
            found.setdefault(party.name, []).append(party)
    return tuple(_party(name, found[name]) for name in sorted(found))


def _party(name: str, told: list[Party]) -> Party:
    return Party(
        name=name,
        kind=min({p.kind for p in told}, key=lambda kind: (kind == "other", kind)),
        code=min((p.code for p in told if p.code), default=None),
        role=min((p.role for p in told if p.role), default=None),
        aliases=tuple(sorted({alias for p in told for alias in p.aliases})),
    )
