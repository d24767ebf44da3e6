"""What the grammar model says about a text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Token:
    """One syntactic word."""

    start: int  # characters of the original text, [start, end)
    end: int
    form: str  # exactly text[start:end]
    lemma: str
    upos: str  # Universal Dependencies part of speech
    head: int  # index in the sentence's tokens; -1 for the root
    deprel: str  # Universal Dependencies relation, with subtype
    ner: str  # BIO over PER, ORG, LOC, NORP, DATE; "O" outside
    upos_p: float = 1.0  # the model's probability of each answer, in [0, 1], not calibrated
    head_p: float = 1.0
    ner_p: float = 1.0


@dataclass(frozen=True, slots=True)
class Role:
    """A stretch of tokens that fills a role of a frame."""

    name: str  # source, content, ini, rec, by, to, span, ...
    start: int  # tokens of the sentence, [start, end)
    end: int
    probability: float


@dataclass(frozen=True, slots=True)
class Frame:
    """Something that the sentence says, hung on one of its tokens.

    Kinds, labels and roles (those in brackets may be missing):

        cue    say, act, think                 [source] content
        cont   cont (a quotation going on)     content
        event  a PLOVER category or PROPOSE    [ini rec date place num ab]; status
        pos    the stance                      [by] span [opt cond]; issue, voice
        prop   prop                            [by to] span [parts]; issue
        resp   the answer                      [by] span [cond]
        ass    positive, negative, mixed       [by about] span
        stick  stick                           [by] span; issue
        comm   sought, offered, made, kept ... [by to] span [terms for if]; issue
        meet   the status                      [date place who broker ord n agenda]
    """

    kind: str
    start: int  # the anchor's tokens, [start, end): the cue, the trigger, or the head of the span
    end: int
    label: str
    probability: float  # that there is such a frame here with this label
    roles: tuple[Role, ...] = ()
    status: str | None = None  # events: happened, ongoing, planned, hypothetical, denied
    status_p: float = 0.0
    issue: str | None = None
    issue_p: float = 0.0
    voice: str | None = None  # positions: own, opponent, third, narrator
    voice_p: float = 0.0

    def role(self, name: str) -> tuple[Role, ...]:
        """The stretches that fill one role, in the order of the text."""
        return tuple(r for r in self.roles if r.name == name)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A parsed sentence."""

    start: int  # characters of the original text, [start, end)
    end: int
    paragraph: int  # counted from 0
    tokens: tuple[Token, ...]
    frames: tuple[Frame, ...] = ()
