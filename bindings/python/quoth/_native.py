"""The C interface: structures as in quoth.h, one table of prototypes, and where the library is found."""

import ctypes
import ctypes.util
import os
from ctypes import POINTER, Structure, c_char_p, c_double, c_int, c_size_t, c_ubyte, c_uint, c_void_p
from pathlib import Path
from typing import Any, List, Optional, Tuple

NONE = c_size_t(-1).value
OFFSET_CODEPOINT = 1
SONAME = "libquoth.so.0"
HERE = Path(__file__).resolve().parent


class QuothError(Exception):
    """An analysis that failed.

    `status` is the name of the status in the C interface ("QUOTH_E_UTF8"); `offset` is the place in the text, in code
    points, or None where there is none.
    """

    def __init__(self, message: str, status: str, offset: Optional[int] = None) -> None:
        super().__init__(message, status, offset)
        self.status = status
        self.offset = offset

    def __str__(self) -> str:
        return f"{self.args[0]} ({self.status})"


progress_fn = ctypes.CFUNCTYPE(c_int, c_void_p, c_double)
write_fn = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p, c_size_t)


class Span(Structure):
    _fields_ = [("start", c_size_t), ("end", c_size_t)]


class Character(Structure):
    _fields_ = [
        ("name", c_char_p),
        ("aliases", POINTER(c_char_p)),
        ("alias_count", c_size_t),
        ("gender", c_int),
    ]


class Options(Structure):
    _fields_ = [
        ("size", c_size_t),
        ("language", c_char_p),
        ("offset_unit", c_int),
        ("scope", c_int),
        ("direct_only", c_int),
        ("min_confidence", c_double),
        ("characters", POINTER(Character)),
        ("character_count", c_size_t),
        ("reporting_verbs", POINTER(c_char_p)),
        ("reporting_verb_count", c_size_t),
        ("progress", progress_fn),
        ("progress_context", c_void_p),
        ("allocator", c_void_p),
        ("style", c_int),
        ("parse_all", c_int),
    ]


class Sentence(Structure):
    _fields_ = [("span", Span), ("paragraph", c_size_t)]


class Token(Structure):
    _fields_ = [
        ("span", Span),
        ("sentence", c_size_t),
        ("head", c_size_t),
        ("lemma", c_char_p),
        ("joined", c_int),
        ("upos", c_ubyte),
        ("xpos", c_ubyte),
        ("name", c_ubyte),
        ("relation", c_ubyte),
    ]


class Candidate(Structure):
    _fields_ = [("entity", c_size_t), ("confidence", c_double)]


class Pin(Structure):
    _fields_ = [("start", c_size_t), ("speaker", c_char_p)]


class Quote(Structure):
    _fields_ = [
        ("type", c_int),
        ("class_", c_int),
        ("content", POINTER(Span)),
        ("content_count", c_size_t),
        ("quoted", POINTER(Span)),
        ("quoted_count", c_size_t),
        ("cue", POINTER(Span)),
        ("cue_count", c_size_t),
        ("source", POINTER(Span)),
        ("source_count", c_size_t),
        ("speaker", c_size_t),
        ("addressee", c_size_t),
        ("detection", c_double),
        ("confidence", c_double),
        ("reason", c_char_p),
        ("flags", c_uint),
        ("candidates", POINTER(Candidate)),
        ("candidate_count", c_size_t),
    ]


class Marked(Structure):
    _fields_ = [("span", Span), ("class_", c_int), ("quote", c_size_t)]


class Entity(Structure):
    _fields_ = [
        ("name", c_char_p),
        ("kind", c_int),
        ("gender", c_int),
        ("aliases", POINTER(c_char_p)),
        ("alias_count", c_size_t),
        ("mentions", POINTER(Span)),
        ("mention_count", c_size_t),
        ("quote_count", c_size_t),
        ("character", c_size_t),
        ("named", c_int),
    ]


class Segment(Structure):
    _fields_ = [("span", Span), ("kind", c_int), ("quote", c_size_t), ("speaker", c_size_t)]


class Statement(Structure):
    _fields_ = [("document", c_char_p), ("quote", c_size_t), ("span", Span), ("confidence", c_double)]


class Speaker(Structure):
    _fields_ = [
        ("name", c_char_p),
        ("kind", c_int),
        ("gender", c_int),
        ("named", c_int),
        ("aliases", POINTER(c_char_p)),
        ("alias_count", c_size_t),
        ("statement_count", c_size_t),
    ]


def candidates() -> List[str]:
    """Where the library may be, best first. QUOTH_LIBRARY, when set, is the only one."""
    given = os.environ.get("QUOTH_LIBRARY")
    if given:
        return [given]
    found = [str(HERE / SONAME)]
    root = HERE.parents[2] if len(HERE.parents) > 2 else HERE
    if (root / "include" / "quoth" / "quoth.h").exists():
        for tree in (root, root / "build"):
            found += [str(tree / ".libs" / SONAME), str(tree / "lib" / ".libs" / SONAME)]
    known = ctypes.util.find_library("quoth")
    return found + ([known] if known else []) + [SONAME]


def load() -> Tuple[ctypes.CDLL, str]:
    """The library and the path or name it was loaded by."""
    tried = []
    for path in candidates():
        try:
            return ctypes.CDLL(path), path
        except OSError as error:
            tried.append(f"  {path}: {error}")
    raise ImportError("libquoth cannot be loaded; set QUOTH_LIBRARY to its path. Tried:\n" + "\n".join(tried))


def check(status: int, function: Any, arguments: Any) -> int:
    """errcheck of every function that gives a quoth_status."""
    if status == 0:
        return status
    raise QuothError(lib.quoth_strerror(status).decode(), lib.quoth_status_name(status).decode())


ROWS = {
    "sentence": Sentence,
    "token": Token,
    "quote": Quote,
    "marked": Marked,
    "entity": Entity,
    "segment": Segment,
}
NAMES = ("quote_type", "quote_class", "marked_class", "entity_kind", "gender", "segment_kind", "upos", "xpos", "name_tag",
         "relation")

# name: (result, arguments); "status" is a quoth_status that raises.
PROTOTYPES = {
    "quoth_version": (c_char_p, []),
    "quoth_strerror": (c_char_p, [c_int]),
    "quoth_status_name": (c_char_p, [c_int]),
    "quoth_options_init": (None, [POINTER(Options), c_size_t]),
    "quoth_analyzer_new": ("status", [POINTER(c_void_p), c_void_p, POINTER(Options)]),
    "quoth_analyzer_free": (None, [c_void_p]),
    "quoth_analyzer_error_offset": (c_size_t, [c_void_p]),
    "quoth_analyze": ("status", [c_void_p, c_char_p, c_size_t, POINTER(c_void_p)]),
    "quoth_analyze_pinned": ("status", [c_void_p, c_char_p, c_size_t, POINTER(Pin), c_size_t, POINTER(c_void_p)]),
    "quoth_registry_new": ("status", [POINTER(c_void_p), c_void_p]),
    "quoth_registry_free": (None, [c_void_p]),
    "quoth_registry_add": ("status", [c_void_p, c_char_p, c_void_p]),
    "quoth_registry_speaker_count": (c_size_t, [c_void_p]),
    "quoth_registry_speaker_at": (POINTER(Speaker), [c_void_p, c_size_t]),
    "quoth_registry_statement_at": (POINTER(Statement), [c_void_p, c_size_t, c_size_t]),
    "quoth_registry_find": (c_size_t, [c_void_p, c_char_p, c_size_t]),
    "quoth_registry_write": ("status", [c_void_p, write_fn, c_void_p]),
    "quoth_registry_open": ("status", [POINTER(c_void_p), c_char_p, c_size_t, c_void_p]),
    "quoth_result_free": (None, [c_void_p]),
    "quoth_result_language": (c_char_p, [c_void_p]),
    "quoth_result_text_length": (c_size_t, [c_void_p]),
    **{f"quoth_result_{row}_count": (c_size_t, [c_void_p]) for row in ROWS},
    **{f"quoth_result_{row}_at": (c_void_p, [c_void_p, c_size_t]) for row in ROWS},
    **{f"quoth_{name}_name": (c_char_p, [c_int]) for name in NAMES},
}


def declare(library: ctypes.CDLL) -> None:
    for name, (result, arguments) in PROTOTYPES.items():
        function = getattr(library, name)
        function.argtypes = arguments
        function.restype = c_int if result == "status" else result
        if result == "status":
            function.errcheck = check


class Result(c_void_p):
    """A quoth_result that is freed with its last reference."""

    def __del__(self) -> None:
        if self and lib is not None:
            lib.quoth_result_free(self)


lib, path = load()
declare(lib)
