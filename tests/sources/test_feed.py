from __future__ import annotations

import pytest

from pourparler.sources.feed import looks_like_feed, read_feed
from pourparler.sources.found import Refused
from tests.sources.making import STORY

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Bulletin</title>
<language>en-gb</language>
<item><title>Second day &amp; no end</title><link>https://example.org/2</link>
<pubDate>Thu, 05 Feb 2026 23:30:00 -0500</pubDate><description>Teaser</description>
<content:encoded><![CDATA[<p>{STORY}</p><p>They meet<br>again.</p><script>alert(1)</script>]]></content:encoded></item>
<item><title>First day</title><description>Talks began.</description></item>
</channel></rss>""".encode()

ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Wire</title>
<entry><title>Second day</title><id>urn:1</id><link href="https://example.org/a"/><published>2026-02-05T10:00:00Z</published>
<updated>2026-03-01T10:00:00Z</updated><content type="html">&lt;p&gt;{STORY}&lt;/p&gt;</content></entry></feed>""".encode()


def test_every_entry_of_rss_is_a_report() -> None:
    second, first = read_feed(RSS)
    assert second.text == f"{STORY}\nThey meet\nagain."
    assert (second.title, second.publisher, second.url) == (
        "Second day & no end",
        "The Bulletin",
        "https://example.org/2",
    )
    assert (second.published, second.language, second.format) == ("2026-02-05", "en-gb", "feed")
    assert (first.text, first.published) == ("Talks began.", None)
    assert [f.code for f in first.findings] == ["teaser-only"]


def test_atom_gives_its_day_of_publication_and_not_of_change() -> None:
    [entry] = read_feed(ATOM)
    assert (entry.text, entry.published, entry.publisher) == (STORY, "2026-02-05", "The Wire")


def test_a_feed_cut_short_gives_what_it_has_and_says_so() -> None:
    entries = list(read_feed(RSS[: RSS.index(b"<item><title>First")]))
    assert entries[0].text.startswith(STORY)
    assert "broken-feed" in [f.code for f in entries[0].findings]


@pytest.mark.parametrize("data", [b"<rss><channel></channel></rss>", b"<rss", b"<feed/>"])
def test_a_feed_without_entries_is_refused(data: bytes) -> None:
    with pytest.raises(Refused) as refused:
        list(read_feed(data))
    assert refused.value.code == "empty-feed"


def test_entities_neither_explode_nor_open_files() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    body = "<rss version='2.0'><channel><item><title>t</title><description>&l9; &f;</description></item></channel></rss>"
    entries = list(read_feed((bomb + body).encode()))
    assert all(len(entry.text) < 1000 and "root:" not in entry.text for entry in entries)


def test_what_looks_like_a_feed() -> None:
    assert looks_like_feed(RSS.decode()[:500])
    assert looks_like_feed(ATOM.decode()[:500])
    assert not looks_like_feed("<!DOCTYPE html><html>")
    assert not looks_like_feed("The <rss element")
