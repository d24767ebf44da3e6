"""`pourparler who-said`."""

from __future__ import annotations

from typing import Annotated

import typer

from pourparler.cli.options import (
    DATABASE,
    AsJson,
    AsOf,
    Confirmed,
    Database,
    RecordedBy,
    show_answer,
    show_json,
)


def who_said(
    query: Annotated[
        list[str],
        typer.Argument(help='Words, "exact phrases", speaker:NAME, party:NAME, begin*.', show_default=False),
    ],
    limit: Annotated[int, typer.Option(help="How many to show at most.", min=1)] = 50,
    as_of: AsOf = None,
    recorded_by: RecordedBy = None,
    confirmed: Confirmed = False,
    db: Database = DATABASE,
    as_json: AsJson = False,
) -> int:
    """Find statements by their words, their speaker and their party."""
    from pourparler.actions.who_said import who_said as action
    from pourparler.present.entries import found_brief, found_json

    asked = {"as_of": as_of, "recorded_by": recorded_by}
    found = action(" ".join(query), db=db, confirmed=confirmed, limit=limit, **asked)
    if as_json:
        show_json(found_json(found))
        return int(any(f.needs_person for f in found.view.findings))
    return show_answer(found_brief(found), as_json=False)
