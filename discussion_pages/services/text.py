"""What a member typed, made fit to keep."""

import re
import unicodedata

from django.conf import settings
from django.utils.translation import gettext as _

from discussion_pages.services.refusals import Invalid

CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
BLANK_LINES = re.compile(r"\n{3,}")


def comment_length_max() -> int:
    """Return the longest comment, in characters (``COMMENT_MAX_LENGTH``)."""
    return getattr(settings, "COMMENT_MAX_LENGTH", 3000)


def clean_text(text: str) -> str:
    """Return the text with line ends made one kind and invisible controls taken out.

    Raises:
        Invalid: nothing is left, or it is longer than ``comment_length_max()``.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = BLANK_LINES.sub("\n\n", CONTROL.sub("", text)).strip()
    if not any(character.isprintable() and not character.isspace() for character in text):
        raise Invalid("empty", _("Write your comment first."), field="comment")
    if len(text) > comment_length_max():
        raise Invalid(
            "too_long",
            _("Your comment has %(length)s characters. The most is %(max)s.")
            % {"length": len(text), "max": comment_length_max()},
            field="comment",
        )
    return text


def clean_words(text: str, *, field: str, length_max: int, empty: str) -> str:
    """Return what somebody wrote in a form's ``field``, cleaned as a comment is.

    Raises:
        Invalid: nothing is left (said in the words of ``empty``), or it is too long.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = BLANK_LINES.sub("\n\n", CONTROL.sub("", text)).strip()
    if not any(character.isprintable() and not character.isspace() for character in text):
        raise Invalid("empty", empty, field=field)
    if len(text) > length_max:
        raise Invalid(
            "too_long",
            _("This has %(length)s characters. The most is %(max)s.")
            % {"length": len(text), "max": length_max},
            field=field,
        )
    return text
