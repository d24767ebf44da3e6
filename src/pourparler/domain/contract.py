"""The public JSON contract of `pourparler read --json`, both ways.

Every key is always present; unknown fields are null, empty lists are [].
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from pourparler.domain.document import Document, Passage
from pourparler.domain.entries import KINDS, Entry, Number, Reader

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pourparler.domain.finding import Finding
    from pourparler.domain.party import Party
    from pourparler.domain.reading import PersonMention, Reading

DOCUMENT_KEYS = (
    "id", "title", "publisher", "published", "published_how", "language", "sha256", "path",
)  # fmt: skip
ENTRY_KEYS: dict[str, tuple[str, ...]] = {
    "statement": (
        "id", "speaker", "speaker_span", "party", "cue", "cue_span", "content_spans", "quoted",
        "date", "within", "confidence",
    ),
    "event": (
        "id", "type", "mode", "status", "asserted_by", "alleged", "initiators", "recipients", "date",
        "place", "trigger_span", "span", "numbers", "confidence",
    ),
    "meeting": (
        "id", "date", "place", "participants", "brokers", "status", "ordinal", "count", "agenda",
        "span", "confidence",
    ),
    "position": (
        "id", "party", "issue", "stance", "options", "condition", "unchanged", "date", "voice",
        "statement", "span", "confidence",
    ),
    "proposal": ("id", "by", "to", "issue", "components", "date", "span", "confidence"),
    "response": ("id", "by", "proposal", "response", "condition", "date", "span", "confidence"),
    "assessment": ("id", "by", "about", "polarity", "date", "span", "confidence"),
    "sticking_point": ("id", "issue", "said_by", "span", "confidence"),
    "commitment": (
        "id", "by", "to", "issue", "terms", "in_exchange_for", "trigger", "binding", "date", "status",
        "asserted_by", "span", "confidence",
    ),
}  # fmt: skip
LISTS: dict[str, str] = {
    "statement": "statements",
    "event": "events",
    "meeting": "meetings",
    "position": "positions",
    "proposal": "proposals",
    "response": "responses",
    "assessment": "assessments",
    "sticking_point": "sticking_points",
    "commitment": "commitments",
}


def reading_to_json(reading: Reading) -> dict[str, Any]:
    """Return one line of the contract for one document."""
    line: dict[str, Any] = {
        "document": _document(reading.document),
        "parties": [_party(p) for p in reading.parties],
        "people": [_person(p) for p in reading.people],
    }
    for kind, name in LISTS.items():
        line[name] = [entry_line(e, ENTRY_KEYS[kind]) for e in getattr(reading, name)]
    line["findings"] = [_finding(f) for f in reading.findings]
    return line


def unreadable_to_json(path: str, findings: tuple[Finding, ...]) -> dict[str, Any]:
    """Return the contract's line for an input that could not be read."""
    line: dict[str, Any] = {"document": dict.fromkeys(DOCUMENT_KEYS)}
    line["document"].update(published_how="unknown", path=path)
    line.update(parties=[], people=[])
    line.update({name: [] for name in LISTS.values()})
    line["findings"] = [_finding(f) for f in findings]
    return line


def entry_line(entry: Entry, keys: tuple[str, ...]) -> dict[str, Any]:
    """Return an entry as the contract words it: several guarantors in `by` become one phrase."""
    line = entry_to_json(entry, keys)
    if isinstance(line.get("by"), list):
        line["by"] = joined(line["by"]) or None
    return line


def joined(names: Sequence[str]) -> str:
    """Join names as a sentence would.

    >>> joined(["Russia", "United Kingdom", "United States"])
    'Russia, United Kingdom and United States'
    """
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def entry_to_json(entry: Entry, keys: tuple[str, ...] | None = None) -> dict[str, Any]:
    """Return an entry as plain data.

    Args:
        entry: Any kind of entry.
        keys: The fields to give, in order; without them all fields, for storage.
    """
    if keys is None:
        keys = tuple(f.name for f in fields(entry))
    return {key: _plain(getattr(entry, key)) for key in keys}


def entry_from_json(kind: str, data: Mapping[str, Any]) -> Entry:
    """Rebuild an entry from what `entry_to_json` gave without keys.

    Args:
        kind: A key of `KINDS`.
        data: All fields of the entry.
    """
    return KINDS[kind](**fields_from_json(data))


def fields_from_json(data: Mapping[str, Any]) -> dict[str, Any]:
    """Rebuild some or all fields of an entry from what `entry_to_json` gave."""
    made = dict(data)
    for key in _TUPLES.keys() & made.keys():
        made[key] = _TUPLES[key](made[key])
    return made


def _document(document: Document) -> dict[str, Any]:
    line = {key: getattr(document, key) for key in DOCUMENT_KEYS}
    if document.format != "text":
        line["text"] = document.text
    return line


def _party(party: Party) -> dict[str, Any]:
    return {"name": party.name, "kind": party.kind, "code": party.code}


def _person(person: PersonMention) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "office": person.office,
        "party": person.party,
        "former": person.former,
        "from": person.start,
        "to": person.end,
        "span": list(person.span),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {"message": finding.message, "span": _plain(finding.span)}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    if isinstance(value, Number | Passage | Reader):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    return value


def _span(value: Any) -> Any:
    return None if value is None else tuple(value)


_TUPLES: dict[str, Any] = {
    "passages": lambda v: tuple(Passage(**p) for p in v),
    "reader": lambda v: Reader(**v),
    "numbers": lambda v: tuple(Number(**{**n, "span": _span(n["span"])}) for n in v),
    "content_spans": lambda v: tuple(tuple(s) for s in v),
    **dict.fromkeys(("speaker_span", "cue_span", "trigger_span"), _span),
    **dict.fromkeys(
        ("explanation", "initiators", "recipients", "participants", "brokers", "options", "components"),
        tuple,
    ),
    "to": tuple,
    "by": lambda v: tuple(v) if isinstance(v, list) else v,
}
