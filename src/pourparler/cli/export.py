"""`pourparler export`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from pourparler.cli.options import DATABASE, AsOf, Confirmed, Database, RecordedBy, listed, show


def export(
    to: Annotated[str, typer.Option("--format", help="csv, parquet, xlsx, jsonl or ical.", metavar="FORMAT")],
    out: Annotated[
        str, typer.Option("-o", "--out", help="A file; - prints csv, jsonl and ical.", metavar="OUT")
    ],
    kinds: Annotated[
        str | None, typer.Option(help="Only these kinds of entries, with commas.", metavar="KINDS")
    ] = None,
    as_of: AsOf = None,
    recorded_by: RecordedBy = None,
    confirmed: Confirmed = False,
    db: Database = DATABASE,
) -> int:
    """Write the record as tables, as JSON Lines in the contract's form, or its meetings as a calendar."""
    from pourparler.actions.export import export as action

    done = action(
        to,
        out,
        db=db,
        kinds=listed(kinds) or None,
        as_of=as_of,
        recorded_by=recorded_by,
        confirmed=confirmed,
    )
    if done.text is not None:
        show(done.text)
    print("\n".join(done.said), file=sys.stderr)  # noqa: T201 - standard output may carry the data
    return int(done.needs_person)
