"""Rounds of talks: where, when, who, brokered by whom, which one, how often."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pourparler.domain import Meeting, entry_id
from pourparler.reading.adversaries import quarrel_in
from pourparler.reading.arguments import (
    coming,
    date_of,
    in_days,
    learned_actors,
    no_later,
    place_of,
    until_clause,
)
from pourparler.reading.story import NOBODY, Story, best_role
from pourparler.reading.talks import not_since, struck, without_date
from pourparler.reading.tools import READER
from pourparler.reading.weighing import weigh

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pourparler.domain import Event
    from pourparler.reading.adversaries import Quarrel
    from pourparler.reading.grammar import Frame
    from pourparler.reading.trees import Tree

HINT = 0.2  # confidence from which a mention may add to a round, without being one itself
TALKS = frozenset(
    {"talk", "talks", "negotiation", "negotiations", "round", "summit", "meeting", "session", "discussion"}
)
PHONE = re.compile(r"\b(phone|telephone|call(?:ed)?|video|virtual(?:ly)?)\b", re.IGNORECASE)
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "final": None,
}  # fmt: skip
CARDINALS = {
    "once": 1, "twice": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thrice": 3, "dozen": 12,
}  # fmt: skip
BROKERS = re.compile(
    r"^(?:brokered|mediated|hosted|facilitated|led|backed|sponsored|convened)$", re.IGNORECASE
)
_EVE = re.compile(r"\beve of\b|\b(?:day|night) before\b")
_TIMES = re.compile(r"\b(\d+|[a-z]+) times\b|\b(once|twice|thrice)\b", re.IGNORECASE)
_ORDINAL = re.compile(
    r"\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\d+(?:st|nd|rd|th))\s+"
    r"(?:\w+[- ]){0,2}?(?:day|round|time|meeting|session|set)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Round:
    """A candidate meeting."""

    sentence: int
    head: int
    participants: tuple[str, ...]
    brokers: tuple[str, ...]
    date: str | None
    place: str | None
    status: str
    how: str
    ordinal: int | None = None
    count: int | None = None
    agenda: str | None = None
    frame: Frame | None = None
    event: Event | None = None
    confidence: float = 0.0
    also: list[int] = field(default_factory=list)  # other sentences that tell of it
    notes: tuple[str, ...] = ()
    today: str | None = None  # the day of the report


def find_meetings(story: Story, events: Sequence[Event]) -> tuple[Meeting, ...]:
    """Return the rounds of talks of a report, one entry each however often it is mentioned.

    Args:
        story: The report, parsed and resolved.
        events: What `find_events` found; CONSULT events on rounds of talks become meetings.
    """
    bar = story.words.number("calibration", "meetings", "threshold", 0.45)
    quarrel = quarrel_in(story, events)
    found = []
    for one in candidates(story, events):
        one.confidence = weigh(story.words, "meetings", features(story, one, quarrel))
        if one.confidence >= min(bar, HINT):
            found.append(one)
    rounds = [r for r in one_each(found) if r.confidence >= bar]
    return tuple(_meeting(story, r) for r in sorted(rounds, key=lambda r: (r.sentence, r.head)))


def dated_by_meetings(
    story: Story, events: Sequence[Event], meetings: Sequence[Meeting]
) -> tuple[Event, ...]:
    """Return the events with "on the eve of the talks" dated, where the day of the talks is known."""
    days = [
        m.date[:10]
        for m in meetings
        if m.date and story.scene.anchor and m.date[:4] == story.scene.anchor[:4]
    ]
    if not days:
        return tuple(events)
    return tuple(_on_the_eve(story, e, days[0]) if e.date is None else e for e in events)


def _on_the_eve(story: Story, event: Event, day: str) -> Event:
    i = story.scene.sentence_at(event.trigger_span[0])
    for when in story.scene.when.get(i, ()):
        text = story.scene.document.text[when.span[0] : when.span[1]].lower()
        if when.value is None and _EVE.search(text) and not _other_between(story, i, event, when.span):
            try:
                before = date.fromisoformat(day) - timedelta(days=1)
            except ValueError:
                return event
            why = (*event.explanation, f"date: the day before the talks of {day}")
            return replace(event, date=before.isoformat(), explanation=why)
    return event


def _other_between(story: Story, i: int, event: Event, span: tuple[int, int]) -> bool:
    """Say whether the time expression is farther than a clause away, or the event is the talks themselves."""
    return event.type == "CONSULT" or span[0] < event.trigger_span[0] - 40 or not story.trees[i]


def candidates(story: Story, events: Sequence[Event]) -> Iterator[Round]:
    """Yield learned meeting frames, CONSULT events, deals struck, and history told by "did not ... until"."""
    by_sentence: dict[int, list[Event]] = {}
    for event in events:
        if event.type == "CONSULT":
            by_sentence.setdefault(story.scene.sentence_at(event.trigger_span[0]), []).append(event)
    for i in range(len(story.trees)):
        taken: list[tuple[int, Event | None]] = []
        for frame in story.frames(i, "meet"):
            head = story.anchor(i, frame)
            at = story.span(i, frame.start, frame.end)
            same = next((e for e in by_sentence.get(i, []) if _overlap(e, at)), None)
            yield by_frame(story, i, head, frame, same)
            taken.append((head, same))
        for event in by_sentence.get(i, []):
            head = story.scene.head_of(*story.scene.tokens_in(event.trigger_span))
            if not any(t is event or h == head for h, t in taken):
                yield by_event(story, i, head, event)
    for event, place in struck(story, events):
        i, first, last = story.scene.tokens_in(event.trigger_span)
        yield by_event(story, i, story.scene.head_of(i, first, last), replace(event, place=place))


def _overlap(event: Event, span: tuple[int, int]) -> bool:
    return event.trigger_span[0] < span[1] and span[0] < event.trigger_span[1]


def by_frame(story: Story, i: int, head: int, frame: Frame, event: Event | None) -> Round:
    """Turn a learned frame into a candidate."""
    who, brokers = learned_actors(story, i, frame, "who"), learned_actors(story, i, frame, "broker")
    date, date_why = date_of(story, i, head, frame)
    place = place_of(story, i, head, frame)
    agenda = best_role(frame, "agenda")
    status = event.status if event else frame.label
    one = Round(
        i, head, who, brokers, date or (event.date if event else None),
        place or (event.place if event else None), status, f"learned frame, probability {frame.probability:.2f}",
        frame=frame, event=event, notes=(date_why,) if date_why else (),
        agenda=story.text(i, agenda.start, agenda.end) if agenda and agenda.probability >= 0.4 else None,
    )  # fmt: skip
    return complete(story, one)


def by_event(story: Story, i: int, head: int, event: Event) -> Round:
    """Turn a CONSULT event into a candidate."""
    return complete(
        story,
        Round(
            i,
            head,
            event.initiators,
            (),
            event.date,
            event.place,
            event.status,
            f"a {event.type} event",
            event=event,
        ),
    )


def complete(story: Story, r: Round) -> Round:
    """Fill in participants, brokers, ordinal, count and history from the tree and the sentence."""
    tree = story.trees[r.sentence]
    r.today = story.scene.anchor
    brokers = tuple(dict.fromkeys((*r.brokers, *brokers_of(story, r.sentence, r.head))))
    joined = tuple(dict.fromkeys((*r.participants, *(r.event.initiators if r.event else ()))))
    r.brokers = tuple(b for b in brokers if b != r.place)
    r.participants = tuple(p for p in joined if p not in {*r.brokers, r.place}) or joined
    text = story.scene.passage(r.sentence).exact
    r.ordinal = ordinal_in(text)
    if (
        r.ordinal
        and r.date is None
        and r.today
        and "day" in text
        and r.status in {"ongoing", "happened"}
        and begun(tree)
    ):
        r.date = days_to(r.today, r.ordinal)
        r.notes = (*r.notes, f"day {r.ordinal} has begun as the report is published")
    r.count = count_near(tree, r.head, text)
    r.date = in_days(r.date)
    if r.status in {"planned", "hypothetical"}:
        why = " ".join((*r.notes, *(r.event.explanation if r.event else ())))
        r.date = no_later(coming(r.date, why, r.today), why, r.today)
    r.place = without_date(r.place)
    if r.status == "denied" and (since := not_since(story, r.sentence, r.head)):
        r.status, r.date = "happened", since
        r.notes = (*r.notes, "'not ... since': they did meet then")
    if until := until_clause(story, r.sentence, r.head):
        r.status, r.date = "happened", in_days(until)
        r.notes = (*r.notes, "'not ... until': they did meet then")
    return r


def brokers_of(story: Story, i: int, k: int) -> tuple[str, ...]:
    """Return who brokered or mediated: "US-brokered talks", "talks mediated by X", "X is brokering"."""
    tree = story.trees[i]
    found: list[str] = []
    for c in range(len(tree)):
        if not (BROKERS.match(tree.word(c)) or tree.lemma(c) in {"broker", "mediate", "facilitate"}):
            continue
        if tree.lemma(c) in {"lead", "back", "sponsor"} and tree.head(c) != k:
            continue
        agent, glued = tree.agent(c), tree.before_hyphen(c)
        doers = [d for d in (agent if agent >= 0 else glued,) if d >= 0] or [
            d
            for d in tree.having(c, "compound", "nmod", "obl", "nsubj")
            if tree.tokens[d].upos in {"PROPN", "ADJ", "NOUN"}
        ]
        found += [p for d in doers for p in story.parties(i, d) if p not in NOBODY]
    return tuple(dict.fromkeys(found))


def ordinal_in(text: str) -> int | None:
    """Return which day or round a sentence speaks of.

    >>> ordinal_in("began a second day of US-brokered talks")
    2
    """
    found = _ORDINAL.search(text)
    if not found:
        return None
    word = found[1].lower()
    return ORDINALS.get(word) or (int(word[:-2]) if word[:-2].isdigit() else None)


def begun(tree: Tree) -> bool:
    """Say whether a sentence tells what has just begun or goes on, in the present perfect or progressive."""
    return any(
        tree.lemma(k) in {"begin", "start", "open", "hold", "enter", "resume"}
        and any(tree.word(c) in {"have", "has", "are", "is"} for c in tree.having(k, "aux"))
        for k in range(len(tree))
    )  # fmt: skip


def days_to(today: str, ordinal: int) -> str:
    """Return the range of days of which today is the given one.

    >>> days_to("2026-02-05", 2)
    '2026-02-04/2026-02-05'
    """
    try:
        last = date.fromisoformat(today[:10])
    except ValueError:
        return today
    first = last - timedelta(days=min(ordinal, 30) - 1)
    return last.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def count_near(tree: Tree, k: int, text: str) -> int | None:
    """Return how many meetings, where the verb of meeting carries "seven times"."""
    if not tree.verbal(k) and not any(tree.verbal(h) for h in tree.up(k)):
        return None
    found = _TIMES.search(text)
    if not found:
        return None
    word = (found[1] or found[2]).lower()
    return int(word) if word.isdigit() and len(word) < 5 else CARDINALS.get(word)


def features(story: Story, r: Round, quarrel: Quarrel) -> dict[str, float]:
    """Return what is known about a candidate meeting as numbers."""
    tree = story.trees[r.sentence]
    text = story.scene.passage(r.sentence).exact
    known = [p for p in (*r.participants, *r.brokers) if p in story.party_names]
    kind = quarrel.round_of(known)
    return {
        "frame": r.frame.probability if r.frame else 0.0,
        "framed": float(r.frame is not None),
        "event": r.event.confidence if r.event else 0.0,
        "dated_round": float(r.date is not None),
        "placed": float(r.place is not None),
        "both": float(r.date is not None and r.place is not None),
        "two": float(len(r.participants) >= 2),
        "crowd": float(len(r.participants) > 3),
        "talks": float(tree.lemma(r.head) in TALKS),
        "meeting": float(tree.lemma(r.head) in {"meeting", "meet"}),
        **{name: float(kind == name) for name in ("sides", "mediated", "side-meeting")},
        "strangers": float(not kind and bool(known) and not quarrel.sides & set(known)),
        "deal": float(r.event is not None and r.event.type == "AGREE"),
        "broker": float(bool(r.brokers)),
        "phone": float(bool(PHONE.search(text))),
        "ordinal": float(r.ordinal is not None),
        "counted": float(r.count is not None),
        "hypothetical": float(r.status in {"hypothetical", "denied"}),
        "visit": float(tree.lemma(r.head) in {"visit", "trip", "tour", "travel", "arrive"}),
    }


def one_each(found: Sequence[Round]) -> list[Round]:
    """Join the mentions of one round: same day or unknown, same place or unknown, no other company."""
    kept: list[Round] = []
    for r in sorted(found, key=lambda r: (-_told(r), r.sentence, r.head)):
        same = next((k for k in kept if _same_round(k, r)), None)
        if same is None:
            kept.append(r)
            continue
        same.also.append(r.sentence)
        same.participants = same.participants or r.participants
        same.brokers = tuple(dict.fromkeys((*same.brokers, *r.brokers)))
        same.ordinal = same.ordinal or r.ordinal
        same.place, same.date = same.place or r.place, same.date or r.date
        same.confidence = max(same.confidence, r.confidence)
    return kept


def _told(r: Round) -> int:
    return 2 * (r.date is not None) + 2 * (r.place is not None) + (len(r.participants) >= 2)


def _same_round(a: Round, b: Round) -> bool:
    """Say whether two mentions are one round; an undated one is the report's main round."""
    if a.count != b.count or (
        a.participants and b.participants and not set(a.participants) & set(b.participants)
    ):
        return False
    if a.date and b.date and not (a.date[:10] == b.date[:10] or _within(a.date, b.date)):
        return False
    left, right = (a.place or "").lower(), (b.place or "").lower()
    if left and right and not (left in right or right in left):
        return False
    if bool(a.date and b.date) or bool(left and right):
        return True
    history = bool(a.date and a.date[:4] < (a.today or b.today or "")[:4]) or any(
        "until" in n for n in a.notes + b.notes
    )
    if history or {a.status, b.status} == {"planned", "happened"}:
        return False
    return not b.participants or len(set(a.participants) & set(b.participants)) > 1 or not (b.date or b.place)


def _within(a: str, b: str) -> bool:
    (a_from, _, a_to), (b_from, _, b_to) = a.partition("/"), b.partition("/")
    return a_from <= (b_to or b_from) and b_from <= (a_to or a_from)


def _meeting(story: Story, r: Round) -> Meeting:
    sentences = (r.sentence, *(s for s in dict.fromkeys(r.also) if s != r.sentence))
    passages = tuple(story.scene.passage(s) for s in sentences)
    return Meeting(
        id=entry_id("meeting", story.scene.document.id, passages[0].span, r.date, r.place, r.head),
        passages=passages,
        confidence=round(r.confidence, 3),
        reader=READER,
        date=r.date,
        explanation=(r.how, *r.notes),
        place=r.place,
        participants=r.participants,
        brokers=r.brokers,
        status=r.status
        if r.status in {"happened", "ongoing", "planned", "hypothetical", "denied"}
        else "happened",
        ordinal=r.ordinal,
        count=r.count,
        agenda=r.agenda,
    )
