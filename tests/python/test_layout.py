"""The structures of the bindings agree with the header, as the C compiler lays them out."""

import ctypes
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from quoth import _native

HERE = Path(__file__).resolve().parent
COMPILER = os.environ.get("CC", "cc").split()
STRUCTURES = (_native.Options, _native.Character, _native.Quote, _native.Entity, _native.Span, _native.Sentence,
              _native.Token, _native.Marked, _native.Segment, _native.Candidate, _native.Pin, _native.Statement,
              _native.Speaker)


class Layout(unittest.TestCase):
    @unittest.skipUnless(shutil.which(COMPILER[0]), "no C compiler")
    def test_structures_agree_with_the_header(self):
        with tempfile.TemporaryDirectory() as folder:
            program = os.path.join(folder, "layout")
            include = "-I" + str(HERE.parents[1] / "include")
            subprocess.run([*COMPILER, "-std=c11", include, str(HERE / "layout.c"), "-o", program], check=True)
            printed = subprocess.run([program], check=True, capture_output=True, text=True).stdout
        expected = dict(line.split() for line in printed.splitlines())
        found = {}
        for structure in STRUCTURES:
            name = structure.__name__.lower()
            found[name] = str(ctypes.sizeof(structure))
            for field, *_ in structure._fields_:
                found[f"{name}.{field}"] = str(getattr(structure, field).offset)
        self.assertEqual(found, expected)


if __name__ == "__main__":
    unittest.main()
