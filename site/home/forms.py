"""The form that takes a picture, in the admin and wherever else Wagtail uses it."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from home.uploads import DAMAGED


class PictureField(WagtailImageField):
    """Wagtail's own, but half a picture is a mistake of whoever sends it, not ours."""

    def to_python(self, data: Any) -> Any:
        """Return the file.

        Raises:
            ValidationError: it begins like a picture and does not go on like one, or holds more
                words or a larger profile than Pillow unpacks (a ``ValueError``).
        """
        try:
            return super().to_python(data)
        except (OSError, SyntaxError, ValueError) as error:
            raise ValidationError(DAMAGED, code="damaged") from error


class PictureForm(BaseImageForm):
    """Wagtail's form with that field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            # Wagtail chooses the field after it has chosen the form.
            self.fields["file"].__class__ = PictureField
