"""The display name of a member where the host names no function of its own."""

from typing import Any

from django.utils.translation import gettext as _


def full_name_or_number(user: Any) -> str:
    """Return the full name, else "Member" and a number; never the user name or e-mail."""
    get_full_name = getattr(user, "get_full_name", None)
    name = get_full_name().strip() if get_full_name else ""
    return name or _("Member %(number)s") % {"number": user.pk}
