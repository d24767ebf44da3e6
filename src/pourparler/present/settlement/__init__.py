"""A settlement's result as JSON, as tables in a terminal, and as a page with a chart."""

from pourparler.present.settlement.contract import settled_json
from pourparler.present.settlement.page import settled_html
from pourparler.present.settlement.terminal import settled_text

__all__ = ["settled_html", "settled_json", "settled_text"]
