"""`pourparler matrix`."""

from __future__ import annotations

from typing import Annotated

import typer

from pourparler.cli.options import (
    DATABASE,
    AsJson,
    AsOf,
    Confirmed,
    Database,
    ProcessFile,
    RecordedBy,
    Unsure,
    Voice,
    listed,
    show_answer,
)


def matrix(
    parties: Annotated[str | None, typer.Option(help="Parties, with commas.", metavar="A,B")] = None,
    issues: Annotated[str | None, typer.Option(help="Issues, with commas.", metavar="X,Y")] = None,
    as_of: AsOf = None,
    recorded_by: RecordedBy = None,
    confirmed: Confirmed = False,
    unsure: Unsure = False,
    voice: Voice = None,
    process: ProcessFile = None,
    db: Database = DATABASE,
    as_json: AsJson = False,
) -> int:
    """Show who stands where on which issue, each cell with its sentence."""
    from pourparler.actions.ask import Asking
    from pourparler.actions.matrix import matrix as action

    asking = Asking(
        db=db,
        as_of=as_of,
        recorded_by=recorded_by,
        confirmed=confirmed,
        unsure=unsure,
        voice=voice,
        process=process,
    )
    return show_answer(action(asking, parties=listed(parties), issues=listed(issues)), as_json=as_json)
