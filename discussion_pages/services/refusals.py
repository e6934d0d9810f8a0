"""Why a service would not do what it was asked, in words for the person who asked."""


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
