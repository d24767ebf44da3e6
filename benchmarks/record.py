"""Measure the record with 20,000 reports and 400,000 entries: add, the questions, check.

    python benchmarks/record.py [--reports 20000] [--db FILE]

Each figure is the wall time of one call in a warm process; the file lies in a temporary folder.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import resource
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from pourparler import record
from pourparler.domain import (
    Assessment,
    Document,
    Event,
    Judgement,
    Meeting,
    Party,
    PersonMention,
    Position,
    Proposal,
    Reader,
    Reading,
    Response,
    Statement,
    StickingPoint,
    entry_id,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PARTIES = ("Northland", "Southland", "Eastmark", "UN", "Westerlund")
PEOPLE = ("Ana Orlova", "Karl Brandt", "Mirela Kost", "Jon Ashby", "Ilse Vard", "Tomas Rehn")
ISSUES = ("territory", "ceasefire", "security-guarantees", "prisoners", "sanctions", "withdrawal", "energy")
STANCES = ("demands", "supports", "offers", "conditional", "opposes", "rejects")
WORDS = [
    "delegation",
    "talks",
    "border",
    "monitoring",
    "ceasefire",
    "exchange",
    "prisoners",
    "guarantee",
    "zone",
    "withdrawal",
    "council",
    "minister",
    "army",
    "treaty",
    "proposal",
    "draft",
    "text",
    "clause",
    "mediator",
    "corridor",
    "bridge",
    "harbour",
    "energy",
    "line",
    "river",
    "plan",
    "offer",
    "deal",
]
READER = Reader("synthetic", "1.0")
SENTENCES = 24  # of about 20 words: a report of 3,000 characters


def synthetic(number: int) -> Reading:
    """Return report `number` with twenty entries, always the same."""
    rng = random.Random(number)
    sentences = [_sentence(rng) for _ in range(SENTENCES)]
    starts = [sum(len(s) + 1 for s in sentences[:n]) for n in range(SENTENCES)]
    day = dt.date(2022, 1, 1) + dt.timedelta(days=number % 1500)
    document = Document(
        f"{' '.join(sentences)} ({number})",
        title=f"Report {number}",
        publisher="Synthetic Bulletin",
        published=day.isoformat(),
        published_how="given",
        path=f"reports/{number}.txt",
    )
    return _entries(document, [(s, s + len(t)) for s, t in zip(starts, sentences, strict=True)], day, rng)


def _sentence(rng: random.Random) -> str:
    words = " ".join(rng.choices(WORDS, k=14))
    return f"{rng.choice(PEOPLE)} of {rng.choice(PARTIES)} said the {words}."


def _entries(document: Document, spans: list[tuple[int, int]], day: dt.date, rng: random.Random) -> Reading:
    def common(kind: str, n: int) -> dict[str, object]:
        return {
            "id": entry_id(kind, document.id, spans[n], n),
            "passages": (document.passage(*spans[n]),),
            "confidence": round(rng.uniform(0.3, 1), 3),
            "reader": READER,
            "date": day.isoformat(),
            "published": document.published,
            "explanation": ("cue: said", "pattern: subject-verb-content", "speaker: nearest name"),
        }

    def one(n: int) -> Statement:
        start, end = spans[n]
        return Statement(
            **common("statement", n),  # type: ignore[arg-type]
            speaker=rng.choice(PEOPLE),
            speaker_span=(start, start + 9),
            party=rng.choice(PARTIES),
            cue="said",
            cue_span=(start + 20, start + 24),
            content_spans=((start + 25, end - 1),),
            quoted="indirect",
        )

    def position(n: int) -> Position:
        return Position(
            **common("position", n),  # type: ignore[arg-type]
            party=rng.choice(PARTIES),
            issue=rng.choice(ISSUES),
            stance=rng.choice(STANCES),
            options=(" ".join(rng.choices(WORDS, k=2)),),
            voice="own",
        )

    def event(n: int) -> Event:
        return Event(
            **common("event", n),  # type: ignore[arg-type]
            type=rng.choice(("ASSAULT", "AID", "CONSULT")),
            asserted_by="narrator",
            initiators=(rng.choice(PARTIES),),
            recipients=(rng.choice(PARTIES),),
            trigger_span=spans[n],
        )

    return Reading(
        document=document,
        parties=tuple(Party(name, "state") for name in PARTIES),
        people=tuple(
            PersonMention(name.lower(), name, "envoy", rng.choice(PARTIES), False, None, None, spans[0])  # noqa: FBT003
            for name in PEOPLE[:3]
        ),
        statements=tuple(one(n) for n in range(7)),
        positions=tuple(position(n) for n in range(7, 11)),
        events=tuple(event(n) for n in range(11, 15)),
        meetings=(Meeting(**common("meeting", 15), place="Oslo", participants=PARTIES[:2]),),  # type: ignore[arg-type]
        proposals=(
            Proposal(**common("proposal", 16), by=rng.choice(PARTIES), issue=rng.choice(ISSUES)),  # type: ignore[arg-type]
        ),
        responses=(
            Response(**common("response", 17), by=rng.choice(PARTIES), response="rejects"),  # type: ignore[arg-type]
        ),
        assessments=(Assessment(**common("assessment", 18), by="narrator", polarity="mixed"),),  # type: ignore[arg-type]
        sticking_points=(StickingPoint(**common("sticking_point", 19), issue=rng.choice(ISSUES)),),  # type: ignore[arg-type]
    )


def clock() -> Iterator[str]:
    """Yield a moment for each write, one second apart."""
    now = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
    while True:
        now += dt.timedelta(seconds=1)
        yield now.isoformat()


def timed(what: str, call: Callable[[], object], *, times: int = 3) -> None:
    """Print the median wall time of a call, the processor's time in it, and the size of what it gives."""
    took, used, given = [], [], None
    for _ in range(times):
        start, begun = time.perf_counter(), time.process_time()
        given = call()
        took.append(time.perf_counter() - start)
        used.append(time.process_time() - begun)
    report(what, statistics.median(took), statistics.median(used), str(given))


def report(what: str, took: float, used: float, given: str) -> None:
    """Print one line."""
    print(f"{what:<44} {took:9.3f} s {used:9.3f} s CPU   {given}", flush=True)


def measure(path: Path, reports: int) -> None:
    """Fill a record and ask it everything."""
    ticks = clock()
    with record.open(path, now=lambda: next(ticks)) as memory:
        start, begun = time.perf_counter(), time.process_time()
        for done in memory.add_all(synthetic(n) for n in range(reports)):
            if not done.stored and not done.already:
                print(f"not stored: {done.document}")
        took, used = time.perf_counter() - start, time.process_time() - begun
        size = path.stat().st_size / 2**20
        report(f"add {reports} reports, 50 in a transaction", took, used, f"{size:.0f} MiB")
        more = iter(range(reports, reports + 1000))
        timed("add one more report", lambda: len(memory.add(synthetic(next(more))).new), times=50)
        timed("add a report that is there", lambda: len(memory.add(synthetic(7)).new), times=50)
        for n in range(0, reports, max(1, reports // 1000)):
            first = next(synthetic(n).entries()).id
            memory.judge(Judgement(first, "confirmed", "bench", "2026-03-02T00:00:00Z"))
        timed("brief: view of everything", lambda: len(memory.view().entries))
        timed("brief of one report", lambda: len(memory.view(documents=[synthetic(7).document.id]).entries))
        timed("as of a day in the middle", lambda: len(memory.view(as_of="2024-01-01").entries))
        middle = "2026-03-01T00:03:00Z"
        timed("as recorded early", lambda: len(memory.view(recorded_by=middle).entries))
        timed("matrix: view of positions", lambda: len(memory.view(kinds=["position"]).entries))
        kinds = ["event", "meeting"]
        timed("timeline: view of events and meetings", lambda: len(memory.view(kinds=kinds).entries))
        timed("confirmed only", lambda: len(memory.view(confirmed=True).entries))
        timed("who-said, a common word, 50 shown", lambda: memory.search("ceasefire", limit=50).total)
        rare = 'speaker:Orlova party:UN "treaty proposal draft"'
        timed("who-said, a rare phrase", lambda: memory.search(rare, limit=50).total)
        timed("audit verify", lambda: memory.verify().intact, times=1)
        timed("forget one report", lambda: memory.forget(synthetic(3).document.id).entries, times=1)
    print(f"memory at its peak: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")


def main() -> None:
    """Measure in a temporary folder, or in a file that is kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--db", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(args.db or Path(folder) / "bench.db", args.reports)


if __name__ == "__main__":
    main()
