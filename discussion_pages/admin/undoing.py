"""The address that takes a decision back."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.views.generic.base import get_valid_next_url_from_request

from discussion_pages import permissions
from discussion_pages.admin import labels
from discussion_pages.models import Decision
from discussion_pages.services.deciding import undo_decision
from discussion_pages.services.refusals import Refused

UNDO_URL_NAME = "discussion_pages_undo_decision"


@require_POST
def undo(request: HttpRequest, pk: str) -> HttpResponse:
    """Undo the decision, and go back to ``next``, or to the comment.

    ``seen``, where it is sent, is the ``version_of`` the comment that the page showed.

    Raises:
        PermissionDenied: the person moderates nothing.
    """
    if not permissions.may_moderate(request.user, None):
        raise PermissionDenied
    decision = get_object_or_404(
        Decision.objects.select_related("comment__discussion", "comment__organisation"), pk=pk
    )
    try:
        undo_decision(
            decision=decision,
            moderator=request.user,
            note=request.POST.get("note", "")[:1000],
            expected_version=request.POST.get("seen", ""),
            at=timezone.now(),
        )
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(
            request,
            _("Undone: %(decision)s, comment %(number)s.")
            % {"decision": labels.decision_label(decision), "number": decision.comment_id},
        )
    inspect_url = reverse("discussions_comments_modeladmin_inspect", args=[decision.comment_id])
    return redirect(get_valid_next_url_from_request(request) or inspect_url)
