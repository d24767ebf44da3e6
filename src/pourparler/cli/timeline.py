"""`pourparler timeline`."""

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


def timeline(
    since: Annotated[str, typer.Option(help="First day.", metavar="DATE")] = "",
    as_of: AsOf = None,
    recorded_by: RecordedBy = None,
    confirmed: Confirmed = False,
    unsure: Unsure = False,
    voice: Voice = None,
    process: ProcessFile = None,
    db: Database = DATABASE,
    as_json: AsJson = False,
) -> int:
    """Show what happened when: talks above, violence and relief below."""
    from pourparler.actions.ask import Asking
    from pourparler.actions.timeline import timeline as action

    asking = Asking(
        db=db,
        as_of=as_of,
        recorded_by=recorded_by,
        confirmed=confirmed,
        unsure=unsure,
        voice=voice,
        process=process,
    )
    return show_answer(action(asking, since=since), as_json=as_json)
