"""The tutorial runs: every console block as it stands, every Python block after it, in order."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TUTORIAL = ROOT / "docs" / "tutorial.md"
BLOCK = re.compile(r"```(console|python)\n(.*?)```", re.DOTALL)


@pytest.mark.slow
def test_the_tutorial_runs_as_it_stands(tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    scripts = Path(sys.executable).parent
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "bin").symlink_to(scripts)
    world = {**os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"}
    ran = 0
    for kind, body in BLOCK.findall(TUTORIAL.read_text(encoding="utf-8")):
        commands = _console(body) if kind == "console" else [shlex.join([sys.executable, "-c", body])]
        for command in commands:
            done = subprocess.run(  # noqa: S602 - our own tutorial
                command, shell=True, cwd=tmp_path, env=world, capture_output=True, text=True, check=False
            )
            assert done.returncode in (0, 1), f"{command}\n{done.stdout}\n{done.stderr}"
            assert "Traceback" not in done.stderr, f"{command}\n{done.stderr}"
            ran += 1
    assert ran >= 10
    for page in ("amber-strait.html", "ukraine.html", "talks.html"):
        assert (tmp_path / page).read_text(encoding="utf-8").startswith("<!doctype html>")


def test_every_command_of_the_program_is_in_the_readme() -> None:
    from pourparler.cli import COMMANDS

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [c for c in COMMANDS if f"`{c}" not in readme and f"pourparler {c}" not in readme] == []


def _console(body: str) -> list[str]:
    return [line[2:] for line in body.splitlines() if line.startswith("$ ")]
