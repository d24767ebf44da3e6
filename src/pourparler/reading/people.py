"""People: names, the offices that the report gives them, and whom they speak for."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pourparler.domain import INDEPENDENT, UNKNOWN, PersonMention

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pourparler.domain import Span
    from pourparler.reading.tools import Offices, Tools
    from pourparler.reading.trees import Tree

POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_OPENERS = frozenset(
    {"the", "a", "an", "its", "their", "his", "her", "our", "my", "both", "several", "some", "two", "and"}
)
_INSIDE_OFFICE = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "X"})
_LINKS = frozenset({"of", "for", "to", "and", "&", "-", "–", "at", "in", "on"})
_FROM = re.compile(r"\b(?:since|from)\s+((?:19|20)\d\d)\b")
_TO = re.compile(r"\b(?:until|till|to|through|[–-])\s*((?:19|20)\d\d)\b")


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in one place of the text."""

    sentence: int
    first: int
    last: int
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Title:
    """What the report calls a person beside the name."""

    text: str  # as the report words it, without a leading article
    span: Span
    first: int  # token
    last: int
    former: bool
    how: str  # premodifier | apposition | relative clause | predicate


def person_id(name: str) -> str:
    """Return the id of a name: the same in every report.

    >>> person_id("Ana Brisk") == person_id("ana  brisk")
    True
    """
    plain = " ".join(re.findall(r"\w+", name.casefold()))
    return f"per-{hashlib.sha256(plain.encode()).hexdigest()[:10]}"


def surname(name: str) -> str:
    """Return the last word of a name, for matching.

    >>> surname("Ahmed al-Sharaa"), surname("Joe Black Jr.")
    ('al-sharaa', 'black')
    """
    words = [
        w for w in name.casefold().replace("’", "'").split() if w not in {"jr.", "jr", "sr.", "iii", "ii"}
    ]
    return words[-1] if words else ""


# --- names -------------------------------------------------------------------------------------


def entities(sentence: Tree) -> Iterator[tuple[int, int, str]]:
    """Yield (first, one past last, type) of the named entities of a sentence."""
    start, kind = -1, ""
    for k, token in enumerate(sentence.tokens):
        mark, _, label = token.ner.partition("-")
        if start >= 0 and (mark != "I" or label != kind):
            yield start, _name_end(sentence, start, k), kind
            start = -1
        if mark == "B" or (mark == "I" and start < 0):
            start, kind = k, label
    if start >= 0:
        yield start, len(sentence.tokens), kind


def _name_end(sentence: Tree, start: int, end: int) -> int:
    """Leave an "and" or a comma behind a name out of it."""
    while end > start + 1 and sentence.tokens[end - 1].form in {"and", "of", "the", ",", "in", "&"}:
        end -= 1
    return end


def names_in(sentence: Tree, number: int, text: str, tools: Tools) -> Iterator[Name]:
    """Yield the people named in a sentence, without titles and possessive endings."""
    skip = tools.offices.titles | tools.offices.honorifics | tools.offices.former
    for first, last, kind in entities(sentence):
        if kind != "PER":
            continue
        low, high = _trimmed(sentence, *_whole(sentence, first, last), skip)
        if low >= high:
            continue
        span = (sentence.tokens[low].start, sentence.tokens[high - 1].end)
        if sentence.tokens[high - 1].form.lower() in skip:
            continue
        if any(c.isupper() for c in text[span[0] : span[1]]):
            yield Name(number, low, high, " ".join(text[span[0] : span[1]].split()), span)


def _whole(sentence: Tree, first: int, last: int) -> tuple[int, int]:
    """Widen a name over capitalised words that the tree joins to it and the model left out."""
    tokens = sentence.tokens
    while last < len(tokens) and _joined(sentence, last, first, last):
        last += 1
    return first, last


def _joined(sentence: Tree, k: int, first: int, last: int) -> bool:
    token = sentence.tokens[k]
    if token.upos != "PROPN" or token.ner != "O" or not token.form[0].isupper():
        return False
    below = first <= token.head < last and sentence.base(k) in {"flat", "compound"}
    above = any(t.head == k and t.deprel in {"compound", "flat"} for t in sentence.tokens[first:last])
    return below or above


def _trimmed(sentence: Tree, first: int, last: int, skip: frozenset[str]) -> tuple[int, int]:
    tokens = sentence.tokens
    titled = [k for k in range(first, last - 1) if tokens[k].form.lower() in skip]
    first = titled[-1] + 1 if titled else first
    while first < last and (tokens[first].form.lower() in skip or not tokens[first].form[0].isalnum()):
        first += 1
    while last > first and (tokens[last - 1].form in POSSESSIVE or not tokens[last - 1].form[-1].isalnum()):
        if tokens[last - 1].form[-1] == "." and len(tokens[last - 1].form) > 1:
            break
        last -= 1
    return first, last


def full_names(names: Sequence[Name]) -> dict[str, str]:
    """Map every form of a name in a report to the fullest one that the report gives.

    A single word belongs to the longer name that ends in it, else the one that has it; a name that
    differs by one letter from a longer one is taken for a slip of the pen.
    """
    forms = list(dict.fromkeys(n.text for n in names))
    longest = sorted(forms, key=lambda f: (-len(f.split()), forms.index(f)))
    known: dict[str, str] = {}
    for form in longest:
        known[form] = _fullest(form, known) or form
    return known


def _fullest(form: str, known: dict[str, str]) -> str | None:
    words = form.casefold().replace("’", "'").split()
    whole = [full for full in dict.fromkeys(known.values()) if full.casefold() != form.casefold()]
    for full in dict.fromkeys(known.values()):
        if full.casefold() == form.casefold():
            return full
    last = [f for f in whole if surname(f) == surname(form)]
    if len(words) == 1:
        anywhere = [f for f in whole if words[0] in f.casefold().split()]
        close = [f for f in whole if one_letter_off(surname(f), words[0])]
        return next(iter(last or anywhere or close), None)
    same_first = [f for f in last if f.casefold().split()[0] == words[0]]
    near = [
        f for f in whole if f.casefold().split()[0] == words[0] and one_letter_off(surname(f), surname(form))
    ]
    return next(iter(same_first or near), None)


def one_letter_off(a: str, b: str) -> bool:
    """Say whether two long words are alike but for one letter: a slip of the pen."""
    if abs(len(a) - len(b)) > 1 or min(len(a), len(b)) < 6 or a[0] != b[0]:
        return False
    k = 0
    while k < min(len(a), len(b)) and a[k] == b[k]:
        k += 1
    return a[k + 1 :] == b[k + 1 :] or a[k:] == b[k + 1 :] or a[k + 1 :] == b[k:]


# --- offices -----------------------------------------------------------------------------------


def titles_of(sentence: Tree, name: Name, text: str, offices: Offices) -> Iterator[Title]:
    """Yield the offices that a sentence gives to a name, nearest first."""
    finders: tuple[tuple[str, Callable[..., tuple[int, int] | None]], ...] = (
        ("premodifier", _before), ("apposition", _apposed), ("predicate", _predicated),
    )  # fmt: skip
    for how, find in finders:
        found = find(sentence, name, offices)
        if found is None:
            continue
        first, last = _without_article(sentence, *found)
        if first >= last:
            continue
        span = (sentence.tokens[first].start, sentence.tokens[last - 1].end)
        words = [t.form.lower() for t in sentence.tokens[max(0, first - 2) : last]]
        former = any(w in offices.former or w.startswith("ex-") for w in words)
        yield Title(" ".join(text[span[0] : span[1]].split()), span, first, last, former, how)


def is_title(word: str, offices: Offices) -> bool:
    """Say whether a word can be the last one of an office or of what somebody is.

    >>> from pourparler.reading.tools import load_offices
    >>> is_title("envoys", load_offices()), is_title("ex-premier", load_offices()), is_title("river", load_offices())
    (True, True, False)
    """
    word = word.lower()
    parts = (word, word.removesuffix("s"), word.rpartition("-")[2])
    return any(p in offices.titles or p in offices.independent for p in parts)


def _before(sentence: Tree, name: Name, offices: Offices) -> tuple[int, int] | None:
    """Find "Kremlin spokesman" in "Kremlin spokesman Dmitry Peskov"."""
    tokens = sentence.tokens
    last = name.first
    while last > 0 and tokens[last - 1].form.lower() in offices.honorifics:
        last -= 1
    if last == 0:
        return None
    if tokens[last - 1].form in {",", "—", "–"} and _head_is_apposed(sentence, name, last - 1, offices):
        last -= 1
    first = last
    while first > 0 and _may_stand_in_office(sentence, first - 1, offices):
        first -= 1
    while first < last and tokens[first].form.lower() in _LINKS | POSSESSIVE:
        first += 1
    if first < last and any(is_title(tokens[k].form, offices) for k in range(first, last)):
        return _own_part(sentence, first, last, offices)
    return None


def _own_part(sentence: Tree, first: int, last: int, offices: Offices) -> tuple[int, int] | None:
    """Begin a title behind an "and" that joins another person's."""
    for k in range(last - 1, first, -1):
        if sentence.tokens[k].form.lower() == "and" and any(
            sentence.tokens[x].ner.endswith("PER") for x in range(first, k)
        ):
            first = k + 1
            break
    inside = {t.ner[2:] for t in sentence.tokens[first:last]}
    while (
        inside != {"PER"}
        and sentence.tokens[first].upos != "ADJ"
        and not sentence.tokens[first].form.endswith(("an", "ish", "ese"))
        and first < last - 1
        and sentence.tokens[first].ner.endswith("PER")
        and not is_title(sentence.tokens[first].form, offices)
        and sentence.tokens[first + 1].form not in POSSESSIVE
        and not any(sentence.tokens[x].form in POSSESSIVE for x in range(first, min(first + 4, last)))
    ):
        first += 1
    return (first, last) if first < last and _has_title(sentence, first, last, offices) else None


def _head_is_apposed(sentence: Tree, name: Name, comma: int, offices: Offices) -> bool:
    """Say whether the name is in apposition to what stands before the comma."""
    inside = range(name.first, name.last)
    tokens = sentence.tokens
    beside = any(
        tokens[k].deprel.split(":")[0] in {"appos", "flat"} and tokens[k].head < comma for k in inside
    )
    closed = name.last < len(tokens) and tokens[name.last].form in {",", "–", "—"}
    return beside or (closed and is_title(tokens[comma - 1].form, offices))


def _may_stand_in_office(sentence: Tree, k: int, offices: Offices) -> bool:
    token = sentence.tokens[k]
    word = token.form.lower()
    behind = sentence.tokens[k + 1] if k + 1 < len(sentence) else token
    if token.end == behind.start and "-" in {token.form, behind.form}:  # son-in-law
        return True
    if word == "the" and k > 0 and sentence.tokens[k - 1].form.lower() in {"of", "for", "to"}:
        return True
    if word in _OPENERS and word not in {"and", "two"}:
        return False
    if token.upos in _INSIDE_OFFICE or token.form in POSSESSIVE or word in {"-", "&"}:
        return token.upos != "X" or token.form[0].isalnum()
    if word in _LINKS and k > 0:
        return is_title(sentence.tokens[k - 1].form, offices) or (
            word in {"and", "&"} and sentence.tokens[k - 1].upos in _INSIDE_OFFICE and token.head > k
            and not sentence.tokens[k - 1].ner.endswith("PER")
        )  # fmt: skip
    return False


def _apposed(sentence: Tree, name: Name, offices: Offices) -> tuple[int, int] | None:
    """Find "the prime minister of Tarn" in "Osric Thane, the prime minister of Tarn, said"."""
    tokens = sentence.tokens
    after = name.last
    if after >= len(tokens) or tokens[after].form not in {",", "–", "—", "-", "("}:
        return None
    inside = range(name.first, name.last)
    for k in range(after + 1, min(len(tokens), after + 20)):
        token = tokens[k]
        if token.head in inside and token.deprel.split(":")[0] in {
            "appos",
            "parataxis",
            "list",
            "nmod",
            "flat",
            "dep",
        }:
            first, last = sentence.phrase(k)
            if first <= after:
                first = after + 1
            return (
                (first, last)
                if is_title(token.form, offices) or _has_title(sentence, first, last, offices)
                else None
            )
        if token.upos == "VERB" or (
            token.upos == "AUX" and sentence.tokens[k - 1].form.lower() not in {"who", "which"}
        ):
            break
    return None


def _has_title(sentence: Tree, first: int, last: int, offices: Offices) -> bool:
    return any(is_title(t.form, offices) for t in sentence.tokens[first:last])


def _predicated(sentence: Tree, name: Name, offices: Offices) -> tuple[int, int] | None:
    """Find the office in "Dmitriev, who is the Kremlin's lead envoy" and "Brisk is president of X"."""
    tokens = sentence.tokens
    inside = range(name.first, name.last)
    for k in range(max(0, name.first - 25), min(len(tokens), name.last + 25)):
        token = tokens[k]
        if token.upos not in {"NOUN", "PROPN"} or not is_title(token.form, offices):
            continue
        relative = token.deprel.startswith("acl") and token.head in inside
        subject = any(tokens[s].head == k and tokens[s].deprel.startswith("nsubj") for s in inside)
        copula = any(t.head == k and t.deprel == "cop" for t in tokens)
        if copula and (relative or subject) and k not in inside:
            first, last = sentence.phrase(k)
            while first < k and (
                tokens[first].upos in {"AUX", "PRON", "ADV", "VERB"} or tokens[first].deprel == "cop"
            ):
                first += 1
            return (first, last) if first > name.last - 1 or last <= name.first else None
    return None


def _without_article(sentence: Tree, first: int, last: int) -> tuple[int, int]:
    tokens = sentence.tokens
    while first < last and (
        tokens[first].form.lower() in {"the", "a", "an"} or not tokens[first].form[0].isalnum()
    ):
        first += 1
    while last > first and tokens[last - 1].form in {",", "–", "—", "-", "(", ")", ";"}:
        last -= 1
    return first, last


# --- for whom ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Spoken:
    """For whom somebody speaks, and how that was found."""

    party: str
    how: str


def party_in_words(
    words: str, resolve: Callable[[str], str | None], offices: Offices, *, former: bool
) -> Spoken | None:
    """Return the party that an office or a description speaks for, by its words alone, or None.

    Args:
        words: "Ukraine's lead negotiator", "a Ukrainian political analyst".
        resolve: From a name or description to a party's name.
        offices: The word lists.
        former: Whether the office is over: then nobody is spoken for.
    """
    if former:
        return Spoken(INDEPENDENT, f"'{words}': a former office speaks for nobody")
    lowered = words.lower()
    last = _head_word(lowered)
    if offices.learned.intersection(re.findall(r"[\w-]+", lowered)):
        return Spoken(INDEPENDENT, f"'{words}': of a body of study")
    if last.removesuffix("s") in offices.independent or last in offices.independent:
        return Spoken(INDEPENDENT, f"'{last}': speaks for itself")
    if last in offices.media or (last.removesuffix("s") in offices.media and last != "agencies"):
        named = resolve(words)
        if named is None or last != "agency":
            return Spoken(INDEPENDENT, f"'{last}': press")
    for title, party in offices.of_party.items():
        if title in lowered and re.search(rf"\b{re.escape(title)}(?!\w)", lowered):
            foreign = resolve(words[: lowered.index(title)]) if lowered.index(title) else None
            return Spoken(foreign or party, f"'{title}' is a title used of {party} only")
    found = resolve(words)
    if found is None and " from " in words:
        found = resolve(words.partition(" from ")[2].removeprefix("the "))
    return Spoken(found, f"'{words}' names {found}") if found else None


def _head_word(words: str) -> str:
    """Return the word a short description turns on: the last one before "of", "for", "to", a comma."""
    core = re.split(r",| (?:of|for|to|in|at|from|with|who|on|near|close|familiar) ", words, maxsplit=1)[0]
    found = re.findall(r"[\w-]+", core)
    return found[-1] if found else ""


# --- the register ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything that a report says of one person."""

    name: str
    id: str
    titles: tuple[tuple[Name, Title], ...]
    party: str | None
    former: bool
    how: str
    seen: Name | None = None  # where the report names them first


def mentions_of(profile: Profile, offices: Offices) -> tuple[PersonMention, ...]:
    """Return the register's lines for a person: one per office; none for a private individual."""
    known = profile.name.casefold() in offices.leaders
    public = [t for _, t in profile.titles if known or is_office(t.text, offices)]
    if profile.party == INDEPENDENT and not any(t.former for t in public):
        return ()
    lines: dict[str, PersonMention] = {}
    if known and not profile.titles and profile.seen:
        return (
            PersonMention(
                profile.id,
                profile.name,
                None,
                profile.party,
                former=False,
                start=None,
                end=None,
                span=profile.seen.span,
            ),
        )
    for name, title in profile.titles:
        if not (known or is_office(title.text, offices)) or (
            profile.party == INDEPENDENT and not title.former
        ):
            continue
        start, end = _FROM.search(title.text), _TO.search(title.text)
        line = PersonMention(
            id=profile.id, name=profile.name, office=title.text, party=profile.party, former=title.former,
            start=start[1] if start else None, end=end[1] if end else None, span=name.span,
        )  # fmt: skip
        lines.setdefault(_same_office(title.text), line)
    return tuple(lines.values())


def is_office(title: str, offices: Offices) -> bool:
    """Say whether a title is a public office."""
    words = re.findall(r"[\w.-]+", title.lower())
    return any(w in offices.titles or w.removesuffix("s") in offices.titles for w in words)


def _same_office(title: str) -> str:
    words = [
        w for w in re.findall(r"\w+", title.lower()) if w not in {"the", "of", "s", "for", "former", "mr"}
    ]
    return " ".join(sorted(words[-2:]))


def two_offices(people: Iterable[PersonMention]) -> Iterator[tuple[PersonMention, PersonMention]]:
    """Yield pairs of different offices that one report gives to one person."""
    first: dict[str, PersonMention] = {}
    for person in people:
        before = first.setdefault(person.id, person)
        if before is not person and before.former == person.former and _differ(before.office, person.office):
            yield before, person


def _differ(a: str | None, b: str | None) -> bool:
    one, two = (set(re.findall(r"\w+", (x or "").lower())) for x in (a, b))
    return bool(one and two) and not (one <= two or two <= one)


__all__ = [
    "UNKNOWN", "Name", "Profile", "Spoken", "Title", "entities", "full_names", "is_office", "is_title", "mentions_of",
    "names_in", "one_letter_off", "party_in_words", "person_id", "surname", "titles_of", "two_offices",
]  # fmt: skip
