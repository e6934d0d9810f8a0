"""Compile and update the translations without GNU gettext.

``python catalogues.py compile`` writes the ``.mo`` files that Django reads; the wheel's build calls
the same function. ``python catalogues.py update`` brings every ``django.po`` up to date with the
source.
"""

import argparse
import io
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.extract import extract_python as extract_from_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent
APPS = ("consultations", "discussion_pages", "timeline_blocks")
LANGUAGES = ("fr",)
# Where each set of catalogues lies, and the folders whose strings it holds.
SOURCES: dict[str, tuple[str, ...]] = {f"{app}/locale": (app,) for app in APPS} | {
    "locale": ("site", "templates")
}
SKIPPED_FOLDERS = {"__pycache__", "migrations", "locale"}
KEYWORDS: dict[str, tuple | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HEADER = """\
# Translations of Wagtail Consultations.
# Distributed under the same licence as the package."""

NO_ADDRESS = b'"Report-Msgid-Bugs-To: EMAIL@ADDRESS\\n"\n'


def catalogue_paths(root: Path = ROOT) -> Iterator[Path]:
    """Return every ``django.po`` below ``root``'s catalogue folders."""
    for folder in SOURCES:
        yield from sorted((root / folder).glob("*/LC_MESSAGES/django.po"))


def compile_catalogue(source: Path, target: Path) -> None:
    """Write ``source``, a ``.po`` file, as ``target``, a ``.mo`` file, if that is older."""
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    compiled = io.BytesIO()
    write_mo(compiled, read_catalogue(source))
    target.write_bytes(compiled.getvalue())


def read_catalogue(path: Path) -> Catalog:
    """Return a ``.po`` file's catalogue, empty if there is none; its language is the folder's."""
    if not path.exists():
        return new_catalogue(path.parts[-3])
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3], domain="django")


def new_catalogue(language: str | None = None) -> Catalog:
    """Return an empty catalogue."""
    return Catalog(
        locale=language,
        domain="django",
        charset="utf-8",
        project="Wagtail Consultations",
        version="0.1",
        last_translator="the contributors",
        language_team=language,
        header_comment=HEADER,
        fuzzy=False,
    )


def extract(folder: str, root: Path = ROOT) -> Catalog:
    """Return the strings of the source that belong in the catalogues of ``folder``."""
    found = new_catalogue()
    for source in SOURCES[folder]:
        for path in sorted((root / source).rglob("*")):
            if SKIPPED_FOLDERS.isdisjoint(path.relative_to(root).parts) and path.is_file():
                _extract_file(path, path.relative_to(root).as_posix(), found)
    return found


def extract_from_template(
    file: BinaryIO, keywords: object, comment_tags: object, options: dict
) -> Iterator[tuple]:
    """Yield a Django template's strings, as Babel's extractors do."""
    from django.utils.translation.template import templatize

    code = templatize(file.read().decode())
    # What is left of the markup must not look like Python's indentation.
    lines = "\n".join(line.strip() for line in code.split("\n"))
    return extract_from_python(io.BytesIO(lines.encode()), keywords, comment_tags, options)


def updated(path: Path, found: Catalog) -> Catalog:
    """Return the catalogue at ``path`` with the strings of ``found``; new ones are untranslated."""
    catalogue = read_catalogue(path)
    # An unchanged source leaves an unchanged file.
    found.creation_date = catalogue.creation_date
    catalogue.update(found, no_fuzzy_matching=True, update_header_comment=False)
    catalogue.fuzzy = False
    if not isinstance(catalogue.revision_date, datetime):
        catalogue.revision_date = catalogue.creation_date
    catalogue.obsolete.clear()
    return catalogue


def as_text(catalogue: Catalog) -> bytes:
    """Return a catalogue as the text of its ``.po`` file, in an order that changes seldom."""
    written = io.BytesIO()
    write_po(written, catalogue, width=100, sort_output=True, include_lineno=False)
    return written.getvalue().replace(NO_ADDRESS, b"")


def _extract_file(path: Path, name: str, found: Catalog) -> None:
    if path.suffix == ".py":
        method: object = extract_from_python
    elif path.suffix in {".html", ".txt"} and "templates" in Path(name).parts:
        method = extract_from_template
    else:
        return
    messages = extract_from_file(
        method, path, keywords=KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True
    )
    for _line, message, comments, context in messages:
        found.add(message, locations=[(name, 0)], auto_comments=comments, context=context)


def compile_all() -> None:
    """Compile the catalogues in place, for the reference site and the tests."""
    for path in catalogue_paths():
        compile_catalogue(path, path.with_suffix(".mo"))


def update_all() -> None:
    """Bring every catalogue up to date with the source."""
    for folder in SOURCES:
        found = extract(folder)
        for language in LANGUAGES:
            path = ROOT / folder / language / "LC_MESSAGES/django.po"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(as_text(updated(path, found)))


def main(arguments: list[str]) -> None:
    """Do what the command line asks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("task", choices=["compile", "update"])
    if parser.parse_args(arguments).task == "compile":
        compile_all()
    else:
        update_all()


if __name__ == "__main__":
    main(sys.argv[1:])
