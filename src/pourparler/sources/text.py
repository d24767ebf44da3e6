"""Bytes to text. UTF-8 is expected; anything else is said, and nothing is ever refused for its encoding.

The text of a plain text file is the file, unchanged: line ends stay as they are, and so does a byte
order mark in UTF-8 (U+FEFF at position 0), so that spans and the hash fit the file itself. In UTF-16
and UTF-32 the mark belongs to the encoding and is no character of the text.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from pourparler.domain import Finding
from pourparler.sources.found import Refused

_MARKS = (  # the longer ones first: UTF-32 LE begins like UTF-16 LE
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 1 << 16
_CYRILLIC = ("cp1251", "koi8_u", "iso8859_5", "cp866", "mac_cyrillic")
_LATIN = ("cp1252", "cp1250", "iso8859_2", "cp1254", "cp1257")
_OTHERS = (
    "cp1253", "cp1255", "cp1256", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr",
)  # fmt: skip
# The commonest letters of Russian and Ukrainian running text; any frequency list gives these.
_COMMON_CYRILLIC = frozenset("оеаинтсрвлкмдпуі")
_ALPHABET = re.compile("[а-яА-ЯёЁіїєґІЇЄҐўЎ“”„«»–—…‘’№]")
_HIGH = re.compile(rb"[\x80-\xff]")
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_WEB_NAMES = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252",
              "us-ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was read as, and what a person should know about that."""

    text: str
    encoding: str
    findings: tuple[Finding, ...] = ()


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    """Turn the bytes of a text file into text.

    Args:
        data: The whole file.
        declared: The encoding that the file or its server names, if any; believed if it fits.
    Raises: Refused, if the bytes are no text at all.

    >>> decode("“Progress”".encode("cp1252")).text
    '“Progress”'
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _forced(data, name)
    if wide := _wide(data):
        return _guessed(data, wide)
    _refuse_binary(data)
    if declared and (decoded := _declared(data, declared)):
        return decoded
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    mended = data.decode("utf-8", "replace")
    broken = mended.count("\ufffd")
    whole = len(re.findall(rb"[\xc2-\xf4][\x80-\xbf]+", data))
    if whole >= broken:
        return Decoded(mended, "utf-8", (_replaced(broken, mended.index("\ufffd"), "UTF-8"),))
    return _guessed(data, _single_byte(data))


def _declared(data: bytes, declared: str) -> Decoded | None:
    name = declared.strip().strip("\"'").lower()
    try:
        name = codecs.lookup(_WEB_NAMES.get(name, name)).name
        return Decoded(data.decode(name), name)
    except (LookupError, UnicodeError, ValueError):
        return None


def _forced(data: bytes, name: str) -> Decoded:
    text = data.decode(name, "replace")
    broken = text.count("\ufffd")
    found = (_replaced(broken, text.index("\ufffd"), name.upper()),) if broken else ()
    return Decoded(text, name, found)


def _guessed(data: bytes, name: str) -> Decoded:
    text = data.decode(name, "replace")
    broken = text.count("\ufffd")
    findings = [
        Finding(
            f"the text is not UTF-8; it was read as {name}, which is a guess: look at the letters "
            "outside a-z, and save the file as UTF-8 if they are wrong",
            code="encoding-guessed",
        )
    ]
    if broken:
        findings.append(_replaced(broken, text.index("\ufffd"), name))
    return Decoded(text, name, tuple(findings))


def _replaced(count: int, first: int, name: str) -> Finding:
    return Finding(
        f"{count} place{'s' if count != 1 else ''} could not be read as {name} and stand{'s' if count == 1 else ''} "
        f"as U+FFFD, the first at character {first}: the file mixes encodings or is damaged; "
        "everything else was read",
        span=(first, first + 1),
        needs_person=True,
        code="encoding-mixed",
    )


def _wide(data: bytes) -> str | None:
    """Recognise UTF-16 without a mark: in one half of the bytes nearly all, in the other hardly any, are 0.

    In scripts other than the Latin one only spaces and line ends have that zero: then it must decode
    into text with few symbols.
    """
    sample = data[: _SAMPLE & ~1]
    half = len(sample) // 2
    if half < 2 or len(data) % 2:
        return None
    even, odd = sample[::2].count(0) / half, sample[1::2].count(0) / half
    if max(even, odd) < 0.05 or min(even, odd) > 0.01:
        return None
    name = "utf-16-le" if odd > even else "utf-16-be"
    try:
        text = sample.decode(name)
    except UnicodeDecodeError:
        return None
    letters = sum(c.isalpha() or c.isspace() or c in ".,;:!?()'\"-–—“”«»0123456789" for c in text)
    return name if letters > 0.9 * len(text) else None


def _refuse_binary(data: bytes) -> None:
    sample = data[:_SAMPLE]
    controls = len(_CONTROL.findall(sample))
    if controls and (controls > 0.02 * len(sample) or sample.count(0) > 0.005 * len(sample) + 1):
        raise Refused(
            "binary-file",
            f"the content is binary ({controls} control characters in the first {len(sample)} bytes), not text: "
            "give a report as text, Markdown, HTML, PDF or DOCX",
        )


def _single_byte(data: bytes) -> str:
    """Choose the likeliest encoding of bytes that are not UTF-8."""
    sample = _telling(data)
    high = len(_HIGH.findall(sample))
    letters = len(re.findall(rb"[A-Za-z]", sample))
    if high <= 0.05 * letters and not re.search(rb"[\x80-\xff]{4}", sample):
        # A few accents and curly quotes in a Latin text: Windows wrote it, unless its gaps say no.
        return "cp1252" if not re.search(rb"[\x81\x8d\x8f\x90\x9d]", sample) else "latin_1"
    best, score = max(((name, _cyrillic(sample, name)) for name in _CYRILLIC), key=lambda pair: pair[1])
    if score > 1.62:  # Russian and Ukrainian reach 1.7, Greek taken for it 1.56
        return best
    from charset_normalizer import from_bytes

    names = [*(_LATIN if high < letters else ()), *_OTHERS]
    match = from_bytes(sample, cp_isolation=names, enable_fallback=False).best()
    if match is not None:
        return match.encoding
    return "cp1252" if not re.search(rb"[\x81\x8d\x8f\x90\x9d]", sample) else "latin_1"


def _telling(data: bytes) -> bytes:
    """Return a sample that holds the first bytes outside ASCII."""
    first = _HIGH.search(data)
    start = max(0, (first.start() if first else 0) - 200)
    return data[start : start + _SAMPLE]


def _cyrillic(sample: bytes, name: str) -> float:
    """Say how much what is not ASCII looks like Russian or Ukrainian, in [0, 2].

    Common letters in lower case tell the encodings apart (KOI8 and cp1251 swap the cases of each other's
    letters); so do signs that neither language has, and capitals within words.
    """
    text = sample.decode(name, "replace")
    high = [c for c in text if c > "\x7f"]
    if not high:
        return 0.0
    common = sum(c in _COMMON_CYRILLIC for c in high)
    odd = sum(not (_ALPHABET.match(c) or c.isspace()) for c in high) + len(
        re.findall(r"[а-яіїєґё][А-ЯІЇЄҐЁ]", text)
    )
    return 1 + (common - odd) / len(high)
