"""The desk on which `pourparler review` lays one entry after the other, and the keys that judge it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from pourparler.cli.options import columns
from pourparler.present.brief import source_name
from pourparler.present.entries import in_context, said_fields

if TYPE_CHECKING:
    from rich.console import Console

    from pourparler.actions.review import Answer
    from pourparler.domain.recorded import Item

HELP = "c confirm  o correct  r reject  u unsure  w why  s skip  q quit"
END = ("q", "\x03", "\x04", "")


class Desk:
    """Shows items and reads keys: single ones at a terminal, the first letters of lines elsewhere."""

    def __init__(self) -> None:
        """Speak to the terminal, whatever its width."""
        from rich.console import Console

        self.console: Console = Console(width=columns(), highlight=False, markup=False, emoji=False)
        self.keys = sys.stdin.isatty()

    def ask(self, item: Item, trouble: str | None) -> Answer | None:
        """Show an item and return the answer to it; None to end."""
        from pourparler.actions.review import KEYS, Answer

        if trouble is None:
            self.show(item)
        else:
            self.console.print(f"! {trouble}")
        why: str | None = None
        while True:
            key = self.key()
            if key in END:
                return None
            if key == "s":
                return Answer(None)
            if key == "w":
                why = self.line("why: ") or None
                self.console.print("noted; now the verdict")
            elif key == "o":
                return Answer("corrected", why, self.changes())
            elif key in KEYS:
                return Answer(KEYS[key], why)
            else:
                self.console.print(HELP)

    def show(self, item: Item) -> None:
        """Lay an item on the desk: its sentence in its place, what was read into it, and how."""
        from rich.text import Text

        entry = item.entry
        self.console.rule(f"{item.number} of {item.total}")
        self.console.print(f"{entry.KIND.replace('_', ' ')} {entry.id}, sure to {entry.confidence:.2f}")
        before, exact, after = in_context(entry, item.document)
        self.console.print(Text.assemble(before, (f"»{exact}«", "bold"), after))
        self.console.print(f"({source_name(item.document)}, characters {entry.span[0]}-{entry.span[1]})")
        for name, value in said_fields(entry):
            self.console.print(f"  {name}: {value}")
        for reason in entry.explanation:
            self.console.print(f"  because {reason}")
        if item.judgement is not None:
            why = f": {item.judgement.why}" if item.judgement.why else ""
            self.console.print(f"  {item.judgement.verdict} before, by {item.judgement.by}{why}")
        self.console.print(HELP)

    def key(self) -> str:
        """Return one key, or the first letter of the next line; the empty string at the end."""
        if not self.keys:
            return (sys.stdin.readline().lstrip() or "q")[0].lower()
        import click

        try:
            return click.getchar().lower()
        except (KeyboardInterrupt, EOFError):
            return "q"

    def changes(self) -> tuple[str, ...]:
        """Return the corrections typed, one to a line, up to an empty one."""
        self.console.print("field=value, one to a line; an empty line ends")
        lines = []
        while line := self.line("set: "):
            lines.append(line)
        return tuple(lines)

    def line(self, prompt: str) -> str:
        """Return a line typed behind a prompt."""
        self.console.print(prompt, end="")
        sys.stdout.flush()
        return sys.stdin.readline().strip()
