"""Which language a text is in."""

from __future__ import annotations

from pourparler.domain import Finding

# Function words that no other language shares as a set; running English has 25 to 35 of them in 100 words.
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "that",
        "with",
        "was",
        "were",
        "for",
        "said",
        "by",
        "from",
        "has",
        "have",
        "had",
        "not",
        "which",
        "would",
    ]
)
_SAMPLE = 6000  # characters; more changes nothing
_FEWEST_LETTERS = 60  # below that a language identifier guesses
# Log-probability per character by which another language must beat English. Foreign names in an English
# sentence reach 0.4; a sentence in German, Spanish or French 1.5 to 2, in Russian 9.
_MARGIN = 0.8
NAMES = {
    "ar": "Arabic", "az": "Azerbaijani", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
    "fa": "Persian", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hy": "Armenian", "it": "Italian",
    "ja": "Japanese", "ka": "Georgian", "ko": "Korean", "my": "Burmese", "pl": "Polish", "pt": "Portuguese",
    "ru": "Russian", "sw": "Swahili", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "zh": "Chinese",
}  # fmt: skip


def language_of(text: str, declared: str | None) -> tuple[str | None, tuple[Finding, ...]]:
    """Return the language of a text (ISO 639-1), and a finding where it is not English.

    Args:
        text: The report.
        declared: What the file says; believed where the text is too short to tell.
    """
    sample = " ".join(text[: 4 * _SAMPLE].split())[:_SAMPLE]
    code = (declared or "").strip().lower().replace("_", "-").split("-")[0] or None
    if code is not None and not (code.isascii() and code.isalpha() and len(code) in (2, 3)):
        code = None
    if sum(c.isalpha() for c in sample) >= _FEWEST_LETTERS:
        # The identifier's tables take most of a second to load: plain English does without.
        code = "en" if _plainly_english(sample) else _identified(sample)
    if code in (None, "en"):
        return code, ()
    return code, (
        Finding(
            f"the text is in {NAMES.get(code, code)}; this reader knows English: "
            "expect few entries or none, and give a translation if the report matters",
            needs_person=True,
            code="not-english",
        ),
    )


def _plainly_english(sample: str) -> bool:
    words = sample.lower().split()
    return len(words) >= 20 and sum(word in _ENGLISH for word in words) >= 0.15 * len(words)


def _identified(sample: str) -> str:
    from py3langid import rank

    ranked = [(str(code), float(score)) for code, score in rank(sample)]
    best, score = ranked[0]
    english = next(s for code, s in ranked if code == "en")
    return "en" if score - english < _MARGIN * len(sample) else best
