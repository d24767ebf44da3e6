"""`pourparler audit`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from pourparler.cli.options import DATABASE, AsJson, Database, show, show_json


class Task(StrEnum):
    """What can be done with the chain."""

    verify = "verify"


def audit(
    task: Annotated[Task, typer.Argument(help="Check every row against the hash chain.")] = Task.verify,
    expect: Annotated[
        str | None,
        typer.Option(help="A head noted down earlier, which has to be in the chain.", metavar="HASH"),
    ] = None,
    db: Database = DATABASE,
    as_json: AsJson = False,
) -> int:
    """Check that the record is what was acknowledged, row by row."""
    from pourparler.actions.audit import audit as action
    from pourparler.present.trail import audit_json, audit_text

    _ = task  # there is only one yet
    found = action(db=db, expect=expect)
    if as_json:
        show_json(audit_json(found))
    else:
        show(audit_text(found))
    return 0 if found.intact else 3
