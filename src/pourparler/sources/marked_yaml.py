"""YAML as nodes that know their line. Nothing is constructed from it, and aliases cannot make it explode."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from pourparler.errors import BadFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    import yaml

_MOST_NODES = 200_000
_DEEPEST = 40
_UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(slots=True)
class Marked:
    """A value with its line. A scalar keeps its text as written: `NO` stays Norway, 2019 stays a year."""

    line: int  # from 1
    text: str | None = None  # of a scalar; None also for null
    items: list[Marked] | None = None  # of a list
    keys: dict[str, Marked] | None = None  # of a mapping
    key_lines: dict[str, int] = field(default_factory=dict)
    plain: bool = True  # a scalar without quotes

    @property
    def is_null(self) -> bool:
        """Nothing stands there."""
        return self.text is None and self.items is None and self.keys is None

    @property
    def what(self) -> str:
        """What stands there, for a message."""
        if self.keys is not None:
            return "a mapping"
        if self.items is not None:
            return "a list"
        return (
            "nothing"
            if self.text is None
            else repr(self.text if len(self.text) < 60 else self.text[:57] + "...")
        )

    def scalars(self) -> dict[str, str]:
        """Return the keys of a mapping that hold text."""
        return {key: value.text for key, value in (self.keys or {}).items() if value.text is not None}

    def data(self) -> object:
        """Return the value as plain data; numbers and truth values become what they look like."""
        if self.keys is not None:
            return {key: value.data() for key, value in self.keys.items()}
        if self.items is not None:
            return [value.data() for value in self.items]
        return _valued(self.text) if self.plain else self.text


def parse(text: str, path: str, *, first_line: int = 1) -> Marked:
    """Parse YAML into marked values.

    Args:
        text: The YAML.
        path: For the error.
        first_line: Where the text begins in its file.
    Raises: BadFile, with every problem of form.
    """
    root, problems = parse_leniently(text, first_line=first_line)
    if problems:
        raise BadFile(path, problems)
    return root


def parse_leniently(text: str, *, first_line: int = 1) -> tuple[Marked, list[str]]:
    """Parse YAML as far as it goes: when the whole does not parse, each top-level section is tried.

    Returns: What could be parsed (a mapping), and the problems of form, one sentence each.
    """
    problems: list[str] = []
    root = _one(text, first_line, problems)
    if not problems or root is not None:
        return root or Marked(first_line, keys={}), problems
    whole, problems = problems, []
    merged = Marked(first_line, keys={})
    for start, section in _sections(text):
        part = _one(section, first_line + start, problems)
        if part is None or merged.keys is None:
            continue
        for key, value in (part.keys or {}).items():
            if key in merged.keys:
                problems.append(f"line {part.key_lines[key]}: `{key}` stands twice: keep one")
            merged.keys[key] = value
            merged.key_lines[key] = part.key_lines[key]
    return merged, problems or whole


def _one(text: str, first_line: int, problems: list[str]) -> Marked | None:
    import yaml

    if bad := _UNPRINTABLE.search(text.removeprefix("\ufeff")):
        line = first_line + text.count("\n", 0, bad.start())
        problems.append(f"line {line}: a character that YAML does not allow ({bad[0]!r}): remove it")
        return None
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        if node is None:
            return Marked(first_line, keys={})
        return _Marker(first_line, problems).marked(node, 0)
    except yaml.MarkedYAMLError as trouble:
        problems.append(_worded(trouble, first_line))
    except RecursionError:
        problems.append(f"line {first_line}: nested too deeply to be read: at most {_DEEPEST} levels")
    except (yaml.YAMLError, ValueError) as trouble:
        problems.append(f"line {first_line}: not YAML ({str(trouble).splitlines()[0]})")
    except _TooMuch as trouble:
        problems.append(str(trouble))
    return None


class _TooMuch(Exception):  # never leaves this module
    pass


class _Marker:
    def __init__(self, first_line: int, problems: list[str]) -> None:
        self.offset = first_line
        self.problems = problems
        self.seen = 0

    def marked(self, node: yaml.Node, depth: int) -> Marked:
        import yaml

        line = node.start_mark.line + self.offset
        self.seen += 1
        if self.seen > _MOST_NODES or depth > _DEEPEST:
            raise _TooMuch(
                f"line {line}: more than {_MOST_NODES} values or {_DEEPEST} levels once every alias (*name) is written "
                "out: write less, or without aliases"
            )
        if isinstance(node, yaml.ScalarNode):
            null = node.tag == "tag:yaml.org,2002:null"
            return Marked(line, text=None if null else node.value, plain=node.style is None)
        if isinstance(node, yaml.SequenceNode):
            return Marked(line, items=[self.marked(item, depth + 1) for item in node.value])
        made = Marked(line, keys={})
        for key, value in node.value:
            self._pair(made, key, self.marked(value, depth + 1))
        return made

    def _pair(self, made: Marked, key: yaml.Node, value: Marked) -> None:
        import yaml

        line = key.start_mark.line + self.offset
        if not isinstance(key, yaml.ScalarNode):
            self.problems.append(f"line {line}: a list or mapping stands where a key was expected")
            return
        if made.keys is None:
            return
        if key.value in made.keys:
            self.problems.append(
                f"line {line}: `{key.value}` stands twice, first in line {made.key_lines[key.value]}: keep one"
            )
            return
        made.keys[key.value] = value
        made.key_lines[key.value] = line


def _worded(trouble: yaml.MarkedYAMLError, first_line: int) -> str:
    mark = trouble.problem_mark or trouble.context_mark
    line = (mark.line if mark else 0) + first_line
    said = trouble.problem or trouble.context or "not YAML"
    if "\\t" in said:
        said += "; indent with spaces, not with tabs"
    elif "mapping values are not allowed" in said:
        said += "; put text that holds a colon in quotes"
    return f"line {line}: not YAML: {said}"


def _sections(text: str) -> Iterator[tuple[int, str]]:
    """Yield (lines before it, text) of each stretch that begins with a key at the margin."""
    lines = text.splitlines(keepends=True)
    starts = [n for n, line in enumerate(lines) if re.match(r"[A-Za-z_][\w-]*\s*:", line)]
    for start, end in pairwise([*starts, len(lines)]):
        yield start, "".join(lines[start:end])


def _valued(text: str | None) -> object:
    if text is None:
        return None
    if text in ("true", "True", "false", "False"):
        return text in ("true", "True")
    if re.fullmatch(r"[-+]?\d{1,18}", text):
        return int(text)
    if re.fullmatch(r"[-+]?(\d{1,18}\.\d*|\.\d+|\d{1,18}(?=[eE]))([eE][-+]?\d{1,2})?", text):
        return float(text)
    return text
