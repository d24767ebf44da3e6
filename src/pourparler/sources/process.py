"""The process file: YAML to `domain.Process`, with all its errors at once and their lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pourparler.domain import Assumption, Issue, Office, Option, Party, Person, Process, Scale
from pourparler.errors import BadFile
from pourparler.sources.checked import Checked
from pourparler.sources.found import Refused
from pourparler.sources.marked_yaml import Marked, parse_leniently
from pourparler.sources.regular import regular_bytes
from pourparler.sources.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

PARTY_KINDS = ("state", "organisation", "movement", "other")
ROLES = ("party", "broker", "guarantor", "observer")
ASSUMPTIONS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {  # kind -> keys it needs, keys it may have
    "weight": (("party", "issue", "range"), ()),
    "no-deal": (("party", "range"), ()),
    "value": (("party", "issue", "option", "range"), ()),
    "excludes": (("options",), ()),
    "requires": (("if", "then"), ()),
    "strength": (("of", "range"), ("party",)),
    "note": ((), ("party", "issue", "about", "value")),
}
_SECTIONS = ("process", "parties", "people", "issues", "assumptions")
_LARGEST = 5_000_000  # bytes
_SHARES = ("weight", "no-deal", "value")  # their ranges lie in [0, 1]


def load_process(path: str) -> Process:
    """Read a process file.

    Args:
        path: The YAML file; `docs/reference/process-file.md` has its keys.
    Raises: BadFile, with every problem found and its line.
    """
    try:
        data = regular_bytes(path)
        if len(data) > _LARGEST:
            raise BadFile(
                path, [f"{len(data) // 1_000_000} MB are more than any process file: is it the right file?"]
            )
        text = decode(data).text
    except Refused as refused:
        raise BadFile(path, [str(refused)]) from refused
    return read_process(text, path)


def read_process(text: str, path: str = "process file") -> Process:
    """Read the text of a process file.

    Args:
        text: YAML.
        path: For messages, and for `Process.path`.
    Raises: BadFile, with every problem found and its line.

    >>> read_process("parties: [{name: Northland, role: party}]").parties[0].name
    'Northland'
    """
    root, malformed = parse_leniently(text)
    reader = _Reader(root, broken=bool(malformed))
    process = reader.process(path)
    problems = [*malformed, *reader.check.problems]
    if problems:
        raise BadFile(path, sorted(dict.fromkeys(problems), key=_line))
    return process


def _line(problem: str) -> int:
    match = re.match(r"line (\d+)", problem)
    return int(match[1]) if match else 0


class _Reader:
    """Reads the sections in an order in which each knows the names of those before."""

    def __init__(self, root: Marked, *, broken: bool) -> None:
        self.check = Checked()
        self.root = root
        # Where a section did not parse, names that it would have defined are not called unknown.
        self.broken = broken
        self.signed_by: str | None = None
        self.parties: set[str] | None = None  # None: not known, anything goes
        self.options: dict[str, set[str]] | None = None

    def process(self, path: str) -> Process:
        root = self.check.mapping(self.root, "a process file", _SECTIONS, ())
        if not self.broken and not root and self.root.keys is not None:
            self.check.say(self.root, f"the file is empty: expected one or more of {', '.join(_SECTIONS)}")
        name = self._head(root.get("process"))
        parties = tuple(self._parties(root.get("parties")))
        people = tuple(self._people(root.get("people")))
        issues = tuple(self._issues(root.get("issues")))
        assumptions = tuple(self._assumptions(root.get("assumptions")))
        return Process(name, parties, people, issues, assumptions, path)

    def _head(self, node: Marked | None) -> str:
        if node is None or node.is_null:
            return "unnamed process"
        if node.text is not None:
            return node.text
        allowed = ("id", "title", "from", "to", "signed_by", "signed_on", "note")
        head = self.check.mapping(node, "`process`", allowed, ())
        self.check.identifier(head.get("id"), "id")
        self.check.days(head, "the process")
        self.check.day(head.get("signed_on"), "signed_on")
        self.check.text(head.get("note"), "note")
        self.signed_by = self.check.text(head.get("signed_by"), "signed_by")
        title = self.check.text(head.get("title"), "title")
        return title or self.check.text(head.get("id"), "id") or "unnamed process"

    def _parties(self, node: Marked | None) -> Iterator[Party]:
        owners: dict[str, str] = {}
        members: list[tuple[Marked, str]] = []
        names: set[str] = set()
        for item in self.check.items(node, "parties"):
            allowed = ("name", "kind", "code", "role", "roles", "aliases", "members", "note")
            said = self.check.mapping(item, "a party", allowed, ("name",))
            name = self.check.text(said.get("name"), "name")
            if not name:
                continue
            if name in names:
                self.check.say(item, f"the party {name} stands twice: put what is known of it in one place")
            names.add(name)
            aliases = self.check.texts(said.get("aliases"), "aliases")
            for alias in (name, *aliases):
                owner = owners.setdefault(alias.casefold(), name)
                if owner != name:
                    self.check.say(said.get("aliases") or item, f"the alias {alias!r} of {name} also names {owner}: "
                                   "a word may stand for one party only")  # fmt: skip
            members += [(m, m.text) for m in self.check.items(said.get("members"), "members") if m.text]
            code = self._code(said)
            kind = self.check.choice(said.get("kind"), "kind", PARTY_KINDS) or ("state" if code else "other")
            if code and kind != "state":
                self.check.say(
                    said["code"],
                    f"{name} has the country code {code} and is of kind {kind}: only states have one",
                )
            yield Party(name, kind, code, self._roles(said), aliases)
        self.parties = names if names and not self.broken else None
        for member, named in members:
            self._known_party(member, named)

    def _code(self, said: dict[str, Marked]) -> str | None:
        code = self.check.text(said.get("code"), "code")
        if code is not None and not re.fullmatch("[A-Z]{3}", code):
            self.check.say(
                said["code"], f"the code {code!r} is not ISO 3166 alpha-3: three capitals such as UKR"
            )
            return None
        return code

    def _roles(self, said: dict[str, Marked]) -> str | None:
        """Return the roles in the order given, joined by ", ": a state can be broker and guarantor."""
        single = self.check.choice(said.get("role"), "role", ROLES)
        nodes = self.check.items(said.get("roles"), "roles")
        several = [role for node in nodes if (role := self.check.choice(node, "role", ROLES))]
        if single and several:
            self.check.say(said["roles"], "both `role` and `roles` are given: keep `roles`")
        return ", ".join(dict.fromkeys([*([single] if single else []), *several])) or None

    def _people(self, node: Marked | None) -> Iterator[Person]:
        ids: set[str] = set()
        for item in self.check.items(node, "people"):
            said = self.check.mapping(
                item, "a person", ("id", "name", "aliases", "offices", "note"), ("name",)
            )
            name = self.check.text(said.get("name"), "name")
            if not name:
                continue
            person = self.check.identifier(said.get("id"), "id") or re.sub(
                r"\W+", "-", name.casefold()
            ).strip("-")
            if person in ids:
                self.check.say(
                    item, f"the id {person} stands twice among the people: give each person one of their own"
                )
            ids.add(person)
            offices = tuple(self._offices(said.get("offices"), person))
            yield Person(person, name, offices, self.check.texts(said.get("aliases"), "aliases"))

    def _offices(self, node: Marked | None, person: str) -> Iterator[Office]:
        for item in self.check.items(node, "offices"):
            allowed = ("title", "party", "from", "to", "former", "note")
            said = self.check.mapping(item, "an office", allowed, ("title", "party"))
            title = self.check.text(said.get("title"), "title")
            party = self._party(said.get("party"))
            start, end = self.check.days(said, f"the office of {person}")
            former = self.check.choice(said.get("former"), "former", ("true", "false")) == "true"
            if title and party:
                yield Office(person, party, title, start, end, former)

    def _issues(self, node: Marked | None) -> Iterator[Issue]:
        known: dict[str, set[str]] = {}
        for item in self.check.items(node, "issues"):
            allowed = ("id", "label", "question", "topic", "phrases", "scale", "options", "note")
            said = self.check.mapping(item, "an issue", allowed, ("id",))
            issue = self.check.identifier(said.get("id"), "id")
            if not issue:
                continue
            if issue in known:
                self.check.say(item, f"the issue {issue} stands twice: put what is known of it in one place")
            self.check.text(said.get("question"), "question")
            label = self.check.text(said.get("label"), "label") or issue
            topic = self.check.text(said.get("topic"), "topic")
            scaled = self._scale_head(said.get("scale"), issue)
            options = tuple(self._options(said.get("options"), issue, scaled=scaled is not None))
            known.setdefault(issue, set()).update(o.id for o in options)
            phrases = self.check.texts(said.get("phrases"), "phrases")
            placed = tuple(o for o in options if o.at is not None)
            if scaled is not None and len(placed) < 2:
                self.check.say(said["scale"], f"the scale of {issue} has {len(placed)} option{'s' if len(placed) != 1 else ''} with "
                               "a place (`at`): give at least two, or `scale: null`")  # fmt: skip
            yield Issue(
                issue, label, phrases, topic, Scale(placed, scaled) if scaled and placed else None, options
            )
        self.options = known if known and not self.broken else None

    def _scale_head(self, node: Marked | None, issue: str) -> str | None:
        """Return who signed the scale; None where there is no scale."""
        if node is None or node.is_null:
            return None
        allowed = ("low", "high", "defined_by", "signed_by", "signed_on", "note")
        said = self.check.mapping(node, "a scale", allowed, ())
        for key in ("low", "high", "defined_by", "note"):
            self.check.text(said.get(key), key)
        self.check.day(said.get("signed_on"), "signed_on")
        signed = self.check.text(said.get("signed_by"), "signed_by") or self.signed_by
        if signed is None and not self.broken:
            self.check.say(node, f"nobody signed the scale of {issue}: add `signed_by`, the person who vouches for its "
                           "order and distances")  # fmt: skip
        return signed or "nobody"

    def _options(self, node: Marked | None, issue: str, *, scaled: bool) -> Iterator[Option]:
        ids: set[str] = set()
        phrases_of: dict[str, str] = {}
        last: tuple[float, str] | None = None
        for item in self.check.items(node, "options"):
            allowed = ("id", "label", "at", "value", "unit", "phrases", "not", "note")
            said = self.check.mapping(item, "an option", allowed, ("id",))
            option = self.check.identifier(said.get("id"), "id")
            if not option:
                continue
            if option in ids:
                self.check.say(item, f"the option {option} of {issue} stands twice: give each one its own id")
            ids.add(option)
            self.check.number(said.get("value"), "value")
            for key in ("unit", "note"):
                self.check.text(said.get(key), key)
            self.check.texts(said.get("not"), "not")
            phrases = self.check.texts(said.get("phrases"), "phrases")
            for phrase in phrases:
                owner = phrases_of.setdefault(phrase.casefold(), option)
                if owner != option:
                    self.check.say(said["phrases"], f"the phrase {phrase!r} of {issue}/{option} also belongs to {owner}: "
                                   "keep it with one of them")  # fmt: skip
            at = self.check.number(said.get("at"), "at", least=0.0, greatest=1.0)
            if at is not None and not scaled:
                self.check.say(said["at"], f"{issue}/{option} has a place (`at`), but {issue} has no scale: add `scale`, or "
                               "leave `at` out")  # fmt: skip
                at = None
            if at is not None:
                if last is not None and at < last[0]:
                    self.check.say(said["at"], f"{issue}/{option} at {at:g} stands after {last[1]} at {last[0]:g}: list the options "
                                   "from 0 to 1")  # fmt: skip
                last = (at, option)
            yield Option(option, self.check.text(said.get("label"), "label") or option, phrases, at)

    def _assumptions(self, node: Marked | None) -> Iterator[Assumption]:
        ids: set[str] = set()
        for number, item in enumerate(self.check.items(node, "assumptions"), start=1):
            kind_node = (item.keys or {}).get("kind")
            known = kind_node.text if kind_node and kind_node.text in ASSUMPTIONS else None
            needs, may = ASSUMPTIONS[known or "note"]
            allowed = ("id", "kind", "said_by", "why", "text", *needs, *may)
            if known or kind_node is None:
                said = self.check.mapping(item, f"an assumption of kind {known or 'note'}", allowed, needs)
            else:
                said = item.keys or {}
                self.check.choice(kind_node, "kind", tuple(ASSUMPTIONS))
            name = self.check.identifier(said.get("id"), "id") or f"assumption-{number}"
            if name in ids:
                self.check.say(item, f"the assumption {name} stands twice: give each one its own id")
            ids.add(name)
            why = self.check.text(said.get("why"), "why") or self.check.text(said.get("text"), "text") or ""
            said_by = self.check.text(said.get("said_by"), "said_by") or self.signed_by
            if said_by is None and not self.broken:
                self.check.say(
                    item, f"nobody says the assumption {name}: add `said_by`, or `signed_by` under `process`"
                )
            about = self._about(said, known or "note")
            fields = {key: said[key].data() for key in (*needs, *may) if key in said}
            yield Assumption(name, why, said_by or "nobody", about, known or "note", fields or None)

    def _about(self, said: dict[str, Marked], kind: str) -> tuple[str, ...]:
        """Check what an assumption names; return the parties and issues it is about."""
        about = []
        if party := self._party(said.get("party")):
            about.append(party)
        if issue := self._issue(said.get("issue")):
            about.append(issue)
            if option := self.check.text(said.get("option"), "option"):
                self._known_option(said["option"], issue, option)
        nodes = [said[key] for key in ("if", "then") if key in said]
        pairs = self.check.items(said.get("options"), "options")
        if kind == "excludes" and "options" in said and len(pairs) < 2:
            self.check.say(said["options"], "an exclusion names two or more options as issue/option")
        about += [self._pair(node) for node in (*nodes, *pairs)]
        about += self.check.texts(said.get("about"), "about")
        self.check.text(said.get("of"), "of")
        self.check.interval(said.get("range"), "range", shares=kind in _SHARES)
        return tuple(dict.fromkeys(name for name in about if name))

    def _pair(self, node: Marked) -> str:
        text = self.check.text(node, "issue/option") or ""
        issue, slash, option = text.partition("/")
        if not slash:
            self.check.say(
                node, f"{node.what} is no option: write issue/option, such as territory/line-of-contact"
            )
            return ""
        if self._known_issue(node, issue):
            self._known_option(node, issue, option)
        return issue

    def _party(self, node: Marked | None) -> str | None:
        name = self.check.text(node, "party")
        if name and node:
            self._known_party(node, name)
        return name

    def _known_party(self, node: Marked, name: str) -> None:
        if self.parties is not None and name not in (*self.parties, "independent", "unknown"):
            self.check.unknown(node, "party", name, self.parties, "`parties`")

    def _issue(self, node: Marked | None) -> str | None:
        name = self.check.text(node, "issue")
        return name if name and node and self._known_issue(node, name) else None

    def _known_issue(self, node: Marked, name: str) -> bool:
        if self.options is None or name in self.options:
            return True
        self.check.unknown(node, "issue", name, self.options, "`issues`")
        return False

    def _known_option(self, node: Marked, issue: str, option: str) -> None:
        if self.options is not None and issue in self.options and option not in self.options[issue]:
            self.check.unknown(
                node, f"option of {issue}", option, self.options[issue], f"the options of {issue}"
            )
