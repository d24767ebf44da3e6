"""Write the record into a file of another program's format."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pourparler.actions.store import opened
from pourparler.errors import CannotDo, UnknownName, WrongCall

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pourparler.domain import View
    from pourparler.record.store import Record

FORMATS = ("csv", "parquet", "xlsx", "jsonl", "ical")
STDOUT = "-"


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written; `text` where it is meant for standard output."""

    said: tuple[str, ...]
    text: str | None = None
    needs_person: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    as_of: str | None
    recorded_by: str | None
    confirmed: bool
    kinds: tuple[str, ...] | None


def export(
    to: str,
    out: str,
    *,
    db: str,
    kinds: Sequence[str] | None = None,
    as_of: str | None = None,
    recorded_by: str | None = None,
    confirmed: bool = False,
) -> Exported:
    """Write the record, or a part of it.

    Args:
        to: csv, parquet, xlsx: tables; jsonl: the contract's form, one line per document; ical: meetings.
        out: The file; `-` for standard output (csv, jsonl, ical).
        db: The record's file.
        kinds: Only these kinds of entries.
        as_of: A day: what had been published and judged by then.
        recorded_by: A day or moment: what the record held then.
        confirmed: Only what a person confirmed or corrected.
    Raises: UnknownName, for another format; MissingExtra, where parquet or xlsx are not installed.
    """
    if to not in FORMATS:
        raise UnknownName(f"no format is called '{to}'; there are {', '.join(FORMATS)}")
    if out == STDOUT and to in ("parquet", "xlsx"):
        raise WrongCall(f"{to} is no text: name a file with -o")
    if to == "ical":
        kinds = ["meeting"]
    part = _Part(as_of, recorded_by, confirmed, None if kinds is None else tuple(kinds))
    with opened(db) as memory:
        view = _view(memory, part)
        made = _WRITERS[to](memory, part, view)
    notes = tuple(f.message for f in view.findings if f.needs_person)
    said = (*made.said, *notes)
    if out == STDOUT and isinstance(made.data, str):
        return Exported(said, made.data, bool(notes) or made.left_out)
    _write(out, made.data)
    return Exported((f"{made.count}, written to {out}", *said), None, bool(notes) or made.left_out)


def _view(memory: Record, part: _Part) -> View:
    return memory.view(
        as_of=part.as_of, recorded_by=part.recorded_by, confirmed=part.confirmed, kinds=part.kinds
    )


@dataclass(frozen=True, slots=True)
class _Made:
    data: str | bytes
    count: str
    said: tuple[str, ...] = ()
    left_out: bool = False


def _write(out: str, data: str | bytes) -> None:
    """Write a file, whole or not at all."""
    target = Path(out)
    partial = target.with_name(target.name + ".part")
    try:
        partial.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "replace"))
        partial.replace(target)
    except OSError as trouble:
        raise CannotDo(f"{out} cannot be written ({trouble.strerror}): choose another place") from None


def _csv(_memory: Record, part: _Part, view: View) -> _Made:
    from pourparler.present.tables import csv_text, entry_rows

    rows = entry_rows(view, part.kinds)
    return _Made(csv_text(rows), f"{len(rows.rows)} entries")


def _parquet(_memory: Record, part: _Part, view: View) -> _Made:
    from pourparler.present.tables import entry_rows, parquet_bytes

    rows = entry_rows(view, part.kinds)
    return _Made(parquet_bytes(rows), f"{len(rows.rows)} entries")


def _xlsx(_memory: Record, part: _Part, view: View) -> _Made:
    from pourparler.present.tables import sheets, xlsx_bytes

    return _Made(xlsx_bytes(sheets(view, part.kinds)), f"{len(view.entries)} entries")


def _jsonl(memory: Record, part: _Part, _view: View) -> _Made:
    import json

    from pourparler.domain.contract import reading_to_json

    readings = memory.readings(
        as_of=part.as_of, recorded_by=part.recorded_by, confirmed=part.confirmed, kinds=part.kinds
    )
    lines = [json.dumps(reading_to_json(reading), ensure_ascii=True) + "\n" for reading in readings]
    return _Made("".join(lines), f"{len(lines)} documents")


def _ical(_memory: Record, _part: _Part, view: View) -> _Made:
    from pourparler.present.calendar import calendar

    made = calendar(view)
    left = (f"{made.undated} meetings without a day were left out",) if made.undated else ()
    return _Made(made.text, f"{made.count} meetings", left, bool(made.undated))


_WRITERS: dict[str, Callable[[Record, _Part, View], _Made]] = {
    "csv": _csv,
    "parquet": _parquet,
    "xlsx": _xlsx,
    "jsonl": _jsonl,
    "ical": _ical,
}
