"""The four groups of staff, and what each may do."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

ADMIN = "wagtailadmin.access_admin"
EDITORS = "Consultation editors"
MODERATORS = "Comment moderators"
MANAGERS = "Moderation managers"
ANALYSTS = "Consultation analysts"


def _all(pattern: str, *verbs: str) -> tuple[str, ...]:
    return tuple(pattern.format(verb) for verb in verbs)


TOKENS = _all("wagtailcore.{}_apitoken", "add", "change", "delete")
"""To have tokens for programs that work in one's own name. They carry no more than oneself may."""

MODERATION = (
    ADMIN,
    *TOKENS,
    *_all("discussion_pages.{}_discussioncomment", "view", "moderate", "export"),
    "discussion_pages.reply_officially",
    "discussion_pages.impose_sanction",
    *_all("discussion_pages.view_{}", "report", "decision", "sanction", "appeal"),
    *_all("discussion_pages.{}_wordrule", "add", "change"),
    *_all("discussion_pages.{}_savedreason", "add", "change", "delete"),
)
"""What whoever decides on comments needs."""


@dataclass(frozen=True, slots=True)
class GroupPlan:
    """What one group may do. Permissions are written ``app_label.codename``.

    ``page`` holds below the pages that the command names; ``collection`` in the root collection.
    """

    name: str
    permissions: tuple[str, ...]
    page: tuple[str, ...] = ()
    collection: tuple[str, ...] = ()


def plans() -> tuple[GroupPlan, ...]:
    """Return the groups.

    Wagtail keeps the permissions on images and documents with its own two models, whichever models
    the host uses.
    """
    return (
        GroupPlan(
            EDITORS,
            permissions=(
                ADMIN,
                *TOKENS,
                *_all("discussion_pages.{}_organisation", "add", "change"),
                *_all("discussion_pages.{}_safetyguidance", "add", "change", "publish"),
                *_all("consultations.{}_topic", "add", "change"),
                *_all("consultations.{}_offlineresponse", "add", "change", "delete", "view"),
                "discussion_pages.reply_officially",
                "discussion_pages.view_discussioncomment",  # what a reply answers
            ),
            page=_all("wagtailcore.{}_page", "add", "change", "publish"),
            collection=(
                *_all("wagtailimages.{}_image", "add", "change", "choose"),
                *_all("wagtaildocs.{}_document", "add", "change", "choose"),
            ),
        ),
        GroupPlan(
            MODERATORS,
            permissions=MODERATION,
        ),
        GroupPlan(
            MANAGERS,
            permissions=(
                *MODERATION,
                "discussion_pages.manage_moderation",
                *_all("discussion_pages.{}_moderationpolicy", "add", "change", "publish"),
                "discussion_pages.delete_wordrule",
                *_all("discussion_pages.{}_legalhold", "add", "change"),
                "discussion_pages.view_retentionrun",
                "discussion_pages.view_outboxmessage",
                "discussion_pages.manage_webhook",
            ),
        ),
        GroupPlan(
            ANALYSTS,
            permissions=(
                ADMIN,
                *_all("discussion_pages.{}_discussioncomment", "view", "export"),
                "consultations.view_offlineresponse",
            ),
        ),
    )


def create_groups(*, roots: Iterable[Page]) -> list[Group]:
    """Make the groups, or give them back what this plan gives them. Safe to run again.

    Permissions that somebody added by hand stay; other groups are left alone.

    Raises:
        LookupError: a permission is not in the database: migrations have not all run.
    """
    pages = list(roots)
    with transaction.atomic():
        return [_create(plan, pages) for plan in plans()]


def _create(plan: GroupPlan, roots: list[Page]) -> Group:
    group, _created = Group.objects.get_or_create(name=plan.name)
    group.permissions.add(*map(_permission, plan.permissions))
    for permission in map(_permission, plan.page):
        for root in roots:
            GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    if plan.collection:
        everywhere = Collection.get_first_root_node()
        for permission in map(_permission, plan.collection):
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=everywhere, permission=permission
            )
    return group


def _permission(name: str) -> Permission:
    app_label, codename = name.split(".")
    found = Permission.objects.filter(content_type__app_label=app_label, codename=codename).first()
    if found is None:
        raise LookupError(name)
    return found
