"""What cannot be deleted, and the sentence that says so before the database would."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.db import router
from django.db.models import Model, ProtectedError, Q
from django.db.models.deletion import Collector
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page, ReferenceIndex

from discussion_pages.models import (
    DiscussionComment,
    DiscussionSettings,
    ModerationPolicy,
    Organisation,
)


def refuse_page_with_comments(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Answer ``before_delete_page``: keep pages with comments anywhere under them."""
    return refuse_page(request, page, is_kept=has_comments_below, why=_why_comments_stay)


def refuse_pages_with_comments(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """Answer ``before_bulk_action``: delete either all of the ticked pages or none."""
    return refuse_pages(
        request, action_type, objects, action, is_kept=has_comments_below, why=_why_comments_stay
    )


def refuse_page(
    request: HttpRequest,
    page: Page,
    *,
    is_kept: Callable[[Iterable[Page]], bool],
    why: Callable[[str], str],
) -> HttpResponse | None:
    """Lead back from deleting ``page`` if it, or what would go with it, ``is_kept``.

    ``why`` makes the sentence that says so of the title in quotation marks.
    """
    if not is_kept([page, *_deleted_with(page)]):
        return None
    messages.error(request, why(_titles([page])))
    parent = page.get_parent()
    return redirect("wagtailadmin_explore", parent.pk if parent else page.pk)


def refuse_pages(
    request: HttpRequest,
    action_type: str,
    objects: Iterable[Any],
    action: Any,
    *,
    is_kept: Callable[[Iterable[Page]], bool],
    why: Callable[[str], str],
) -> HttpResponse | None:
    """Do the same for ticked pages: all are deleted, or none."""
    if action_type != "delete" or not issubclass(action.model, Page):
        return None
    kept = [page for page in objects if is_kept([page, *_deleted_with(page)])]
    if not kept:
        return None
    messages.error(request, why(_titles(kept)))
    return redirect(action.next_url)


def refuse_snippets_in_use(request: HttpRequest, instances: Iterable[Model]) -> HttpResponse | None:
    """Answer ``before_delete_snippet`` for what the database protects.

    Wagtail refuses what its reference index knows of. Comments are not in it, and it may lag
    behind, so what it would let through is caught here.
    """
    instances = list(instances)
    if not instances:
        return None
    organisations = [each.pk for each in instances if isinstance(each, Organisation)]
    if DiscussionComment.objects.filter(organisation__in=organisations).exists():
        why = _("It cannot be deleted: official replies were posted on its behalf.")
    elif sites := _sites_of_policies(instances):
        why = _(
            "It cannot be deleted: it is the moderation policy of %(sites)s. Choose another one "
            "under “Settings > Discussions” first."
        ) % {"sites": sites}
    elif not is_protected(instances):
        return None
    elif not _usage_names_some(instances):
        why = _("It cannot be deleted: other records use it.")
    elif request.method == "POST":
        why = _("It cannot be deleted: pages use it. See “Usage” for which.")
    else:
        return None
    messages.error(request, why)
    return redirect(instances[0].snippet_viewset.get_url_name("list"))


def has_comments_below(pages: Iterable[Page]) -> bool:
    """Say whether a comment, in whatever state, hangs on one of the pages or below it."""
    below = Q(pk__in=[])
    for page in pages:
        below |= Q(discussion__path__startswith=page.path)
    return DiscussionComment.objects.filter(below).order_by().exists()


def is_protected(instances: list[Model]) -> bool:
    """Say whether the database would refuse to delete any of these objects of one model."""
    collector = Collector(using=router.db_for_write(type(instances[0])))
    try:
        collector.collect(instances)
    except ProtectedError:
        return True
    return False


def _sites_of_policies(instances: list[Model]) -> str:
    """Return the names of sites whose setting is one of the policies, in quotation marks."""
    policies = [each.pk for each in instances if isinstance(each, ModerationPolicy)]
    found = DiscussionSettings.objects.filter(default_policy__in=policies).select_related("site")
    return ", ".join(f"“{each.site.site_name or each.site.hostname}”" for each in found)


def _usage_names_some(instances: list[Model]) -> bool:
    """Say whether Wagtail's own page says already that one of these is in use."""
    return any(ReferenceIndex.get_references_to(each).exists() for each in instances)


def _deleted_with(page: Page) -> list[Page]:
    """Return translations and aliases that Wagtail deletes along with ``page``."""
    if not getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        return []
    found: list[Page] = []
    for hook in hooks.get_hooks("construct_translated_pages_to_cascade_actions"):
        for pages in (hook([page], "delete") or {}).values():
            found.extend(pages)
    return found


def _titles(pages: list[Page]) -> str:
    return ", ".join(f"“{page.get_admin_display_title()}”" for page in pages)


def _why_comments_stay(titles: str) -> str:
    return _(
        "Not deleted: there are comments under %(pages)s. Unpublish instead: the page disappears "
        "from the site and the comments are kept."
    ) % {"pages": titles}
