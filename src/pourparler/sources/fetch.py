"""Fetching one address that a person typed. The only use of the network."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from pourparler.sources.found import Refused

if TYPE_CHECKING:
    import httpx

_LARGEST = 50_000_000  # bytes
_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server sent."""

    data: bytes
    charset: str | None = None
    retrieved: str | None = None  # ISO 8601, by the server's clock


def fetch(address: str, *, transport: httpx.BaseTransport | None = None) -> Fetched:
    """Fetch one http(s) address.

    Args:
        address: As the user typed it.
        transport: Stands in for the network in tests.
    Raises: Refused, if it cannot be had.
    """
    import httpx

    try:
        with (
            httpx.Client(
                timeout=_SECONDS, follow_redirects=True, max_redirects=5, transport=transport
            ) as client,
            client.stream("GET", address) as answer,
        ):
            if answer.status_code != 200:
                raise Refused(
                    "error-page",
                    f"the server answered {answer.status_code} {answer.reason_phrase}, not with a report: "
                    "check the address, or save the page and give the file",
                )
            data = _body(answer)
            return Fetched(data, answer.charset_encoding, _moment(answer.headers.get("date")))
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, ValueError) as trouble:
        raise Refused(
            "unreachable",
            f"the address could not be fetched ({type(trouble).__name__}: {trouble}): check it and the network, "
            "or save the page and give the file",
        ) from trouble


def _body(answer: httpx.Response) -> bytes:
    pieces, size = [], 0
    for piece in answer.iter_bytes():
        size += len(piece)
        if size > _LARGEST:
            raise Refused(
                "too-large", f"the address sends more than {_LARGEST // 1_000_000} MB, more than any report"
            )
        pieces.append(piece)
    return b"".join(pieces)


def _moment(header: str | None) -> str | None:
    try:
        return parsedate_to_datetime(header).isoformat() if header else None
    except ValueError:
        return None
