"""`pourparler add`."""

from __future__ import annotations

from typing import Annotated

import typer

from pourparler.cli.options import (
    DATABASE,
    Database,
    Files,
    Jobs,
    ProcessFile,
    Published,
    now,
    progress,
    show,
)


def add(
    files: Files,
    published: Published = None,
    process: ProcessFile = None,
    jobs: Jobs = 1,
    db: Database = DATABASE,
    resume: Annotated[
        bool, typer.Option("--resume", help="Pass over reports that the record holds already.")
    ] = False,
) -> int:
    """Read reports and store what they say in the record."""
    from pourparler.actions.add import add as action
    from pourparler.present.summary import added_summary

    code, count = 0, 0
    for done in progress(
        action(files, db=db, now=now, published=published, process=process, jobs=jobs, resume=resume)
    ):
        show(added_summary(done.file.path, done.added, done.file.findings))
        code |= done.needs_person
        count += 1
    if resume and not count:
        typer.echo("nothing new: the record holds every report given already", err=True)
    return code
