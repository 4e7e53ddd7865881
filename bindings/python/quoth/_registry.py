"""The registry: who said what in many documents."""

import ctypes
from typing import Any, Iterator, List, Optional, Tuple

from . import _copy, _native
from ._analyzer import Analyzer, Pins
from ._types import Document, Speaker, Statement


class Registry:
    """Joins the speakers of many documents, conservatively: by full name and kind.

    Read texts with `add`, ask with `find` or by iterating over all speakers, keep it with `dump` and make it again with
    `Registry.load`. It serves one thread at a time. Close it, or use it in a `with` statement.
    """

    def __init__(self) -> None:
        self._handle = ctypes.c_void_p()
        _native.lib.quoth_registry_new(ctypes.byref(self._handle), None)

    @classmethod
    def load(cls, data: bytes) -> "Registry":
        """A registry of what `dump` gave. Damaged bytes are a QuothError with status QUOTH_E_MODEL."""
        registry = cls.__new__(cls)
        registry._handle = ctypes.c_void_p()
        _native.lib.quoth_registry_open(ctypes.byref(registry._handle), bytes(data), len(data), None)
        return registry

    def dump(self) -> bytes:
        """All of it, as bytes that are the same on every machine."""
        parts: List[bytes] = []

        def write(_context: Any, address: int, length: int) -> int:
            parts.append(ctypes.string_at(address, length))
            return 0

        _native.lib.quoth_registry_write(self._open(), _native.write_fn(write), None)
        return b"".join(parts)

    def add(self, name: str, text: str, analyzer: Analyzer, pins: Pins = ()) -> Document:
        """Reads a text with the analyzer and adds what is said in it; `name` is the id of the document."""
        if "\0" in name:
            raise ValueError("name must not contain NUL")

        def take(result: Any) -> Document:
            _native.lib.quoth_registry_add(self._open(), name.encode("utf-8"), result)
            return _copy.document(text, result)

        return analyzer.read(text, pins, take)

    def find(self, name: str) -> Tuple[Speaker, ...]:
        """The speakers that have this name or alias, in any case of letters."""
        encoded, found, index = name.encode("utf-8"), [], 0
        while True:
            index = _native.lib.quoth_registry_find(self._open(), encoded, index)
            if index == _native.NONE:
                return tuple(found)
            found.append(self[index])
            index += 1

    def __len__(self) -> int:
        return _native.lib.quoth_registry_speaker_count(self._open())

    def __getitem__(self, index: int) -> Speaker:
        if not 0 <= index < len(self):
            raise IndexError(f"no speaker {index}")
        row = _native.lib.quoth_registry_speaker_at(self._open(), index)[0]
        return Speaker(
            name=row.name.decode(),
            kind=_copy.value_name("entity_kind", row.kind),
            gender=_copy.value_name("gender", row.gender),
            named=bool(row.named),
            aliases=tuple(row.aliases[i].decode() for i in range(row.alias_count)),
            statements=tuple(self._statement(index, i) for i in range(row.statement_count)),
        )

    def __iter__(self) -> Iterator[Speaker]:
        return (self[index] for index in range(len(self)))

    def _statement(self, speaker: int, index: int) -> Statement:
        row = _native.lib.quoth_registry_statement_at(self._open(), speaker, index)[0]
        return Statement(row.document.decode(), row.quote, row.span.start, row.span.end, row.confidence)

    def _open(self) -> ctypes.c_void_p:
        if not self._handle:
            raise ValueError("the registry is closed")
        return self._handle

    def close(self) -> None:
        """Frees it. May be called again."""
        handle: Optional[ctypes.c_void_p] = getattr(self, "_handle", None)
        self._handle = ctypes.c_void_p()
        if handle:
            _native.lib.quoth_registry_free(handle)

    def __enter__(self) -> "Registry":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        if _native is not None:
            self.close()
