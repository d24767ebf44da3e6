"""Who is in the report: its sentences, the mentions in them, and what each mention stands for.

The Scene is built once per report (`people`, `coreference`) and then only asked.  Everything that
reads events, positions and the rest asks it the same few questions:

    scene.party_of(span)        the party that a stretch of text speaks or acts for
    scene.parties_of(span)      the same for "Moscow and Kyiv", "both sides"
    scene.person_of(span)       the official it names
    scene.antecedent(span)      what "he", "the minister", "the rebels" points back to
    scene.trees[i]              sentence i as a tree (`trees.Tree`)
    scene.quoted_at(character)  the quotation that a place stands in, or None
    scene.date_at(i, a, b)      when what tokens a..b of sentence i tell of took place, ISO, or None
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pourparler.domain import Document, Finding, Party, Passage, PersonMention, Process, Span
    from pourparler.reading.grammar import Sentence, Token
    from pourparler.reading.tools import Tools
    from pourparler.reading.trees import Tree

CLAUSAL = frozenset({"ccomp", "advcl", "parataxis", "acl:relcl", "csubj", "root"})


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that the report speaks of."""

    name: str  # the fullest name that the report gives, else the description
    kind: str  # person | party | group (officials, analysts, residents ...)
    party: str | None  # the party spoken for: canonical name, `independent`, `unknown`
    person: str | None = None  # Person.id, where it is an official in a public role
    how: tuple[str, ...] = ()  # how the party was found, one line each


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that stands for an entity."""

    span: Span  # characters, without a leading comma or a following relative clause
    sentence: int
    first: int  # token
    last: int  # one past the last token
    head: int  # token
    kind: str  # name | party | pronoun | title | group
    entity: Entity | None  # None: a pronoun or description that points nowhere
    antecedent: int | None = None  # index in Scene.mentions of what it points back to
    how: str = ""  # how it was resolved


@dataclass(frozen=True, slots=True)
class When:
    """A time expression and what it comes to."""

    span: Span
    sentence: int
    first: int
    last: int
    value: str | None  # ISO 8601 day, month, year or start/end; None: the text does not give it
    how: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """One report, parsed, with everybody in it resolved."""

    document: Document
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]  # in the order of the text
    people: tuple[PersonMention, ...]
    times: tuple[When, ...]
    anchor: str | None  # the day that relative expressions count from
    anchor_how: str
    tools: Tools
    trees: tuple[Tree, ...] = ()  # one per sentence
    process: Process | None = None
    starts: tuple[int, ...] = ()  # character at which each sentence starts
    at: Mapping[tuple[int, int], int] = field(default_factory=dict)  # (sentence, head) -> mention
    when: Mapping[int, tuple[When, ...]] = field(default_factory=dict)  # sentence -> its times
    sides: tuple[str, ...] = ()  # the two or more parties whose talks or war the report is about
    parties: tuple[Party, ...] = ()  # every party mentioned, in the order of the text
    quotes: tuple[Span, ...] = ()  # quotations, marks included, over sentences and paragraphs
    findings: tuple[Finding, ...] = ()

    # --- places in the text ---------------------------------------------------------------

    def sentence_at(self, character: int) -> int:
        """Return the number of the sentence that a character stands in (the one before it)."""
        return max(0, bisect_right(self.starts, character) - 1)

    def tokens_in(self, span: Span) -> tuple[int, int, int]:
        """Return (sentence, first token, one past the last) of a span within one sentence."""
        i = self.sentence_at(span[0])
        if not self.sentences:
            return 0, 0, 0
        tokens = self.sentences[i].tokens
        first = bisect_right(tokens, span[0], key=_end)
        last = bisect_left(tokens, span[1], key=_start)
        return (i, first, last) if first < last else (i, 0, 0)

    def span_of(self, sentence: int, first: int, last: int) -> Span:
        """Return the characters of tokens first..last-1."""
        tokens = self.sentences[sentence].tokens
        return (tokens[first].start, tokens[max(first, last - 1)].end)

    def passage(self, sentence: int) -> Passage:
        """Return the whole sentence as a passage."""
        tokens = self.sentences[sentence].tokens
        return self.document.passage(tokens[0].start, tokens[-1].end)

    def head_of(self, sentence: int, first: int, last: int) -> int:
        """Return the token of first..last-1 that the others hang on."""
        return head_token(self.sentences[sentence], first, last)

    def quoted_at(self, character: int) -> Span | None:
        """Return the quotation that a character stands in, or None."""
        k = bisect_right(self.quotes, (character, 1 << 60)) - 1
        return self.quotes[k] if k >= 0 and character < self.quotes[k][1] else None

    # --- who ------------------------------------------------------------------------------

    def mention_of(self, span: Span) -> Mention | None:
        """Return the mention that a stretch of text amounts to, or None.

        The mention whose head is the head of the stretch; else the longest one inside it.
        """
        i, first, last = self.tokens_in(span)
        if first == last:
            return None
        found = self.at.get((i, self.head_of(i, first, last)))
        if found is not None:
            return self.mentions[found]
        inside = [m for m in self.mentions_in(i) if m.first < last and m.last > first]
        covered = [m for m in inside if m.first <= first and last <= m.last]
        if covered:
            return min(covered, key=lambda m: m.last - m.first)
        within = [m for m in inside if first <= m.first and m.last <= last]
        return max(within, key=lambda m: m.last - m.first, default=None)

    def mentions_in(self, sentence: int) -> Iterator[Mention]:
        """Yield the mentions of one sentence, from left to right."""
        low = _first_mention(self.mentions, sentence)
        while low < len(self.mentions) and self.mentions[low].sentence == sentence:
            yield self.mentions[low]
            low += 1

    def party_of(self, span: Span) -> str | None:
        """Return the party that a stretch of text speaks or acts for, or None."""
        mention = self.mention_of(span)
        return mention.entity.party if mention and mention.entity else None

    def parties_of(self, span: Span) -> tuple[str, ...]:
        """Return every party that a stretch of text names, "both sides" included, in order."""
        i, first, last = self.tokens_in(span)
        if first == last:
            return ()
        names = [m.entity.party for m in self.coordinated(i, first, last) if m.entity and m.entity.party]
        if not names and is_both(self.sentences[i], first, last):
            return self.sides
        return tuple(dict.fromkeys(names))

    def coordinated(self, sentence: int, first: int, last: int) -> list[Mention]:
        """Return the mention at the head of a stretch and those joined to it by "and"."""
        tokens = self.sentences[sentence].tokens
        head = self.head_of(sentence, first, last)
        heads = [head] + [
            k for k in range(first, last) if tokens[k].deprel.startswith("conj") and tokens[k].head == head
        ]
        found = [self.at.get((sentence, k)) for k in heads]
        some = [self.mentions[k] for k in found if k is not None]
        if some:
            return some
        whole = self.mention_of(self.span_of(sentence, first, last))
        return [whole] if whole else []

    def person_of(self, span: Span) -> PersonMention | None:
        """Return the official that a stretch of text names or points back to, or None."""
        mention = self.mention_of(span)
        key = mention.entity.person if mention and mention.entity else None
        return next((p for p in self.people if p.id == key), None) if key else None

    def antecedent(self, span: Span) -> Mention | None:
        """Return the earlier mention that a pronoun or a description points back to, or None."""
        mention = self.mention_of(span)
        if mention is None or mention.antecedent is None:
            return None
        return self.mentions[mention.antecedent]

    # --- when -----------------------------------------------------------------------------

    def when_at(self, sentence: int, first: int, last: int) -> When | None:
        """Return the time expression attached to what tokens first..last-1 tell of, or None.

        Attached: in the same clause, under the same predicate, nearest first.
        """
        return attached_time(self.sentences[sentence], self.when.get(sentence, ()), first, last)

    def date_at(self, sentence: int, first: int, last: int) -> str | None:
        """Return the ISO date of what tokens first..last-1 tell of; None where the text is silent."""
        found = self.when_at(sentence, first, last)
        return found.value if found else None


def _start(token: Token) -> int:
    return token.start


def _end(token: Token) -> int:
    return token.end


def _first_mention(mentions: Sequence[Mention], sentence: int) -> int:
    low, high = 0, len(mentions)
    while low < high:
        mid = (low + high) // 2
        if mentions[mid].sentence < sentence:
            low = mid + 1
        else:
            high = mid
    return low


def head_token(sentence: Sentence, first: int, last: int) -> int:
    """Return the token of first..last-1 whose head lies outside; the leftmost if there are several."""
    tokens = sentence.tokens
    for k in range(first, last):
        if not first <= tokens[k].head < last and tokens[k].upos != "PUNCT":
            return k
    return first


def clause_of(sentence: Sentence, token: int) -> int:
    """Return the head of the clause that a token stands in."""
    tokens = sentence.tokens
    for _ in range(len(tokens)):
        head = tokens[token].head
        if head < 0 or head == token or tokens[token].deprel in CLAUSAL:
            return token
        token = head
    return token


def is_both(sentence: Sentence, first: int, last: int) -> bool:
    """Say whether a stretch means both sides: "both sides", "the two countries", "the parties"."""
    words = [t.form.lower() for t in sentence.tokens[first:last]]
    nouns = {
        "sides",
        "parties",
        "countries",
        "delegations",
        "governments",
        "neighbours",
        "neighbors",
        "nations",
    }
    return bool(nouns & set(words)) and (
        "both" in words or "two" in words or words[:1] == ["the"] or words[:1] == ["warring"]
    )


def attached_time(sentence: Sentence, times: Sequence[When], first: int, last: int) -> When | None:
    """Return the time expression that belongs to tokens first..last-1 by the tree, else None."""
    if not times:
        return None
    tokens = sentence.tokens
    head = head_token(sentence, first, last)
    clause = clause_of(sentence, head)
    best: tuple[int, int, When] | None = None
    for when in times:
        top = head_token(sentence, when.first, when.last)
        up = tokens[top].head
        if first <= when.first and when.last <= last:
            rank = 0
        elif up == head:
            rank = 1
        elif clause_of(sentence, top) == clause:
            rank = 2 if up == clause else 3
        else:
            continue
        near = min(abs(when.first - head), abs(when.last - head))
        if best is None or (rank, near) < best[:2]:
            best = (rank, near, when)
    return best[2] if best else None
