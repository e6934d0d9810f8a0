"""django-comments-xtd's tables without its receivers.

Stock, saving a published comment publishes every held or rejected reply below it. A host lists
``discussion_pages.comments_app.QuietCommentsXtdConfig`` where it would list the package.
"""

from django_comments_xtd import apps as comments_xtd_apps


class QuietCommentsXtdConfig(comments_xtd_apps.CommentsXtdConfig):
    """The package's app under its own name and label, with nothing connected."""

    default = False

    def ready(self) -> None:
        """Connect nothing: states change only through our services."""
