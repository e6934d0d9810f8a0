"""Pictures in the sizes that pages ask for."""

import logging
from contextlib import nullcontext
from typing import Any

from django.db import transaction
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

logger = logging.getLogger(__name__)


class SparedPageMixin:
    """Lets a page do without a picture that cannot be made just now.

    Wagtail does so where an original is gone. Where one is damaged, or the disk is full, it would
    let the whole page fail.
    """

    pk: Any

    def create_rendition(self, *args: Any, **kwargs: Any) -> Any:
        """Make one size.

        Raises:
            SourceImageIOError: it cannot be made; templates and the API then go on without.
        """
        return self._made(super().create_rendition, *args, **kwargs)

    def create_renditions(self, *args: Any, **kwargs: Any) -> Any:
        """Make several sizes.

        Raises:
            SourceImageIOError: one of them cannot be made.
        """
        if not args:  # all of them are there: not a question more
            return super().create_renditions(**kwargs)
        return self._made(super().create_renditions, *args, **kwargs)

    def _made(self, make: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            with _sheltered():
                return make(*args, **kwargs)
        except (SourceImageIOError, InvalidFilterSpecError):
            raise
        except (OSError, ValueError, SyntaxError) as error:
            logger.error("No size of image %s can be made: %s", self.pk, str(error))
            raise SourceImageIOError(str(error)) from error


def _sheltered() -> Any:
    """Keep a transaction that is around this from being given up where this fails.

    Where there is none, none is begun: on SQLite it would keep everybody else from writing for as
    long as a picture takes to draw.
    """
    return transaction.atomic() if transaction.get_connection().in_atomic_block else nullcontext()
