"""What every question to the record needs: the view, the issues, the day it is asked of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pourparler.actions.gather import load_process
from pourparler.actions.store import opened
from pourparler.domain import Finding, Position, Process
from pourparler.domain.trust import is_plain
from pourparler.errors import UnknownName
from pourparler.positions import leading_parties, stand
from pourparler.positions.holding import VOICE_RANK
from pourparler.positions.stories import told_once
from pourparler.record.times import day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pourparler.domain import Document, Issue, View
    from pourparler.positions import Stand


_MOST = 3000  # reports that are compared with each other: about ten seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """How a question is asked; the same for every question."""

    db: str = "pourparler.db"
    as_of: str | None = None  # only what was published and judged by this day
    recorded_by: str | None = None  # only what the record held at this moment
    confirmed: bool = False  # only what a person confirmed
    unsure: bool = False  # also what is not sure enough to be stated plainly
    voice: str | None = None  # only this voice; None: all, the party's own first
    process: str | None = None  # a process file


@dataclass(frozen=True, slots=True)
class Asked:
    """The record as a question sees it."""

    view: View
    process: Process
    issues: Mapping[str, Issue]
    on: str  # as_of, else the last day on which anything was published
    voices: Sequence[str]
    confirmed: frozenset[str]  # entries that a person confirmed or corrected

    def stand(self) -> Stand:
        """Return where everybody stands on the day."""
        return stand(self.view.entries, self.issues, on=self.on, voices=self.voices, confirmed=self.confirmed)

    def sides(self) -> tuple[str, ...]:
        """Return the parties at the table: the process file's, else those with the most positions."""
        named = tuple(p.name for p in self.process.parties if "party" in (p.role or "").split(", "))
        return named or leading_parties(self.view.entries)

    def known_party(self, name: str) -> str:
        """Return a party's canonical name.

        Raises: UnknownName, if no entry and no process file names it.
        """
        names = {p.name for p in (*self.view.parties, *self.process.parties)}
        names |= {str(e.party) for e in self.view.entries if isinstance(e, Position)}
        found = [n for n in names if n.casefold() == name.casefold()]
        if not found:
            known = ", ".join(sorted(n for n in names if n)) or "none"
            raise UnknownName(f"no party {name!r} on record; known are: {known}")
        return found[0]

    def known_issue(self, id_: str) -> str:
        """Return an issue's id as it was given.

        Raises: UnknownName, if neither the built-in issues nor the process file have it.
        """
        if id_ not in self.issues:
            raise UnknownName(f"no issue {id_!r}; known are: {', '.join(sorted(self.issues))}")
        return id_


def given_day(text: str) -> str:
    """Return a day that a person gave, once it is known to be one; a month or year will do.

    Raises: WrongCall, if it is no day: nothing is later than a word, and the answer would be empty.
    """
    day(text)
    return text


def ask(asking: Asking, *kinds: str) -> Asked:
    """Open the record and return what a question needs.

    Args:
        asking: Which record, as of when, by whose voice.
        kinds: The kinds of entries that the question is about; none named means all.
    Raises: CannotDo, if there is no record; BadFile, for a process file with errors.
    """
    process = load_process(asking.process) if asking.process else Process()
    with opened(asking.db) as memory:
        view = memory.view(
            as_of=asking.as_of,
            recorded_by=asking.recorded_by,
            confirmed=asking.confirmed,
            kinds=kinds or None,
        )
    return asked(view, process, voice=asking.voice)


def asked(view: View, process: Process, *, voice: str | None = None) -> Asked:
    """Return what a question about a view needs."""
    if voice is not None and voice not in VOICE_RANK:
        raise UnknownName(f"no voice {voice!r}; one of: {', '.join(VOICE_RANK)}")
    view = (
        told_once(view, same_story(view.documents)) if 1 < len(view.documents) <= _MOST else _told_often(view)
    )
    on = view.as_of or max((d.published[:10] for d in view.documents if d.published), default="")
    judged = frozenset(e for e, j in view.judgements.items() if j.verdict in ("confirmed", "corrected"))
    return Asked(view, process, known_issues(process), on, (voice,) if voice else tuple(VOICE_RANK), judged)


def ask_sure(asking: Asking, *kinds: str) -> Asked:
    """Return what a question needs, without what is not sure enough to be stated; a note counts that.

    Args:
        asking: As for `ask`; with `unsure`, everything stays and the note says so.
        kinds: As for `ask`.
    """
    found = ask(asking, *kinds)
    view = found.view
    plain = tuple(e for e in view.entries if is_plain(e, view))
    open_ = len(view.entries) - len(plain)
    if not open_:
        return found
    said = (
        f"{open_} of the entries shown are not sure enough to be stated plainly: read the passage first"
        if asking.unsure
        else f"{open_} entries are not sure enough to be stated and are left out: --unsure shows them, "
        "`pourparler review` decides on them"
    )
    note = Finding(said, code="unsure")
    shown = view.entries if asking.unsure else plain
    return replace(found, view=replace(view, entries=shown, findings=(*view.findings, note)))


def _told_often(view: View) -> View:
    if len(view.documents) < 2:
        return view
    note = Finding(
        f"{len(view.documents)} reports are too many to compare with each other in the time that a question may "
        f"take (at most {_MOST}): a story printed by several papers counts once for each; narrow the question "
        "with --as-of, or brief the reports of one folder",
        code="stories-not-compared",
    )
    return replace(view, findings=(*view.findings, note))


def same_story(documents: Sequence[Document]) -> Mapping[str, str]:
    """Return which documents repeat another's story."""
    from pourparler.reading.duplicates import same_story as found

    return found(documents)


def known_issues(process: Process) -> Mapping[str, Issue]:
    """Return the built-in issues with those of a process file, which come first."""
    from pourparler.reading.issues import Issues

    return Issues.builtin().extended(process.issues).issues
