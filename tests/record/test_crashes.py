"""What was acknowledged is never lost: processes killed at random moments, and ten that write at once."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import time
from typing import TYPE_CHECKING

import pytest

from pourparler import record
from pourparler.domain import Judgement, Reading
from tests.stores.readings import TALKS, talks

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

AT = "2026-03-01T12:00:00Z"


def numbered(number: int) -> Reading:
    return talks(text=f"{TALKS} ({number})", path=f"{number}.txt")


def forked(work: Callable[[Callable[[str], None]], None]) -> tuple[int, int]:
    """Run `work` in a process of its own; return its id and a pipe of what it acknowledges."""
    out, into = os.pipe()
    child = os.fork()
    if child:
        os.close(into)
        return child, out
    status = 1
    try:
        work(lambda said: void(os.write(into, f"{said}\n".encode())))
        status = 0
    finally:
        os._exit(status)


def void(_: object) -> None:
    """Return nothing."""


def acknowledged(pipe: int) -> list[str]:
    return rest(pipe).split("\n")[:-1]


def rest(pipe: int) -> str:
    with os.fdopen(pipe) as said:
        return said.read()


def wait_for(pipe: int, lines: int) -> str:
    """Return what a process says up to its n-th acknowledgement, however slow the machine is."""
    heard = b""
    while heard.count(b"\n") < lines:
        heard += os.read(pipe, 1 if lines else 0)
    return heard.decode()


def writes(path: Path, first: int) -> Callable[[Callable[[str], None]], None]:
    """Return work that adds, judges and forgets, and says so when each is done."""

    def work(acknowledge: Callable[[str], None]) -> None:
        with record.open(path) as memory:
            for number in range(first, first + 1000):
                added = memory.add(numbered(number), at=AT)
                acknowledge(f"added {added.document}")
                memory.judge(Judgement(added.new[0], "confirmed", "Ida", AT), at=AT)
                acknowledge(f"judged {added.new[0]}")
                if number % 7 == 3:
                    memory.forget(added.document, at=AT)
                    acknowledge(f"forgot {added.document}")

    return work


def emptied(path: Path) -> set[str]:
    raw = sqlite3.connect(path)
    found = {row[0] for row in raw.execute("SELECT id FROM document WHERE forgotten_op IS NOT NULL")}
    raw.close()
    return found


def kill_at_random_moments(folder: Path, times: int, seed: int) -> int:
    """Kill a writing process again and again; return how many writes had been acknowledged."""
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    acks = 0
    told: dict[str, set[str]] = {}
    for turn in range(times):
        if turn % 10 == 0:  # begin anew: creating the tables must survive too
            path, told = folder / f"{turn}.db", {"added": set(), "judged": set(), "forgot": set()}
        child, pipe = forked(writes(path, 1000 * turn))
        heard = wait_for(pipe, chance.randrange(6))
        time.sleep(chance.uniform(0, 0.03))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        for line in (heard + rest(pipe)).split("\n")[:-1]:
            what, name = line.split()
            told[what].add(name)
            acks += 1
        with record.open(path) as memory:
            assert memory.verify().intact
            there = {d.id for d in memory.view().documents}
            forgotten = emptied(path)  # at most one a turn was killed before it could say so
            assert told["forgot"] <= forgotten
            assert len(forgotten - told["forgot"]) <= 1 + turn % 10
            assert told["added"] <= there | forgotten
            judged = {e for e in told["judged"] if not memory.history(e)}
            assert judged == set()
    return acks


def test_a_process_killed_at_any_moment_loses_nothing_acknowledged(tmp_path: Path) -> None:
    assert kill_at_random_moments(tmp_path, times=6, seed=1) > 0


@pytest.mark.slow
def test_killed_at_two_hundred_moments(tmp_path: Path) -> None:
    assert kill_at_random_moments(tmp_path, times=200, seed=2) > 200


def test_ten_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    path, each = tmp_path / "shared.db", 12

    def adds(first: int) -> Callable[[Callable[[str], None]], None]:
        def work(acknowledge: Callable[[str], None]) -> None:
            with record.open(path) as memory:
                for number in range(first, first + each):
                    acknowledge(memory.add(numbered(number), at=AT).document)

        return work

    running = [forked(adds(1000 * n)) for n in range(10)]
    told = [name for _, pipe in running for name in acknowledged(pipe)]
    assert [os.waitpid(child, 0)[1] for child, _ in running] == [0] * 10
    with record.open(path) as memory:
        assert len(told) == 10 * each
        assert {d.id for d in memory.view().documents} == set(told)
        audit = memory.verify()
        assert (audit.intact, audit.operations) == (True, 10 * each)


def test_ten_processes_that_add_the_same_report_store_it_once(tmp_path: Path) -> None:
    path = tmp_path / "shared.db"

    def work(acknowledge: Callable[[str], None]) -> None:
        with record.open(path) as memory:
            acknowledge(str(memory.add(numbered(1), at=AT).stored))

    running = [forked(work) for _ in range(10)]
    told = [name for _, pipe in running for name in acknowledged(pipe)]
    for child, _ in running:
        os.waitpid(child, 0)
    assert sorted(told) == ["False"] * 9 + ["True"]
