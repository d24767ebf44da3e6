"""`pourparler forget`."""

from __future__ import annotations

from typing import Annotated

import typer

from pourparler.cli.options import DATABASE, AsJson, Database, now, show, show_json


def forget(
    document: Annotated[
        str, typer.Argument(help="Its id or the path it was added under.", show_default=False)
    ],
    db: Database = DATABASE,
    as_json: AsJson = False,
) -> int:
    """Erase a report's text and the names taken from it, for good."""
    from pourparler.actions.forget import forget as action
    from pourparler.present.trail import forgotten_json, forgotten_text

    done = action(document, db=db, now=now)
    if as_json:
        show_json(forgotten_json(done))
    else:
        show(forgotten_text(done))
    return int(bool(done.findings))
