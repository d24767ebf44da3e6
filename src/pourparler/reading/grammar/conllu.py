"""CoNLL-U, in and out.  Source: universaldependencies.org/format.html."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pourparler.errors import BadFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pourparler.reading.grammar.model import Analysis, Grammar
    from pourparler.reading.grammar.types import Sentence

COLUMNS = 10
KEPT = ("SpaceAfter", "SpacesAfter", "SpacesBefore", "SpacesInToken")  # they describe the text


@dataclass(frozen=True, slots=True)
class Block:
    """One sentence of a file as it stands: comments whole, rows in their columns."""

    lines: tuple[str | tuple[str, ...], ...]

    @property
    def words(self) -> list[str]:
        """Forms of the syntactic words, without multiword tokens and empty nodes."""
        return [line[1] for line in self.lines if not isinstance(line, str) and line[0].isdigit()]


def read(text: str, name: str = "CoNLL-U") -> list[Block]:
    """Sentences of a CoNLL-U file.

    Args:
        text: The file's text.
        name: How to call the file in an error.
    Raises: BadFile, with every line that is not CoNLL-U.
    """
    problems: list[str] = []
    blocks: list[Block] = []
    lines: list[str | tuple[str, ...]] = []
    count = 0
    for number, raw in enumerate([*text.lstrip("\ufeff").split("\n"), ""], start=1):
        line = raw.rstrip("\r")
        if not line.strip():
            if count:
                blocks.append(Block(tuple(lines)))
                lines, count = [], 0
        elif line.startswith("#"):
            lines.append(line)
        else:
            row = tuple(line.split("\t"))
            trouble = _trouble(row, count)
            if trouble:
                problems.append(f"line {number}: {trouble}")
            count += row[0].isdigit()
            lines.append(row)
    if problems:
        raise BadFile(name, problems)
    return blocks


def _trouble(row: tuple[str, ...], count: int) -> str:
    if len(row) != COLUMNS:
        return f"{len(row)} columns, expected {COLUMNS} separated by tabs"
    if not row[1]:
        return "the form is empty: write _ or leave the row out"
    if row[0].isdigit():
        return "" if int(row[0]) == count + 1 else f"word {row[0]} where {count + 1} was expected"
    if row[0].replace("-", "", 1).isdigit() or row[0].replace(".", "", 1).isdigit():
        return ""
    return f"'{row[0]}' is not a word number, a range or an empty node"


def annotate(blocks: Sequence[Block], grammar: Grammar) -> str:
    """The same sentences and words with our own columns; comments and other rows stay.

    Args:
        blocks: Sentences as `read` gives them; their gold columns are not looked at.
        grammar: The loaded model.
    """
    out: list[str] = []
    for block, analysis in zip(blocks, grammar.analyse([b.words for b in blocks]), strict=True):
        lemmas = grammar.lemmas_of(block.words, analysis)
        i = 0
        for line in block.lines:
            if isinstance(line, str):
                out.append(line)
            elif line[0].isdigit():
                out.append(_row(i, line[1], lemmas[i], analysis, _kept(line[9])))
                i += 1
            else:
                out.append("\t".join(line))
        out.append("")
    return "\n".join(out) + ("\n" if out else "")


def _kept(misc: str) -> list[str]:
    return [part for part in misc.split("|") if part.split("=")[0] in KEPT]


def _row(i: int, form: str, lemma: str, a: Analysis, misc: list[str]) -> str:
    if a.ner[i] != "O":
        misc = [f"NE={a.ner[i]}", *misc]
    columns = (str(i + 1), form, lemma, a.upos[i], "_", "_", str(a.heads[i] + 1), a.rels[i], "_")
    return "\t".join((*columns, "|".join(misc) or "_"))


def write(sentences: Sequence[Sentence]) -> str:
    """Parsed sentences as CoNLL-U, with sentence numbers, paragraphs and the text of each."""
    return "".join(f"{line}\n" for line in _lines(sentences))


def _lines(sentences: Sequence[Sentence]) -> Iterator[str]:
    paragraph = -1
    for number, s in enumerate(sentences, start=1):
        if s.paragraph != paragraph:
            paragraph = s.paragraph
            yield "# newpar"
        yield f"# sent_id = {number}"
        ends = [b.start for b in s.tokens[1:]]
        glued = [a.end == b for a, b in zip(s.tokens, ends, strict=False)] + [False]
        text = "".join(t.form + ("" if g else " ") for t, g in zip(s.tokens, glued, strict=True))
        yield f"# text = {text.rstrip(' ')}"
        for i, (t, g) in enumerate(zip(s.tokens, glued, strict=True)):
            misc = [f"NE={t.ner}"] * (t.ner != "O") + ["SpaceAfter=No"] * g
            yield "\t".join(
                (
                    str(i + 1),
                    t.form,
                    t.lemma or "_",
                    t.upos,
                    "_",
                    "_",
                    str(t.head + 1),
                    t.deprel,
                    "_",
                    "|".join(misc) or "_",
                )
            )
        yield ""
