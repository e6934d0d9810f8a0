"""The one model field of our own: an e-mail address with one spelling."""

from typing import Any

from django.db import models

# The longest address that mail can be delivered to (RFC 5321, less the angle brackets).
EMAIL_MAX_LENGTH = 254


class LowerCaseEmailField(models.EmailField):
    """An e-mail address kept and looked up in lower case.

    People type their address in whatever case they like and mean the same letter box. Whichever
    form, command or query an address comes through, it is written and compared in one spelling,
    so that nobody can hold a second account under the same address.
    """

    def to_python(self, value: Any) -> str | None:
        """Return the address without surrounding space, in lower case."""
        value = super().to_python(value)
        return value.strip().lower() if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        """Look an address up as it is stored; expressions pass unchanged."""
        value = super().get_prep_value(value)
        return value.strip().lower() if isinstance(value, str) else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Give the instance the spelling that is about to be stored."""
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = self.to_python(value)
            setattr(model_instance, self.attname, value)
        return value
