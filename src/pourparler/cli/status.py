"""`pourparler status`."""

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
    show_answer,
)


def status(
    since: Annotated[str, typer.Argument(help="A day: YEAR-MONTH-DAY.", metavar="DATE")],
    as_of: AsOf = None,
    recorded_by: RecordedBy = None,
    confirmed: Confirmed = False,
    unsure: Unsure = False,
    voice: Voice = None,
    process: ProcessFile = None,
    db: Database = DATABASE,
    as_json: AsJson = False,
) -> int:
    """Show what changed since a day."""
    from pourparler.actions.ask import Asking
    from pourparler.actions.status import status as action

    asking = Asking(
        db=db,
        as_of=as_of,
        recorded_by=recorded_by,
        confirmed=confirmed,
        unsure=unsure,
        voice=voice,
        process=process,
    )
    return show_answer(action(asking, since), as_json=as_json)
