"""Read damaged reports, many of them, and say what broke the reader and what it found slow.

    .venv/bin/python evaluation/fuzz.py --count 100000 --seed 1 [--seconds 3600] [--keep FOLDER]
    .venv/bin/python evaluation/fuzz.py --monsters 100000

Each report is one of the examples, or a piece of one, after one to six mutations: characters, words,
sentences, paragraphs left out, doubled, exchanged; control characters, right-to-left marks, emoji,
lone surrogates; very long words, thousands of quotation marks, a sentence of thousands of words.
A text breaks the reader if it raises, or gives a passage that does not stand in the text. The same
seed gives the same texts. `--monsters N` reads one of each monstrous text of N and of 2 N characters
instead, and shows how the time grows: 2 is linear.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from pourparler import reading
from pourparler.domain import Document
from pourparler.domain.contract import reading_to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pourparler.domain import Reading
    from pourparler.reading.tools import Tools

ROOT = Path(__file__).resolve().parents[1]
ODD = (
    "\x00\x07\x0b\x0c\x1b\x85\u200b\u200d\u200e\u200f\u202a\u202b\u202e\u2028\u2029\u2066\u2069\ufeff\ufffd\ufffe"
    "\ud800\udfff\U0001f1fa\U0001f1e6\U0001f54a\ufe0f\U0001f468\u0301\u0323\u20ac\u00ad\u00a0\u3000\u061f\u06d4"
    "\u0645\u05e9\u0436\u4f1a\U0010ffff'’\"“”«»„``.,;:!?…-–—()[]{}<>&%$@#*_~^|/\\\n\r\t 0123456789½²Ⅷ"
)
LONG_WORDS = (
    "a" * 5000,
    "9" * 3000,
    "x-" * 2000,
    "U.S." * 1500,
    "é" * 4000,
    "http://" + "y" * 4000,
    "’s" * 1500,
)
KEYS = ("statements", "events", "positions", "proposals", "responses", "assessments", "sticking_points")


def seeds() -> list[str]:
    """Return the texts of the example reports."""
    files = sorted(p for p in (ROOT / "examples").rglob("*") if p.suffix in {".md", ".txt"})
    return [p.read_text(encoding="utf-8").split("---", 2)[-1].strip() for p in files]


# --- mutations ---------------------------------------------------------------------------------


def _characters(text: str, rng: random.Random) -> str:
    marks = list(text)
    for _ in range(rng.randint(1, 30)):
        at = rng.randrange(len(marks) + 1)
        kind = rng.random()
        if kind < 0.5 or not marks:
            marks.insert(at, rng.choice(ODD))
        elif kind < 0.75:
            del marks[at - 1]
        else:
            other = rng.randrange(len(marks))
            marks[at - 1], marks[other] = marks[other], marks[at - 1]
    return "".join(marks)


def _shuffled(parts: list[str], glue: str, rng: random.Random) -> str:
    for _ in range(rng.randint(1, 8)):
        if not parts:
            break
        at, other = rng.randrange(len(parts)), rng.randrange(len(parts))
        kind = rng.randrange(4)
        if kind == 0:
            del parts[at]
        elif kind == 1:
            parts.insert(other, parts[at])
        elif kind == 2:
            parts[at], parts[other] = parts[other], parts[at]
        else:
            parts[at] = parts[at][: rng.randrange(len(parts[at]) + 1)]
    return glue.join(parts)


def _words(text: str, rng: random.Random) -> str:
    return _shuffled(text.split(" "), " ", rng)


def _sentences(text: str, rng: random.Random) -> str:
    return _shuffled(text.split(". "), ". ", rng)


def _paragraphs(text: str, rng: random.Random) -> str:
    return _shuffled(text.split("\n\n"), rng.choice(("\n\n", "\n", " ", "\r\n\r\n")), rng)


def _piece(text: str, rng: random.Random) -> str:
    start = rng.randrange(len(text) + 1)
    return text[start : start + rng.choice((1, 5, 40, 300, 2000))]


def _long_word(text: str, rng: random.Random) -> str:
    at = rng.randrange(len(text) + 1)
    return text[:at] + rng.choice(LONG_WORDS) + text[at:]


def _one_sentence(text: str, rng: random.Random) -> str:
    words = text.replace(".", ",").split()
    return " ".join(words * rng.randint(1, 8))[:30000] + "."


def _quotation_marks(text: str, rng: random.Random) -> str:
    mark = rng.choice(('"', "“", "”", "“”", "''", "``", "«", "' ", '" "', '"a" '))
    at = rng.randrange(len(text) + 1)
    return text[:at] + mark * rng.randint(1, 2000) + text[at:]


def _case(text: str, rng: random.Random) -> str:
    return rng.choice((str.upper, str.lower, str.title, str.swapcase))(text)


def _marks_only(text: str, rng: random.Random) -> str:
    keep = rng.choice(('.,;:"“”\n', "ABCDEFGHIJKLMNOPQRSTUVWXYZ .", "0123456789 -/.,", " \n"))
    return "".join(c for c in text if c in keep)


MUTATIONS: tuple[Callable[[str, random.Random], str], ...] = (
    _characters, _characters, _characters, _words, _words, _sentences, _sentences, _paragraphs, _piece, _piece,
    _long_word, _one_sentence, _quotation_marks, _case, _marks_only,
)  # fmt: skip


def mutated(texts: list[str], rng: random.Random) -> str:
    """Return a text that no newspaper would print."""
    text = rng.choice(texts)
    longest = 60_000 if rng.random() < 0.02 else 1500  # short ones are quick: more of them
    if longest < len(text):
        start = rng.randrange(len(text) - longest)
        text = text[start : start + rng.randint(1, longest)]
    for _ in range(rng.randint(1, 6)):
        text = rng.choice(MUTATIONS)(text, rng)[:longest]
    return text


def monsters(size: int) -> Iterator[tuple[str, str]]:
    """Yield (what it is, a text of about `size` characters) that grows where time should not."""
    said = "Ivo Strand, the envoy of Tarn, said on Monday that the talks had failed, "
    report = "\n\n".join(seeds()) + "\n\n"

    def times(part: str) -> str:
        return part * (size // len(part) + 1)

    yield "a report over and over", times(report)
    yield "the same on one line", times(" ".join(report.split()) + " ")
    yield "one sentence", times(said) + "."
    yield "one word", "a" * size
    yield "names alone", times("Ivo Strand ")
    yield (
        "ten thousand names",
        "".join(f"Ivo{chr(97 + i % 26)} Strand{chr(97 + i // 26 % 26)} said no. " for i in range(size // 22)),
    )
    yield "hyphens", times("a-")
    yield "dotted", times("a.")
    yield "full stops", "." * size + "x"
    yield "quotation marks", times('"')
    yield "quoted words", times('"a" ')
    yield "quotations that go on", times("“We will not go. ")
    yield "each quoted", times("“We will not go,” he said. “Never.”\n\n")
    yield "open brackets", times("(")
    yield "lines", times("a\n")
    yield "blank lines", times("\n\n")
    yield "spaces", " " * size + "x"
    yield "days", times("Monday ")
    yield "digits", times("9")
    yield "numbers", times("1 ")
    yield "dates", times("5 February 2026, ")
    yield "commas", times(",")
    yield "capitals", times("RUSSIA AND UKRAINE ")
    yield "and", times("Russia and Ukraine and ")
    yield "pronouns", times("he said that she said that ")
    yield "a table", times("41\t17\t2.5\tKyiv\t-\n")
    yield "Cyrillic", times("Переговоры прошли в Женеве. ")
    yield "right to left", times("المحادثات في جنيف. ")
    yield "Chinese", times("会谈在日内瓦举行。")


# --- reading -----------------------------------------------------------------------------------


def broken(text: str, tools: Tools) -> str | None:
    """Read a text; say what is wrong with what came back, or None."""
    try:
        read = reading.read(Document(text, published="2026-02-05", published_how="given"), tools=tools)
        return wrong_with(read)
    except Exception:  # noqa: BLE001 - that is what it looks for
        return traceback.format_exc(limit=-4)


def wrong_with(read: Reading) -> str | None:
    """Say which passage or span of a reading does not stand in its document, or None."""
    length = len(read.document.text)
    for entry in read.entries():
        for passage in entry.passages:
            if not passage.stands_in(read.document):
                return f"{entry.id}: passage {passage.span} does not stand in the document"
    for key, rows in reading_to_json(read).items():
        for row in rows if key in KEYS else ():
            for name, value in row.items():
                spans = (
                    value if name == "content_spans" else [value] if name.endswith("span") and value else []
                )
                if any(not 0 <= a < b <= length for a, b in spans):
                    return f"{key} {row['id']}: {name} {value} lies outside the text"
    return None


def fuzz(count: int, seed: int, *, seconds: float, keep: Path | None) -> int:
    """Read `count` mutated reports; print what broke and the slowest; return how many broke."""
    tools, texts = reading.load(), seeds()
    failures: dict[str, int] = {}
    slowest: list[tuple[float, int, int]] = []
    begun = time.monotonic()
    done = 0
    for done in range(1, count + 1):
        number = seed * 1_000_000_000 + done
        text = mutated(texts, random.Random(number))  # noqa: S311 - no secret
        start = time.process_time()
        why = broken(text, tools)
        slowest = sorted([*slowest, (time.process_time() - start, len(text), number)], reverse=True)[:5]
        if why:
            key = why.strip().splitlines()[-1][:160]
            failures[key] = failures.get(key, 0) + 1
            if failures[key] == 1:
                print(f"number {number}, {len(text)} characters:\n{why}", file=sys.stderr)
                if keep:
                    keep.mkdir(parents=True, exist_ok=True)
                    (keep / f"{number}.txt").write_text(text, encoding="utf-8", errors="surrogatepass")
        if time.monotonic() - begun > seconds:
            break
    took = time.monotonic() - begun
    print(f"{done} mutated reports read in {took:.0f} s, {sum(failures.values())} broke the reader")
    for key, times in sorted(failures.items(), key=lambda f: -f[1]):
        print(f"{times:6}  {key}")
    for cost, length, number in slowest:
        print(f"slow: {cost:.2f} s of processor time, {length} characters, number {number}")
    return sum(failures.values())


def grow(size: int) -> int:
    """Read monsters of one and of two sizes; print seconds and how they grow; return how many broke."""
    tools = reading.load()
    broken("Kyiv.", tools)
    broke = 0
    for (name, small), (_, large) in zip(monsters(size), monsters(2 * size), strict=True):
        costs = []
        for text in (small, large):
            start = time.process_time()
            why = broken(text, tools)
            costs.append(time.process_time() - start)
            if why:
                broke += 1
                print(f"{name}:\n{why}", file=sys.stderr)
        print(
            f"{name:24} {costs[0]:8.2f} s {costs[1]:8.2f} s  x{costs[1] / max(costs[0], 0.001):.1f}",
            flush=True,
        )
    return broke


def main() -> int:
    """Read the command line and run."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--count", type=int, default=1000)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--seconds", type=float, default=float("inf"), help="stop after so long")
    ask.add_argument("--keep", type=Path, help="a folder for the first text of each kind of failure")
    ask.add_argument("--monsters", type=int, metavar="CHARACTERS")
    given = ask.parse_args()
    if given.monsters:
        return min(grow(given.monsters), 1)
    return min(fuzz(given.count, given.seed, seconds=given.seconds, keep=given.keep), 1)


if __name__ == "__main__":
    sys.exit(main())
