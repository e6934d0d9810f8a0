"""Many comments in little time, as plain as can be."""

from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django_comments.models import Comment
from django_comments_xtd.models import XtdComment

from benchmarks.building.bulk import insert, move_sequences, next_key
from discussion_pages.models import DiscussionComment, DiscussionPage, Participant
from discussion_pages.rules.cursors import path_step
from discussion_pages.services.tree import recount


def insert_comments(
    discussion: DiscussionPage, *, roots: int, replies: int = 0, at: datetime, **fields
) -> list[int]:
    """Insert threads of published comments and return their keys.

    Each of ``roots`` threads is one second younger than the one before and has ``replies`` direct
    replies. ``fields`` overrides columns of ``DiscussionComment`` for all of them.
    """
    participant = Participant.objects.create()
    content_type = ContentType.objects.get_for_model(DiscussionPage)
    first = next_key(Comment)
    base, tree, own = [], [], []
    pk = first
    for number in range(roots):
        root_pk = pk
        posted_at = at - timedelta(seconds=roots - number)
        for depth in [0] + [1] * replies:
            base.append(
                {
                    "id": pk,
                    "content_type_id": content_type.pk,
                    "object_pk": str(discussion.pk),
                    "site_id": 1,
                    "user_name": "",
                    "user_email": "",
                    "user_url": "",
                    "comment": f"Comment {pk}",
                    "submit_date": posted_at,
                    "is_public": True,
                    "is_removed": False,
                }
            )
            tree.append(
                {
                    "comment_ptr_id": pk,
                    "thread_id": root_pk,
                    "parent_id": root_pk,
                    "level": depth,
                    "order": pk,
                    "followup": False,
                    "nested_count": 0,
                }
            )
            own.append(
                {
                    "xtdcomment_ptr_id": pk,
                    "discussion_id": discussion.pk,
                    "state": "published",
                    "visible": 1,
                    "depth": depth,
                    "path": path_step(root_pk) + (path_step(pk) if depth else ""),
                    "in_reply_to_id": root_pk if depth else None,
                    "participant_id": participant.pk,
                    "author_name": "Many",
                    "is_official": False,
                    "posted_at": posted_at,
                    "changed_at": posted_at,
                    "first_published_at": posted_at,
                    "reply_count": 0 if depth else replies,
                    "like_count": 0,
                    "report_count": 0,
                    "held_rule": "",
                    "urgency": 0,
                }
                | fields
            )
            pk += 1
    with transaction.atomic():
        for model, rows in ((Comment, base), (XtdComment, tree), (DiscussionComment, own)):
            insert(model, list(rows[0]), (list(row.values()) for row in rows))
        move_sequences(Comment)
    recount(discussion.pk)
    return list(range(first, pk))
