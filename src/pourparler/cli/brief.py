"""`pourparler brief`."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from pourparler.cli.options import (
    DATABASE,
    AsOf,
    Database,
    ProcessFile,
    Published,
    RecordedBy,
    SomeFiles,
    columns,
    now,
    progress,
    show,
    write,
)


def brief(
    files: SomeFiles = None,
    published: Published = None,
    process: ProcessFile = None,
    html: Annotated[str | None, typer.Option(help="Also write one HTML page.", metavar="OUT")] = None,
    json_out: Annotated[
        str | None, typer.Option("--json", help="Also write JSON; - prints it instead.", metavar="OUT")
    ] = None,
    docx: Annotated[str | None, typer.Option(help="Also write a Word document.", metavar="OUT")] = None,
    pdf: Annotated[str | None, typer.Option(help="Also write a PDF.", metavar="OUT")] = None,
    as_of: AsOf = None,
    recorded_by: RecordedBy = None,
    since: Annotated[
        str | None, typer.Option(help="The day of your last brief: what is later is new.", metavar="DATE")
    ] = None,
    full: Annotated[
        bool,
        typer.Option(
            "--full", help="Also list every entry behind the pages, on the terminal, in DOCX and PDF."
        ),
    ] = False,
    db: Database = DATABASE,
) -> int:
    """Brief the reports given, storing them on the way; without any, brief the record."""
    from pourparler.actions.brief import brief as action
    from pourparler.present.data import brief_json
    from pourparler.present.page import brief_html
    from pourparler.present.print import brief_pdf
    from pourparler.present.text import brief_text
    from pourparler.present.word import brief_docx

    answer = action(
        files or [],
        db=db,
        now=now,
        published=published,
        process=process,
        as_of=as_of,
        recorded_by=recorded_by,
        since=since,
        full=bool(full or html or json_out),
        watch=progress,
    )
    if html:
        write(html, brief_html(answer.brief))
    if docx:
        write(docx, brief_docx(answer.brief, full=full))
    if pdf:
        write(pdf, brief_pdf(answer.brief, full=full))
    if json_out:
        write(json_out, json.dumps(brief_json(answer.brief, answer.view), ensure_ascii=True) + "\n")
    if "-" not in (html, json_out):
        show(brief_text(answer.brief, width=columns(), full=full))
    return answer.exit_code
