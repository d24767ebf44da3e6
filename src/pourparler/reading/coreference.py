"""What "he", "the minister", "the ministry" and "they" point back to.

One pass from left to right.  Every mention so far is a candidate; what speaks for it is said in
`_fit`, in whole points, so that each choice can be explained.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pourparler.domain import Span
    from pourparler.reading.tools import Cues, Offices
    from pourparler.reading.trees import Tree

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
IT = frozenset({"it", "its", "itself"})
WHO = frozenset({"who", "whom", "whose", "which"})
PRONOUNS = HE | SHE | THEY | IT | WHO
FAR = 4  # sentences; a pronoun does not point further back


@dataclass(frozen=True, slots=True)
class Candidate:
    """An earlier mention, with what makes it likely to be pointed at."""

    index: int  # in the list of mentions
    sentence: int
    first: int
    relation: str  # of its head
    speaks: bool  # subject of a verb of saying
    quoted: bool
    clause: int  # token: the verb it hangs on
    sort: str  # person | party | group | plural
    gender: str  # f | m | ""


def resolve(
    word: str,
    place: tuple[int, int],
    candidates: Sequence[Candidate],
    *,
    tree: Tree,
    quoted: bool,
    cues: Cues,
) -> tuple[Candidate, int] | None:
    """Return the best antecedent of a pronoun and how well it fits, or None.

    Args:
        word: The pronoun in lower case.
        place: Its sentence and token.
        candidates: Earlier mentions, in the order of the text.
        tree: Its sentence.
        quoted: Whether it stands in a quotation.
        cues: The words of saying.
    """
    sorts = _sorts(word)
    gender = "f" if word in SHE else "m" if word in HE else ""
    best: tuple[int, Candidate] | None = None
    says = _says(tree, place[1], cues)
    for one in reversed(candidates):
        if place[0] - one.sentence > FAR:
            break
        if one.sort not in sorts or (gender and one.gender and one.gender != gender):
            continue
        if one.sentence == place[0] and one.first >= place[1]:
            continue
        score = _fit(one, place, tree, quoted=quoted, says=says)
        if one.gender and one.gender == gender:
            score += 1
        if best is None or score > best[0]:
            best = (score, one)
    return (best[1], best[0]) if best and best[0] > 0 else None


def _sorts(word: str) -> frozenset[str]:
    if word in HE | SHE:
        return frozenset({"person"})
    if word in IT:
        return frozenset({"party", "group", "thing"})
    return frozenset({"plural", "party", "group"})


def _fit(one: Candidate, place: tuple[int, int], tree: Tree, *, quoted: bool, says: bool) -> int:
    away = place[0] - one.sentence
    score = 10 - 3 * away
    if one.relation in {"nsubj", "nsubj:pass", "nsubj:outer"}:
        score += 4
    elif one.relation in {"nmod:poss", "nmod", "compound", "amod"}:
        score -= 4
    if one.speaks:
        score += 3 + 3 * says
    if one.quoted and not quoted:
        score -= 8
    if away == 0 and _commands(tree, one, place[1]):
        score += 3
    return score


def _says(tree: Tree, k: int, cues: Cues) -> bool:
    head = tree.head(k)
    return head >= 0 and tree.base(k) == "nsubj" and tree.lemma(head) in cues.verbs


def _commands(tree: Tree, one: Candidate, k: int) -> bool:
    """Say whether the candidate is the subject of a verb that the pronoun stands under."""
    return one.relation.startswith("nsubj") and one.clause in set(tree.up(k))


def head_words(tree: Tree, k: int) -> str:
    """Return a noun's lemma in lower case, spokes-people made one.

    "spokesman", "spokeswoman" and "spokesperson" are one word here.
    """
    word = tree.lemma(k)
    return "spokesperson" if word.startswith("spokes") else word


ALIKE = (
    frozenset({"envoy", "ambassador", "negotiator", "representative", "mediator", "diplomat", "delegate"}),
    frozenset(
        {
            "president",
            "leader",
            "chief",
            "head",
            "premier",
            "minister",
            "chancellor",
            "director",
            "ruler",
            "king",
        }
    ),
    frozenset({"spokesperson", "official"}),
    frozenset(
        {"senator", "lawmaker", "congressman", "representative", "legislator", "republican", "democrat"}
    ),
    frozenset({"general", "commander", "officer", "admiral", "colonel", "chief"}),
    frozenset({"analyst", "expert", "professor", "researcher", "fellow", "scholar", "historian"}),
    frozenset({"secretary", "minister", "official", "diplomat", "chief"}),
    frozenset(
        {"official", "minister", "envoy", "ambassador", "secretary", "adviser", "advisor", "aide", "diplomat"}
    ),
)


@lru_cache(maxsize=1 << 12)
def same_office(word: str, title: str) -> int:
    """Return 2 if a description uses a word of a title, 1 if a word like it, else 0.

    >>> same_office("minister", "Ukraine's defense minister"), same_office("envoy", "Iran's ambassador"), same_office("king", "aide")
    (2, 1, 0)
    """
    words = {
        ("spokesperson" if w.startswith("spokes") else w) for w in title.lower().replace("’s", "").split()
    }
    if word in words:
        return 2
    return int(any(word in group and group & words for group in ALIKE))


def gender_of(words: Sequence[str], offices: Offices) -> str:
    """Return f or m where a title or an honorific tells, else ""."""
    for word in words:
        if word.lower() in offices.female:
            return "f"
        if word.lower() in offices.male:
            return "m"
    return ""


def inside(quotes: Sequence[Span], at: int) -> bool:
    """Say whether a character stands in a quotation."""
    low, high = 0, len(quotes)
    while low < high:
        mid = (low + high) // 2
        if quotes[mid][1] <= at:
            low = mid + 1
        else:
            high = mid
    return low < len(quotes) and quotes[low][0] <= at


__all__ = ["Candidate", "gender_of", "head_words", "inside", "resolve", "same_office"]
