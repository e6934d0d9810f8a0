"""What follows when somebody of the staff gives themselves a picture."""

from typing import Any

from django.db.models.signals import pre_save
from django.dispatch import receiver
from wagtail.users.models import UserProfile

from home.uploads import without_metadata


@receiver(pre_save, sender=UserProfile)
def strip_avatar(instance: UserProfile, **kwargs: Any) -> None:
    """Keep a new picture of a person without where and when it was taken."""
    if instance.avatar and not instance.avatar._committed:
        instance.avatar = without_metadata(instance.avatar)
