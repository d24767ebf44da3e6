"""`pourparler settle`."""

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
    columns,
    show,
    show_json,
    show_page,
    write,
)
from pourparler.errors import WrongCall


def settle(
    path: Annotated[
        str | None,
        typer.Argument(
            help="A problem: YAML, CSV, or a GENIUS, GeniusWeb or scorable-game folder.", show_default=False
        ),
    ] = None,
    as_json: AsJson = False,
    html: Annotated[str | None, typer.Option(help="Also write one HTML page.", metavar="OUT")] = None,
    method: Annotated[
        str | None,
        typer.Option(help="merging, enumeration, dynamic or sweep; else the fastest that is exact."),
    ] = None,
    seed: Annotated[int, typer.Option(help="Of the draws of uncertain numbers.")] = 0,
    draws: Annotated[int, typer.Option(help="How many draws; 0 for none.", min=0)] = 10_000,
    from_record: Annotated[
        bool,
        typer.Option("--from-record", help="Ask the record instead: what does no cited position rule out?"),
    ] = False,
    opponents: Annotated[
        bool,
        typer.Option("--opponents", help="With --from-record: count also what others say a party wants."),
    ] = False,
    as_of: AsOf = None,
    recorded_by: RecordedBy = None,
    confirmed: Confirmed = False,
    process: ProcessFile = None,
    db: Database = DATABASE,
) -> int:
    """Find the packages that are efficient and fair, say how sure that is, and what to trade for what."""
    if from_record == (path is not None):
        raise WrongCall("give either a problem's PATH, or --from-record to ask the record")
    if path is not None and (opponents or confirmed or as_of or recorded_by or process):
        raise WrongCall(
            "--opponents, --confirmed, --as-of, --recorded-by and --process ask the record: leave PATH out and add "
            "--from-record"
        )
    if path is None:
        from pourparler.actions.ask import Asking
        from pourparler.actions.settle_record import settle_record

        asking = Asking(db=db, as_of=as_of, recorded_by=recorded_by, confirmed=confirmed, process=process)
        return show_page(settle_record(asking, opponents=opponents), as_json=as_json, html=html)
    from pourparler.actions.settle import settle as action
    from pourparler.present.settlement import settled_html, settled_json, settled_text

    answer = action(path, method=method, seed=seed, draws=draws)
    if html:
        write(html, settled_html(answer.result, answer.explanation))
    if as_json:
        show_json(settled_json(answer.result, answer.explanation))
    elif html != "-":
        show(settled_text(answer.result, answer.explanation, width=columns()))
    return answer.exit_code
