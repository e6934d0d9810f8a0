"""Form fields for instants that mean the site's time zone, whoever types them."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from wagtail.admin.widgets import AdminDateTimeInput

from discussion_pages.rules.windows import shown_closing, stored_closing


class SiteDateTimeField(forms.DateTimeField):
    """A date and time in the site's ``TIME_ZONE``.

    Wagtail switches its admin to the staff member's own zone; a deadline must not move with it.
    """

    widget = AdminDateTimeInput

    def to_python(self, value: Any) -> datetime | None:
        """Read the text in the site's zone.

        Raises:
            ValidationError: no date and time, or one that the clock change skips or repeats.
        """
        with timezone.override(timezone.get_default_timezone()):
            return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        """Show a stored instant in the site's zone."""
        if isinstance(value, datetime):
            return timezone.make_naive(self.shown(value), timezone.get_default_timezone())
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare instants, not their texts."""
        try:
            return self.clean(data) != initial
        except forms.ValidationError:
            return True

    def shown(self, value: datetime) -> datetime:
        """Return the aware instant that the editor sees."""
        return value


class ClosingDateTimeField(SiteDateTimeField):
    """A deadline: 23:59 is stored as the next midnight, and that midnight is shown as 23:59."""

    def to_python(self, value: Any) -> datetime | None:
        """Read the text, then take 23:59 to mean the end of that day."""
        typed = super().to_python(value)
        if typed is None:
            return None
        return stored_closing(typed, tz=timezone.get_default_timezone())

    def shown(self, value: datetime) -> datetime:
        """Return the deadline as people read it."""
        return shown_closing(value, tz=timezone.get_default_timezone())
