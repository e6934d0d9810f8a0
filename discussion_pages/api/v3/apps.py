"""The app that a host lists before Wagtail's own to have our types in ``wagtail.api.v3``."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class APIV3Config(AppConfig):
    """Tells Wagtail's v3 API what our pages and snippets look like, before it looks itself."""

    default = True
    name = "discussion_pages.api.v3"
    label = "discussion_pages_api_v3"
    verbose_name = _("API for staff automation")

    def ready(self) -> None:
        """Collect what each app serves (its module ``api_v3``), then hand it to Wagtail.

        Wagtail builds its schemas in the ``ready()`` of ``wagtail.images`` and others, so this has
        to come first. A system check says so where it does not.
        """
        from discussion_pages.api.v3 import fields, generating

        fields.register_all()
        autodiscover_modules("api_v3")
        generating.install()
