"""`pourparler gap`."""

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


def gap(
    issue: Annotated[str, typer.Argument(help="An issue, such as territory.")],
    parties: Annotated[str | None, typer.Option(help="Parties, with commas.", metavar="A,B")] = None,
    as_of: AsOf = None,
    recorded_by: RecordedBy = None,
    confirmed: Confirmed = False,
    unsure: Unsure = False,
    voice: Voice = None,
    process: ProcessFile = None,
    db: Database = DATABASE,
    as_json: AsJson = False,
) -> int:
    """Show how far two parties stand apart on an issue, and what moved it."""
    from pourparler.actions.ask import Asking
    from pourparler.actions.gap import gap as action

    asking = Asking(
        db=db,
        as_of=as_of,
        recorded_by=recorded_by,
        confirmed=confirmed,
        unsure=unsure,
        voice=voice,
        process=process,
    )
    return show_answer(action(asking, issue, parties=listed(parties)), as_json=as_json)
