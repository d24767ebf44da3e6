"""Which packages does no cited position rule out, what stands in the way, and how a draft fares. Pure."""

from pourparler.settlement.on_record.building import Built, build
from pourparler.settlement.on_record.grounds import (
    Choice,
    Ground,
    Knot,
    Literal,
    Noted,
    OnRecord,
    Part,
    Yielding,
)
from pourparler.settlement.on_record.settling import firm_only, on_record, settle

__all__ = [
    "Built", "Choice", "Ground", "Knot", "Literal", "Noted", "OnRecord", "Part", "Yielding", "build", "firm_only",
    "on_record", "settle",
]  # fmt: skip
