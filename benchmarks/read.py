"""From text to entries, whole processes: sentences a second on many reports, and the memory it takes.

    .venv/bin/python benchmarks/read.py [REPORTS] [JOBS]

The reports are the examples over and over, each time with other names of places, so that no two are
the same text. Prints the median of three runs.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
POURPARLER = str(Path(sys.executable).parent / "pourparler")
PLACES = ("Abu Dhabi", "Geneva", "Istanbul", "Anchorage", "Moscow", "Davos")


def main(count: int, jobs: int) -> None:
    """Write the reports, read them three times, print medians."""
    texts = [
        p.read_text(encoding="utf-8").split("---", 2)[-1] for p in sorted((ROOT / "examples").rglob("*.md"))
    ]
    with tempfile.TemporaryDirectory() as folder:
        for i in range(count):
            text = texts[i % len(texts)]
            for place in PLACES:
                text = text.replace(place, f"{place[:-1]}{chr(97 + i // len(texts) % 26)}")
            (Path(folder) / f"{i:05}.txt").write_text(f"{text}\nReport {i}.\n", encoding="utf-8")
        times = []
        for _ in range(3):
            start = time.perf_counter()
            words = [POURPARLER, "read", "--json", "--jobs", str(jobs), "--published", "2026-02-05", folder]
            done = subprocess.run(words, capture_output=True, text=True, check=False)
            times.append(time.perf_counter() - start)
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        parsed = subprocess.run(
            [POURPARLER, "parse", f"{folder}/00000.txt"], capture_output=True, text=True, check=False
        )
    each = parsed.stdout.count("# sent_id") or 1
    entries = sum(
        len(v)
        for line in lines
        for k, v in line.items()
        if isinstance(v, list) and k not in ("findings", "people", "parties")
    )
    took = statistics.median(times)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{len(lines)} reports, about {each * len(lines)} sentences, {entries} entries, {jobs} processes")
    print(f"{took:.1f} s, about {each * len(lines) / took:.0f} sentences a second (aim: 300 on two cores)")
    print(f"largest process: {peak:.0f} MB resident")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000, int(sys.argv[2]) if len(sys.argv) > 2 else 2)
