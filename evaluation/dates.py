"""Score the reading of dates on the news documents of the GUM corpus.

    python evaluation/dates.py GUM_XML_FOLDER [--genre news]

GUM (Georgetown University Multilayer corpus; news from Wikinews, CC BY) marks dates in TEI:
`when` a day, month or year, `from`/`to` and `notBefore`/`notAfter` a range. The day the text was
created is the anchor. An answer is right when it covers exactly the days of the mark. Marks with one
end only ("a few months ago", notAfter) hold no value and are counted apart, as right when the same
bound is given or nothing is claimed.

Expressions that name no calendar time of their own ("day five", "the opening night", "twelve years") can
only be read with the event they hang on; the second line leaves them out.
"""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pourparler.reading.dates import resolve, tense_at
from pourparler.reading.dates.calendar import MONTHS, WEEKDAYS, bounds

if TYPE_CHECKING:
    from collections.abc import Iterator

_CALENDAR = re.compile(
    r"\b(?:"
    + "|".join((*MONTHS, *WEEKDAYS, "jan", "feb", "aug", "sept", "oct", "nov", "dec"))
    + r")\b|\d{4}|\d0['’]?s\b|century|"
    r"\b(?:today|yesterday|tomorrow|tonight|ago|weekend|spring|summer|autumn|winter|christmas|easter)\b|"
    r"\b(?:last|next|this|past|coming|end of the|start of the) (?:\w+ )?(?:days?|weeks?|months?|years?|decades?|quarter|morning|night|afternoon)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mark:
    """One date that GUM marks."""

    document: str
    anchor: date
    text: str  # of the whole document, tokens joined by blanks
    start: int
    end: int
    value: str | None  # ISO; None where only one end is given

    @property
    def expression(self) -> str:
        """Give the marked words."""
        return self.text[self.start : self.end]


def marks(path: Path) -> Iterator[Mark]:
    """Read the dates marked in one document."""
    source = path.read_text("utf-8")
    created = re.search(r'dateCreated="([^"]*)"', source)
    if created is None:
        return
    pieces: list[str] = []
    open_marks: list[tuple[str, int]] = []
    closed: list[tuple[str, int, int]] = []
    length = 0
    for line in source.splitlines():
        if line.startswith("<date"):
            open_marks.append((line, length))
        elif line.startswith("</date"):
            closed.append((*open_marks.pop(), length - 1))
        elif "\t" in line:
            pieces.append(line.partition("\t")[0].replace("&amp;", "&"))
            length += len(pieces[-1]) + 1
    text = " ".join(pieces)
    for tag, start, end in closed:
        yield Mark(path.stem, date.fromisoformat(created[1]), text, start, end, _gold(tag))


def _gold(tag: str) -> str | None:
    at: dict[str, str] = dict(re.findall(r'(\w+)="([^"]*)"', tag))
    if "when" in at:
        return at["when"]
    for one, other in (("from", "to"), ("notBefore", "notAfter")):
        if one in at and other in at:
            return f"{at[one]}/{at[other]}"
    return None


def right(mark: Mark, *, in_sentence: bool) -> bool:
    """Say whether the reader gives the marked value."""
    tense = tense_at(mark.text, mark.start, mark.end) if in_sentence else None
    found = resolve(mark.expression, mark.anchor, tense=tense)
    if mark.value is None:
        return found is None or found.value is None
    if found is None or found.value is None:
        return False
    gold = bounds(mark.value)
    return found.value == mark.value or (gold is not None and bounds(found.value) == gold)


def main() -> None:
    """Print the scores and every miss."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--genre", default="news")
    chosen = parser.parse_args()
    found = [m for path in sorted(chosen.folder.glob(f"GUM_{chosen.genre}_*.xml")) for m in marks(path)]
    valued = [m for m in found if m.value is not None]
    calendar = [m for m in valued if _CALENDAR.search(m.expression)]
    for name, rows in (
        ("every value", valued),
        ("names a calendar time", calendar),
        ("one end only", [m for m in found if m.value is None]),
    ):
        alone = sum(right(m, in_sentence=False) for m in rows)
        placed = sum(right(m, in_sentence=True) for m in rows)
        share = f"{alone / len(rows):.1%}  {placed / len(rows):.1%}" if rows else "-"
        print(f"{name:24} n={len(rows):3}  expression alone, in its sentence: {alone}  {placed}   {share}")
    print()
    for m in valued:
        if not right(m, in_sentence=False):
            answer = resolve(m.expression, m.anchor)
            print(
                f"missed {m.document:20} {m.expression!r}: {m.value}, read as {answer.value if answer else None}"
            )


if __name__ == "__main__":
    main()
