"""Compile the translations into the wheel, and bring the web component along.

All else about the package stands in pyproject.toml.
"""

import shutil
import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent
EMBED = Path("discussion_pages/static/discussion_pages/embed")


class BuildWithTranslations(build_py):
    """Build the packages, then write each ``.po`` file's ``.mo`` beside it."""

    def run(self) -> None:
        """Build; in an editable installation the source is the build."""
        super().run()
        sys.path.insert(0, str(ROOT))
        from catalogues import APPS, catalogue_paths, compile_catalogue

        target = ROOT if self.editable_mode else Path(self.build_lib)
        for path in catalogue_paths(ROOT):
            name = path.relative_to(ROOT)
            if name.parts[0] in APPS:
                compile_catalogue(path, (target / name).with_suffix(".mo"))
        if not self.editable_mode:  # a project of its own serves it from clients/embed
            for script in (ROOT / "clients/embed").rglob("*.js"):
                copy = target / EMBED / script.relative_to(ROOT / "clients/embed")
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(script, copy)


setup(cmdclass={"build_py": BuildWithTranslations})
