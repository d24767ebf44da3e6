"""Pourparler follows a peace negotiation through the reports written about it."""

__version__ = "0.1.0"
