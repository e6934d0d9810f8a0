"""What the admin refuses to do to a policy that discussions rely on."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from discussion_pages.models import DiscussionSettings, ModerationPolicy


def refuse_policy_without_rules(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """Answer ``before_publish``: what nobody can report or decide by is kept as a draft."""
    if not isinstance(instance, ModerationPolicy) or instance.rules:
        return None
    messages.error(request, _("Saved, but not published: a policy needs at least one house rule."))
    return redirect(_edit_url(instance))


def refuse_unpublishing_policy_in_use(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """Answer ``before_unpublish``: what is open for comments keeps its policy."""
    if not isinstance(instance, ModerationPolicy) or not is_relied_on(instance):
        return None
    messages.error(
        request,
        _(
            "Not unpublished: a discussion, a page above one, or a site has chosen this policy. "
            "Choose another one there first."
        ),
    )
    return redirect(_edit_url(instance))


def is_relied_on(policy: ModerationPolicy) -> bool:
    """Say whether a page of any app, or a site, names the policy."""
    relations = ModerationPolicy._meta.get_fields(include_hidden=True)
    return any(
        relation.related_model._default_manager.filter(**{relation.field.name: policy}).exists()
        for relation in relations
        if relation.one_to_many
        and relation.auto_created
        and issubclass(relation.related_model, (Page, DiscussionSettings))
    )


def _edit_url(policy: ModerationPolicy) -> str:
    return reverse(policy.snippet_viewset.get_url_name("edit"), args=[policy.pk])
