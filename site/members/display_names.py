"""What a member is called in public."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext

if TYPE_CHECKING:
    from members.models import User


def display_name(user: "User") -> str:
    """Return the name shown beside what a member writes.

    The pseudonym when the member chose one, else the full name, else "Member" and a number.
    Never the e-mail address. The discussions ask for it through `DISCUSSION_PAGES_DISPLAY_NAME`.
    """
    return user.pseudonym or user.full_name or gettext("Member %(number)s") % {"number": user.pk}
