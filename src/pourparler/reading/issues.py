"""Which issue a stretch of a report is about, and which of the issue's options it names.

The phrases are YAML in `lexicon/issues.yaml`; a process file adds issues or phrases. A phrase is a
row of words: `withdraw*` is any word that begins so, `...` stands for up to five words, and a plain
word also matches its plural.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import yaml

from pourparler.domain import Issue, Option, Scale

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

WEIGHTS = {"strong": 3.0, "phrases": 1.5, "weak": 0.4}
PROCESS_WEIGHT = 4.0  # what an analyst wrote for this very process
SENTENCE_SHARE = 0.5  # how much the rest of the sentence counts against the words themselves
CONTEXT_SHARE = 0.15  # the same for the sentences around
PRIOR_WEIGHT = 3.0  # how much a report that is about one issue only speaks for that issue
GAP = 5  # words that "..." may stand for
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_STEM = 3  # letters by which phrases that begin with a prefix are indexed


@dataclass(frozen=True, slots=True)
class Topic:
    """An issue that a text is about, and the phrase that shows it best."""

    issue: str
    score: float  # comparable only within one text
    start: int
    end: int
    phrase: str  # as the text has it; empty where only the context shows the issue


@dataclass(frozen=True, slots=True)
class NamedOption:
    """An option of an issue that a text names."""

    option: Option
    start: int
    end: int


_Test = tuple[bool, str, int]  # whether a stem is enough, the word or stem, words that may stand before it


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: tuple[str, ...]
    tests: tuple[_Test, ...]  # the same, ready to match
    owner: str  # issue id, or option id
    weight: float


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    phrase: _Phrase


@dataclass(frozen=True, slots=True, eq=False)
class Issues:
    """The issues of a process, and how reports speak of them.

    >>> issues = Issues.builtin()
    >>> [topic] = issues.classify("Kyiv wants binding security guarantees")[:1]
    >>> topic.issue, topic.phrase
    ('security-guarantees', 'security guarantees')
    """

    issues: Mapping[str, Issue]
    _index: Mapping[str, tuple[_Phrase, ...]]
    _phrases: tuple[_Phrase, ...]

    @classmethod
    def builtin(cls) -> Issues:
        """Give the issues that ship with the package; their file is read once."""
        return load()

    def extended(self, issues: Iterable[Issue]) -> Issues:
        """Give the issues with these added, or refined where the id is known."""
        known, phrases = dict(self.issues), list(self._phrases)
        for issue in issues:
            known[issue.id] = _refined(known.get(issue.id), issue)
            phrases += _compiled((issue.label, *issue.phrases), issue.id, PROCESS_WEIGHT)
        return Issues(known, _indexed(phrases), tuple(phrases))

    def classify(
        self, text: str, *, sentence: str = "", context: str = "", prior: Mapping[str, float] | None = None
    ) -> tuple[Topic, ...]:
        """Say what a text is about, best first; nothing where nothing points anywhere.

        Args:
            text: The words of a position, proposal or commitment.
            sentence: The whole sentence that it stands in.
            context: The sentences around.
            prior: What the whole report is about, from `profile`.
        """
        hits = _distinct(_hits(text, self._index))
        scores: dict[str, float] = defaultdict(float, _summed(hits))
        for around, share in ((sentence, SENTENCE_SHARE), (context, CONTEXT_SHARE)):
            for issue, score in _summed(_distinct(_hits(around, self._index))).items():
                scores[issue] += share * score
        for issue, share in (prior or {}).items():
            scores[issue] += PRIOR_WEIGHT * share
        best = {hit.phrase.owner: hit for hit in reversed(hits)}  # the weightiest comes first
        order = {issue: i for i, issue in enumerate(self.issues)}
        ranked = sorted(scores, key=lambda issue: (-scores[issue], order[issue]))
        return tuple(_topic(issue, scores[issue], best.get(issue), text) for issue in ranked)

    def profile(self, text: str) -> dict[str, float]:
        """Say what share of a whole report each issue has; the shares sum to 1, or nothing is said."""
        scores: dict[str, float] = defaultdict(float)
        for hit in _distinct(h for h in _hits(text, self._index) if h.phrase.weight >= WEIGHTS["phrases"]):
            scores[hit.phrase.owner] += hit.phrase.weight
        total = sum(scores.values())
        return {issue: score / total for issue, score in scores.items()}

    def options(self, issue: str, text: str) -> tuple[NamedOption, ...]:
        """Find the options of an issue that a text names, in the order of the text.

        >>> [n.option.id for n in Issues.builtin().options("ceasefire", "a 30-day truce, not a full ceasefire")]
        ['limited', 'unconditional']
        """
        known = self.issues.get(issue)
        if known is None:
            return ()
        options = {option.id: option for option in known.options}
        phrases = [p for o in known.options for p in _compiled((o.label, *o.phrases), o.id, 1.0)]
        found: dict[str, NamedOption] = {}
        for hit in _hits(text, _indexed(phrases)):
            found.setdefault(hit.phrase.owner, NamedOption(options[hit.phrase.owner], hit.start, hit.end))
        return tuple(sorted(found.values(), key=lambda n: (n.start, n.option.id)))


@cache
def load() -> Issues:
    """Read the built-in issues, once."""
    source = resources.files("pourparler.reading") / "lexicon" / "issues.yaml"
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    content: dict[str, Any] = yaml.load(source.read_text("utf-8"), Loader=loader)  # noqa: S506 - both are safe
    rows: list[dict[str, Any]] = content["issues"]
    phrases = [
        phrase
        for row in rows
        for rank, weight in WEIGHTS.items()
        for phrase in _compiled(row.get(rank, ()), row["id"], weight)
    ]
    issues = {row["id"]: _issue(row, content["signed_by"]) for row in rows}
    return Issues(issues, _indexed(phrases), tuple(phrases))


def _issue(row: Mapping[str, Any], signed_by: str) -> Issue:
    options = tuple(
        Option(o["id"], o["label"], tuple(map(str, o.get("phrases", ()))), o.get("at"))
        for o in row.get("scale", ())
    )
    options = tuple(sorted(options, key=lambda o: (o.at is None, o.at or 0.0)))
    phrases = tuple(map(str, (*row.get("strong", ()), *row.get("phrases", ()))))
    scale = Scale(options, signed_by) if options else None
    return Issue(row["id"], row["label"], phrases, row.get("topic"), scale, options)


def _refined(old: Issue | None, new: Issue) -> Issue:
    if old is None:
        return new
    return replace(
        new,
        phrases=tuple(dict.fromkeys((*new.phrases, *old.phrases))),
        topic=new.topic or old.topic,
        scale=new.scale or old.scale,
        options=new.options or old.options,
    )


def _compiled(texts: Iterable[str], owner: str, weight: float) -> list[_Phrase]:
    rows = (_pattern(str(text)) for text in texts)
    return [_Phrase(words, _tests(words), owner, weight) for words in rows if words and words[0] != "..."]


def _tests(words: tuple[str, ...]) -> tuple[_Test, ...]:
    tests, gap = [], 0
    for word in words:
        if word != "...":
            stem = word.endswith("*") and not word.isupper()  # SWIFT is not "swift"
            tests.append((stem, word[:-1] if stem else word, gap))
        gap = GAP if word == "..." else 0
    return tuple(tests)


def _pattern(text: str) -> tuple[str, ...]:
    """Split a phrase into words, stems with a star, and gaps."""
    parts = re.findall(r"\.\.\.|[^\W_]+(?:['’][^\W_]+)?\*?", text.replace("’", "'"))
    return tuple(part if len(part) > 1 and part.isupper() else part.lower() for part in parts)


def _indexed(phrases: Sequence[_Phrase]) -> dict[str, tuple[_Phrase, ...]]:
    index: dict[str, list[_Phrase]] = defaultdict(list)
    for phrase in phrases:
        first = phrase.words[0].rstrip("*")
        index[first[:_STEM].lower()].append(phrase)
    return {key: tuple(rows) for key, rows in index.items()}


def _hits(text: str, index: Mapping[str, tuple[_Phrase, ...]]) -> Iterator[_Hit]:
    found = list(_WORD.finditer(text))
    words = [_forms(m[0].replace("’", "'")) for m in found]
    for i, forms in enumerate(words):
        low = forms[0]
        for n in range(1, min(_STEM, len(low)) + 1):
            for phrase in index.get(low[:n], ()):
                last = _match(phrase.tests, words, i)
                if last is not None:
                    yield _Hit(found[i].start(), found[last].end(), phrase)


@lru_cache(maxsize=1 << 14)
def _forms(word: str) -> tuple[str, str, str, str]:
    """Return a word in lower case, without 's, without s; and as written, without 's."""
    low = word.lower()
    return low, low.removesuffix("'s"), low.removesuffix("s"), word.removesuffix("'s")


def _match(tests: tuple[_Test, ...], words: list[tuple[str, str, str, str]], at: int) -> int | None:
    """Match a phrase at a word; give the index of its last word."""
    i = at
    for stem, part, gap in tests:
        for j in range(i, min(i + gap + 1, len(words))):
            if words[j][0].startswith(part) if stem else part in words[j]:
                i = j + 1
                break
        else:
            return None
    return i - 1


def _distinct(hits: Iterable[_Hit]) -> list[_Hit]:
    """Keep, for each issue, one hit per place: the weightiest, then the longest."""
    kept: list[_Hit] = []
    taken: dict[str, list[tuple[int, int]]] = defaultdict(list)  # issue -> its places, apart, in order
    for hit in sorted(hits, key=lambda h: (-h.phrase.weight, h.start - h.end, h.start)):
        places = taken[hit.phrase.owner]
        k = bisect_left(places, (hit.start, hit.start))
        if (k and places[k - 1][1] > hit.start) or (k < len(places) and places[k][0] < hit.end):
            continue
        places.insert(k, (hit.start, hit.end))
        kept.append(hit)
    return kept


def _summed(hits: Iterable[_Hit]) -> dict[str, float]:
    """Add up each issue's hits, the weightiest in full, the next for a half, then a third."""
    scores: dict[str, float] = defaultdict(float)
    seen: dict[str, int] = defaultdict(int)
    for hit in hits:
        seen[hit.phrase.owner] += 1
        scores[hit.phrase.owner] += hit.phrase.weight / seen[hit.phrase.owner]
    return scores


def _topic(issue: str, score: float, hit: _Hit | None, text: str) -> Topic:
    if hit is None:
        return Topic(issue, score, 0, 0, "")
    return Topic(issue, score, hit.start, hit.end, text[hit.start : hit.end])
