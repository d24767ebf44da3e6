"""`pourparler explain`."""

from __future__ import annotations

from typing import Annotated

import typer

from pourparler.cli.options import DATABASE, AsJson, AsOf, Database, RecordedBy, show, show_json


def explain(
    entry: Annotated[str, typer.Argument(help="An entry's id, or the beginning of it.", show_default=False)],
    as_of: AsOf = None,
    recorded_by: RecordedBy = None,
    db: Database = DATABASE,
    as_json: AsJson = False,
) -> int:
    """Show why an entry stands: sentence, cue, pattern, arcs, confidence."""
    from pourparler.actions.ask import Asking
    from pourparler.actions.explain import explain as action

    found = action(entry, Asking(db=db, as_of=as_of, recorded_by=recorded_by))
    if as_json:
        show_json(found.data())
    else:
        show("\n".join(found.lines()) + "\n")
    return 0
