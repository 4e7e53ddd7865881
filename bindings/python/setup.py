"""Builds a wheel that carries libquoth and, where it is found, the tool `quoth`.

The library is the first of: QUOTH_LIBRARY, a build in the source tree, an installed one (pkg-config). When there is none
and the sources of the project stand around this folder, it is built from them, out of tree.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import List, Optional

from setuptools import Distribution, setup
from setuptools.command.build_py import build_py

try:
    from setuptools.command.bdist_wheel import bdist_wheel
except ImportError:
    from wheel.bdist_wheel import bdist_wheel

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
HEADER = ROOT / "include" / "quoth" / "quoth.h"
SONAME = "libquoth.so.0"


def version() -> str:
    """The version in the public header, or the one an sdist was made with."""
    if HEADER.exists():
        found = re.findall(r"#define QUOTH_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)", HEADER.read_text("utf-8"))
        return ".".join(found)
    return re.search(r"^Version: (.+)$", (HERE / "PKG-INFO").read_text("utf-8"), re.M).group(1)


def built(tree: Path) -> List[Path]:
    return [tree / ".libs" / SONAME, tree / "lib" / ".libs" / SONAME]


def installed() -> List[Path]:
    try:
        command = ["pkg-config", "--variable=libdir", "quoth"]
        folder = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return []
    return [Path(folder) / SONAME] if folder else []


def build(tree: Path) -> List[Path]:
    """Configures and makes the project in `tree`, when its sources are here."""
    if not (ROOT / "configure.ac").exists():
        return []
    if not (ROOT / "configure").exists():
        subprocess.run(["autoreconf", "-i"], cwd=ROOT, check=True)
    tree.mkdir(parents=True, exist_ok=True)
    subprocess.run([str(ROOT / "configure"), "--disable-static"], cwd=tree, check=True)
    subprocess.run(["make"], cwd=tree, check=True)
    return built(tree)


def find_library(temporary: Path) -> Path:
    given = os.environ.get("QUOTH_LIBRARY")
    tried = [Path(given)] if given else built(ROOT) + built(ROOT / "build") + installed()
    for path in tried:
        if path.exists():
            return path.resolve()
    for path in [] if given else build(temporary):
        tried.append(path)
        if path.exists():
            return path.resolve()
    raise SystemExit("quoth: no libquoth to put into the wheel; tried " + ", ".join(map(str, tried)))


def find_tool(library: Path) -> Optional[Path]:
    """The real program (not libtool's wrapper script) that belongs to a library."""
    parent = library.parent
    folders = [parent, parent.parent / "examples" / ".libs", parent.parent.parent / "examples" / ".libs",
               parent.parent / "bin", parent.parent.parent / "bin"]
    for folder in folders:
        path = folder / "quoth"
        if path.is_file() and path.read_bytes()[:4] == b"\x7fELF":
            return path
    return None


class BuildWithLibrary(build_py):
    def run(self) -> None:
        super().run()
        if getattr(self, "editable_mode", False):
            return
        package = Path(self.build_lib) / "quoth"
        temporary = Path(self.get_finalized_command("build").build_temp).resolve() / "libquoth"
        library = find_library(temporary)
        shutil.copyfile(library, package / SONAME)
        tool = find_tool(library)
        if tool is not None:
            shutil.copy(tool, package / "quoth")


class PlatformWheel(bdist_wheel):
    """One wheel for every Python 3 of a platform: the library is native, the code is not."""

    def get_tag(self):
        return ("py3", "none", super().get_tag()[2])


class NativeDistribution(Distribution):
    def has_ext_modules(self) -> bool:
        return True


setup(
    version=version(),
    license="MIT",
    distclass=NativeDistribution,
    cmdclass={"build_py": BuildWithLibrary, "bdist_wheel": PlatformWheel},
)
