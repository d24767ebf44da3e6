"""`pourparler add`."""

from __future__ import annotations

from pourparler.cli.options import (
    DATABASE,
    Database,
    Files,
    ProcessFile,
    Published,
    now,
    progress,
    show,
)


def add(
    files: Files, published: Published = None, process: ProcessFile = None, db: Database = DATABASE
) -> int:
    """Read reports and store what they say in the record."""
    from pourparler.actions.add import add as action
    from pourparler.present.summary import added_summary

    code = 0
    for done in progress(action(files, db=db, now=now, published=published, process=process)):
        show(added_summary(done.file.path, done.added, done.file.findings))
        code |= done.file.needs_person
    return code
