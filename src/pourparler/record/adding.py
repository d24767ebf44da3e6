"""Add one reading: the same again changes nothing, a better one supersedes its predecessor."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from pourparler.domain import Document, Entry, Finding, Reader, Reading, Statement
from pourparler.domain.recorded import Added
from pourparler.errors import ContractBroken, LabelRefused
from pourparler.record import rows, schema, sqlite
from pourparler.record.chain import Write, packed
from pourparler.record.fitting import successor

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

_KNOWN = ("unknown", "inferred", "metadata", "given")  # how well a publication date is known
PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands of a document before a reading is added."""

    row: int
    document: Document
    reader: Reader | None
    digest: str
    entries: dict[str, Row[Any]] = field(default_factory=dict)  # id -> row


def checked(reading: Reading) -> Reading:
    """Return the reading, if the record may hold it.

    Raises: LabelRefused, for a label other than `public`; ContractBroken, for a quote that does not
        stand in the document.
    """
    document = reading.document
    for label in (document.label, *(entry.label for entry in reading.entries())):
        refuse_label(label, document.path or document.id)
    for entry in reading.entries():
        check_passages(entry, document)
    return reading


def refuse_label(label: str, what: str) -> None:
    """Refuse a label that nobody would enforce."""
    if label != PUBLIC:
        raise LabelRefused(
            f"{what} is labelled '{label}': until clearances are enforced the record takes only material "
            f"labelled '{PUBLIC}', because everybody who can open the file can read all of it"
        )


def check_passages(entry: Entry, document: Document) -> None:
    """Refuse an entry that quotes what does not stand there."""
    for passage in entry.passages:
        if passage.document != document.id or document.passage(passage.start, passage.end) != passage:
            raise ContractBroken(
                f"{entry.KIND} {entry.id} quotes '{passage.exact[:60]}' at {passage.start}, which does not "
                f"stand there in document {document.id}"
            )


def add(connection: Connection, reading: Reading, *, at: str, reader: Reader | None) -> Added:
    """Store one checked reading in a write transaction.

    Args:
        connection: In a write transaction.
        reading: What was read.
        at: The moment.
        reader: Who read it; needed only where a reader found nothing at all.
    """
    document, findings = reading.document, []
    known = connection.execute(select(schema.document).where(schema.document.c.id == document.id)).first()
    if known is not None and known.forgotten_op is not None:
        return Added(document.id, at, findings=(_was_forgotten(document),))
    entries, doubled = _without_doubles(reading)
    findings += doubled
    reader = reader or _reader(entries)
    standing = None if known is None else stands(connection, document.id)
    if standing is not None:
        refusal = _refused(standing, document, reader, entries)
        if refusal is not None:
            return Added(document.id, at, already=_both(entries, standing), findings=(*findings, *refusal))
        document = _joined(standing.document, document)
    change = _Change(replace(reading, document=document), entries, reader, standing)
    return change.write(connection, at, findings)


def stands(connection: Connection, document: str) -> Standing | None:
    """Return what stands of a document now."""
    reading, name, version = schema.reading.c, schema.reader.c.name, schema.reader.c.version
    found = connection.execute(
        select(schema.reading, schema.document.c.text, schema.document.c.sha256, name, version)
        .join(schema.document, schema.document.c.id == reading.document)
        .outerjoin(schema.reader, schema.reader.c.row == reading.reader)
        .where(reading.document == document, reading.superseded_op.is_(None))
    ).first()
    if found is None:
        return None
    entries = connection.execute(
        select(schema.entry, name, version)
        .join(schema.reader, schema.reader.c.row == schema.entry.c.reader)
        .where(schema.entry.c.document == document, schema.entry.c.superseded_op.is_(None))
    )
    return Standing(
        row=found.row,
        document=rows.document_from_row(found.about, found),
        reader=None if found.name is None else Reader(found.name, found.version),
        digest=found.digest,
        entries={row.id: row for row in entries},
    )


def _was_forgotten(document: Document) -> Finding:
    return Finding(
        f"{document.path or document.id} was forgotten on request and is not stored again: leave it out, or "
        "read it without storing (`pourparler read`)",
        where=document.path or document.id,
        needs_person=True,
        code="forgotten",
    )


def _without_doubles(reading: Reading) -> tuple[dict[str, Entry], list[Finding]]:
    """Return entries by id; where a reader gave one id twice, the first stands."""
    entries: dict[str, Entry] = {}
    doubled = [entry for entry in reading.entries() if entries.setdefault(entry.id, entry) != entry]
    return entries, [_doubled(entry) for entry in doubled]


def _doubled(entry: Entry) -> Finding:
    return Finding(
        f"the reader gave two different entries the id {entry.id}; only the first was stored",
        where=entry.document,
        span=entry.span,
        evidence=(entry.id,),
        code="same-id",
    )


def _reader(entries: dict[str, Entry]) -> Reader | None:
    """Return who read it: whoever found most."""
    counted = Counter(entry.reader for entry in entries.values())
    return max(counted, key=lambda r: (counted[r], r.name, r.version), default=None)


def _both(entries: dict[str, Entry], standing: Standing) -> tuple[str, ...]:
    return tuple(entry for entry in entries if entry in standing.entries)


# Which of two readings stands ------------------------------------------------------------------------


def _refused(
    standing: Standing, document: Document, reader: Reader | None, entries: dict[str, Entry]
) -> tuple[Finding, ...] | None:
    """Return why a reading changes nothing; None if it may."""
    old = standing.reader
    if not entries and reader is None and old is not None:
        return (_note("nobody says who read it and found nothing: what stood stays", document),)
    if old is None or reader is None:
        return None
    if reader.name == old.name and version(reader.version) < version(old.version):
        return (
            _note(
                f"read by {old.name} {old.version} before; {reader.version} is older, so that stays", document
            ),
        )
    if reader == old and _less_known(document, standing.document):
        return _duplicate(document, standing.document)
    return None


def _less_known(new: Document, old: Document) -> bool:
    """Say whether the new one tells less, or as well but later, of where the same text comes from.

    Under one path the last word is a correction. Under two paths, one text is one document, and which of
    them was added first must not matter.
    """
    known = _KNOWN.index(new.published_how) - _KNOWN.index(old.published_how)
    if known or _path(new) == _path(old):
        return known < 0
    return _place(new) > _place(old)


def _duplicate(new: Document, old: Document) -> tuple[Finding, ...]:
    if _path(new) == _path(old):
        return ()
    said = (
        f"the same text is in the record already, as {old.path}, published {old.published or 'unknown when'}"
    )
    if new.published in (None, old.published):
        return (Finding(said, where=new.path, code="duplicate"),)
    return (
        Finding(
            f"{said}; that stays, though this one says {new.published}. If this one is right, add it under that "
            "path with --published",
            where=new.path,
            needs_person=True,
            code="duplicate-other-date",
        ),
    )


def _path(document: Document) -> str:
    return os.path.normpath(document.path or "")


def _place(document: Document) -> tuple[str, str, str]:
    return (document.published or "9999", _path(document), document.title or "")


def _joined(old: Document, new: Document) -> Document:
    """Return the new document with what only the old one knows."""
    if _KNOWN.index(new.published_how) < _KNOWN.index(old.published_how):
        new = replace(
            new, published=old.published, published_how=old.published_how, published_why=old.published_why
        )
    retrieved = min(filter(None, (old.retrieved, new.retrieved)), default=None)
    return replace(new, retrieved=retrieved, url=new.url or old.url)


def version(text: str) -> tuple[tuple[int, int | str], ...]:
    """Return a version so that it sorts as people count.

    >>> version("0.9") < version("0.10") < version("1.0rc2") < version("1.0") < version("1.0.1")
    True
    """
    parts = re.findall(r"\d+|[a-z]+", text.lower())
    return (*((2, int(part)) if part.isdigit() else (0, part) for part in parts), (1, 0))


def _note(message: str, document: Document) -> Finding:
    return Finding(message, where=document.path or document.id, code="older-reading")


# Writing the change ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Change:
    """From what stands to what was read now."""

    reading: Reading
    entries: dict[str, Entry]
    reader: Reader | None
    standing: Standing | None

    def write(self, connection: Connection, at: str, findings: list[Finding]) -> Added:
        """Write what differs, if anything does."""
        document = self.reading.document
        ids = _Readers(connection)
        made = {entry.id: rows.entry_row(entry, ids.row(entry.reader)) for entry in self.entries.values()}
        about = rows.reading_row(
            document, self.reading.people, self.reading.parties, self.reading.findings,
            (ids.row(self.reader) if self.reader else None, self.reader),
        )  # fmt: skip
        old = self.standing.entries if self.standing else {}
        new = [row for key, row in made.items() if key not in old or old[key].digest != row["digest"]]
        gone = [row for key, row in old.items() if key not in made or made[key]["digest"] != row.digest]
        already = tuple(key for key in made if key in old and old[key].digest == made[key]["digest"])
        if self.standing and not new and not gone and self.standing.digest == about["digest"]:
            return Added(document.id, at, already=already, findings=tuple(findings))
        write = Write(connection, "add", document.id, at)
        self._write_document(write, about)
        self._write_entries(write, new, gone)
        kept, orphaned, notes = _carry(write, self.entries, {row["id"] for row in new}, gone, self.standing)
        write.finish()
        return Added(
            document=document.id,
            at=write.at,
            new=tuple(row["id"] for row in new),
            already=already,
            superseded=tuple(row.id for row in gone),
            kept=kept,
            orphaned=orphaned,
            stored=self.standing is None,
            findings=(*findings, *notes),
        )

    def _write_document(self, write: Write, about: dict[str, Any]) -> None:
        document = self.reading.document
        if self.standing is None:
            write.connection.execute(
                insert(schema.document).values(
                    id=document.id,
                    sha256=document.sha256,
                    text=rows.text_to_row(document.text),
                    recorded_op=write.seq,
                )
            )
            write.touch(f"document {document.id} {document.sha256}")
        elif self.standing.digest == about["digest"]:
            return
        else:
            write.supersede(schema.reading, [self.standing.row])
        write.add(
            schema.reading, [{**about, "row": write.next_row(schema.reading), "recorded_op": write.seq}]
        )

    def _write_entries(self, write: Write, new: list[dict[str, Any]], gone: list[Row[Any]]) -> None:
        write.supersede(schema.entry, [row.row for row in gone])
        first = write.next_row(schema.entry)
        for number, row in enumerate(new, first):
            row.update(row=number, recorded_op=write.seq)
        write.add(schema.entry, new)
        spoken = [(row["row"], self.entries[row["id"]]) for row in new]
        sqlite.index(
            write.connection,
            [(2 * row, *rows.speech(entry)) for row, entry in spoken if isinstance(entry, Statement)],
        )


class _Readers:
    """Row numbers of readers, new ones entered on the way."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: dict[Reader, int] = {
            Reader(r.name, r.version): r.row for r in connection.execute(select(schema.reader))
        }

    def row(self, reader: Reader) -> int:
        if reader not in self._rows:
            number = max(self._rows.values(), default=0) + 1
            self._connection.execute(
                insert(schema.reader).values(row=number, name=reader.name, version=reader.version)
            )
            self._rows[reader] = number
        return self._rows[reader]


# Judgements of predecessors --------------------------------------------------------------------------


def _carry(
    write: Write, entries: dict[str, Entry], new: set[str], gone: list[Row[Any]], standing: Standing | None
) -> tuple[tuple[str, ...], tuple[str, ...], list[Finding]]:
    """Let judgements of superseded entries apply to their successors.

    Returns: Ids of new entries with a judgement, ids of judged entries without successor, findings.
    """
    document = write.subject
    history: dict[str, list[Row[Any]]] = {}
    for row in write.connection.execute(
        select(schema.judgement)
        .where(schema.judgement.c.document == document)
        .order_by(schema.judgement.c.row)
    ):
        history.setdefault(row.entry, []).append(row)
    kept = [key for key in entries if key in new and key in history]
    notes = [_changed(row, entries[row.id]) for row in gone if row.id in kept and _reads_anew(row, entries)]
    orphaned = []
    for row in gone:
        if row.id in entries or row.id not in history or standing is None:
            continue
        old = rows.entry_from_row(row, standing.document, Reader(row.name, row.version), "")
        heir = successor(old, (entries[key] for key in entries if key in new and key not in history))
        if heir is None:
            orphaned.append(row.id)
            notes.append(_orphan(row, history[row.id][-1].verdict))
        else:
            history[heir.id] = _hand_on(write, history[row.id], heir)
            kept.append(heir.id)
    return tuple(kept), tuple(orphaned), notes


def _hand_on(write: Write, judgements: list[Row[Any]], heir: Entry) -> list[Row[Any]]:
    """Append every judgement of a predecessor, as made then, for its successor."""
    first = write.next_row(schema.judgement)
    made = []
    for number, old in enumerate(judgements, first):
        replacement = old.replacement
        if replacement is not None:
            replacement = packed({**json.loads(replacement), "id": heir.id})
        row = {
            **{c: getattr(old, c) for c in ("kind", "document", "verdict", "by", "at", "why")},
            "entry": heir.id,
            "replacement": replacement,
            "carried": old.row,
        }
        row["digest"] = rows.judgement_digest(row)
        made.append({**row, "row": number, "recorded_op": write.seq})
    write.add(schema.judgement, made)
    index_replacements(write.connection, made)
    return judgements


def index_replacements(connection: Connection, judgements: list[dict[str, Any]]) -> None:
    """Enter corrected statements into the full-text index."""
    spoken = [
        (2 * row["row"] + 1, rows.entry_from_text(row["kind"], row["replacement"]))
        for row in judgements
        if row["replacement"] is not None
    ]
    sqlite.index(
        connection, [(key, *rows.speech(entry)) for key, entry in spoken if isinstance(entry, Statement)]
    )


def _reads_anew(row: Row[Any], entries: dict[str, Entry]) -> bool:
    """Say whether an entry with the same id says something else than before."""
    now = json.loads(rows.entry_row(entries[row.id], row.reader)["payload"])
    then = json.loads(row.payload)
    return any(now[name] != then.get(name) for name in now if name not in ("confidence", "explanation"))


def _changed(row: Row[Any], entry: Entry) -> Finding:
    return Finding(
        f"{row.kind} {row.id} was judged and now reads differently; its judgement stands: look at it again "
        f"with `pourparler judge {row.id}`",
        where=row.document,
        span=entry.span,
        evidence=(row.id,),
        needs_person=True,
        code="judged-reads-anew",
    )


def _orphan(row: Row[Any], verdict: str) -> Finding:
    return Finding(
        f"{row.kind} {row.id} was {verdict} by a person and the better reader has nothing like it: the "
        "judgement is kept but applies to nothing now; judge what stands there instead",
        where=row.document,
        evidence=(row.id,),
        needs_person=True,
        code="orphaned-judgement",
    )
