"""`pourparler settle`."""

from __future__ import annotations

from typing import Annotated

import typer

from pourparler.cli.options import AsJson, columns, show, show_json, write


def settle(
    path: Annotated[
        str, typer.Argument(help="A problem: YAML, CSV, or a GENIUS, GeniusWeb or scorable-game folder.")
    ],
    as_json: AsJson = False,
    html: Annotated[str | None, typer.Option(help="Also write one HTML page.", metavar="OUT")] = None,
    method: Annotated[
        str | None, typer.Option(help="merging, enumeration or sweep; else the fastest that is exact.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Of the draws of uncertain numbers.")] = 0,
    draws: Annotated[int, typer.Option(help="How many draws; 0 for none.", min=0)] = 10_000,
) -> int:
    """Find the packages that are efficient and fair, say how sure that is, and what to trade for what."""
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
