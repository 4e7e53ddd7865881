"""The analyzer: options in, documents out."""

import ctypes
import threading
from typing import Any, Callable, Iterable, List, Optional, Tuple, TypeVar, Union

from . import _copy, _native
from ._native import QuothError
from ._types import Character, Document

SCOPES = {"speech": 0, "all": 1}
STYLES = {"edited": 0, "web": 1}
Pins = Iterable[Tuple[int, Optional[str]]]
T = TypeVar("T")


def _encode(text: str, what: str) -> bytes:
    """UTF-8 of a string option, which C reads up to its NUL."""
    if "\0" in text:
        raise ValueError(f"{what} must not contain NUL")
    return text.encode("utf-8")


def _strings(texts: Iterable[str], what: str) -> Tuple[Any, int]:
    if isinstance(texts, str):
        raise TypeError(f"{what} must be a sequence of strings, not one string")
    encoded = [_encode(text, what) for text in texts]
    return (ctypes.c_char_p * len(encoded))(*encoded), len(encoded)


def _gender(name: Optional[str]) -> int:
    if name is None:
        return 0
    for value in range(4):
        if _copy.value_name("gender", value) == name:
            return value
    raise ValueError(f"unknown gender {name!r}")


def _characters(characters: Iterable[Union[str, Character]]) -> Tuple[Any, int]:
    rows: List[_native.Character] = []
    for given in characters:
        character = Character(given) if isinstance(given, str) else given
        aliases, count = _strings(character.aliases, "aliases")
        rows.append(_native.Character(_encode(character.name, "name"), aliases, count, _gender(character.gender)))
    return (_native.Character * len(rows))(*rows), len(rows)


class Analyzer:
    """A reusable analyzer.

    It serves one thread at a time: calls from several threads wait for one another, so give each thread its own for
    speed (the GIL is free while a text is read). Close it, or use it in a `with` statement.

    language         BCP 47 tag
    scope            "speech", or "all" for unquoted thoughts and intentions as well
    direct_only      only quotations in marks or after a dialogue dash
    min_confidence   a speaker below it becomes None
    characters       speakers known beforehand: names or Character rows
    reporting_verbs  further reporting verbs
    style            where sentences end in English: "edited" as in news and fiction, "web" as in mails and posts
    parse_all        dependency arcs of every sentence, not only of those that can matter for a quotation
    progress         called with a number from 0 to 1; an exception it raises ends the analysis and comes out of it
    """

    def __init__(
        self,
        *,
        language: str = "en",
        scope: str = "speech",
        direct_only: bool = False,
        min_confidence: float = 0.0,
        characters: Iterable[Union[str, Character]] = (),
        reporting_verbs: Iterable[str] = (),
        progress: Optional[Callable[[float], Any]] = None,
        style: str = "edited",
        parse_all: bool = False,
    ) -> None:
        self._handle = ctypes.c_void_p()
        self._lock = threading.Lock()
        self._owner: Optional[int] = None
        self._failures: List[BaseException] = []
        if scope not in SCOPES:
            raise ValueError(f"scope must be one of {sorted(SCOPES)}, not {scope!r}")
        if style not in STYLES:
            raise ValueError(f"style must be one of {sorted(STYLES)}, not {style!r}")
        options = _native.Options()
        _native.lib.quoth_options_init(ctypes.byref(options), ctypes.sizeof(options))
        options.language = _encode(language, "language")
        options.offset_unit = _native.OFFSET_CODEPOINT
        options.scope = SCOPES[scope]
        options.style = STYLES[style]
        options.direct_only = bool(direct_only)
        options.min_confidence = min_confidence
        options.parse_all = bool(parse_all)
        options.characters, options.character_count = _characters(characters)
        options.reporting_verbs, options.reporting_verb_count = _strings(reporting_verbs, "reporting_verbs")
        if progress is not None:
            # Kept here: C holds the bare pointer as long as the analyzer lives.
            self._callback = self._make_callback(progress)
            options.progress = self._callback
        _native.lib.quoth_analyzer_new(ctypes.byref(self._handle), None, ctypes.byref(options))

    def _make_callback(self, progress: Callable[[float], Any]) -> Any:
        failures = self._failures

        def call(_context: Any, done: float) -> int:
            try:
                progress(done)
            except BaseException as error:  # comes out of analyze()
                failures.append(error)
                return 1
            return 0

        return _native.progress_fn(call)

    def analyze(self, text: str, pins: Pins = ()) -> Document:
        """Reads a text. A lone surrogate in it is a QuothError with status QUOTH_E_UTF8 and its offset.

        `pins` are speakers you know: pairs of a place within a quote and a name, or None for nobody. They are taken as
        certain and the rest of the text is resolved anew.
        """
        return self.read(text, pins, lambda result: _copy.document(text, result))

    def read(self, text: str, pins: Pins, take: Callable[[Any], T]) -> T:
        """What `take` makes of the result of a text."""
        if not isinstance(text, str):
            raise TypeError(f"text must be str, not {type(text).__name__}")
        try:
            encoded = text.encode("utf-8")
        except UnicodeEncodeError as error:
            message = f"the text has a lone surrogate at {error.start}"
            raise QuothError(message, "QUOTH_E_UTF8", error.start) from None
        rows = [_native.Pin(start, None if name is None else _encode(name, "a pin")) for start, name in pins]
        self._acquire()
        try:
            return self._read(encoded, rows, take)
        finally:
            self._release()

    def _read(self, encoded: bytes, pins: List[_native.Pin], take: Callable[[Any], T]) -> T:
        if not self._handle:
            raise ValueError("the analyzer is closed")
        result = _native.Result()
        array = (_native.Pin * len(pins))(*pins)
        try:
            _native.lib.quoth_analyze_pinned(
                self._handle, encoded, len(encoded), array, len(pins), ctypes.byref(result)
            )
        except QuothError:
            if self._failures:
                raise self._failures.pop() from None
            raise
        return take(result)

    def _acquire(self) -> None:
        if self._owner == threading.get_ident():
            raise RuntimeError("the analyzer is busy: it cannot be used from its own progress callback")
        self._lock.acquire()
        self._owner = threading.get_ident()

    def _release(self) -> None:
        self._owner = None
        self._lock.release()

    def close(self) -> None:
        """Frees the analyzer; documents it made stay. May be called again."""
        self._acquire()
        try:
            handle, self._handle = self._handle, ctypes.c_void_p()
            _native.lib.quoth_analyzer_free(handle)
        finally:
            self._release()

    def __enter__(self) -> "Analyzer":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        handle = getattr(self, "_handle", None)
        if handle and _native is not None:
            _native.lib.quoth_analyzer_free(handle)


def analyze(text: str, **options: Any) -> Document:
    """Reads one text with an analyzer of its own; the options are those of Analyzer."""
    with Analyzer(**options) as analyzer:
        return analyzer.analyze(text)
