"""The wheel is built, carries the library, and works from where it is unpacked."""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

from quoth import _native

PACKAGE = Path(__file__).resolve().parents[2] / "bindings" / "python"


def builder():
    """A Python with pip and a setuptools that makes wheels (by itself since 70.1, else with `wheel`): ours, or the system's."""
    probes = ("import setuptools, wheel, pip", "import setuptools.command.bdist_wheel, pip")
    for python in (sys.executable, "/usr/bin/python3"):
        if os.path.exists(python):
            for code in probes:
                if not subprocess.run([python, "-c", code], stderr=subprocess.DEVNULL).returncode:
                    return python
    return None


BUILDER = builder()


class Wheel(unittest.TestCase):
    @unittest.skipUnless(BUILDER, "pip, setuptools or wheel is missing")
    @unittest.skipUnless(os.sep in _native.path, "the library has no path")
    def test_wheel_carries_the_library(self):
        with tempfile.TemporaryDirectory() as folder:
            project = Path(folder, "project", "bindings", "python")
            shutil.copytree(PACKAGE, project, ignore=shutil.ignore_patterns("__pycache__", "build", "*.egg-info"))
            shutil.copytree(PACKAGE.parents[1] / "include", Path(folder, "project", "include"))
            for path in (project, *project.rglob("*")):
                path.chmod(path.stat().st_mode | 0o200)  # the sources may be read-only
            environment = dict(os.environ, QUOTH_LIBRARY=os.path.abspath(_native.path))
            command = [BUILDER, "-m", "pip", "wheel", "-q", "--no-build-isolation", "--no-deps", "-w", folder]
            subprocess.run([*command, str(project)], env=environment, check=True)
            (wheel,) = Path(folder).glob("*.whl")
            self.assertRegex(wheel.name, r"^quoth-[0-9.]+-py3-none-(?!any)")
            unpacked = Path(folder, "unpacked")
            with zipfile.ZipFile(wheel) as archive:
                self.assertIn("quoth/py.typed", archive.namelist())
                archive.extractall(unpacked)
            environment = dict(os.environ, PYTHONPATH=str(unpacked))
            environment.pop("QUOTH_LIBRARY", None)
            code = "import quoth; from quoth import _native; print(_native.path)"
            run = subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True,
                                 cwd=folder)
            self.assertEqual(run.stdout.strip(), str((unpacked / "quoth" / _native.SONAME).resolve()))
            if (unpacked / "quoth" / "quoth").exists():
                (unpacked / "quoth" / "quoth").chmod(0o755)  # zipfile forgets it
                environment.pop("QUOTH_TOOL", None)
                run = subprocess.run([sys.executable, "-m", "quoth", "--version"], env=environment, capture_output=True,
                                     text=True, cwd=folder, check=True)
                self.assertRegex(run.stdout, r"^quoth \d")


if __name__ == "__main__":
    unittest.main()
