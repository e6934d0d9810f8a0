"""A decision that comes too late, or does not fit: 409, with the comment as it is now."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.http import HttpRequest

from discussion_pages.api.participation.moderation.access import comment_in_full
from discussion_pages.api.participation.moderation.comments import moderated_comment_out
from discussion_pages.api.participation.problems import Refusal
from discussion_pages.api.participation.rendering import Encoder
from discussion_pages.models import DiscussionComment
from discussion_pages.services.refusals import Invalid


def conflict(
    request: HttpRequest, comment: DiscussionComment, code: str, detail: str, *, at: datetime
) -> Refusal:
    """Return the refusal, with what a moderator reads before they decide again."""
    fresh = comment_in_full(comment.pk) or comment
    current = moderated_comment_out(fresh, request, at=at)
    plain = json.loads(json.dumps(current, cls=Encoder))
    return Refusal(409, code, detail, current=plain)


@contextmanager
def told_as_conflict(
    request: HttpRequest, comment: DiscussionComment | None, *, at: datetime
) -> Iterator[None]:
    """Turn a service's refusal that no field can mend into a conflict with the state of things.

    Raises:
        Refusal: what was asked does not fit things as they are.
        Refused: anything else that the service refuses.
    """
    try:
        yield
    except Invalid as error:
        if error.field is not None:
            raise
        if comment is None:
            raise Refusal(409, error.code, str(error)) from error
        raise conflict(request, comment, error.code, str(error), at=at) from error
