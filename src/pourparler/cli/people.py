"""`pourparler people`."""

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
    Voice,
    show_answer,
)


def people(
    party: Annotated[str | None, typer.Option(help="Only this party.")] = None,
    as_of: AsOf = None,
    recorded_by: RecordedBy = None,
    confirmed: Confirmed = False,
    voice: Voice = None,
    process: ProcessFile = None,
    db: Database = DATABASE,
    as_json: AsJson = False,
) -> int:
    """Show who speaks for whom, and when."""
    from pourparler.actions.ask import Asking
    from pourparler.actions.people import people as action

    asking = Asking(
        db=db, as_of=as_of, recorded_by=recorded_by, confirmed=confirmed, voice=voice, process=process
    )
    return show_answer(action(asking, party=party), as_json=as_json)
