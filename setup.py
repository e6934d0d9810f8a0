"""Compile the translations into the wheel. All else about the package stands in pyproject.toml."""

import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent


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


setup(cmdclass={"build_py": BuildWithTranslations})
