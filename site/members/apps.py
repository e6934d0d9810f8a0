"""The site's own members: who they are, how they log in, what they are called."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    """The user model and the account pages of this site."""

    name = "members"
    verbose_name = _("Members")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect what follows from a confirmed address."""
        from members import receivers  # noqa: F401
