"""Copies a C result into plain rows of Python, each kind when it is first asked for."""

import ctypes
import threading
from functools import lru_cache
from struct import Struct, calcsize
from typing import Any, Iterator, Optional, Sequence, Tuple, Type, TypeVar

from . import _native
from ._types import Candidate, Document, Entity, Flag, Marked, Quote, Segment, Sentence, Span, Token

T = TypeVar("T")
CODES = {ctypes.c_size_t: "N", ctypes.c_int: "i", ctypes.c_uint: "I", ctypes.c_double: "d", ctypes.c_ubyte: "B"}


@lru_cache(maxsize=None)
def value_name(kind: str, value: int) -> str:
    """The name of an enumeration's value as the library writes it in JSON."""
    return getattr(_native.lib, f"quoth_{kind}_name")(value).decode()


def _format(shape: Type[ctypes.Structure]) -> str:
    """How `struct` writes the fields of a C structure; pointers are addresses."""
    parts = []
    for _, kind in shape._fields_:  # type: ignore[misc]
        parts.append(_format(kind) if issubclass(kind, ctypes.Structure) else CODES.get(kind, "P"))
    return "".join(parts)


@lru_cache(maxsize=None)
def _unpacker(shape: Type[ctypes.Structure], step: int) -> Struct:
    """Reads rows that stand `step` bytes apart; a newer library may have more fields than are known here."""
    fields = "@" + _format(shape)
    return Struct(f"{fields}{step - calcsize(fields)}x")


def unpack(shape: Type[ctypes.Structure], address: int, count: int, step: int = 0) -> Iterator[Tuple[Any, ...]]:
    """The fields of `count` rows at an address."""
    if not count:
        return iter(())
    unpacker = _unpacker(shape, step or ctypes.sizeof(shape))
    return unpacker.iter_unpack(ctypes.string_at(address, count * unpacker.size))


def _rows(result: _native.Result, name: str) -> Iterator[Tuple[Any, ...]]:
    """The fields of all rows of a kind."""
    count = getattr(_native.lib, f"quoth_result_{name}_count")(result)
    at = getattr(_native.lib, f"quoth_result_{name}_at")
    step = at(result, 1) - at(result, 0) if count > 1 else 0
    return unpack(_native.ROWS[name], at(result, 0), count, step)


def _pick(rows: Sequence[T], index: int) -> Optional[T]:
    return None if index == _native.NONE else rows[index]


def _string(address: int) -> str:
    return ctypes.string_at(address).decode()


def strings(address: int, count: int) -> Tuple[str, ...]:
    """An array of C strings."""
    return tuple(_string(row) for row in (ctypes.c_void_p * count).from_address(address)) if count else ()


def _spans(text: str, address: int, count: int) -> Tuple[Span, ...]:
    if not count:
        return ()
    return tuple([Span(text, start, end) for start, end in unpack(_native.Span, address, count)])


class Source:
    """Where a document takes its rows from; it keeps the C result as long as the document lives."""

    def __init__(self, result: _native.Result) -> None:
        self.result = result
        self.lock = threading.RLock()

    def rows(self, document: Document, name: str) -> Tuple[Any, ...]:
        return tuple(getattr(self, name)(document))

    def sentences(self, document: Document) -> Iterator[Sentence]:
        text = document.text
        return (Sentence(text, *row) for row in _rows(self.result, "sentence"))

    def tokens(self, document: Document) -> Iterator[Token]:
        text = document.text
        known = lru_cache(maxsize=None)(_string)
        for start, end, sentence, head, lemma, joined, upos, xpos, name, relation in _rows(self.result, "token"):
            yield Token(text, start, end, sentence, bool(joined), known(lemma), value_name("upos", upos),
                        value_name("xpos", xpos), value_name("name_tag", name), None if head == _native.NONE else head,
                        value_name("relation", relation))

    def entities(self, document: Document) -> Iterator[Entity]:
        for index, row in enumerate(_rows(self.result, "entity")):
            name, kind, gender, aliases, alias_count, mentions, mention_count, quote_count, character, named = row
            yield Entity(
                index=index,
                name=_string(name),
                kind=value_name("entity_kind", kind),
                gender=value_name("gender", gender),
                aliases=strings(aliases, alias_count),
                mentions=_spans(document.text, mentions, mention_count),
                quote_count=quote_count,
                character=None if character == _native.NONE else character,
                named=bool(named),
            )

    def quotes(self, document: Document) -> Iterator[Quote]:
        text, entities = document.text, document.entities
        for index, row in enumerate(_rows(self.result, "quote")):
            (kind, class_, content, content_count, quoted, quoted_count, cue, cue_count, source, source_count, speaker,
             addressee, detection, confidence, reason, flags, candidates, candidate_count) = row
            yield Quote(
                index=index,
                type=value_name("quote_type", kind),
                class_=value_name("quote_class", class_),
                content_spans=_spans(text, content, content_count),
                quoted_spans=_spans(text, quoted, quoted_count),
                cue_spans=_spans(text, cue, cue_count),
                source_spans=_spans(text, source, source_count),
                speaker=_pick(entities, speaker),
                addressee=_pick(entities, addressee),
                detection=detection,
                confidence=confidence,
                reason=_string(reason),
                flags=Flag(flags),
                candidates=tuple(
                    Candidate(entities[entity], likely)
                    for entity, likely in unpack(_native.Candidate, candidates, candidate_count)
                ),
            )

    def marked(self, document: Document) -> Iterator[Marked]:
        for start, end, class_, quote in _rows(self.result, "marked"):
            yield Marked(document.text, start, end, value_name("marked_class", class_), _pick(document.quotes, quote))

    def script(self, document: Document) -> Iterator[Segment]:
        for start, end, kind, quote, speaker in _rows(self.result, "segment"):
            yield Segment(document.text, start, end, value_name("segment_kind", kind), _pick(document.quotes, quote),
                          _pick(document.entities, speaker))


def document(text: str, result: _native.Result) -> Document:
    language = _native.lib.quoth_result_language(result).decode()
    return Document.of(text, language, Source(result))
