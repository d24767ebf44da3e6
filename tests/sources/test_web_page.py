from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pourparler.sources.found import Refused
from pourparler.sources.web_page import charset_of, read_web_page
from tests.sources.making import STORY, page, refusal

ARTICLE = f"<article><h1>Second day in Quillon</h1><p>{STORY}</p><p>{STORY.replace('Thursday', 'Wednesday')}</p></article>"


def test_the_article_without_what_surrounds_it() -> None:
    found = read_web_page(page(f"<nav><a>Home</a><a>Sport</a></nav>{ARTICLE}<footer>Imprint</footer>"))
    assert STORY in found.text
    assert "Sport" not in found.text
    assert "Imprint" not in found.text
    assert (found.title, found.format, found.language) == ("Second day in Quillon", "html", "en")


def test_what_the_head_says() -> None:
    head = (
        '<title>Quillon | Bulletin</title><meta property="og:title" content="Second day in Quillon">'
        '<meta property="og:site_name" content="The Bulletin"><link rel="canonical" href="https://example.org/q">'
        '<meta property="article:published_time" content="2031-06-11T23:10:00-05:00">'
        '<meta property="article:modified_time" content="2031-07-01">'
    )
    found = read_web_page(page(ARTICLE, head=head))
    assert (found.title, found.publisher) == ("Second day in Quillon", "The Bulletin")
    assert (found.url, found.published) == ("https://example.org/q", "2031-06-11")


def test_linked_data_comes_first() -> None:
    data = {
        "@graph": [
            {"@type": "WebSite", "name": "x"},
            {
                "@type": "NewsArticle",
                "headline": "Second day",
                "datePublished": "2031-06-11",
                "dateModified": "2032-01-01",
                "publisher": {"@type": "Organization", "name": "The Bulletin"},
            },
        ]
    }
    head = f'<script type="application/ld+json">{json.dumps(data)}</script><meta name="date" content="2032-01-01">'
    found = read_web_page(page(ARTICLE, head=head))
    assert (found.title, found.publisher, found.published) == ("Second day", "The Bulletin", "2031-06-11")


def test_no_date_is_guessed_from_the_text_or_the_clock() -> None:
    found = read_web_page(page(ARTICLE + "<p>Copyright 2026. Updated 3 March 2026.</p>"))
    assert found.published is None


def test_broken_linked_data_is_passed_over() -> None:
    head = '<script type="application/ld+json">{"datePublished": </script><script type="application/ld+json">[[[1]]]</script>'
    assert read_web_page(page(ARTICLE, head=head)).text


@pytest.mark.parametrize(
    ("code", "html"),
    [
        ("error-page", page("<h1>404 Not Found</h1><hr>nginx", head="<title>404 Not Found</title>")),
        ("error-page", page("<h1>Access Denied</h1><p>You don't have permission to access this server.</p>")),
        ("error-page", page("<p>Sorry. Try the home page.</p>", head="<title>Page not found | News</title>")),
        ("error-page", page("<h1>502 Bad Gateway</h1>")),
        (
            "consent-page",
            page("<h1>Before you continue</h1><p>We use cookies. Accept all cookies to go on.</p>"),
        ),
        (
            "consent-page",
            page("<p>Please enable JavaScript to view this site.</p>", head="<title>News</title>"),
        ),
        ("consent-page", page("<p>Checking your browser</p>", head="<title>Just a moment...</title>")),
        ("empty-page", page("")),
        ("empty-page", page("<script>var a = 1</script>")),
        ("empty-page", ""),
    ],
)
def test_a_page_without_a_report_is_refused(code: str, html: str) -> None:
    with pytest.raises(Refused) as refused:
        read_web_page(html)
    assert refused.value.code == code


def test_a_short_report_is_no_error_page() -> None:
    found = read_web_page(
        page("<h1>Talks not found wanting</h1><p>The envoys met on Thursday. They will meet again.</p>")
    )
    assert "envoys met" in found.text


def test_a_report_about_an_error_is_a_report() -> None:
    body = "".join(f"<p>{STORY}</p>" for _ in range(4))
    assert read_web_page(page(f"<h1>Access denied: monitors turned back</h1>{body}")).text


def test_the_encoding_that_a_page_names() -> None:
    assert charset_of(b'<html><head><meta charset="windows-1251">') == "windows-1251"
    assert charset_of(b'<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">') == "koi8-r"
    assert charset_of(b"<p>no head</p>") is None


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["<p>", "</p>", "<div", ">", "<table><tr>", "<!--", "]]>", "<html>", "&#x0;", "&#99999999;",
                                 "<meta property=article:published_time content=x>", "talks ", "\x00", "\ud7ff", "<svg>",
                                 "<title>", "<body>", '<script type="application/ld+json">', "{", "</script>"]), max_size=25))  # fmt: skip
def test_any_markup_is_read_or_refused(pieces: list[str]) -> None:
    assert refusal(read_web_page, ("".join(pieces))) in (None, "error-page", "consent-page", "empty-page")


@pytest.mark.parametrize(
    "title",
    ["404", "Error 404", "404 - Page not found", "Page Not Found | The Bulletin", "Sorry, the page you requested could not be found",
     "403 Forbidden", "The Bulletin - Page unavailable", "This page does not exist.", "Oops!", "503 Service Temporarily Unavailable"],
)  # fmt: skip
def test_titles_of_error_pages(title: str) -> None:
    with pytest.raises(Refused) as refused:
        read_web_page(page(f"<h1>{title}</h1><p>Try our home page.</p>"))
    assert refused.value.code == "error-page"


@pytest.mark.parametrize(
    "title",
    [
        "404 days of war",
        "Peace not found in Quillon",
        "The envoy is gone but the talks are not",
        "Sorry, says envoy",
    ],
)
def test_titles_of_short_reports(title: str) -> None:
    assert read_web_page(page(f"<h1>{title}</h1><p>The envoys met on Thursday.</p>")).text
