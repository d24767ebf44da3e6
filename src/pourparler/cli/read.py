"""`pourparler read`."""

from __future__ import annotations

from pourparler.cli.options import AsJson, Files, Jobs, ProcessFile, Published, progress, show, show_json


def read(
    files: Files,
    published: Published = None,
    process: ProcessFile = None,
    jobs: Jobs = 1,
    as_json: AsJson = False,
) -> int:
    """Read reports and print what they say, one line per report; store nothing."""
    from pourparler.actions.read import read as action
    from pourparler.present.summary import reading_summary

    code = 0
    for file in progress(action(files, published=published, process=process, jobs=jobs)):
        if as_json:
            show_json(file.line())
        else:
            show(reading_summary(file.path, file.reading, file.findings))
        code |= file.needs_person
    return code
