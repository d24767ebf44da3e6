"""`pourparler check`."""

from __future__ import annotations

from typing import Annotated

import typer

from pourparler.cli.options import (
    DATABASE,
    AsJson,
    AsOf,
    Confirmed,
    Database,
    Page,
    ProcessFile,
    RecordedBy,
    show_page,
    write,
)


def check(
    draft: Annotated[
        str,
        typer.Argument(help="A draft agreement: YAML, or text with numbered clauses.", show_default=False),
    ],
    as_of: AsOf = None,
    recorded_by: RecordedBy = None,
    confirmed: Confirmed = False,
    process: ProcessFile = None,
    db: Database = DATABASE,
    as_json: AsJson = False,
    html: Page = None,
    out: Annotated[
        str | None, typer.Option("--write", help="Also write the terms as YAML, to mend.", metavar="OUT")
    ] = None,
) -> int:
    """Check a draft agreement against the record: met, rejected, conditional or silent, clause by clause."""
    from pourparler.actions.ask import Asking
    from pourparler.actions.check import check as action

    asking = Asking(db=db, as_of=as_of, recorded_by=recorded_by, confirmed=confirmed, process=process)
    answer = action(asking, draft)
    if out:
        write(out, answer.yaml)
    return 0 if out == "-" else show_page(answer.brief, as_json=as_json, html=html)
