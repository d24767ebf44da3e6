"""`pourparler ledger`."""

from __future__ import annotations

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


def ledger(
    as_of: AsOf = None,
    recorded_by: RecordedBy = None,
    confirmed: Confirmed = False,
    unsure: Unsure = False,
    voice: Voice = None,
    process: ProcessFile = None,
    db: Database = DATABASE,
    as_json: AsJson = False,
) -> int:
    """Show the proposals and the answers to them."""
    from pourparler.actions.ask import Asking
    from pourparler.actions.ledger import ledger as action

    asking = Asking(
        db=db,
        as_of=as_of,
        recorded_by=recorded_by,
        confirmed=confirmed,
        unsure=unsure,
        voice=voice,
        process=process,
    )
    return show_answer(action(asking), as_json=as_json)
