"""`python -m quoth` is the tool `quoth`: it runs the program beside the library, so the output is the same."""

import os
import shutil
import sys
from pathlib import Path
from typing import List

from . import _native


def candidates(library: str) -> List[str]:
    """Where the tool may be, best first. QUOTH_TOOL, when set, is the only one."""
    given = os.environ.get("QUOTH_TOOL")
    if given:
        return [given]
    found = [_native.HERE / "quoth"]
    if os.sep in library:
        folder = Path(library).resolve().parent
        for parent in (folder, folder.parent, folder.parent.parent):
            found += [parent / "quoth", parent / "examples" / "quoth", parent / "bin" / "quoth"]
    in_path = shutil.which("quoth")
    return [str(path) for path in found] + ([in_path] if in_path else [])


def main(arguments: List[str]) -> int:
    tried = candidates(_native.path)
    for tool in tried:
        if os.path.isfile(tool) and os.access(tool, os.X_OK):
            environment = dict(os.environ)
            if os.sep in _native.path:
                folders = [str(Path(_native.path).resolve().parent), environment.get("LD_LIBRARY_PATH", "")]
                environment["LD_LIBRARY_PATH"] = os.pathsep.join(filter(None, folders))
            os.execve(tool, [tool, *arguments], environment)
    print("quoth: the tool is not there; set QUOTH_TOOL to its path. Tried:", *tried, sep="\n  ", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
