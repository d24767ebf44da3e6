"""Arguments that several commands share, the clock, and where answers go."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from pourparler.errors import CannotDo

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pourparler.present.brief import Brief

Files = Annotated[list[str], typer.Argument(help="Reports: files, folders or feeds.", show_default=False)]
SomeFiles = Annotated[
    list[str] | None, typer.Argument(help="Reports; without any, the record.", show_default=False)
]
Published = Annotated[
    str | None, typer.Option(help="The day the reports were published: YEAR-MONTH-DAY.", metavar="DATE")
]
ProcessFile = Annotated[str | None, typer.Option("--process", help="A process file (YAML).", metavar="FILE")]
Jobs = Annotated[int, typer.Option(help="How many processes read at once.", metavar="N")]
Database = Annotated[str, typer.Option("--db", help="The record's file.", metavar="FILE")]
AsOf = Annotated[
    str | None, typer.Option(help="Only what was published and judged by this day.", metavar="DATE")
]
RecordedBy = Annotated[
    str | None, typer.Option(help="Only what the record held at this moment.", metavar="TIME")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Voice = Annotated[
    str | None, typer.Option(help="Only this voice: own, narrator, third or opponent.", metavar="VOICE")
]
Unsure = Annotated[bool, typer.Option("--unsure", help="Also what is not sure enough to be stated.")]
Confirmed = Annotated[bool, typer.Option("--confirmed", help="Only what a person confirmed.")]
Page = Annotated[str | None, typer.Option("--html", help="Also write one HTML page.", metavar="OUT")]
DATABASE = "pourparler.db"

T = TypeVar("T")


def now() -> str:
    """Return this moment: the only clock of the command line."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def columns() -> int:
    """Return how wide the terminal is; 100 where nobody looks."""
    import shutil

    return min(160, shutil.get_terminal_size((100, 24)).columns)


def show(text: str) -> None:
    """Print an answer; what the terminal's encoding cannot hold is replaced, never a crash."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
    sys.stdout.flush()


def show_json(data: Any) -> None:
    """Print data as one line of JSON; ASCII only, so that any terminal and any text will do."""
    sys.stdout.write(json.dumps(data, ensure_ascii=True) + "\n")


def show_answer(answer: Brief, *, as_json: bool) -> int:
    """Print an answer to a question; return the exit code: 1 where something needs a person."""
    from pourparler.present.data import answer_json
    from pourparler.present.text import brief_text

    if as_json:
        show_json(answer_json(answer))
    else:
        show(brief_text(answer, width=columns()))
    return int(any(f.needs_person for f in answer.findings))


def show_page(answer: Brief, *, as_json: bool, html: str | None) -> int:
    """Print an answer and, if asked for, write it as one HTML page; return the exit code as `show_answer`."""
    from pourparler.present.page import brief_html

    if html:
        write(html, brief_html(answer))
    if html == "-":
        return int(any(f.needs_person for f in answer.findings))
    return show_answer(answer, as_json=as_json)


def listed(names: str | None) -> list[str]:
    """Return the names in a list written with commas.

    >>> listed("Northland, Southland"), listed(None)
    (['Northland', 'Southland'], [])
    """
    return [n.strip() for n in (names or "").split(",") if n.strip()]


def write(path: str, text: str | bytes) -> None:
    """Write an answer to a file, whole or not at all; `-` is standard output.

    Raises: CannotDo, if the place cannot be written to.
    """
    if path == "-" and isinstance(text, str):
        show(text)
        return
    target = Path(path)
    partial = target.with_name(target.name + ".part")
    try:
        partial.write_bytes(text.encode("utf-8", "replace") if isinstance(text, str) else text)
        partial.replace(target)
    except OSError as trouble:
        raise CannotDo(f"{path} cannot be written ({trouble.strerror}): choose another place") from None


def progress(items: Iterable[T], what: str = "reading") -> Iterator[T]:
    """Pass items on; where it takes longer than a second on a terminal, show a bar."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    with Progress(
        SpinnerColumn(),
        TextColumn(f"{what} {{task.completed}} reports, {{task.fields[rate]}}"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        task = bar.add_task(what, total=None, rate="")
        for item in items:
            seen = bar.tasks[0]
            rate = f"{seen.speed:.1f} a second" if seen.speed else ""
            bar.update(task, advance=1, rate=rate)
            yield item
