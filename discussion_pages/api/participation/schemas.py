"""What requests are made of."""

from datetime import UTC, datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field
from pydantic_core import PydanticCustomError


class Input(Schema):
    """A body or a query of a known form: a name that is not in it is refused, not passed over."""

    model_config = ConfigDict(extra="forbid")


def storable(text: str) -> str:
    """Return ``text`` if every database can keep it.

    Raises:
        PydanticCustomError: it holds a null character, or half of a surrogate pair.
    """
    if "\x00" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise PydanticCustomError("characters", "This text holds characters that cannot be kept.")
    return text


Text = Annotated[str, AfterValidator(storable)]
"""A text that somebody typed."""

Key = Annotated[int, Field(ge=1, le=2**63 - 1)]
"""The key of an object, as far as a database can hold one."""


def in_utc(instant: datetime) -> datetime:
    """Return an instant in UTC.

    Raises:
        PydanticCustomError: it has no place in the calendar there.
    """
    try:
        return instant.astimezone(UTC)
    except OverflowError as error:
        raise PydanticCustomError("instant", "There is no such instant.") from error


Instant = Annotated[AwareDatetime, AfterValidator(in_utc)]
"""An instant with its offset."""

Json = dict[str, Any]
"""An object of a form that is documented elsewhere."""
