"""Legal holds: what lies below a page is not erased while one lasts."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from discussion_pages import permissions
from discussion_pages.models import DiscussionPage, LegalHold
from discussion_pages.services.refusals import Invalid, NotAllowed

REASON_LENGTH_MAX = 1000


def place_hold(*, page: Page, reason: str, person: Any, at: datetime) -> LegalHold:
    """Keep whatever is below ``page`` from being erased until the hold is lifted.

    Raises:
        NotAllowed: the person does not manage moderation.
        Invalid: the reason is missing or too long, or the page is held already.
    """
    _refuse_unless_manager(person)
    reason = reason.strip()
    if not reason:
        raise Invalid("reason", _("Say why."), field="reason")
    if len(reason) > REASON_LENGTH_MAX:
        raise Invalid(
            "too_long",
            _("Use at most %(max)s characters.") % {"max": REASON_LENGTH_MAX},
            field="reason",
        )
    with transaction.atomic():
        Page.objects.select_for_update().get(pk=page.pk)
        if LegalHold.objects.filter(page=page, lifted_at=None).exists():
            raise Invalid("held", _("There is a legal hold on this page already."), field="page")
        return LegalHold.objects.create(
            page_id=page.pk, reason=reason, placed_at=at, placed_by=person
        )


def lift_hold(*, hold: LegalHold, person: Any, at: datetime) -> LegalHold:
    """End a hold. What was due meanwhile is erased when retention is next applied.

    Raises:
        NotAllowed: the person does not manage moderation.
        Invalid: it was lifted already.
    """
    _refuse_unless_manager(person)
    lifted = LegalHold.objects.filter(pk=hold.pk, lifted_at=None).update(
        lifted_at=at, lifted_by=person
    )
    if not lifted:
        raise Invalid("lifted", _("This hold was lifted already."))
    hold.refresh_from_db()
    return hold


def held_paths() -> list[str]:
    """Return the places in the page tree below which everything is kept. One query."""
    return list(LegalHold.objects.filter(lifted_at=None).values_list("page__path", flat=True))


def is_held(discussion: DiscussionPage, paths: Collection[str] | None = None) -> bool:
    """Say whether a hold is on the discussion or above it; give ``held_paths`` to ask for many."""
    return any(
        discussion.path.startswith(path) for path in (held_paths() if paths is None else paths)
    )


def _refuse_unless_manager(person: Any) -> None:
    if not permissions.may_manage_moderation(person):
        raise NotAllowed("manage", _("Only those who manage moderation may do this."))
