"""The word lists of the reader, read once and indexed for looking up."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FILES = (
    "actors", "assessments", "calibration", "commitments", "decisions", "events", "proposals", "responses", "stances",
    "status", "sticking", "triggers",
)  # fmt: skip
UNSEEN, RARE = 4, 0.02  # an unseen word counts as four of which one in fifty names an event of a type
NO_OBJECTS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Cue:
    """What a word can name: an event type, a stance, an answer."""

    label: str
    strong: bool = True
    particle: str = ""  # "call for": for
    objects: frozenset[str] = NO_OBJECTS  # asks for one of these as its object, where not empty


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Word lists, by file; lists of words as sets."""

    verbs: Mapping[str, tuple[Cue, ...]]  # event verbs
    nouns: Mapping[str, tuple[Cue, ...]]  # event nouns
    stances: Mapping[str, tuple[Cue, ...]]  # verbs that take a stance
    answers: Mapping[str, tuple[Cue, ...]]  # verbs that answer a proposal
    lists: Mapping[str, Mapping[str, Any]]  # file -> key -> set of words, or mapping of such
    seen: Mapping[str, Mapping[str, int]]  # "attack/n" -> how often seen, how often it named each type

    def share(self, word: str, label: str) -> float:
        """Return the share of a word's occurrences that named an event of a type, smoothed, in (0, 1).

        Args:
            word: Lemma and part of speech, "attack/n".
            label: One of the event types.
        """
        row = self.seen.get(word, {})
        return (row.get(label, 0) + UNSEEN * RARE) / (row.get("seen", 0) + UNSEEN)

    def usual(self, word: str) -> tuple[str, float]:
        """Return the type that a word names most often, and the share of that; "" where it names none."""
        row = {k: v for k, v in self.seen.get(word, {}).items() if k != "seen"}
        if not row:
            return "", 0.0
        best = max(sorted(row), key=lambda k: row[k])
        return best, self.share(word, best)

    def set(self, file: str, key: str, *more: str) -> frozenset[str]:
        """Return one list of words, the empty set where there is none."""
        found: Any = self.lists.get(file, {}).get(key, NO_OBJECTS)
        for part in more:
            found = found.get(part, NO_OBJECTS) if hasattr(found, "get") else NO_OBJECTS
        return found if isinstance(found, frozenset) else NO_OBJECTS

    def number(self, file: str, key: str, name: str, default: float) -> float:
        """Return one number of a list (a weight, a threshold)."""
        table = self.lists.get(file, {}).get(key, {})
        value = table.get(name, default) if hasattr(table, "get") else default
        return float(value)


def load_words() -> Words:
    """Read the word lists that are shipped with the package."""
    folder = resources.files("pourparler.reading") / "lexicon"
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = {}
    for name in FILES:
        file = folder / f"{name}.yaml"
        if file.is_file():
            data[name] = yaml.load(file.read_text(encoding="utf-8"), Loader=loader) or {}  # noqa: S506 - both are safe
    return words_of(data)


def words_of(data: Mapping[str, Any]) -> Words:
    """Index word lists given as plain data.

    >>> words_of({"events": {"AGREE": {"verbs": ["sign up"]}}}).verbs["sign"][0].particle
    'up'
    """
    events = data.get("events", {})
    verbs: dict[str, list[Cue]] = {}
    nouns: dict[str, list[Cue]] = {}
    for label, lists in events.items():
        for key, strong in (("verbs", True), ("weak_verbs", False)):
            _put(verbs, lists.get(key, ()), label, strong=strong)
        for key, strong in (("nouns", True), ("weak_nouns", False)):
            _put(nouns, lists.get(key, ()), label, strong=strong)
        for noun, objects in lists.get("noun_with", {}).items():
            nouns.setdefault(noun, []).insert(0, Cue(label, objects=frozenset(map(str, objects))))
        for verb, objects in lists.get("with_object", {}).items():
            lemma, _, particle = verb.partition(" ")
            cue = Cue(label, strong=True, particle=particle, objects=frozenset(map(str, objects)))
            verbs.setdefault(lemma, []).insert(0, cue)
    return Words(
        verbs=_frozen(verbs),
        nouns=_frozen(nouns),
        stances=_by_label(data.get("stances", {}).get("verbs", {})),
        answers=_by_label(data.get("responses", {}).get("verbs", {})),
        lists={name: _sets(value) for name, value in data.items() if name not in {"events", "triggers"}},
        seen=data.get("triggers", {}),
    )


def _by_label(table: Mapping[str, Iterable[str]]) -> Mapping[str, tuple[Cue, ...]]:
    index: dict[str, list[Cue]] = {}
    for label, words in table.items():
        _put(index, words, label, strong=True)
    return _frozen(index)


def _put(index: dict[str, list[Cue]], words: Iterable[str], label: str, *, strong: bool) -> None:
    for word in words:
        lemma, _, particle = str(word).partition(" ")
        index.setdefault(lemma, []).append(Cue(label, strong=strong, particle=particle))


def _frozen(index: Mapping[str, list[Cue]]) -> Mapping[str, tuple[Cue, ...]]:
    # A cue that asks for more (an object, a particle) is tried before one that asks for less.
    rank = {
        k: sorted(v, key=lambda c: (not c.objects, not c.particle, not c.strong)) for k, v in index.items()
    }
    return {k: tuple(v) for k, v in rank.items()}


def _sets(value: Any) -> Any:
    if isinstance(value, list):
        return frozenset(str(v) for v in value)
    if isinstance(value, dict):
        return {str(k): _sets(v) for k, v in value.items()}
    return value
