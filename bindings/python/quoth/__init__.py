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
from ._registry import Registry
from ._types import (
    Candidate,
    Character,
    Document,
    Entity,
    Flag,
    Marked,
    Quote,
    Segment,
    Sentence,
    Span,
    Speaker,
    Statement,
    Token,
)

__version__ = _native.lib.quoth_version().decode()

__all__ = [
    "Analyzer",
    "Candidate",
    "Character",
    "Document",
    "Entity",
    "Flag",
    "Marked",
    "Quote",
    "QuothError",
    "Registry",
    "Segment",
    "Sentence",
    "Span",
    "Speaker",
    "Statement",
    "Token",
    "analyze",
]
