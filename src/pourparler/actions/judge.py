"""Judge an entry: confirmed, corrected, rejected or unsure; by whom, when and why."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from pourparler.actions.store import opened
from pourparler.domain import Judgement
from pourparler.domain import entries as nouns
from pourparler.errors import WrongCall

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pourparler.domain import Document, Entry
    from pourparler.record.store import Record

FIXED = frozenset(
    ("id", "passages", "confidence", "reader", "published", "recorded", "label", "explanation", "numbers")
)
"""What a correction cannot change: where the entry comes from, and how it was found."""
CHOICES = {
    "quoted": nouns.QUOTED,
    "type": nouns.EVENT_TYPES,
    "stance": nouns.STANCES,
    "voice": nouns.VOICES,
    "response": nouns.RESPONSES,
    "polarity": nouns.POLARITIES,
}
NOTHING = ("", "null", "none")


@dataclass(frozen=True, slots=True)
class Judged:
    """An entry before and after a judgement; `after` is None where it is rejected."""

    before: Entry
    after: Entry | None
    judgement: Judgement
    document: Document


def judge(
    entry: str,
    *,
    verdict: str | None,
    by: str,
    why: str | None = None,
    changes: Sequence[str] = (),
    db: str,
    now: Callable[[], str],
) -> Judged:
    """Append a judgement to the record.

    Args:
        entry: Its id, or an unambiguous beginning of it.
        verdict: confirmed, corrected, rejected or unsure; may be left out where there are changes.
        by: Who judges.
        why: The reason, for those who come later.
        changes: For a correction: field=value, as `corrected` understands it.
        db: The record's file.
        now: The clock.
    Raises: UnknownName, WrongCall.
    """
    with opened(db, now=now) as memory:
        return judge_in(memory, entry, verdict=verdict, by=by, why=why, changes=changes, at=now())


def judge_in(
    memory: Record,
    entry: str,
    *,
    verdict: str | None,
    by: str,
    why: str | None,
    changes: Sequence[str],
    at: str,
) -> Judged:
    """Append a judgement to an open record; arguments as for `judge`."""
    read = memory.entry(entry)
    [document] = filter(None, [memory.document(read.document)])
    before = standing(memory, read)
    if changes and verdict not in (None, "corrected"):
        raise WrongCall(f"--set is for a correction; with '{verdict}' nothing can be changed")
    if verdict is None and not changes:
        raise WrongCall("say the verdict: confirmed, corrected, rejected or unsure")
    new = corrected(before, changes, document) if changes else None
    made = memory.judge(Judgement(read.id, verdict or "corrected", by, at, why, new), at=at)
    after = None if made.verdict == "rejected" else made.replacement or before
    return Judged(before, after, made, document)


def standing(memory: Record, entry: Entry) -> Entry:
    """Return an entry with the last correction made to it, if there is one."""
    history = memory.history(entry.id)
    last = history[-1].replacement if history else None
    return replace(last, published=entry.published) if last else entry


def corrected(entry: Entry, changes: Sequence[str], document: Document) -> Entry:
    """Return an entry with some fields changed.

    Args:
        entry: What is wrong about.
        changes: field=value. Lists are written with semicolons, spans and the `span` of the entry itself as
            start-end, nothing as an empty value.
        document: Where it stands.
    Raises: WrongCall, for a field or value that cannot be.
    """
    values: dict[str, Any] = {}
    known = [f.name for f in fields(entry) if f.name not in FIXED]
    for change in changes:
        name, equals, text = change.partition("=")
        name = name.strip()
        if not equals:
            raise WrongCall(f"'{change}' is no change: write field=value")
        if name == "span":
            values["passages"] = (document.passage(*_span(text, document, change)),)
        elif name in known:
            values[name] = _value(entry, name, text.strip(), document)
        else:
            raise WrongCall(
                f"a {entry.KIND} has no field '{name}' that can be corrected; it has {', '.join(known)}, span"
            )
    new = replace(entry, **values)
    if new == entry:
        raise WrongCall(f"this changes nothing about {entry.id}: confirm it, or give what is wrong")
    return new


def _value(entry: Entry, name: str, text: str, document: Document) -> Any:
    kind = next(str(f.type) for f in fields(entry) if f.name == name)
    change = f"{name}={text}"
    allowed = CHOICES.get(name, ())
    if name == "status":
        allowed = nouns.COMMITMENT_STATUSES if entry.KIND == "commitment" else nouns.STATUSES
    if allowed and text not in allowed:
        raise WrongCall(f"'{change}': {name} is one of {', '.join(allowed)}")
    if kind.startswith("tuple[Span"):
        return tuple(_span(part, document, change) for part in text.split(";") if part.strip())
    if kind.startswith("tuple"):
        return tuple(part.strip() for part in text.split(";") if part.strip())
    if text.lower() in NOTHING:
        return _nothing(kind, change)
    return _single(kind, text, document, change)


def _nothing(kind: str, change: str) -> None:
    if "None" not in kind:
        raise WrongCall(f"'{change}': this field cannot be empty")


def _single(kind: str, text: str, document: Document, change: str) -> Any:
    if kind.startswith("bool"):
        if text.lower() not in ("true", "false", "yes", "no"):
            raise WrongCall(f"'{change}': say true or false")
        return text.lower() in ("true", "yes")
    if kind.startswith("Span"):
        return _span(text, document, change)
    if kind.startswith(("int", "float")):
        try:
            return int(text) if kind.startswith("int") else float(text)
        except ValueError:
            raise WrongCall(f"'{change}': this is no number") from None
    return text


def _span(text: str, document: Document, change: str) -> tuple[int, int]:
    start, dash, end = (part.strip() for part in text.partition("-"))
    if not dash or not (start.isdecimal() and end.isdecimal()):
        raise WrongCall(f"'{change}': a span is written start-end, in characters, like 120-164")
    if not int(start) < int(end) <= len(document.text):
        raise WrongCall(f"'{change}': the document has characters 0 to {len(document.text)}")
    return int(start), int(end)
