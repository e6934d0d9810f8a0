"""A process that removes a comment and is killed on the way: ``dying_decision.py STEP PK PK AT``.

The keys are the comment's and the moderator's. ``STEP``: ``before`` the notice is written,
``after`` it is written and not committed, ``committed`` once all of it is.
"""

import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any

import django
from django.db import connection


def die() -> None:
    """End as if the power had failed."""
    os.kill(os.getpid(), signal.SIGKILL)


def main(step: str, comment_pk: str, moderator_pk: str, instant: str) -> None:
    """Remove the comment, and be killed at ``step``."""
    django.setup()
    from django.contrib.auth import get_user_model

    from discussion_pages.models import DiscussionComment
    from discussion_pages.services.deciding import remove_comment

    def die_at_the_notice(execute: Callable[..., Any], sql: str, *args: Any) -> Any:
        is_notice = sql.startswith("INSERT") and '"discussion_pages_notice"' in sql
        if is_notice and step == "before":
            die()
        answer = execute(sql, *args)
        if is_notice and step == "after":
            die()
        return answer

    with connection.execute_wrapper(die_at_the_notice):
        remove_comment(
            comment=DiscussionComment.objects.get(pk=comment_pk),
            moderator=get_user_model().objects.get(pk=moderator_pk),
            reason="spam",
            at=datetime.fromisoformat(instant),
        )
    die()


if __name__ == "__main__":
    main(*sys.argv[1:])
