"""From marks written as words to marks by token, for the sentences that were annotated for this project.

Nobody counts tokens without mistakes, so a mark is written as the words themselves and this module finds
them: `said` must stand once in its sentence, `said#2` is the second one, and `the navy ... Saturday` runs
from its first words to the next place of its last.  Whatever is not found is an error.
"""

from __future__ import annotations

from typing import Any

Record = dict[str, Any]

ENTRIES = ("attr", "ev", "pos", "prop", "resp", "ass", "stick", "comm", "meet", "ppl")
LISTS = frozenset(
    {"con", "ini", "rec", "num", "parts", "who", "broker", "time"}
)  # keys that hold several spans
SPANS = LISTS | frozenset(
    {"cue", "src", "t", "date", "place", "by", "span", "opt", "cond", "to", "about", "terms", "for", "if"}
    | {"ord", "n", "agenda", "ab", "name", "office"}
)
NAMES = frozenset({"PER", "ORG", "LOC"})


class NotThereError(ValueError):
    """Words that stand nowhere in their sentence, or in more than one place."""


def places(words: list[str], tokens: list[str], start: int = 0) -> list[int]:
    """Where the words stand among the tokens."""
    size = len(words)
    return [i for i in range(start, len(tokens) - size + 1) if tokens[i : i + size] == words]


def find(mark: str, tokens: list[str]) -> list[int]:
    """The token span that a mark names.

    >>> find("b ... d", ["a", "b", "c", "d", "e"])
    [1, 4]
    >>> find("a#2", ["a", "b", "a"])
    [2, 3]
    """
    text, _, number = mark.rpartition("#") if mark.rpartition("#")[2].isdigit() else (mark, "", "")
    text = text if number else mark
    first, *rest = text.split(" ... ")
    head = first.split()
    found = places(head, tokens)
    if not found:
        raise NotThereError(f"not in the sentence: {first!r}")
    if len(found) > 1 and not number:
        raise NotThereError(f"stands {len(found)} times, say which: {first + '#1'!r}")
    if number and int(number) > len(found):
        raise NotThereError(f"stands only {len(found)} times: {mark!r}")
    start = found[int(number or 1) - 1]
    end = start + len(head)
    for piece in rest:
        after = places(piece.split(), tokens, end)
        if not after:
            raise NotThereError(f"not in the sentence after {first!r}: {piece!r}")
        end = after[0] + len(piece.split())
    return [start, end]


def entry(marked: Record, tokens: list[str]) -> Record:
    """One entry with its words turned into spans; other values stay."""
    out: Record = {}
    for key, value in marked.items():
        if key in LISTS:
            out[key] = [find(m, tokens) for m in ([value] if isinstance(value, str) else value)]
        elif key in SPANS and isinstance(value, str):
            out[key] = find(value, tokens)
        else:
            out[key] = value
    return out


def sentence(marked: Record, tokens: list[str]) -> Record:
    """A sentence of marks by token."""
    out: Record = {"id": marked["id"]}
    unknown = set(marked) - {"id", "time", "text", *ENTRIES}
    if unknown:
        raise NotThereError(f"no such keys: {sorted(unknown)}")
    for kind in ENTRIES:
        if marked.get(kind):
            out[kind] = [entry(e, tokens) for e in marked[kind]]
    if marked.get("time"):
        out["time"] = [find(m, tokens) for m in marked["time"]]
    return out


def names(line: str, tokens: list[str]) -> list[list[Any]]:
    """The names of a line `12 | Abdullah al - Ani=PER; Baghdad=LOC` as [start, end, type]."""
    out: list[list[Any]] = []
    for mark in filter(None, (part.strip() for part in line.partition("|")[2].split(";;"))):
        words, _, kind = mark.rpartition("=")
        if kind not in NAMES:
            raise NotThereError(f"a type is one of {sorted(NAMES)}: {mark!r}")
        out.append([*find(words, tokens), kind])
    return sorted(out)
