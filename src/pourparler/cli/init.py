"""`pourparler init`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from pourparler.cli.options import Files, Published, progress, write

Output = Annotated[
    str, typer.Option("--output", "-o", help="The file to write; `-` for the terminal.", metavar="FILE")
]


def init(files: Files, output: Output = "process.yaml", published: Published = None) -> int:
    """Draft a process file from reports: parties, people, issues, options, and what to check."""
    from pourparler.actions.init import init as action

    drafted = action(files, output=output, published=published, watch=progress)
    write(output, drafted.text)
    for finding in drafted.findings:
        print(f"{finding.where}: {finding.message}", file=sys.stderr)  # noqa: T201 - beside the draft, not in it
    if output != "-":
        print(f"{output}: drafted from {drafted.reports} reports; go through every line that says `check:`")  # noqa: T201
    return drafted.exit_code
