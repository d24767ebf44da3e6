"""The entries of a view as tables for other programs: CSV, Parquet, Excel."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pourparler.domain.contract import DOCUMENT_KEYS, ENTRY_KEYS, LISTS, entry_line
from pourparler.domain.trust import is_plain
from pourparler.errors import MissingExtra, TooLarge

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pourparler.domain import Entry, View

Cell = str | int | float | bool | None

_FIRST = (
    "kind", "id", "document", "published", "recorded", "title", "publisher", "path", "quote", "start", "end",
    "plain", "verdict", "judged_by", "judged_at", "why", "reader", "reader_version",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_EXCEL_ROWS, _EXCEL_CELL = 1_048_576, 32_767


@dataclass(frozen=True, slots=True)
class Rows:
    """A table: names of columns, then cells."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def entry_rows(view: View, kinds: Sequence[str] | None = None, *, name: str = "entries") -> Rows:
    """Return one row for each entry: where it stands, who judged it, then every field of its kind.

    Args:
        view: What to show.
        kinds: Which kinds' fields are columns; None for all.
        name: Of the table.
    """
    shown = kinds or tuple(ENTRY_KEYS)
    fields = list(dict.fromkeys(key for kind in shown for key in ENTRY_KEYS[kind] if key not in _FIRST))
    documents = {d.id: d for d in view.documents}
    rows = []
    for entry in view.entries:
        if entry.KIND in shown:
            line = entry_line(entry, ENTRY_KEYS[entry.KIND])
            first = _where(entry, view, documents[entry.document])
            rows.append((*(first[c] for c in _FIRST), *(_cell(line.get(f)) for f in fields)))
    return Rows(name, (*_FIRST, *fields), tuple(rows))


def _where(entry: Entry, view: View, document: Any) -> dict[str, Cell]:
    word = view.judgements.get(entry.id)
    return {
        "kind": entry.KIND,
        "id": entry.id,
        "document": entry.document,
        "published": entry.published,
        "recorded": entry.recorded,
        "title": document.title,
        "publisher": document.publisher,
        "path": document.path,
        "quote": " … ".join(p.exact for p in entry.passages),
        "start": entry.span[0],
        "end": entry.span[1],
        "plain": is_plain(entry, view),
        "verdict": word and word.verdict,
        "judged_by": word and word.by,
        "judged_at": word and word.at,
        "why": word and word.why,
        "reader": entry.reader.name,
        "reader_version": entry.reader.version,
    }


def _cell(value: Any) -> Cell:
    """Return a value that fits one cell: lists with semicolons, spans as start-end."""
    if isinstance(value, list):
        if len(value) == 2 and all(type(v) is int for v in value):
            return f"{value[0]}-{value[1]}"
        return "; ".join(str(_cell(v)) for v in value) or None
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return value  # type: ignore[no-any-return]


def sheets(view: View, kinds: Sequence[str] | None = None) -> tuple[Rows, ...]:
    """Return a sheet for the reports, the people, and each kind of entry that there is."""
    documents = Rows(
        "documents",
        DOCUMENT_KEYS,
        tuple(tuple(getattr(d, key) for key in DOCUMENT_KEYS) for d in view.documents),
    )
    people = Rows(
        "people",
        ("document", "name", "office", "party", "former", "from", "to"),
        tuple((d, p.name, p.office, p.party, p.former, p.start, p.end) for d, p in view.people),
    )
    there = {entry.KIND for entry in view.entries}
    own = [entry_rows(view, (kind,), name=LISTS[kind]) for kind in kinds or ENTRY_KEYS if kind in there]
    return (documents, people, *own)


# CSV -------------------------------------------------------------------------------------------------


def csv_text(table: Rows) -> str:
    """Return a table as CSV (RFC 4180), safe to open in a spreadsheet."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(table.columns)
    writer.writerows([_csv_cell(cell) for cell in row] for row in table.rows)
    return out.getvalue()


def _csv_cell(cell: Cell) -> Cell:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return guarded(cell) if isinstance(cell, str) else cell


def guarded(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe stands before one.

    >>> guarded("=HYPERLINK(1)"), guarded("Talks began.")
    ("'=HYPERLINK(1)", 'Talks began.')
    """
    # Spreadsheets trim what they read: a formula behind blanks or invisible characters is one too.
    bare = text.lstrip(
        "".join(c for c in set(text[:8]) if c == " " or unicodedata.category(c) in ("Cf", "Zs"))
    )
    return "'" + text if text.startswith(_FORMULA) or bare.startswith(_FORMULA) else text


# Parquet and Excel -----------------------------------------------------------------------------------


def parquet_bytes(table: Rows) -> bytes:
    """Return a table as Parquet.

    Raises: MissingExtra, if the part for tables is not installed.
    """
    try:
        import polars as pl
    except ImportError:
        raise MissingExtra("writing Parquet", "tables") from None
    columns = list(zip(*table.rows, strict=True)) or [()] * len(table.columns)
    made = {
        name: pl.Series(name, [_whole(c) for c in column], dtype=_dtype(column, pl), strict=False)
        for name, column in zip(table.columns, columns, strict=True)
    }
    out = io.BytesIO()
    pl.DataFrame(made).write_parquet(out)
    return out.getvalue()


def _whole(cell: Cell) -> Cell:
    return cell.encode("utf-8", "replace").decode() if isinstance(cell, str) else cell


def _dtype(column: Iterable[Cell], pl: Any) -> Any:
    kinds = {type(cell) for cell in column if cell is not None}
    if kinds and kinds <= {int, float}:
        return pl.Float64 if float in kinds else pl.Int64
    return pl.Boolean if kinds == {bool} else pl.String


def xlsx_bytes(tables: Sequence[Rows]) -> bytes:
    """Return tables as the sheets of a workbook; text stays text, whatever it begins with.

    Raises: MissingExtra, if the part for tables is not installed; TooLarge, beyond Excel's limit.
    """
    try:
        import xlsxwriter
    except ImportError:
        raise MissingExtra("writing xlsx", "tables") from None
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "nan_inf_to_errors": True,
        },
    )
    # A fixed date of creation: the same record gives the same bytes.
    book.set_properties({"created": dt.datetime(2000, 1, 1, tzinfo=dt.UTC)})
    bold = book.add_format({"bold": True})
    for table in tables:
        if len(table.rows) >= _EXCEL_ROWS:
            raise TooLarge(
                f"{len(table.rows)} {table.name} are more than a sheet holds: export csv or parquet"
            )
        sheet = book.add_worksheet(table.name)
        sheet.write_row(0, 0, table.columns, bold)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(table.columns) - 1, 18)
        for number, row in enumerate(table.rows, 1):
            for place, cell in enumerate(row):
                _write_cell(sheet, number, place, cell)
    book.close()
    return out.getvalue()


def _write_cell(sheet: Any, row: int, column: int, cell: Cell) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, _printable(cell)[:_EXCEL_CELL])
    elif isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif cell is not None:
        sheet.write_number(row, column, cell)


def _printable(text: str) -> str:
    """Return text without the characters that XML has no place for."""
    return "".join(
        c
        for c in text
        if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff" and not "\ud800" <= c < "\ue000")
    )
