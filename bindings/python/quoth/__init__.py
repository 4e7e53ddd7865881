"""Who said what: quotations in a text and their speakers.

>>> import quoth
>>> document = quoth.analyze('"The bridge is safe," said Anna Keller.')
>>> for quote in document.quotes:
...     print(quote.speaker.name if quote.speaker else None, "|", quote.content)
Anna Keller | "The bridge is safe,"
"""

from . import _native
from ._analyzer import Analyzer, analyze
from ._native import QuothError
from ._types import Character, Document, Entity, Flag, Marked, Quote, Segment, Sentence, Span, Token

__version__ = _native.lib.quoth_version().decode()

__all__ = [
    "Analyzer",
    "Character",
    "Document",
    "Entity",
    "Flag",
    "Marked",
    "Quote",
    "QuothError",
    "Segment",
    "Sentence",
    "Span",
    "Token",
    "analyze",
]
