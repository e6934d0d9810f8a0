"""What a consultation is about."""

from collections.abc import Iterable


def is_about(topics: Iterable[str], wanted: Iterable[str]) -> bool:
    """Say whether a consultation with these topics is about any of the wanted ones (slugs)."""
    return not set(topics).isdisjoint(wanted)
