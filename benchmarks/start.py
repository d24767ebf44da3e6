"""Whole processes: cold start of `--help`, a brief of one report. Medians of several runs, in seconds.

.venv/bin/python benchmarks/start.py
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
POURPARLER = str(Path(sys.executable).parent / "pourparler")
REPORT = str(ROOT / "examples" / "reports" / "sennar-basin-talks.txt")


def median(words: list[str], *, runs: int) -> float:
    """Return the median wall time of a command, in seconds, after one run to warm the disk."""
    times = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        subprocess.run(
            [POURPARLER, *words], cwd=tempfile.gettempdir(), stdout=subprocess.DEVNULL, check=False
        )
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:])


def main() -> None:
    """Print both figures with their aims."""
    helped = median(["--help"], runs=9)
    briefed = median(["brief", REPORT, "--db", ":memory:"], runs=5)
    print(f"pourparler --help        {helped:.3f} s   (aim: under 0.3)")
    print(f"pourparler brief REPORT  {briefed:.3f} s   (aim: under 2)")


if __name__ == "__main__":
    main()
