from __future__ import annotations

import httpx
import pytest

from pourparler.sources.fetch import fetch
from pourparler.sources.found import Refused


def answering(answer: httpx.Response) -> httpx.MockTransport:
    return httpx.MockTransport(lambda _: answer)


def test_what_a_server_sends_and_when_by_its_own_clock() -> None:
    headers = {"content-type": "text/html; charset=koi8-r", "date": "Thu, 05 Feb 2026 10:00:00 GMT"}
    got = fetch(
        "https://example.org/a", transport=answering(httpx.Response(200, content=b"x", headers=headers))
    )
    assert (got.data, got.charset, got.retrieved) == (b"x", "koi8-r", "2026-02-05T10:00:00+00:00")


@pytest.mark.parametrize("status", [403, 404, 500])
def test_an_error_of_the_server_is_no_report(status: int) -> None:
    with pytest.raises(Refused, match=str(status)) as refused:
        fetch("https://example.org/a", transport=answering(httpx.Response(status)))
    assert refused.value.code == "error-page"


def test_no_network_is_said() -> None:
    def broken(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no route")

    with pytest.raises(Refused) as refused:
        fetch("https://example.org/a", transport=httpx.MockTransport(broken))
    assert refused.value.code == "unreachable"


@pytest.mark.parametrize("address", ["http://", "https://[::1", "http://exa mple", "https://\ud800.org"])
def test_an_address_that_is_none(address: str) -> None:
    with pytest.raises(Refused) as refused:
        fetch(address, transport=answering(httpx.Response(404)))
    assert refused.value.code in ("unreachable", "error-page")


def test_going_round_in_circles_ends() -> None:
    circle = httpx.Response(302, headers={"location": "https://example.org/a"})
    with pytest.raises(Refused) as refused:
        fetch("https://example.org/a", transport=answering(circle))
    assert refused.value.code == "unreachable"
