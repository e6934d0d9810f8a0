"""Makes looking up a translation cheap.

Django keeps the catalogues of a language apart where their rules for plurals differ. It compares a
rule's code with a rule (``TranslationCatalog.update`` in Django 5.2), so they always differ, and
every look-up asks each application's catalogue in turn, twice. A page looks up two hundred.
"""

from collections.abc import Callable

from django.conf import settings
from django.utils.translation.trans_real import TranslationCatalog, translation


def merge_catalogues() -> None:
    """Merge what Django meant to merge, for every language of the site. To be called at start."""
    for code, _name in settings.LANGUAGES:
        merge(translation(code)._catalog)


def merge(catalogue: TranslationCatalog) -> None:
    """Merge neighbours that have one rule for plurals; the first to have a message keeps it."""
    messages, plurals = [], []
    for found, plural in zip(catalogue._catalogs, catalogue._plurals, strict=True):
        if plurals and rule(plural) == rule(plurals[-1]):
            messages[-1] = found | messages[-1]
        else:
            messages.append(found)
            plurals.append(plural)
    catalogue._catalogs, catalogue._plurals = messages, plurals


def rule(plural: Callable[[int], int]) -> tuple[object, ...]:
    """Return what a rule for plurals does, whoever wrote it down."""
    code = plural.__code__
    return code.co_code, code.co_consts, code.co_names
