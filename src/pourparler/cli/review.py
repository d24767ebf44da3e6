"""`pourparler review`."""

from __future__ import annotations

from typing import Annotated

import typer

from pourparler.cli.options import DATABASE, AsJson, Database, columns, listed, now, show, show_json


def review(
    by: Annotated[str, typer.Option(help="Who judges.", envvar="POURPARLER_BY", metavar="NAME")] = "",
    everything: Annotated[
        bool, typer.Option("--all", help="Also what is stated plainly but not confirmed.")
    ] = False,
    kinds: Annotated[
        str | None, typer.Option(help="Only these kinds of entries, with commas.", metavar="KINDS")
    ] = None,
    only_list: Annotated[bool, typer.Option("--list", help="Only print the queue.")] = False,
    db: Database = DATABASE,
    as_json: AsJson = False,
) -> int:
    """Go through what is not sure enough: c confirm, o correct, r reject, u unsure, w why, s skip, q quit."""
    from pourparler.actions.review import queue
    from pourparler.actions.review import review as action
    from pourparler.cli.desk import Desk
    from pourparler.present.entries import judged_line, queue_json, queue_text

    only = listed(kinds) or None
    if as_json:
        show_json(queue_json(queue(db=db, everything=everything, kinds=only)))
        return 0
    if only_list:
        show(queue_text(queue(db=db, everything=everything, kinds=only), width=columns()))
        return 0
    count = 0
    for done in action(Desk().ask, by=by, now=now, db=db, everything=everything, kinds=only):
        show("stored: " + judged_line(done.before, done.after, done.judgement) + "\n")
        count += 1
    left = len(queue(db=db, everything=everything, kinds=only))
    show(f"{count} judged, {left} waiting.\n")
    return int(left > 0)
