"""`pourparler judge`."""

from __future__ import annotations

from typing import Annotated

import typer

from pourparler.cli.options import DATABASE, AsJson, Database, now, show, show_json


def judge(
    entry: Annotated[str, typer.Argument(help="The entry's id, or its beginning.", show_default=False)],
    verdict: Annotated[
        str | None, typer.Option(help="confirmed, corrected, rejected or unsure.", metavar="VERDICT")
    ] = None,
    by: Annotated[str, typer.Option(help="Who judges.", envvar="POURPARLER_BY", metavar="NAME")] = "",
    why: Annotated[str | None, typer.Option(help="The reason.", metavar="TEXT")] = None,
    changes: Annotated[
        list[str] | None, typer.Option("--set", help="A correction: field=value.", metavar="FIELD=VALUE")
    ] = None,
    db: Database = DATABASE,
    as_json: AsJson = False,
) -> int:
    """Confirm, correct or reject an entry; nothing is ever overwritten."""
    from pourparler.actions.judge import judge as action
    from pourparler.present.entries import entry_json, judged_line, judgement_json

    done = action(entry, verdict=verdict, by=by, why=why, changes=changes or (), db=db, now=now)
    if as_json:
        stands = done.after and entry_json(done.after, done.document, done.judgement)
        show_json({"judgement": judgement_json(done.judgement), "entry": stands})
    else:
        show(judged_line(done.before, done.after, done.judgement) + "\n")
    return 0
