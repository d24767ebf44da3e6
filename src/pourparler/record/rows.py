"""Nouns to rows and back, without loss. Quotes are not stored: they are cut from the document's text."""

from __future__ import annotations

import json
from dataclasses import asdict, fields, replace
from typing import TYPE_CHECKING, Any

from pourparler.domain import (
    KINDS,
    Document,
    Entry,
    Finding,
    Judgement,
    Party,
    PersonMention,
    Reader,
    Statement,
)
from pourparler.domain.contract import entry_from_json, entry_to_json, fields_from_json
from pourparler.errors import ContractBroken, RecordDamaged
from pourparler.record.chain import digest, packed
from pourparler.record.times import latest_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement

_ABOUT = tuple(f.name for f in fields(Document) if f.name not in ("text", "sha256"))
_OUTSIDE = frozenset(("id", "passages", "published", "recorded", "label", "reader"))
_PAYLOAD = {kind: tuple(f.name for f in fields(cls) if f.name not in _OUTSIDE) for kind, cls in KINDS.items()}
_OWNER = ("party", "by", "said_by", "asserted_by")


def text_to_row(text: str) -> bytes:
    """Return a text as bytes; lone surrogates, which broken PDFs yield, survive."""
    return text.encode("utf-8", "surrogatepass")


def clean(text: str | None) -> str | None:
    """Return a text that any database takes."""
    return text and text.encode("utf-8", "replace").decode().replace("\0", "�")


def emptied(table: str, row: Any) -> str:
    """Return the line by which the chain covers what is left of a forgotten row."""
    return f"{table} {row.row} emptied {digest(*row)}"


def begins(column: ColumnElement[str], name: str) -> ColumnElement[bool]:
    """Return the condition that an id begins with a name, in a form that an index answers."""
    start = clean(name) or ""
    return column.between(start, start + chr(0x10FFFF))


# Entries ---------------------------------------------------------------------------------------------


def entry_row(entry: Entry, reader: int) -> dict[str, Any]:
    """Return an entry as a row, but for its number and its operation."""
    payload = packed(entry_to_json(entry, _PAYLOAD[entry.KIND]))
    passages = packed([[p.start, p.end] for p in entry.passages])
    row = {
        "id": entry.id,
        "document": entry.document,
        "reader": reader,
        "kind": entry.KIND,
        "published": entry.published,
        "label": entry.label,
        "passages": passages,
        "payload": payload,
        **_columns(entry),
    }
    row["digest"] = entry_digest(row, entry.reader)
    return row


def _columns(entry: Entry) -> dict[str, Any]:
    """Return what is also in the payload, for indices and for people who look with SQL."""
    owner = next((value for name in _OWNER if (value := getattr(entry, name, None))), None)
    return {
        "held": clean(entry.date),
        "confidence": entry.confidence,
        "party": clean(owner[0] if isinstance(owner, tuple) else owner),
        "issue": clean(getattr(entry, "issue", None)),
    }


def entry_digest(row: Mapping[str, Any], reader: Reader) -> str:
    """Return the hash of an entry's row."""
    return digest(
        *(row[c] for c in ("id", "document", "kind", "published", "label", "passages", "payload")),
        *(row[c] for c in ("held", "confidence", "party", "issue")),
        reader.name,
        reader.version,
    )


def entry_from_row(row: Any, document: Document, reader: Reader, recorded: str) -> Entry:
    """Rebuild an entry.

    Args:
        row: With id, kind, published, label, passages and payload.
        document: The document it stands in.
        reader: Who found it.
        recorded: The moment of its operation.
    """
    try:
        return KINDS[row.kind](
            **fields_from_json(json.loads(row.payload)),
            id=row.id,
            passages=tuple(document.passage(start, end) for start, end in json.loads(row.passages)),
            published=row.published or document.published,
            recorded=recorded,
            label=row.label,
            reader=reader,
        )
    except (ValueError, KeyError, TypeError, ContractBroken) as error:
        raise RecordDamaged(
            f"entry {row.id} cannot be rebuilt ({error}): run `pourparler audit verify` to see which rows "
            "are damaged, and restore a copy of the record"
        ) from error


def entry_to_text(entry: Entry) -> str:
    """Return a whole entry as text, quotes included."""
    return packed(entry_to_json(entry))


def entry_from_text(kind: str, text: str) -> Entry:
    """Rebuild what `entry_to_text` gave."""
    try:
        return entry_from_json(kind, json.loads(text))
    except (ValueError, KeyError, TypeError, ContractBroken) as error:
        raise RecordDamaged(
            f"a replacement cannot be rebuilt ({error}): run `pourparler audit verify`"
        ) from error


def speech(entry: Statement) -> tuple[str, str, str]:
    """Return what the full-text index learns of a statement: text, speaker, party."""
    text = "\n".join(p.exact for p in entry.passages)
    return clean(text) or "", clean(entry.speaker) or "", clean(entry.party) or ""


# Documents -------------------------------------------------------------------------------------------


def about(document: Document) -> str:
    """Return everything of a document but its text."""
    return packed({name: getattr(document, name) for name in _ABOUT})


def document_from_row(about: str, row: Any) -> Document:
    """Rebuild a document from what a reading says about it and a row with `text` and `sha256`."""
    try:
        text = bytes(row.text).decode("utf-8", "surrogatepass")
        return Document(text=text, sha256=row.sha256, **json.loads(about))
    except (ValueError, TypeError, ContractBroken) as error:
        raise RecordDamaged(
            f"document {row.sha256[:16]} cannot be rebuilt ({error}): run `pourparler audit verify` to see "
            "which rows are damaged, and restore a copy of the record"
        ) from error


def reading_digest(row: Mapping[str, Any], reader: Reader | None) -> str:
    """Return the hash of a reading's row."""
    named = [reader.name, reader.version] if reader else None
    columns = ("document", "published", "published_latest", "label", "about", "people", "parties", "findings")
    return digest(*(row[c] for c in columns), named)


def reading_row(
    document: Document,
    people: tuple[PersonMention, ...],
    parties: tuple[Party, ...],
    findings: tuple[Finding, ...],
    reader: tuple[int | None, Reader | None],
) -> dict[str, Any]:
    """Return one reading as a row, but for its number and its operation."""
    row = {
        "document": document.id,
        "reader": reader[0],
        "published": document.published,
        "published_latest": latest_day(document.published),
        "label": document.label,
        "about": about(document),
        "people": packed([asdict(p) for p in people]),
        "parties": packed([asdict(p) for p in parties]),
        "findings": packed([asdict(f) for f in findings]),
    }
    row["digest"] = reading_digest(row, reader[1])
    return row


def people_from(text: str) -> tuple[PersonMention, ...]:
    """Rebuild the people of a reading."""
    return tuple(PersonMention(**{**p, "span": tuple(p["span"])}) for p in json.loads(text))


def parties_from(text: str) -> tuple[Party, ...]:
    """Rebuild the parties of a reading."""
    return tuple(Party(**{**p, "aliases": tuple(p["aliases"])}) for p in json.loads(text))


def findings_from(text: str) -> tuple[Finding, ...]:
    """Rebuild the findings of a reading."""
    return tuple(
        Finding(**{**f, "span": f["span"] and tuple(f["span"]), "evidence": tuple(f["evidence"])})
        for f in json.loads(text)
    )


# Judgements ------------------------------------------------------------------------------------------


def judgement_row(judgement: Judgement, kind: str, document: str) -> dict[str, Any]:
    """Return a judgement as a row, but for its number and its operation."""
    row = {
        "entry": judgement.entry,
        "kind": kind,
        "document": document,
        "verdict": judgement.verdict,
        "by": judgement.by,
        "at": judgement.at,
        "why": judgement.why,
        "replacement": judgement.replacement and entry_to_text(judgement.replacement),
        "carried": None,
    }
    row["digest"] = judgement_digest(row)
    return row


def judgement_digest(row: Mapping[str, Any]) -> str:
    """Return the hash of a judgement's row."""
    columns = ("entry", "kind", "document", "verdict", "by", "at", "why", "replacement", "carried")
    return digest(*(row[c] for c in columns))


def judgement_from_row(row: Any, recorded: str, published: str | None) -> Judgement:
    """Rebuild a judgement; a replacement says when the record learned it."""
    made = None
    if row.replacement is not None:
        made = entry_from_text(row.kind, row.replacement)
        made = replace(made, recorded=recorded, published=made.published or published)
    return Judgement(row.entry, row.verdict, row.by, row.at, row.why, made)
