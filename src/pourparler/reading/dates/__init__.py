"""When: finding time expressions in a report, and saying which days they mean."""

from pourparler.reading.dates.finding import TimeExpression, find, resolve_in, tense_at
from pourparler.reading.dates.publication import Publication, infer_publication
from pourparler.reading.dates.resolving import Resolved, resolve

__all__ = [
    "Publication",
    "Resolved",
    "TimeExpression",
    "find",
    "infer_publication",
    "resolve",
    "resolve_in",
    "tense_at",
]
