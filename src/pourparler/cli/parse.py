"""`pourparler parse`."""

from __future__ import annotations

from typing import Annotated

import typer

from pourparler.cli.options import show


def parse(
    file: Annotated[str, typer.Argument(help="A report, or with --conllu a CoNLL-U file.")],
    conllu: Annotated[
        bool, typer.Option("--conllu", help="Keep the sentences and words of the file.")
    ] = False,
) -> int:
    """Print the grammar of a text as CoNLL-U, names in MISC as NE=B-PER."""
    from pourparler.actions.parse import parse as action
    from pourparler.actions.parse import parse_conllu

    if conllu:
        show(parse_conllu(file))
        return 0
    code, parsed = 0, False
    for text, findings in action(file):
        show(text)
        parsed |= bool(text)
        for finding in findings:
            typer.echo(f"pourparler: {file}: {finding.message}", err=True)
            code |= finding.needs_person
    return int(code) if parsed else 3
