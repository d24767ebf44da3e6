"""Reading values out of marked YAML and collecting what is wrong with them, line by line."""

from __future__ import annotations

import math
import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pourparler.sources.days import iso_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pourparler.sources.marked_yaml import Marked

_DECIMAL = re.compile(r"[-+]?(\d{1,18}(\.\d{0,18})?|\.\d{1,18})")


class Checked:
    """Gives values, or None and a problem. It never stops at the first."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def say(self, node: Marked, problem: str) -> None:
        """Add a problem with the line of its node."""
        self.problems.append(f"line {node.line}: {problem}")

    def mapping(
        self, node: Marked, what: str, allowed: Sequence[str], needed: Sequence[str]
    ) -> dict[str, Marked]:
        """Return a mapping; say which keys are unknown and which are missing."""
        if node.keys is None:
            self.say(
                node, f"{node.what} stands where {what} was expected, with the keys {', '.join(allowed)}"
            )
            return {}
        for key in node.keys:
            if key not in allowed:
                close = get_close_matches(key, allowed, 1, 0.6)
                hint = f"did you mean `{close[0]}`?" if close else f"known here: {', '.join(allowed)}"
                if " " in key and node.keys[key].is_null:
                    hint = "within { } a comma ends a value: put a text that holds one in quotes"
                self.problems.append(f"line {node.key_lines[key]}: unknown key `{key}` in {what}: {hint}")
        for key in needed:
            if key not in node.keys or node.keys[key].is_null:
                self.say(node, f"{what} needs `{key}`: add it")
        return {key: value for key, value in node.keys.items() if key in allowed}

    def items(self, node: Marked | None, what: str) -> list[Marked]:
        """Return a list; nothing is an empty one."""
        if node is None or node.is_null:
            return []
        if node.items is None:
            self.say(
                node,
                f"{node.what} stands where a list was expected for `{what}`: begin each item with a dash",
            )
            return []
        return node.items

    def text(self, node: Marked | None, what: str) -> str | None:
        """Return one text."""
        if node is None or node.is_null:
            return None
        if node.text is None:
            self.say(node, f"{node.what} stands where one text was expected for `{what}`")
            return None
        if not node.text.strip():
            self.say(node, f"`{what}` is empty: fill it in or leave it out")
            return None
        return node.text.strip()

    def texts(self, node: Marked | None, what: str) -> tuple[str, ...]:
        """Return several texts, without repetition; a single one is a list of one."""
        if node is not None and node.text is not None:
            text = self.text(node, what)
            return (text,) if text else ()
        found = (self.text(item, what) for item in self.items(node, what))
        return tuple(dict.fromkeys(text for text in found if text))

    def identifier(self, node: Marked | None, what: str) -> str | None:
        """Return a short name."""
        text = self.text(node, what)
        if node is not None and text is not None and not re.fullmatch(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", text):
            self.say(node, f"`{what}` is {node.what}: use lower-case letters, digits and hyphens")
        return text

    def choice(self, node: Marked | None, what: str, allowed: Sequence[str]) -> str | None:
        """Return one of the allowed words."""
        text = self.text(node, what)
        if text is None or node is None or text in allowed:
            return text
        close = get_close_matches(text, allowed, 1, 0.6)
        hint = f"did you mean {close[0]}?" if close else "choose one"
        self.say(node, f"`{what}` is {node.what}, expected one of {', '.join(allowed)}: {hint}")
        return None

    def number(
        self, node: Marked | None, what: str, *, least: float = -math.inf, greatest: float = math.inf
    ) -> float | None:
        """Return a decimal number within bounds."""
        text = self.text(node, what)
        if text is None or node is None:
            return None
        if not _DECIMAL.fullmatch(text):
            self.say(node, f"`{what}` is {node.what}, expected a decimal number such as 0.4")
            return None
        value = float(text)
        if not least <= value <= greatest:
            self.say(node, f"`{what}` is {text}, expected a number from {least:g} to {greatest:g}")
            return None
        return value

    def interval(self, node: Marked | None, what: str, *, shares: bool) -> tuple[float, float] | None:
        """Return [least, greatest]."""
        if node is None or node.is_null:
            return None
        if node.items is None or len(node.items) != 2:
            self.say(
                node, f"{node.what} stands where a range was expected: [least, greatest], such as [0.2, 0.6]"
            )
            return None
        bounds = (0.0, 1.0) if shares else (-math.inf, math.inf)
        least, greatest = (
            self.number(item, what, least=bounds[0], greatest=bounds[1]) for item in node.items
        )
        if least is None or greatest is None:
            return None
        if least > greatest:
            self.say(
                node, f"the range [{least:g}, {greatest:g}] runs backwards: give the smaller number first"
            )
            return None
        return least, greatest

    def day(self, node: Marked | None, what: str) -> str | None:
        """Return an ISO 8601 day, month or year."""
        text = self.text(node, what)
        if text is None or node is None:
            return None
        if iso_day(text) != text:
            self.say(
                node,
                f"`{what}` is {node.what}, expected a day, month or year that exists: 2026-02-05, 2026-02 or 2026",
            )
            return None
        return text

    def days(self, said: dict[str, Marked], what: str) -> tuple[str | None, str | None]:
        """Return `from` and `to`, in this order in time."""
        start, end = self.day(said.get("from"), "from"), self.day(said.get("to"), "to")
        if start and end and end < start[: len(end)]:
            self.say(
                said["to"], f"{what} ends on {end}, before it begins on {start}: exchange them or mend one"
            )
        return start, end

    def unknown(self, node: Marked, what: str, name: str, known: Iterable[str], where: str) -> None:
        """Say that a name is not known, with the nearest that is."""
        close = get_close_matches(name, list(known), 1, 0.6)
        hint = f"did you mean {close[0]}? Else add it there" if close else "add it there, or mend the name"
        self.say(node, f"the {what} {name!r} does not stand under {where}: {hint}")
