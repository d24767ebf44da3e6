"""Draft a process file from reports."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pourparler.actions.read import read
from pourparler.errors import BadFile, CannotDo, ContractBroken, WrongCall
from pourparler.present.process_draft import Drafting, process_draft

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pourparler.actions.read import ReadFile
    from pourparler.domain import Finding


@dataclass(frozen=True, slots=True)
class Drafted:
    """A drafted process file and what was met on the way."""

    text: str  # YAML; loads without an error
    reports: int  # read for it
    findings: tuple[Finding, ...]
    exit_code: int


def init(
    paths: Sequence[str],
    *,
    output: str,
    published: str | None = None,
    watch: Callable[[Iterable[ReadFile]], Iterable[ReadFile]] = iter,
) -> Drafted:
    """Draft a process file from what the reports say.

    Args:
        paths: Files, folders, feeds.
        output: Where it will be written: must not exist; `-` is standard output.
        published: The day that all of them were published, if you know it.
        watch: Sees each file as it is read, for a progress bar.
    Raises: WrongCall, if the output exists; CannotDo, where nothing given could be read.
    """
    if output != "-" and os.path.lexists(output):
        raise WrongCall(f"{output} exists, and a draft never replaces a file: name another one with -o")
    drafting = Drafting()
    findings: list[Finding] = []
    for file in watch(read(paths, published=published)):
        findings += [f for f in file.findings if f.needs_person or file.reading is None]
        if file.reading is not None:
            drafting.add(file.reading)
    if not drafting.reports:
        said = "; ".join(f"{f.where}: {f.message}" for f in findings[:20])
        raise CannotDo(f"nothing could be read. {said or 'The folders given hold no report.'}")
    return Drafted(
        _checked(drafting), drafting.reports, tuple(findings), int(any(f.needs_person for f in findings))
    )


def _checked(drafting: Drafting) -> str:
    from pourparler.reading.issues import Issues
    from pourparler.sources.process import read_process

    text = process_draft(drafting, Issues.builtin().issues)
    try:
        read_process(text, "draft")
    except BadFile as bad:
        raise ContractBroken(f"the drafted process file does not load: {bad}") from bad
    return text
