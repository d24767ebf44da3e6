"""One entry for a person to judge: where it stands, what was read into it, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pourparler.domain.contract import DOCUMENT_KEYS, ENTRY_KEYS, LISTS, entry_line
from pourparler.domain.trust import is_plain
from pourparler.present import words
from pourparler.present.brief import Brief, Citations, Line, Section, Table, source_name
from pourparler.present.clip import clip
from pourparler.present.text import table_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pourparler.domain import Document, Entry, Judgement, Statement
    from pourparler.domain.recorded import Found, Item

_AROUND = 240  # characters of the report shown before and after a passage
_UNSAID = ("id", "confidence", "span")


def said_fields(entry: Entry) -> list[tuple[str, str]]:
    """Return what was read into an entry, each field by its name; empty ones left out."""
    line = entry_line(entry, ENTRY_KEYS[entry.KIND])
    return [
        (name, clip(_text(value), 300))
        for name, value in line.items()
        if name not in _UNSAID and not name.endswith(("_span", "_spans")) and value not in (None, [], False)
    ]


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_text(v) for v in value)
    if isinstance(value, dict):
        return " ".join(str(value[k]) for k in ("bound", "value", "unit") if value.get(k) is not None)
    return {True: "yes"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def in_context(entry: Entry, document: Document) -> tuple[str, str, str]:
    """Return the text before an entry's first passage, the passage, and the text after, each on one line."""
    start, end = entry.span
    before, after = document.text[max(0, start - _AROUND) : start], document.text[end : end + _AROUND]
    lead = "…" if start > _AROUND else ""
    trail = "…" if end + _AROUND < len(document.text) else ""
    return (
        lead + clip(before, _AROUND) + (" " if before[-1:].isspace() else ""),
        clip(document.text[start:end], 4000),
        (" " if after[:1].isspace() else "") + clip(after, _AROUND) + trail,
    )


def entry_json(entry: Entry, document: Document, judgement: Judgement | None) -> dict[str, Any]:
    """Return an entry in the contract's words with where it stands and what was judged."""
    return {
        "kind": entry.KIND,
        "document": document.id,
        "source": source_name(document),
        "published": entry.published,
        "recorded": entry.recorded,
        "exact": [p.exact for p in entry.passages],
        "reader": {"name": entry.reader.name, "version": entry.reader.version},
        "explanation": list(entry.explanation),
        **entry_line(entry, ENTRY_KEYS[entry.KIND]),
        "judgement": judgement and judgement_json(judgement),
    }


def judgement_json(judgement: Judgement) -> dict[str, Any]:
    """Return a judgement without its replacement, which is shown in the entry's place."""
    return {name: getattr(judgement, name) for name in ("entry", "verdict", "by", "at", "why")}


def queue_json(items: Sequence[Item]) -> list[dict[str, Any]]:
    """Return what waits for a person as plain data."""
    return [entry_json(item.entry, item.document, item.judgement) for item in items]


def queue_text(items: Sequence[Item], *, width: int) -> str:
    """Return what waits for a person as a table of ids, what each says, and where."""
    if not items:
        return "Nothing waits for a person.\n"
    rows = tuple(tuple(Line(cell) for cell in _queue_row(item)) for item in items)
    return (
        table_text(Table(("entry", "sure", "what was read", "sentence", "report"), rows), width=width) + "\n"
    )


def _queue_row(item: Item) -> tuple[str, ...]:
    said = ", ".join(f"{name} {value}" for name, value in said_fields(item.entry)[:5])
    return (
        item.entry.id,
        f"{item.entry.confidence:.2f}" + (f", unsure ({item.judgement.by})" if item.judgement else ""),
        clip(said, 160),
        clip(item.entry.passages[0].exact, 160),
        clip(source_name(item.document), 80),
    )


# Who said it -----------------------------------------------------------------------------------------


def found_brief(found: Found) -> Brief:
    """Return what a search for statements found, each with its sentence."""
    view, count = found.view, len(found.view.entries)
    cite = Citations({d.id: d for d in view.documents})
    documents = {d.id: d for d in view.documents}
    lines = []
    for entry in view.entries:
        text = _statement(entry, documents[entry.document])  # type: ignore[arg-type] # a search finds only these
        mark = "" if is_plain(entry, view) else "unresolved"
        lines.append(Line(text, cite.of(entry.passages), mark))
    said = f"{found.total} statement{'s' if found.total != 1 else ''}, newest first"
    cut = f"; the first {count} are shown, --limit shows more" if count < found.total else ""
    section = Section("statements", "Statements", tuple(lines), empty="Nobody on record said that.")
    return Brief(
        f"Who said: {clip(found.query, 100)}",
        (said + cut + ".",) if count else (),
        (section,),
        cite.listed(),
        view.documents,
        view.findings,
    )


def _statement(entry: Statement, document: Document) -> str:
    said = " … ".join(clip(document.text[a:b], 500) for a, b in entry.content_spans)
    who = clip(entry.speaker or "speaker not found", 100)
    party = f" ({entry.party})" if entry.party and entry.party != entry.speaker else ""
    when = f", {words.day(entry.date)}" if entry.date else ""
    return f"{who}{party}{when}, {entry.quoted}: {said or clip(entry.passages[0].exact, 500)}"


def found_json(found: Found) -> dict[str, Any]:
    """Return what a search found as plain data: statements in the contract's words, and their reports."""
    view = found.view
    documents = {d.id: d for d in view.documents}
    return {
        "query": found.query,
        "total": found.total,
        "as_of": view.as_of,
        "recorded_by": view.recorded_by,
        LISTS["statement"]: [
            {**entry_json(e, documents[e.document], view.judgements.get(e.id)), "plain": is_plain(e, view)}
            for e in view.entries
        ],
        "documents": [{key: getattr(d, key) for key in DOCUMENT_KEYS} for d in view.documents],
        "findings": [{"message": f.message, "where": f.where, "code": f.code} for f in view.findings],
    }


# Judged ----------------------------------------------------------------------------------------------


def judged_line(before: Entry, after: Entry | None, judgement: Judgement) -> str:
    """Return in one line what a judgement did."""
    said = f"{judgement.entry}: {judgement.verdict} by {clip(judgement.by, 60)}"
    if after is not None and after != before:
        was, now = dict(said_fields(before)), dict(said_fields(after))
        changed = [n for n in {**was, **now} if was.get(n) != now.get(n)]
        said += "; " + "; ".join(f"{n}: {was.get(n, 'nothing')} → {now.get(n, 'nothing')}" for n in changed)
        if before.span != after.span:
            said += f"; span: {before.span[0]}-{before.span[1]} → {after.span[0]}-{after.span[1]}"
    return said + (f" ({clip(judgement.why, 200)})" if judgement.why else "")
