"""Why a service would not do what it was asked, in words for the person who asked."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from discussion_pages.services.pipeline import Verdict


class Refused(Exception):
    """The request is understood and not carried out.

    ``code`` is for programs; ``str(refusal)`` is a translated sentence for people; ``field`` names
    the input where it can be mended, if there is one.
    """

    def __init__(self, code: str, message: str, *, field: str | None = None) -> None:
        self.code = code
        self.field = field
        super().__init__(message)


class NotAllowed(Refused):
    """This person may not do that, whatever they change."""


class Closed(Refused):
    """The discussion takes no comments at that instant."""


class Invalid(Refused):
    """What was typed cannot be taken as it is."""


class NeedsConfirmation(Refused):
    """The author is asked whether they mean it; the same call with ``is_confirmed`` goes through.

    ``verdict.spans`` are passages of ``text``, which is what was sent, as it would be kept.
    """

    def __init__(self, verdict: "Verdict", text: str) -> None:
        self.verdict = verdict
        self.text = text
        super().__init__("confirm", verdict.message, field="comment")
