"""Draft agreements: YAML, or text with numbered clauses; all errors at once, with their lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pourparler.domain.draft import PROMISED, Clause, Draft
from pourparler.errors import BadFile
from pourparler.sources.checked import Checked
from pourparler.sources.found import Refused
from pourparler.sources.marked_yaml import parse_leniently
from pourparler.sources.regular import regular_bytes
from pourparler.sources.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pourparler.domain import Issue
    from pourparler.sources.marked_yaml import Marked

_HEAD = (
    "id", "title", "by", "to", "date", "date_note", "supersedes", "answers", "complete", "note",
    "confirmed_by",
)  # fmt: skip
_CLAUSE = ("number", "issue", "option", "text", "terms", "reports", "answers", "guarantee", "note")
_TERMS = ("value", "unit", "bound")
_LARGEST = 5_000_000  # bytes
# 1. text | 1) text | (1) text | Article 1. text | Point 1: text | IV. text | 4.2 text
_NUMBERED = re.compile(
    r"\s{0,3}(?:(?:article|clause|point|section|paragraph|art\.?)\s+(?P<named>\d+(?:\.\d+)*[a-z]?|[IVXLC]+)"
    r"(?:\s*[.:)–-]|(?=\s|$))|\(?(?P<plain>\d{1,3}(?:\.\d{1,3})*[a-z]?)\s*[.):](?=\s|$)"
    r"|(?P<dotted>\d{1,3}(?:\.\d{1,3})+)(?=\s)|(?P<roman>[IVXLC]{1,7})[.)](?=\s|$))\s*(?P<text>.*)",
    re.IGNORECASE,
)


def load_draft(path: str, issues: Mapping[str, Issue]) -> Draft:
    """Read a draft agreement.

    Args:
        path: YAML (`draft:` and `clauses:`), or text with numbered clauses.
        issues: Issue id -> issue; issues and options that a YAML file names must be among them.
    Raises: BadFile, with every problem found and its line.
    """
    try:
        data = regular_bytes(path)
        if len(data) > _LARGEST:
            raise BadFile(
                path, [f"{len(data) // 1_000_000} MB are more than any draft: is it the right file?"]
            )
        text = decode(data).text
    except Refused as refused:
        raise BadFile(path, [str(refused)]) from refused
    if path.lower().endswith((".yaml", ".yml")) or re.search(r"^(?:draft|clauses)\s*:", text, re.MULTILINE):
        return read_draft(text, issues, path)
    return read_clauses(text, path)


def read_draft(text: str, issues: Mapping[str, Issue], path: str = "draft") -> Draft:
    """Read the YAML of a draft.

    Args:
        text: YAML.
        issues: Issue id -> issue.
        path: For messages, and for `Draft.path`.
    Raises: BadFile, with every problem found and its line.

    >>> read_draft("clauses: [{number: 1, text: An army of 600 men.}]", {}).clauses[0].text
    'An army of 600 men.'
    """
    root, malformed = parse_leniently(text)
    check = Checked()
    reader = _Reader(check, issues)
    draft = reader.draft(root, path, broken=bool(malformed))
    problems = [*malformed, *check.problems]
    if problems:
        raise BadFile(path, sorted(dict.fromkeys(problems), key=_line))
    return draft


def read_clauses(text: str, path: str = "draft") -> Draft:
    r"""Read a text with numbered clauses; what stands before the first is its title.

    A line that follows a clause belongs to it, until the next number or an empty line.

    Args:
        text: Lines such as "4. The army numbers at most 600,000.", "Article 4", "(4)", "IV.".
        path: For messages, and for `Draft.path`.
    Raises: BadFile, with every problem found and its line.

    >>> [c.number for c in read_clauses("Draft\n\n1. Guns fall silent.\n2. Prisoners go home.").clauses]
    ['1', '2']
    """
    title: list[str] = []
    found: list[tuple[str, int, list[str]]] = []
    stray: list[int] = []
    blank = False
    for number, line in enumerate(text.splitlines(), start=1):
        match = _NUMBERED.fullmatch(line)
        if match:
            name = match["named"] or match["plain"] or match["dotted"] or match["roman"]
            found.append((name, number, [match["text"]]))
        elif line.strip() and not found:
            title.append(line.strip())
        elif line.strip() and blank and found[-1][2] != [""]:
            stray.append(number)
        elif line.strip():
            found[-1][2].append(line.strip())
        blank = not line.strip()
    problems = _clause_problems(found, stray)
    if problems:
        raise BadFile(path, sorted(problems, key=_line))
    clauses = tuple(Clause(n, " ".join(filter(None, lines)).strip(), line=at) for n, at, lines in found)
    return Draft(" ".join(title)[:200] or "untitled draft", clauses, path=path, turned=True)


def _clause_problems(found: list[tuple[str, int, list[str]]], stray: list[int]) -> list[str]:
    if not found:
        what = "no numbered clause was found: begin each clause with its number, such as "
        return [what + "“1. The army numbers at most 600,000.”, or give the draft as YAML"]
    problems = [
        f"line {at}: a paragraph without a number stands between the clauses: number it, or join it to the clause above "
        "without an empty line"
        for at in stray
        if at < found[-1][1]
    ]
    seen: dict[str, int] = {}
    for number, at, lines in found:
        if number in seen:
            problems.append(
                f"line {at}: clause {number} stands twice, first in line {seen[number]}: number it anew"
            )
        seen.setdefault(number, at)
        if not any(lines):
            problems.append(f"line {at}: clause {number} is empty: write what it settles, or take it out")
    return problems


def _line(problem: str) -> int:
    match = re.match(r"line (\d+)", problem)
    return int(match[1]) if match else 0


class _Reader:
    def __init__(self, check: Checked, issues: Mapping[str, Issue]) -> None:
        self.check = check
        self.issues = issues

    def draft(self, root: Marked, path: str, *, broken: bool) -> Draft:
        said = self.check.mapping(root, "a draft file", ("draft", "clauses"), ())
        head = said.get("draft")
        about = self.check.mapping(head, "`draft`", _HEAD, ()) if head and not head.is_null else {}
        clauses = tuple(self._clauses(said.get("clauses")))
        if not clauses and not broken and not self.check.problems:
            self.check.say(root, "the draft has no clauses: list them under `clauses`, each with its number")
        texts = {key: self.check.text(about.get(key), key) for key in ("title", "id", "by", "confirmed_by")}
        self.check.text(about.get("note"), "note")
        complete = self.check.choice(about.get("complete"), "complete", ("true", "false")) == "true"
        title = texts["title"] or texts["id"] or "untitled draft"
        to = self.check.texts(about.get("to"), "to")
        return Draft(
            title, clauses, texts["by"], to, self.check.day(about.get("date"), "date"), complete, path
        )

    def _clauses(self, node: Marked | None) -> Iterator[Clause]:
        seen: dict[str, int] = {}
        for item in self.check.items(node, "clauses"):
            said = self.check.mapping(item, "a clause", _CLAUSE, ("number",))
            number = self.check.text(said.get("number"), "number")
            if number and number in seen:
                self.check.say(
                    item, f"clause {number} stands twice, first in line {seen[number]}: number it anew"
                )
            text = self.check.text(said.get("text"), "text") or ""
            issue, option = self._term(said)
            if number and not text and not option:
                self.check.say(item, f"clause {number} says nothing: give `text`, or `issue` and `option`")
            self._figures(said.get("terms"))
            self.check.texts(said.get("reports"), "reports")
            if number:
                seen.setdefault(number, item.line)
                yield Clause(number, text, issue, option, item.line, self._guarantee(said.get("guarantee")))

    def _term(self, said: Mapping[str, Marked]) -> tuple[str | None, str | None]:
        issue = self.check.identifier(said.get("issue"), "issue")
        option = self.check.identifier(said.get("option"), "option")
        if option and not issue:
            self.check.say(said["option"], f"the option {option} stands without its issue: add `issue`")
            return None, None
        if issue is None:
            return None, None
        if issue not in self.issues:
            where = "the issues of the process file (--process) or the built-in ones"
            self.check.unknown(said["issue"], "issue", issue, self.issues, where)
            return None, None
        known = [o.id for o in self.issues[issue].options]
        if option and option not in known:
            self.check.unknown(said["option"], f"option of {issue}", option, known, f"the options of {issue}")
            return issue, None
        return issue, option

    def _figures(self, node: Marked | None) -> None:
        if node is None or node.is_null:
            return
        said = self.check.mapping(node, "`terms`", _TERMS, ())
        self.check.number(said.get("value"), "value")
        self.check.text(said.get("unit"), "unit")
        self.check.choice(said.get("bound"), "bound", ("exact", "about", "at least", "at most"))

    def _guarantee(self, node: Marked | None) -> tuple[tuple[str, object], ...] | None:
        if node is None or node.is_null:
            return None
        said = self.check.mapping(node, "`guarantee`", PROMISED, ())
        return tuple((key, said[key].data() if key in said else None) for key in PROMISED)
