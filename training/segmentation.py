"""How well words and sentences are found in raw text: F1 against EWT dev and the GUM held-out documents.

python -m training.segmentation DATA
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pourparler.reading.grammar.sentences import paragraphs, sentences
from pourparler.reading.grammar.tokens import tokenize
from training.prepare import HELD_OUT_GUM

if TYPE_CHECKING:
    from collections.abc import Iterator

Span = tuple[int, int]


def gold(path: Path) -> Iterator[tuple[str, list[Span], list[Span]]]:  # noqa: C901 - a file format
    """(text, word spans, sentence spans) of every document of a CoNLL-U file."""
    text, words, ends = "", list[Span](), list[Span]()
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.split("\n")
        if any(line.startswith("# newdoc") for line in lines) and text:
            yield text, words, ends
            text, words, ends = "", [], []
        if any(line.startswith("# newpar") for line in lines) and text:
            text = text.rstrip() + "\n\n"
        start = len(text)
        until = 0  # the last word of a multiword token that is being read
        for row in (line.split("\t") for line in lines if line and line[0] != "#"):
            if "." in row[0]:
                continue
            if "-" in row[0]:
                _first, last = map(int, row[0].split("-"))
                until, after, surface, at = last, row[9], row[1], len(text)
                text += surface
                continue
            if int(row[0]) <= until:
                span = (at, min(at + len(row[1]), len(text)))
                at = span[1]
                words.append(span)
                if int(row[0]) == until:
                    text += "" if "SpaceAfter=No" in after else " "
                continue
            words.append((len(text), len(text) + len(row[1])))
            text += row[1] + ("" if "SpaceAfter=No" in row[9] else " ")
        if words and len(text) > start:
            ends.append((start, words[-1][1]))
    if text:
        yield text, words, ends


def count(found: set[Span], true: set[Span], total: list[int]) -> None:
    """Add hits, found and true to a running total."""
    for i, n in enumerate((len(found & true), len(found), len(true))):
        total[i] += n


def main(data: Path, show: int) -> None:
    """Print word and sentence F1 of both treebanks, and some misses."""
    sets = {
        "EWT dev": [data / "treebanks/ewt/dev.conllu"],
        "GUM dev": [data / f"treebanks/gum/dep/GUM_{name}.conllu" for name in HELD_OUT_GUM],
    }
    for name, paths in sets.items():
        word, sentence = [0, 0, 0], [0, 0, 0]
        for path in paths:
            for text, words, ends in gold(path):
                found = [s for a, b in paragraphs(text) for s in sentences(text, a, b)]
                tokens = [t for a, b in found for t in tokenize(text, a, b)]
                count(set(tokens), set(words), word)
                count(set(found), set(ends), sentence)
                for a, b in sorted(set(tokens) - set(words)):
                    if show > 0 and not re.search(r"\d", text[a:b]):
                        show -= 1
                        print(repr(text[max(0, a - 15) : a]), repr(text[a:b]), repr(text[b : b + 15]))
        for label, (hit, said, true) in (("words", word), ("sentences", sentence)):
            print(f"{name} {label}: {200 * hit / (said + true):.2f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)
