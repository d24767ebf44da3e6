"""Problems from the formats that people have them in: YAML, GENIUS, GeniusWeb, tables, scorable games."""

from pourparler.sources.problems.reading import read_problem

__all__ = ["read_problem"]
