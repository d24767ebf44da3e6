"""The bytes of a regular file, or a refusal that says what to do: never a device, never half a file."""

from __future__ import annotations

import os
import stat

from pourparler.sources.found import Refused

_LARGEST = 500_000_000  # bytes


def regular_bytes(path: str) -> bytes:
    """Return the bytes of a file.

    Args:
        path: As the user named it.
    Raises: Refused, if it is missing, locked, empty, too large, or no regular file.
    """
    try:
        about = os.stat(path)  # noqa: PTH116 - the user's spelling is kept
        if stat.S_ISDIR(about.st_mode):
            raise Refused("not-a-file", "this is a folder, not a file: name the file in it")
        if not stat.S_ISREG(about.st_mode):
            raise Refused(
                "not-a-file", "this is a device, pipe or socket, not a file: give a file, folder or address"
            )
        if about.st_size > _LARGEST:
            raise Refused(
                "too-large", f"the file has {about.st_size // 1_000_000} MB, more than any report: split it"
            )
        with open(path, "rb") as file:  # noqa: PTH123 - as above
            data = file.read(about.st_size + 1_000_000)  # a bound, should it be growing
    except FileNotFoundError as trouble:
        broken = os.path.islink(path)  # noqa: PTH114 - as above
        raise Refused(
            "missing-file",
            "the link leads nowhere: mend it"
            if broken
            else "no such file: check the spelling and the folder",
        ) from trouble
    except PermissionError as trouble:
        raise Refused(
            "no-permission", "the file may not be opened: ask for the right to read it"
        ) from trouble
    except (OSError, ValueError) as trouble:
        said = getattr(trouble, "strerror", None) or str(trouble)
        raise Refused(
            "unreadable-file", f"the file could not be opened ({said.lower()}): check the path and the disk"
        ) from trouble
    if not data.strip(b" \t\r\n\f\x00\xef\xbb\xbf"):
        raise Refused(
            "empty-file", f"the file is empty ({len(data)} bytes): give the one that holds something"
        )
    return data
