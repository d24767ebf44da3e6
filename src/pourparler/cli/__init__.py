"""The command line: one module per command, each of about three lines, speaking only to actions.

A command takes arguments, calls one action, shows the answer and returns the exit code:
0 done, 1 done but something was skipped or needs a person's decision, 2 wrong call, 3 could not be done.
"""

from __future__ import annotations

import gc
import sys
from functools import wraps
from importlib import import_module
from typing import TYPE_CHECKING, Annotated

import typer

from pourparler import __version__
from pourparler.errors import PourparlerError

if TYPE_CHECKING:
    from collections.abc import Callable

# The order of `pourparler --help`. A command `x-y` lives in `cli/x_y.py` as function `x_y`.
COMMANDS: tuple[str, ...] = (
    "brief", "read", "add", "status", "matrix", "gap", "timeline", "ledger", "guarantees", "people", "who-said", "explain", "review", "judge", "export", "audit", "forget", "settle", "check", "hold", "init", "parse", "evaluate",
)  # fmt: skip

app = typer.Typer(
    name="pourparler",
    help="Follow a peace negotiation through the reports written about it.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"pourparler {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.", is_eager=True, callback=_version)
    ] = False,
) -> None:
    """Follow a peace negotiation through the reports written about it."""


def main(argv: list[str] | None = None) -> None:
    """Run the command line and exit with its code."""
    gc.set_threshold(50_000, 20, 20)  # lists of towns and entries are many objects and hold no cycles
    sys.exit(run(sys.argv[1:] if argv is None else argv))


def run(argv: list[str]) -> int:
    """Run one command.

    Args:
        argv: The words behind `pourparler`.
    Returns: The exit code.
    """
    app.registered_commands.clear()  # a program may run many commands, one after the other
    for name in argv[:1] if argv[:1] and argv[0] in COMMANDS else COMMANDS:
        module = import_module(f"pourparler.cli.{name.replace('-', '_')}")
        app.command(name)(_face(getattr(module, name.replace("-", "_"))))
    try:
        app(argv, prog_name="pourparler")
    except PourparlerError as trouble:
        return _say(str(trouble), trouble.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else 0
    return 0


def _face(command: Callable[..., int]) -> Callable[..., None]:
    """Let a command's return value be the exit code."""

    @wraps(command)
    def face(**given: object) -> None:
        try:
            code = command(**given)
        except KeyboardInterrupt:
            code = _say("interrupted: what was stored stays stored; run the same command again to go on", 3)
        raise typer.Exit(code)

    return face


def _say(message: str, code: int) -> int:
    print(f"pourparler: {message}", file=sys.stderr)  # noqa: T201 - the one place that speaks of trouble
    return code
