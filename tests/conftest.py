"""What every test may lean on."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs data beside the project, where that is missing."""
    if SHARED.is_dir():
        return
    skip = pytest.mark.skip(reason="needs data beside the project that is not copied into it")
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(skip)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of data beside the project; only for tests marked `shared`."""
    return SHARED
