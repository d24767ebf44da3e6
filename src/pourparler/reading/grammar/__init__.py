"""The grammar of a text: sentences, words, trees, names, and who says or does what.

    grammar = load()
    for sentence in grammar.parse(text): ...

Everything is a pure function but `load`, which opens the weights once.
"""

from pourparler.reading.grammar.model import Grammar, load
from pourparler.reading.grammar.types import Frame, Role, Sentence, Token

__all__ = ["Frame", "Grammar", "Role", "Sentence", "Token", "load"]
