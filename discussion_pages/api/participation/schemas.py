"""What requests are made of."""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, ConfigDict, Field
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
"""The key of an object in an address, as far as a database can hold one."""


WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
"""How a day, and an instant, begins."""


def whole(value: Any) -> Any:
    """Return what is a number in JSON: pydantic would also count `"3"`, and take `true` for one.

    Raises:
        PydanticCustomError: it is something else.
    """
    if isinstance(value, bool | str):
        raise PydanticCustomError("int_type", "This has to be a whole number.")
    return value


def truth(value: Any) -> Any:
    """Return what is `true` or `false` in JSON: pydantic would also take `1` and `"yes"`.

    Raises:
        PydanticCustomError: it is something else.
    """
    if not isinstance(value, bool):
        raise PydanticCustomError("bool_type", "This has to be true or false.")
    return value


def written(value: Any) -> Any:
    """Return what is written as a date: pydantic would also count the seconds since 1970.

    Raises:
        PydanticCustomError: it is something else.
    """
    if (isinstance(value, str) and not WRITTEN.match(value)) or isinstance(value, int | float):
        raise PydanticCustomError("date", "Write a date as in 2027-02-28.")
    return value


Count = Annotated[int, Field(ge=0, le=2**31 - 1), BeforeValidator(whole)]
"""How many, in a body, as far as every database can keep it. Pydantic documents the limits of a
number only where they stand before what looks at it, so never give such a type limits of its own.
"""

WholeKey = Annotated[int, Field(ge=1, le=2**63 - 1), BeforeValidator(whole)]
"""The key of an object, in a body."""

Truth = Annotated[bool, BeforeValidator(truth)]
"""Yes or no in a body."""

Day = Annotated[date, BeforeValidator(written)]
"""A day of the calendar."""


FIRST, LAST = datetime(1, 1, 3, tzinfo=UTC), datetime(9999, 12, 29, tzinfo=UTC)
"""Nearer to the ends of the calendar, an instant has no date in some zone."""


def in_utc(instant: datetime) -> datetime:
    """Return an instant in UTC.

    Raises:
        PydanticCustomError: it has no place in the calendar everywhere.
    """
    if not FIRST <= instant <= LAST:
        raise PydanticCustomError("instant", "There is no such instant.")
    return instant.astimezone(UTC)


Instant = Annotated[AwareDatetime, BeforeValidator(written), AfterValidator(in_utc)]
"""An instant with its offset."""

Json = dict[str, Any]
"""An object of a form that is documented elsewhere."""
