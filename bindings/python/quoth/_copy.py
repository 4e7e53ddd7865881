"""Copies a C result into plain rows of Python."""

from functools import lru_cache
from typing import Any, Iterator, Optional, Sequence, Tuple, TypeVar

from . import _native
from ._types import Candidate, Document, Entity, Flag, Marked, Quote, Segment, Sentence, Span, Token

T = TypeVar("T")


@lru_cache(maxsize=None)
def value_name(kind: str, value: int) -> str:
    """The name of an enumeration's value as the library writes it in JSON."""
    return getattr(_native.lib, f"quoth_{kind}_name")(value).decode()


def _rows(result: Any, name: str) -> Iterator[Any]:
    count = getattr(_native.lib, f"quoth_result_{name}_count")(result)
    at = getattr(_native.lib, f"quoth_result_{name}_at")
    for index in range(count):
        yield at(result, index)[0]


def _pick(rows: Sequence[T], index: int) -> Optional[T]:
    return None if index == _native.NONE else rows[index]


def _spans(text: str, spans: Any, count: int) -> Tuple[Span, ...]:
    return tuple(Span(text, spans[i].start, spans[i].end) for i in range(count))


def _entity(text: str, index: int, row: Any) -> Entity:
    return Entity(
        index=index,
        name=row.name.decode(),
        kind=value_name("entity_kind", row.kind),
        gender=value_name("gender", row.gender),
        aliases=tuple(row.aliases[i].decode() for i in range(row.alias_count)),
        mentions=_spans(text, row.mentions, row.mention_count),
        quote_count=row.quote_count,
        character=None if row.character == _native.NONE else row.character,
        named=bool(row.named),
    )


def _quote(text: str, index: int, row: Any, entities: Sequence[Entity]) -> Quote:
    return Quote(
        index=index,
        type=value_name("quote_type", row.type),
        class_=value_name("quote_class", row.class_),
        content_spans=_spans(text, row.content, row.content_count),
        quoted_spans=_spans(text, row.quoted, row.quoted_count),
        cue_spans=_spans(text, row.cue, row.cue_count),
        source_spans=_spans(text, row.source, row.source_count),
        speaker=_pick(entities, row.speaker),
        addressee=_pick(entities, row.addressee),
        confidence=row.confidence,
        reason=row.reason.decode(),
        flags=Flag(row.flags),
        candidates=tuple(
            Candidate(entities[other.entity], other.confidence) for other in row.candidates[: row.candidate_count]
        ),
    )


def document(text: str, result: Any) -> Document:
    entities = tuple(_entity(text, i, row) for i, row in enumerate(_rows(result, "entity")))
    quotes = tuple(_quote(text, i, row, entities) for i, row in enumerate(_rows(result, "quote")))
    return Document(
        text=text,
        language=_native.lib.quoth_result_language(result).decode(),
        sentences=tuple(Sentence(text, r.span.start, r.span.end, r.paragraph) for r in _rows(result, "sentence")),
        tokens=tuple(Token(text, r.span.start, r.span.end, r.sentence, bool(r.joined)) for r in _rows(result, "token")),
        quotes=quotes,
        marked=tuple(
            Marked(text, r.span.start, r.span.end, value_name("marked_class", r.class_), _pick(quotes, r.quote))
            for r in _rows(result, "marked")
        ),
        entities=entities,
        script=tuple(
            Segment(text, r.span.start, r.span.end, value_name("segment_kind", r.kind), _pick(quotes, r.quote),
                    _pick(entities, r.speaker))
            for r in _rows(result, "segment")
        ),
    )
