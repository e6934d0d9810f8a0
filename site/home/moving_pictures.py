"""Pictures of many frames, each of which has to be drawn."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image


class BoundedFramesMixin:
    """Counts the pixels of all frames: Wagtail's own limit looks at one of them."""

    file: Any

    def clean(self) -> None:
        """Refuse a new file that would take too long to draw.

        Raises:
            ValidationError: on the file.
        """
        super().clean()
        if not self.file or self.file._committed:
            return
        if pixels_of(self.file.file) > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
            raise ValidationError(
                {"file": _("This picture has too many frames. Make it shorter, or smaller.")}
            )


def pixels_of(file: Any) -> int:
    """Return how many pixels a picture has in all of its frames, without drawing any of them.

    What cannot be read counts nothing here: whoever reads it says so.
    """
    file.seek(0)
    try:
        with Image.open(file) as picture:
            frames = getattr(picture, "n_frames", 1)
            pixels: int = picture.width * picture.height * frames
            picture.fp = None  # closing it would close the upload
            return pixels
    except (OSError, ValueError, SyntaxError):
        return 0
    finally:
        file.seek(0)
