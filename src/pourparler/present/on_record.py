"""What no cited position rules out, in words: packages, knots, and each side's word on every issue."""

from __future__ import annotations

from itertools import groupby, product
from typing import TYPE_CHECKING

from pourparler.domain import Commitment, StickingPoint
from pourparler.present import words
from pourparler.present.brief import Line, Section, Table
from pourparler.present.clip import clip
from pourparler.settlement.on_record.grounds import ASSUMED, FIRM, HELD, IN, SOFT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from pourparler.domain import View
    from pourparler.present.questions import Citing
    from pourparler.settlement.on_record import Choice, Ground, Knot, OnRecord, Part, Yielding

LISTED = 40
"""Groups of packages that are shown; the count is of all."""
FIRMNESS_WORDS = {
    FIRM: "firm",
    SOFT: "not firm: supported, offered or proposed",
    HELD: "what is held on the ground, as reported",
    ASSUMED: "assumed",
}


def on_record_sections(
    answer: OnRecord, firm: OnRecord, wider: OnRecord, citing: Citing, *, sure: Collection[str]
) -> list[Section]:
    """Return the answer in sections.

    Args:
        answer: With every entry that counts.
        firm: With firm words only.
        wider: With entries as well that nobody can be sure of.
        citing: Numbers the passages.
        sure: Ids of the entries that count.
    """
    return [
        packages_section(answer, firm),
        knots_section(answer, citing),
        unsure_section(wider, citing, sure=sure),
        sides_section(wider, citing, sure=sure),
        others_section(answer, citing),
        grounds_section(answer),
    ]


def packages_section(answer: OnRecord, firm: OnRecord) -> Section:
    """Return the packages that no cited position rules out, in groups by what they leave open."""
    lines = [Line(_verdict(answer), mark="note")]
    if answer.knots and firm.count:
        lines.append(Line(f"With firm words alone {_packages(firm)} not ruled out.", mark="note"))
    elif answer.knots:
        lines.append(Line("Firm words alone leave none either.", mark="note"))
    shown = [p for p in answer.parts if _is_issue(answer, p)]
    if answer.knots and shown:
        lines.append(Line("Apart from that, this is left:", mark="note"))
    lines += [Line(_part_words(answer, p)) for p in shown if len(p.boxes) == 1]
    lines += list(_groups(answer, [p for p in shown if len(p.boxes) > 1]))
    if answer.open:
        text = "Open, since nobody at the table has a word on them that counts: "
        lines.append(Line(text + ", ".join(words.issue(i) for i in answer.open) + ".", mark="note"))
    return Section(
        "packages", "Not ruled out on the record", tuple(lines), empty="No position with an option counts."
    )


def _verdict(answer: OnRecord) -> str:
    if not answer.grounds:
        return "No cited position rules anything out: there is none that counts."
    if answer.knots:
        issues = words.names([words.issue(i) for i in _issues(answer, answer.knots)])
        return f"None: on {issues} the cited positions cannot all stand together (see below)."
    return (
        f"{_packages(answer).capitalize()} not ruled out. That is not to say that anyone would accept them."
    )


def _packages(answer: OnRecord) -> str:
    least = "" if answer.exact else "at least "
    return f"{least}{answer.count:,} package{' is' if answer.count == 1 else 's are'}"


def _issues(answer: OnRecord, knots: Sequence[Knot]) -> list[str]:
    return list(dict.fromkeys(answer.choice(c).issue for k in knots for c in k.choices))


def _is_issue(answer: OnRecord, part: Part) -> bool:
    return any(answer.choice(c).wording is None for c in part.choices)


def _part_words(answer: OnRecord, part: Part) -> str:
    return "; ".join(
        _left(answer.choice(c), options) for c, options in zip(part.choices, part.boxes[0], strict=True)
    )


def _left(choice: Choice, options: Sequence[str]) -> str:
    name = words.issue(choice.issue)
    if choice.wording and len(options) == 1:
        return f"{name}, {'with' if options[0] == IN else 'without'} “{clip(choice.wording, 90)}”"
    if len(options) == len(choice.options) > 1:
        return f"{name}: open, any of its {len(options)} options"
    return f"{name}: {' or '.join(clip(choice.label(o), 90) for o in options)}"


def _groups(answer: OnRecord, parts: Sequence[Part]) -> Iterator[Line]:
    """Yield the combinations of parts that hang together, under heads that say what they leave open."""
    if not parts:
        return
    ids = [c for p in parts for c in p.choices]
    combined = [[o for box in boxes for o in box] for boxes in product(*(p.boxes for p in parts))]
    keyed = sorted((_open_issues(answer, ids, row), row) for row in combined[: LISTED * 25])
    shown = 0
    for head, rows in groupby(keyed, key=lambda x: x[0]):
        yield Line(
            f"Leaving open {words.names(head)}" if head else "Leaving nothing of these open", mark="head"
        )
        for _, row in rows:
            if shown < LISTED:
                yield Line("; ".join(_left(answer.choice(c), o) for c, o in zip(ids, row, strict=True)))
            shown += 1
    if len(combined) > LISTED:
        yield Line(f"{len(combined) - LISTED:,} more groups of the same kind", mark="note")


def _open_issues(answer: OnRecord, ids: Sequence[str], row: Sequence[Sequence[str]]) -> list[str]:
    return [
        words.issue(answer.choice(c).issue) for c, options in zip(ids, row, strict=True) if len(options) > 1
    ]


def knots_section(answer: OnRecord, citing: Citing) -> Section:
    """Return every minimal set that cannot stand together, and who would have to yield."""
    lines: list[Line] = []
    for knot in answer.knots:
        title = words.names([words.issue(i) for i in _issues(answer, [knot])])
        lines.append(Line(f"On {title}", mark="head"))
        for conflict in knot.conflicts:
            grounds = [answer.ground(g) for g in conflict]
            text = " <> ".join(ground_words(answer, g) for g in grounds)
            lines.append(Line(text, citing.ids(e for g in grounds for e in g.evidence)))
        lines += list(_yields(answer, knot, citing))
        if not knot.complete:
            lines.append(Line("There may be more sets than are listed here.", mark="note"))
    return Section(
        "knots",
        "What cannot all stand, and what would have to yield",
        tuple(lines),
        empty="Nothing: the cited positions can all stand together.",
    )


def unsure_section(wider: OnRecord, citing: Citing, *, sure: Collection[str]) -> Section:
    """Return what could not stand together if entries were right that nobody can be sure of."""
    lines = []
    for conflict in (c for k in wider.knots for c in k.conflicts):
        grounds = [wider.ground(g) for g in conflict]
        if any(_unsure(g, sure) for g in grounds):
            text = " <> ".join(ground_words(wider, g) for g in grounds)
            lines.append(Line(text, citing.ids(e for g in grounds for e in g.evidence), "unresolved"))
    if lines:
        lines.append(
            Line("None of this counts above; `pourparler review` lets a person decide.", mark="note")
        )
    return Section(
        "unsure",
        "What could not stand either, if unsure entries are right",
        tuple(lines),
        empty="Nothing more.",
    )


def _unsure(ground: Ground, sure: Collection[str]) -> bool:
    own = set(ground.evidence) - set(ground.renewed)
    return ground.firmness != ASSUMED and not any(e in sure for e in own)


def _yields(answer: OnRecord, knot: Knot, citing: Citing) -> Iterator[Line]:
    if len(knot.smallest) > 1:
        yield Line(f"One of these {len(knot.smallest)} smallest sets would have to yield:", mark="note")
    elif knot.smallest:
        yield Line("The smallest set that would have to yield:", mark="note")
    for one in knot.smallest:
        yield _yielding(answer, one, "to yield", citing)
    known = {y.grounds for y in knot.smallest}
    for one in knot.alone:
        if one.grounds not in known:
            who = answer.ground(one.grounds[0]).by
            yield _yielding(answer, one, f"or {who} alone", citing)
    yield Line("Smallest counts cited positions; it does not say who is right.", mark="note")


def _yielding(answer: OnRecord, one: Yielding, lead: str, citing: Citing) -> Line:
    grounds = [answer.ground(g) for g in one.grounds]
    text = " and ".join(ground_words(answer, g) for g in grounds)
    left = f"then not ruled out: {_remaining(answer, one.left)}"
    return Line(f"{lead}: {text}; {left}", citing.ids(e for g in grounds for e in g.evidence))


def _remaining(answer: OnRecord, part: Part) -> str:
    """Say what is left of each choice over all packages of a part."""
    found = []
    for i, id_ in enumerate(part.choices):
        choice = answer.choice(id_)
        options = [o for o in choice.options if any(o in box[i] for box in part.boxes)]
        found.append(_left(choice, options))
    least = "" if part.complete else "at least "
    return "; ".join(found) + (f" ({least}{part.count} packages)" if part.count > 1 else "")


def ground_words(answer: OnRecord, ground: Ground) -> str:
    """Put a ground into words: who, what, how firmly, since when, by whose voice."""
    if ground.firmness == ASSUMED:
        return f"assumption {ground.assumption} ({ground.by}): {_assumed_words(answer, ground)}"
    labels = [clip(answer.choice(c).label(o), 110) for c, o in ground.picks]
    joint = " together with ".join(labels) if "refuses together" in ground.id else " or ".join(labels)
    if ground.firmness == HELD:
        what = f"{ground.by} holds what {ground.why} claims"
    else:
        what = f"{ground.by} {'/'.join(ground.stances)}: {joint}"
    if ground.conditions:
        what += f", on condition: {'; '.join(clip(c, 80) for c in ground.conditions)}"
    since = f"since {words.day(ground.since)}" if ground.since else "undated"
    if ground.last_word and ground.last_word != ground.since:
        since += f", last word {words.day(ground.last_word)}"
    return f"{what} ({FIRMNESS_WORDS[ground.firmness]}; {since}; {words.VOICE_WORDS[ground.voice or 'narrator']})"


def _assumed_words(answer: OnRecord, ground: Ground) -> str:
    labels = [f"{words.issue(c)}: {clip(answer.choice(c).label(o), 80)}" for c, o in ground.picks]
    if ground.stances == ("requires",):
        return f"“{labels[0]}” requires “{labels[1]}”"
    return "not together: " + ", ".join(f"“{x}”" for x in labels)


def sides_section(answer: OnRecord, citing: Citing, *, sure: Collection[str]) -> Section:
    """Return each side's words in force, issue by issue; silence is said, and what is not sure is marked."""
    named, asked = _named(citing.view), _asked(citing.view)
    spoken = {answer.choice(c).issue for g in answer.grounds if g.firmness != ASSUMED for c in g.choices()}
    noted = {n.choice.partition(":")[0] for n in answer.noted if n.by in answer.parties}
    rows = []
    for issue in sorted(spoken | noted | named.keys()):
        cells = [_side(answer, issue, party, citing, sure=sure) for party in answer.parties]
        reports = [("named a sticking point", citing.ids(named.get(issue, ())))] if issue in named else []
        reports += [(text, citing.ids([e])) for text, e in asked.get(issue, ())]
        what = Line(
            "; ".join(t for t, _ in reports) or "–", tuple(sorted({n for _, c in reports for n in c}))
        )
        rows.append((Line(words.issue(issue)), *cells, what))
    return Section(
        "sides",
        "Whose word stands on what",
        (),
        Table(("issue", *answer.parties, "reports"), tuple(rows)),
        empty="Nobody has a word on record.",
    )


def _named(view: View) -> dict[str, list[str]]:
    named: dict[str, list[str]] = {}
    for e in view.entries:
        if isinstance(e, StickingPoint) and e.issue:
            named.setdefault(e.issue, []).append(e.id)
    return named


def _asked(view: View) -> dict[str, list[tuple[str, str]]]:
    """Return issue -> (of whom something is sought, entry id)."""
    asked: dict[str, list[tuple[str, str]]] = {}
    for e in view.entries:
        if isinstance(e, Commitment) and e.issue and e.status == "sought" and e.by:
            text = f"sought from {words.names(e.by)}" + (f" for {words.names(e.to)}" if e.to else "")
            if text not in [t for t, _ in asked.get(e.issue, ())]:
                asked.setdefault(e.issue, []).append((text, e.id))
    return asked


def _side(answer: OnRecord, issue: str, party: str, citing: Citing, *, sure: Collection[str]) -> Line:
    parts: list[str] = []
    cites: list[str] = []
    doubts: list[bool] = []
    for g in answer.grounds:
        if (
            g.by == party
            and g.firmness != ASSUMED
            and any(answer.choice(c).issue == issue for c in g.choices())
        ):
            doubts.append(_unsure(g, sure))
            parts.append(_side_words(answer, g) + (" – not sure" if doubts[-1] else ""))
            cites += list(g.evidence)
    for n in answer.noted:
        if n.by == party and n.choice.partition(":")[0] == issue:
            condition = f" if {'; '.join(n.conditions)}" if n.conditions else ""
            doubts.append(not any(e in sure for e in n.evidence))
            doubt = " – not sure" if doubts[-1] else ""
            parts.append(f"{n.what}: {clip(n.label, 80)}{clip(condition, 90)}{doubt}")
            cites += list(n.evidence)
    if not parts:
        return Line("no position on record")
    mark = "unresolved" if all(doubts) else ""
    return Line(clip("; ".join(dict.fromkeys(parts)), 420), citing.ids(cites), mark)


def _side_words(answer: OnRecord, g: Ground) -> str:
    what = " or ".join(clip(answer.choice(c).label(o), 80) for c, o in g.picks)
    if g.firmness == HELD:
        return f"holds what {g.why} claims"
    since = f", since {words.day(g.since)}" if g.since else ""
    voice = "" if g.voice == "own" else f", {words.VOICE_WORDS[g.voice or 'narrator']}"
    return f"{'/'.join(g.stances)}: {what} ({'firm' if g.firmness == FIRM else 'not firm'}{since}{voice})"


def others_section(answer: OnRecord, citing: Citing) -> Section:
    """Return what those who are not at the table ask for or refuse; it rules nothing out."""
    lines = [
        Line(
            f"{n.by} {n.what.removeprefix('others: ')} on {words.issue(n.choice.partition(':')[0])}: "
            f"{clip(n.label, 160)}",
            citing.ids(n.evidence),
        )
        for n in answer.noted
        if n.what.startswith("others: ") and n.by not in answer.parties
    ]
    return Section(
        "others", "Words of others, which rule nothing out here", tuple(lines), empty="There are none."
    )


def grounds_section(answer: OnRecord) -> Section:
    """Return what the answer rests on besides cited positions."""
    lines = [
        Line(f"{ground_words(answer, g)}. {clip(g.why, 200)}", mark="claim")
        for g in answer.grounds
        if g.firmness == ASSUMED
    ]
    voices = (
        "Counted are the parties' own words and what reports say of them in their own voice, marked "
        "as such; only entries that are sure enough."
    )
    lines.append(Line(voices, mark="note"))
    return Section("grounds", "What this rests on besides", tuple(lines), empty="Nothing.")
