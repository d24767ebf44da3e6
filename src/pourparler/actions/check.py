"""Check a draft agreement against the record, clause by clause."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pourparler.actions.ask import ask
from pourparler.actions.settle_record import sure, table
from pourparler.domain import Finding
from pourparler.present.draft_check import check_sections, draft_yaml
from pourparler.present.questions import Citing, answer
from pourparler.present.words import day
from pourparler.settlement.on_record.checking import check_draft, termed
from pourparler.settlement.on_record.terms import term_of
from pourparler.sources.draft import load_draft

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pourparler.actions.ask import Asked, Asking
    from pourparler.actions.settle_record import Counted
    from pourparler.domain import Entry
    from pourparler.domain.draft import Draft
    from pourparler.present.brief import Brief
    from pourparler.settlement.on_record.checking import DraftCheck
    from pourparler.settlement.on_record.terms import Term


@dataclass(frozen=True, slots=True)
class DraftAnswer:
    """How a draft fares, and the draft as YAML for a person to confirm."""

    brief: Brief
    yaml: str


def check(asking: Asking, path: str) -> DraftAnswer:
    """Say for each clause of a draft and each party: met, rejected, conditional, silent.

    Args:
        asking: Which record, as of when.
        path: A draft: YAML, or text with numbered clauses.
    Raises: CannotDo, if there is no record; BadFile, for a draft with errors.
    """
    asked = ask(asking)
    draft, terms = _terms(load_draft(path, asked.issues), asked)
    counted = sure(asked)
    checked, wider = (_checked(asked, counted, draft, some) for some in (counted.sure, counted.every))
    citing = Citing(asked.view)
    sections = check_sections(checked, wider, terms, asked.issues, citing)
    who = f"Draft: {draft.title}" + (f", by {draft.by}" if draft.by else "")
    title = f"The draft against the record, as of {day(asked.on)}"
    brief = answer(title, sections, citing, intro=[who])
    brief = replace(brief, findings=(*brief.findings, *_to_confirm(draft, terms)))
    return DraftAnswer(brief, draft_yaml(draft, terms, asked.issues))


def _checked(asked: Asked, counted: Counted, draft: Draft, entries: Sequence[Entry]) -> DraftCheck:
    return check_draft(
        draft,
        entries,
        asked.issues,
        on=asked.on or "9999",
        parties=table(asked, counted),
        assumptions=asked.process.assumptions,
        signed=[i.id for i in asked.process.issues],
    )


def _to_confirm(draft: Draft, terms: Sequence[Term]) -> Iterator[Finding]:
    open_ = [t.number for t in terms if t.how != "given"]
    if open_:
        yield Finding(
            f"{len(open_)} clauses were turned into terms by their words: confirm them with --write OUT.yaml",
            where=draft.path,
            needs_person=True,
            code="terms-to-confirm",
        )


def _terms(draft: Draft, asked: Asked) -> tuple[Draft, tuple[Term, ...]]:
    """Turn clauses that are only words into terms."""
    from pourparler.reading.issues import Issues

    known = Issues.builtin().extended(asked.process.issues)
    signed = [i.id for i in asked.process.issues]

    def topics(text: str) -> list[str]:
        return [t.issue for t in known.classify(text)]

    terms = tuple(term_of(c, asked.issues, signed=signed, topics=topics) for c in draft.clauses)
    return termed(draft, {t.number: (t.issue, t.option) for t in terms}), terms
