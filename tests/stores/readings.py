"""Readings to store: written by hand, and drawn at random."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from pourparler.domain import (
    KINDS,
    Document,
    Entry,
    Finding,
    Number,
    Party,
    PersonMention,
    Reader,
    Reading,
    entry_id,
)
from pourparler.domain.contract import LISTS
from pourparler.domain.entries import (
    COMMITMENT_STATUSES,
    EVENT_TYPES,
    POLARITIES,
    QUOTED,
    RESPONSES,
    STANCES,
    STATUSES,
    VOICES,
)

FIRST = Reader("rules", "0.9")
BETTER = Reader("rules", "0.10")

TALKS = (
    "Ana Orlova, the Northland envoy, said the talks in Oslo were useful. "
    "Southland rejects a buffer zone. Northland proposed a buffer zone on Monday."
)


def made(kind: str, document: Document, quote: str, *key: object, reader: Reader = FIRST, **also: Any) -> Any:
    """Return an entry that rests on a quote of the document."""
    start = document.text.index(quote)
    span = (start, start + len(quote))
    return KINDS[kind](
        id=entry_id(kind, document.id, span, *key),
        passages=(document.passage(*span),),
        confidence=0.75,
        reader=reader,
        **also,
    )


def talks(*, reader: Reader = FIRST, text: str = TALKS, **about: Any) -> Reading:
    """Return a small reading with a statement, a position and a proposal."""
    about = {"published": "2026-02-05", "published_how": "given", "path": "talks.txt", **about}
    document = Document(text, **about)
    said, rejects, proposed = text[: text.index(".") + 1], "Southland rejects", "Northland proposed"
    start = text.index("Ana Orlova")
    return Reading(
        document,
        parties=(Party("Northland", "state", "NOR"), Party("Southland", "state")),
        people=(PersonMention("ana-orlova", "Ana Orlova", "envoy", "Northland", False, None, None, (0, 10)),),
        statements=(
            made(
                "statement", document, said, "Ana Orlova", reader=reader, speaker="Ana Orlova",
                speaker_span=(start, start + 10), party="Northland", cue="said", cue_span=None,
                content_spans=((38, 67),), quoted="indirect", date="2026-02-05",
            ),
        ),
        positions=(
            made(
                "position", document, rejects, "Southland", reader=reader, party="Southland",
                issue="demilitarisation", stance="rejects", options=("a buffer zone",), voice="narrator",
            ),
        ),
        proposals=(
            made(
                "proposal", document, proposed, "Northland", reader=reader, by="Northland", to=("Southland",),
                issue="demilitarisation", components=("a buffer zone",), date="2026-02-02",
            ),
        ),
        findings=(Finding("no year given", span=(0, 3)),),
    )  # fmt: skip


def with_entries(reading: Reading, entries: list[Entry]) -> Reading:
    """Return a reading with these entries instead."""
    lists: Any = {name: tuple(e for e in entries if kind == e.KIND) for kind, name in LISTS.items()}
    return replace(reading, **lists)


def told(reading: Reading) -> list[Entry]:
    """Return a reading's entries as the record gives them, but for when it learned them."""
    document = reading.document
    return [replace(e, published=e.published or document.published) for e in reading.entries()]


def unrecorded(entries: Any) -> list[Entry]:
    """Return entries without the moment that the record learned them, in order of id."""
    return sorted((replace(e, recorded=None) for e in entries), key=lambda e: e.id)


# Drawn at random -------------------------------------------------------------------------------------

words = st.text(st.characters(codec="utf-8") | st.sampled_from("\ud800\0\"';=,\n"), min_size=1, max_size=12)
maybe_words = st.none() | words
names = st.sampled_from(("Northland", "Southland", "UN", "independent", "unknown"))
several = st.lists(names, max_size=3).map(tuple)
issues = st.none() | st.sampled_from(("territory", "ceasefire", "energy"))
days = st.none() | st.dates().map(str) | st.just("2026-02") | st.just("2026-02-01/2026-02-03")
readers = st.sampled_from((FIRST, Reader("model", "2")))
confidences = st.floats(0, 1)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Draw a document of any text, empty ones excluded, since nothing can be quoted from them."""
    how = draw(st.sampled_from(("given", "metadata", "inferred", "unknown")))
    published = None if how == "unknown" else draw(st.dates()).isoformat()
    return Document(
        draw(st.text(st.characters() | st.sampled_from("\ud800\0"), min_size=2, max_size=80)),
        title=draw(maybe_words),
        publisher=draw(maybe_words),
        published=published,
        published_how=how,
        language="en",
        path=draw(words),
    )


@st.composite
def spans(draw: st.DrawFn, document: Document) -> tuple[int, int]:
    """Draw a stretch of a document."""
    start = draw(st.integers(0, len(document.text) - 1))
    return start, draw(st.integers(start + 1, len(document.text)))


@st.composite
def entries(draw: st.DrawFn, document: Document, kind: str) -> Entry:
    """Draw an entry of a kind, every field of it."""
    any_span = spans(document)
    found = draw(st.lists(any_span, min_size=1, max_size=3))
    numbers = st.builds(
        Number, st.none() | st.floats(allow_nan=False), maybe_words, st.sampled_from(("exact", "about")), any_span
    )  # fmt: skip
    common: dict[str, Any] = {
        "id": entry_id(kind, document.id, found[0], draw(st.integers(0, 10**6))),
        "passages": tuple(document.passage(*span) for span in found),
        "confidence": draw(confidences),
        "reader": draw(readers),
        "date": draw(days),
        "published": document.published,
        "explanation": draw(st.lists(words, max_size=2).map(tuple)),
    }
    own: dict[str, dict[str, st.SearchStrategy[Any]]] = {
        "statement": {
            "speaker": maybe_words, "speaker_span": st.none() | any_span, "party": st.none() | names,
            "cue": maybe_words, "cue_span": st.none() | any_span,
            "content_spans": st.lists(any_span, max_size=2).map(tuple), "quoted": st.sampled_from(QUOTED),
            "within": maybe_words, "person": maybe_words,
        },
        "event": {
            "type": st.sampled_from(EVENT_TYPES), "mode": maybe_words, "status": st.sampled_from(STATUSES),
            "asserted_by": st.none() | names, "alleged": st.booleans(), "initiators": several,
            "recipients": several, "place": maybe_words, "trigger_span": any_span,
            "numbers": st.lists(numbers, max_size=2).map(tuple), "latitude": st.none() | st.floats(-90, 90),
        },
        "meeting": {
            "place": maybe_words, "participants": several, "brokers": several,
            "status": st.sampled_from(STATUSES), "ordinal": st.none() | st.integers(1, 99),
            "count": st.none() | st.integers(1, 99), "agenda": maybe_words,
        },
        "position": {
            "party": st.none() | names, "issue": issues, "stance": st.sampled_from(STANCES),
            "options": st.lists(words, max_size=2).map(tuple), "condition": maybe_words,
            "unchanged": st.booleans(), "voice": st.sampled_from(VOICES), "statement": maybe_words,
        },
        "proposal": {
            "by": st.none() | names, "to": several, "issue": issues,
            "components": st.lists(words, max_size=2).map(tuple),
        },
        "response": {
            "by": st.none() | names, "proposal": maybe_words, "response": st.sampled_from(RESPONSES),
            "condition": maybe_words,
        },
        "assessment": {"by": st.none() | names, "about": maybe_words, "polarity": st.sampled_from(POLARITIES)},
        "sticking_point": {"issue": issues, "said_by": st.none() | names},
        "commitment": {
            "by": several, "to": several, "issue": issues, "terms": maybe_words, "in_exchange_for": maybe_words,
            "trigger": maybe_words, "binding": st.none() | st.booleans(),
            "status": st.sampled_from(COMMITMENT_STATUSES), "asserted_by": st.none() | names,
        },
    }  # fmt: skip
    return KINDS[kind](**common, **{name: draw(how) for name, how in own[kind].items()})


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Draw a document with entries of any kinds, all from one reader."""
    document = draw(documents())
    kinds = draw(st.lists(st.sampled_from(sorted(KINDS)), max_size=4))
    reader = draw(readers)
    found = {e.id: replace(e, reader=reader) for e in (draw(entries(document, kind)) for kind in kinds)}
    people = draw(
        st.lists(
            st.builds(PersonMention, words, words, maybe_words, st.none() | names, st.booleans(), days, days,
                      spans(document)),
            max_size=2,
        )
    )  # fmt: skip
    parties = draw(st.lists(st.builds(Party, names, st.sampled_from(("state", "other"))), max_size=2))
    findings = draw(st.lists(st.builds(Finding, words), max_size=1))
    reading = Reading(document, tuple(parties), tuple(people), findings=tuple(findings))
    return with_entries(reading, list(found.values()))
