"""`pourparler evaluate`."""

from __future__ import annotations

import json
from typing import Annotated

import typer


def evaluate(
    gold: Annotated[str, typer.Argument(help="Folder of gold JSON, or a file of JSON lines.")],
    predicted: Annotated[str, typer.Argument(help="What `pourparler read --json` printed.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> int:
    """Score a reader's entries against gold."""
    from pourparler.actions.evaluate import evaluate as action
    from pourparler.present.scores import scores_json, scores_text

    answer = action(gold, predicted)
    typer.echo(json.dumps(scores_json(answer.scores)) if as_json else scores_text(answer.scores))
    if answer.missing:
        typer.echo(f"not predicted, counted as nothing found: {', '.join(answer.missing)}", err=True)
    return 1 if answer.missing else 0
