"""What an analysis gives: plain immutable rows. All offsets are half-open and count code points, as str does."""

import enum
from dataclasses import dataclass, fields
from typing import Any, Optional, Tuple


class _Row:
    """Pickling for frozen classes with slots, and a repr without the text of the document."""

    __slots__ = ()

    def __repr__(self) -> str:
        shown = (f.name for f in fields(self) if f.name != "_document")  # type: ignore[arg-type]
        return f"{type(self).__name__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"

    def __getstate__(self) -> Tuple[Any, ...]:
        return tuple(getattr(self, f.name) for f in fields(self))  # type: ignore[arg-type]

    def __setstate__(self, state: Tuple[Any, ...]) -> None:
        for f, value in zip(fields(self), state):  # type: ignore[arg-type]
            object.__setattr__(self, f.name, value)


class Flag(enum.IntFlag):
    """What is special about a quote."""

    UNCLOSED = 1
    CONTINUED = 2
    REPAIRED = 4
    SPLIT = 8


@dataclass(frozen=True, repr=False)
class Character(_Row):
    """A speaker the caller knows of. `gender` is "m", "f", "n" or None."""

    name: str
    aliases: Tuple[str, ...] = ()
    gender: Optional[str] = None


@dataclass(frozen=True, repr=False)
class Span(_Row):
    """A part of the text; `text` gives its characters."""

    __slots__ = ("_document", "start", "end")
    _document: str
    start: int
    end: int

    @property
    def text(self) -> str:
        return self._document[self.start : self.end]


@dataclass(frozen=True, repr=False)
class Sentence(Span):
    """`paragraph` is the number of its paragraph, from 0."""

    __slots__ = ("paragraph",)
    paragraph: int


@dataclass(frozen=True, repr=False)
class Token(Span):
    """A word. `sentence` is the index of its sentence; `joined`: written together with the word before, as n't in don't.

    The rest is known for English, outside direct-only mode: lemma, part of speech (UPOS), Penn tag (XPOS), kind of name
    ("B-PERSON"), index of the token it depends on and relation to it; "_" and None where it is not."""

    __slots__ = ("sentence", "joined", "lemma", "upos", "xpos", "name", "head", "relation")
    sentence: int
    joined: bool
    lemma: str
    upos: str
    xpos: str
    name: str
    head: Optional[int]
    relation: str


@dataclass(frozen=True, repr=False)
class Entity(_Row):
    """Somebody or something that can speak. `character` is the index in the caller's own characters, or None; `named` tells
    a proper name from a description such as "the minister"."""

    __slots__ = ("index", "name", "kind", "gender", "aliases", "mentions", "quote_count", "character", "named")
    index: int
    name: str
    kind: str
    gender: str
    aliases: Tuple[str, ...]
    mentions: Tuple[Span, ...]
    quote_count: int
    character: Optional[int]
    named: bool


def _join(spans: Tuple[Span, ...]) -> str:
    return " ".join(span.text for span in spans)


@dataclass(frozen=True, repr=False)
class Candidate(_Row):
    """Somebody else who may speak a quote."""

    __slots__ = ("entity", "confidence")
    entity: Entity
    confidence: float


@dataclass(frozen=True, repr=False)
class Quote(_Row):
    """A quotation and its speaker, an Entity or None. The texts of its spans are `content`, `quoted`, `cue`, `source`.

    `detection` (0 to 1) tells how likely it is a quotation at all, `confidence` (0 to 1) how likely the speaker is right if it is.
    """

    __slots__ = ("index", "type", "class_", "content_spans", "quoted_spans", "cue_spans", "source_spans", "speaker",
                 "addressee", "detection", "confidence", "reason", "flags", "candidates")
    index: int
    type: str
    class_: str
    content_spans: Tuple[Span, ...]
    quoted_spans: Tuple[Span, ...]
    cue_spans: Tuple[Span, ...]
    source_spans: Tuple[Span, ...]
    speaker: Optional[Entity]
    addressee: Optional[Entity]
    detection: float
    confidence: float
    reason: str
    flags: Flag
    candidates: Tuple[Candidate, ...]

    @property
    def content(self) -> str:
        """The words of the quote as they stand in the text, with their marks."""
        return _join(self.content_spans)

    @property
    def quoted(self) -> str:
        """The words in quotation marks, without the marks."""
        return _join(self.quoted_spans)

    @property
    def cue(self) -> str:
        """The reporting expression ("said"), or ""."""
        return _join(self.cue_spans)

    @property
    def source(self) -> str:
        """The mention that names the speaker here ("she"), or ""."""
        return _join(self.source_spans)


@dataclass(frozen=True, repr=False)
class Marked(Span):
    """A span in quotation marks that is no quote of its own; `quote` is the one it stands in, or None."""

    __slots__ = ("class_", "quote")
    class_: str
    quote: Optional[Quote]


@dataclass(frozen=True, repr=False)
class Segment(Span):
    """One piece of the script: segments follow one another without a gap."""

    __slots__ = ("kind", "quote", "speaker")
    kind: str
    quote: Optional[Quote]
    speaker: Optional[Entity]


@dataclass(frozen=True, repr=False)
class Document(_Row):
    """A text and all that was found in it. Rows of a kind are copied out of the library when they are first asked for."""

    __slots__ = ("text", "language", "sentences", "tokens", "quotes", "marked", "entities", "script", "_source")
    text: str
    language: str
    sentences: Tuple[Sentence, ...]
    tokens: Tuple[Token, ...]
    quotes: Tuple[Quote, ...]
    marked: Tuple[Marked, ...]
    entities: Tuple[Entity, ...]
    script: Tuple[Segment, ...]

    @classmethod
    def of(cls, text: str, language: str, source: Any) -> "Document":
        """A document whose rows come from a source (see _copy.Source)."""
        document = cls.__new__(cls)
        for name, value in (("text", text), ("language", language), ("_source", source)):
            object.__setattr__(document, name, value)
        return document

    def __getattr__(self, name: str) -> Any:
        """Called for what is not there yet."""
        if name not in _KINDS:
            raise AttributeError(f"a Document has no {name!r}")
        source = self._source
        with source.lock:
            try:  # another thread may have been faster
                return object.__getattribute__(self, name)
            except AttributeError:
                object.__setattr__(self, name, source.rows(self, name))
        return object.__getattribute__(self, name)


_KINDS = frozenset(("sentences", "tokens", "quotes", "marked", "entities", "script"))


@dataclass(frozen=True, repr=False)
class Statement(_Row):
    """A quote of a document in a registry: the id of the document, the index of the quote, its offsets."""

    __slots__ = ("document", "quote", "start", "end", "confidence")
    document: str
    quote: int
    start: int
    end: int
    confidence: float


@dataclass(frozen=True, repr=False)
class Speaker(_Row):
    """Somebody who speaks in the documents of a registry."""

    __slots__ = ("name", "kind", "gender", "named", "aliases", "statements")
    name: str
    kind: str
    gender: str
    named: bool
    aliases: Tuple[str, ...]
    statements: Tuple[Statement, ...]
