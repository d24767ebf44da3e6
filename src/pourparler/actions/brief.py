"""The brief: of the reports given, or of the whole record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pourparler.actions.ask import asked, given_day
from pourparler.actions.gather import load_process
from pourparler.actions.read import read
from pourparler.actions.store import opened
from pourparler.domain import Finding, Process
from pourparler.errors import CannotDo
from pourparler.present.overview import overview_brief
from pourparler.present.report import report_brief

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pourparler.actions.read import ReadFile
    from pourparler.domain import View
    from pourparler.present.brief import Brief


@dataclass(frozen=True, slots=True)
class Briefed:
    """A brief with the view that it shows and what was met on the way."""

    brief: Brief
    view: View
    exit_code: int


def brief(
    paths: Sequence[str],
    *,
    db: str,
    now: Callable[[], str],
    published: str | None = None,
    process: str | None = None,
    as_of: str | None = None,
    recorded_by: str | None = None,
    since: str | None = None,
    full: bool = True,
    watch: Callable[[Iterable[ReadFile]], Iterable[ReadFile]] = iter,
) -> Briefed:
    """Brief the reports given, stored on the way; without any, brief the record.

    Args:
        paths: Files, folders, feeds; empty for the record.
        db: The record's file, or `:memory:`.
        now: The clock, ISO 8601 with offset.
        published: The day that all of them were published, if you know it.
        process: A process file.
        as_of: A day: what had been published and judged by then.
        recorded_by: A moment: what the record held then.
        since: The day of the last brief; by default a week before the last report.
        full: Whether a brief over many reports lists every entry behind the overview.
        watch: Sees each file as it is read, for a progress bar.
    Raises: CannotDo, where nothing given could be read, or nothing was given and there is no record;
        WrongCall, if `since` is no day.
    """
    since = given_day(since) if since else None
    findings: list[Finding] = []
    skipped = False
    with opened(db, now=now, begin=bool(paths)) as memory:
        read_ids = []
        for file in watch(read(paths, published=published, process=process) if paths else ()):
            findings += [_at(file.path, f) for f in file.findings]
            skipped |= file.needs_person
            if file.reading:
                told = memory.add(file.reading).findings
                findings += told
                skipped |= any(f.needs_person for f in told)
                read_ids.append(file.reading.document.id)
        if paths and not read_ids:
            said = "; ".join(f"{f.where}: {f.message}" for f in findings[:20])
            raise CannotDo(f"nothing could be read. {said or 'The folders given hold no report.'}")
        view = memory.view(as_of=as_of, recorded_by=recorded_by, documents=read_ids if paths else None)
    made = _made(view, load_process(process) if process else Process(), findings, since, full=full)
    return Briefed(made, view, int(skipped or any(f.needs_person for f in view.findings)))


def _made(view: View, process: Process, findings: list[Finding], since: str | None, *, full: bool) -> Brief:
    if len(view.documents) < 2:
        return report_brief(view, findings=findings)
    question = asked(view, process)
    before = since or week_before(question.on)
    return overview_brief(
        question.view,
        issues=question.issues,
        on=question.on,
        since=before,
        sides=question.sides(),
        process=process,
        findings=findings,
        full=full,
    )


def week_before(day: str) -> str:
    """Return the day a week before a day; the day itself where it is not a whole date.

    >>> week_before("2026-02-05")
    '2026-01-29'
    """
    try:
        return (date.fromisoformat(day) - timedelta(days=7)).isoformat()
    except ValueError:
        return day


def _at(path: str, finding: Finding) -> Finding:
    return Finding(
        finding.message,
        finding.where or path,
        finding.span,
        finding.evidence,
        finding.needs_person,
        finding.code,
    )
