"""A draft against the record: the table of clauses and parties, the sentences, the draft as YAML."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pourparler.present import words
from pourparler.present.brief import Line, Section, Table
from pourparler.present.clip import clip

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pourparler.domain import Issue
    from pourparler.domain.draft import Clause, Draft
    from pourparler.present.questions import Citing
    from pourparler.settlement.on_record.checking import Broken, Checked, DraftCheck, Verdict
    from pourparler.settlement.on_record.terms import Term

_HOW_WORDS = {
    "phrase": "recognised by its phrases",
    "likeness": "recognised by likeness only",
    "issue only": "its issue was recognised, its option was not",
    "nothing": "nothing was recognised",
}
_LACKS = {
    "guarantors": "guarantor",
    "beneficiary": "beneficiary",
    "obligation": "obligation",
    "trigger": "trigger",
    "binding": "binding force",
    "in_exchange_for": "counter-performance",
}


def check_sections(
    checked: DraftCheck,
    wider: DraftCheck,
    terms: Sequence[Term],
    issues: Mapping[str, Issue],
    citing: Citing,
) -> list[Section]:
    """Return a checked draft in sections.

    Args:
        checked: The draft with its verdicts.
        wider: The same with entries as well that nobody can be sure of: shown where there is no other word.
        terms: How each clause became a term.
        issues: Issue id -> issue.
        citing: Numbers the passages.
    """
    unconfirmed = [t for t in terms if t.how != "given"]
    sections = [_summary(checked), _clauses(checked, wider, issues, citing), _whole(checked, citing)]
    if unconfirmed:
        sections.insert(0, _to_confirm(checked.draft, unconfirmed, issues))
    notes = [
        Line("Met means that a party asks for the clause or offers it, not that it would sign.", mark="note"),
        Line(
            "A verdict with a question mark rests on entries that are not sure enough to count.", mark="note"
        ),
    ]
    return [*sections, Section("notes", "How to read this", tuple(notes))]


def _to_confirm(draft: Draft, terms: Sequence[Term], issues: Mapping[str, Issue]) -> Section:
    clauses = {c.number: c for c in draft.clauses}
    lines = []
    for t in terms:
        what = _term_words(t.issue, t.option, issues)
        other = (
            "; it also names " + ", ".join(_term_words(i, o, issues) for i, o in t.other) if t.other else ""
        )
        text = f"{t.number}. {clip(clauses[t.number].text, 120)} → {what} ({_HOW_WORDS[t.how]}{other})"
        lines.append(Line(text, mark="unresolved"))
    end = "Write the terms to a file with --write OUT.yaml, mend what is wrong, and check that file."
    return Section("terms", "Terms for a person to confirm", (*lines, Line(end, mark="note")))


def _term_words(issue: str | None, option: str | None, issues: Mapping[str, Issue]) -> str:
    if issue is None:
        return "no issue"
    label = (
        next((o.label for o in issues[issue].options if o.id == option), None) if issue in issues else None
    )
    return f"{words.issue(issue)}: {clip(label, 90) if label else 'no option'}"


def _summary(checked: DraftCheck) -> Section:
    lines = []
    for i, party in enumerate(checked.parties):
        counts = Counter(c.verdicts[i].word for c in checked.clauses)
        said = ", ".join(
            f"{counts[w]} {w}" for w in ("met", "rejected", "conditional", "silent") if counts[w]
        )
        lines.append(Line(f"{party}: {said} of {len(checked.clauses)} clauses"))
    return Section("summary", "In short", tuple(lines), empty="Nobody at the table has a word that counts.")


def _clauses(checked: DraftCheck, wider: DraftCheck, issues: Mapping[str, Issue], citing: Citing) -> Section:
    rows = []
    for c, wide in zip(checked.clauses, wider.clauses, strict=True):
        cells = [_sure_cell(v, w, citing) for v, w in zip(c.verdicts, wide.verdicts, strict=True)]
        rows.append((Line(_clause_words(c.clause, issues)), *cells, _others(c, citing)))
    return Section(
        "clauses", "Clause by clause", (), Table(("clause", *checked.parties, "others"), tuple(rows))
    )


def _sure_cell(v: Verdict, wide: Verdict, citing: Citing) -> Line:
    """Return a verdict; where there is none, the one that entries would give that are not sure."""
    if v.evidence or not wide.evidence:
        return _cell(v, citing)
    unsure = _cell(wide, citing)
    return Line(f"silent; not sure: {unsure.text}?", unsure.cites, "unresolved")


def _clause_words(clause: Clause, issues: Mapping[str, Issue]) -> str:
    text = clause.text or _term_words(clause.issue, clause.option, issues)
    return f"{clause.number}. {clip(text, 150)}"


def _cell(v: Verdict, citing: Citing) -> Line:
    if v.word == "silent" and not v.evidence:
        return Line(f"silent: {v.why}" if "recognised" in v.why else "silent")
    parts = [v.why]
    if v.conditions:
        parts.append("if " + "; ".join(clip(c, 90) for c in v.conditions))
    if not v.firm and v.word == "rejected":
        parts.append("not firm")
    if v.voice and v.voice != "own":
        parts.append(words.VOICE_WORDS[v.voice])
    if v.last_word:
        parts.append(words.day(v.last_word))
    return Line(f"{v.word}: {', '.join(parts)}", citing.ids(v.evidence))


def _others(c: Checked, citing: Citing) -> Line:
    said = dict.fromkeys(f"{who} {stance}" for who, stance, _ in c.others)
    return Line("; ".join(said) or "–", citing.ids(e for _, _, ids in c.others for e in ids))


def _whole(checked: DraftCheck, citing: Citing) -> Section:
    lines = [_broken_line(b, citing) for b in checked.broken]
    for clause in (c.clause for c in checked.clauses if c.clause.guarantee is not None):
        lacks = [_LACKS[key] for key, value in clause.guarantee or () if value in (None, "", [])]
        if lacks:
            text = f"clause {clause.number} promises a guarantee and does not say its {words.names(lacks)}"
            lines.append(Line(text))
    for issue, party, evidence in checked.unmentioned:
        text = f"no clause is about {words.issue(issue)}, on which {party} asks for something"
        lines.append(Line(text, citing.ids(evidence)))
    if not checked.draft.complete:
        lines.append(Line("The file does not claim to hold every clause of the draft.", mark="note"))
    return Section("whole", "As a whole", tuple(lines), empty="It breaks no stated assumption.")


def _broken_line(b: Broken, citing: Citing) -> Line:
    clauses = f"clause{'s' if len(b.clauses) > 1 else ''} {words.names(b.clauses)}"
    if b.ground.assumption:
        text = f"{clauses}: against the assumption {b.ground.assumption} ({b.ground.by}). {clip(b.ground.why, 160)}"
        return Line(text, mark="claim")
    return Line(f"{clauses}: {b.ground.by} rejects these together", citing.ids(b.ground.evidence))


def draft_yaml(draft: Draft, terms: Sequence[Term], issues: Mapping[str, Issue]) -> str:
    """Return a draft as YAML for a person to mend: each clause with its term, and what it could be."""
    how = {t.number: t.how for t in terms}
    lines = [
        "# Terms as they were recognised. Mend each `issue` and `option`, then check this file.",
        "draft:",
    ]
    lines += [f"  title: {_quoted(draft.title)}"]
    lines += [f"  by: {_quoted(draft.by)}"] if draft.by else []
    lines += [f"  date: {draft.date}"] if draft.date else []
    lines += [f"  complete: {'true' if draft.complete else 'false'}", "clauses:"]
    for c in draft.clauses:
        lines += list(_clause_yaml(c, how.get(c.number, "given"), issues))
    return "\n".join(lines) + "\n"


def _clause_yaml(c: Clause, how: str, issues: Mapping[str, Issue]) -> Iterator[str]:
    yield f"  - number: {_quoted(c.number)}"
    yield f"    issue: {c.issue or 'null'}"
    known = ", ".join(o.id for o in issues[c.issue].options) if c.issue and c.issue in issues else ""
    hint = "" if how == "given" else f"  # {_HOW_WORDS[how]}" + (f"; one of: {known}" if known else "")
    yield f"    option: {c.option or 'null'}{hint}"
    if c.text:
        yield f"    text: {_quoted(c.text)}"
    if c.guarantee:
        import json

        yield f"    guarantee: {json.dumps(dict(c.guarantee), ensure_ascii=False)}"


def _quoted(text: str | None) -> str:
    import json

    return json.dumps(text, ensure_ascii=False)
