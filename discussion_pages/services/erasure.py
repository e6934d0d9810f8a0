"""What is left of a member when they delete their account."""

from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from discussion_pages.models import DiscussionComment, Participant, Report
from discussion_pages.services.liking import likes_of, recount_likes
from discussion_pages.services.tree import lock_comments


def erase_member(*, user: Any, at: datetime) -> None:
    """Take the person out of everything kept about comments, before the account goes.

    Comments stay, under "Former member", and go on counting as one person. The name snapshot, the
    e-mail and IP address are cleared, likes removed and recounted, reports kept without reporter.
    Official replies are shown under the body's name and keep it.

    Call it in the transaction that deletes the account: the lock on the member's row then keeps
    posts out until the account is gone.
    """
    with transaction.atomic():
        # Whoever posts takes this lock too: nothing new in the member's name until they are gone.
        list(
            get_user_model()
            .objects.select_for_update()
            .filter(pk=user.pk)
            .order_by()
            .values_list("pk", flat=True)
        )
        likes = likes_of(user)
        liked = list(likes.values_list("comment", flat=True))
        written = list(DiscussionComment.objects.filter(user=user).values_list("pk", flat=True))
        lock_comments([*liked, *written])
        likes.delete()
        recount_likes(liked)
        DiscussionComment.objects.filter(pk__in=written).update(
            author_name="", user=None, user_name="", user_email="", user_url="", ip_address=None
        )
        Report.objects.filter(reporter=user).update(reporter=None)
        Participant.objects.filter(user=user).update(user=None)


def shown_name(author_name: str) -> str:
    """Return the name under which a comment is shown; one without a snapshot lost its account."""
    return author_name or _("Former member")
