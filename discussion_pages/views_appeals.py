"""Pages on which a member asks that somebody else looks again at what was decided about them."""

from collections.abc import Callable
from dataclasses import fields
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from discussion_pages.forms import AppealForm
from discussion_pages.limits import limited
from discussion_pages.models import Appeal, Decision, Sanction
from discussion_pages.services import appeal_cases, appealing
from discussion_pages.services.appeal_cases import AppealCase
from discussion_pages.services.policies import policy_url
from discussion_pages.services.refusals import Refused
from discussion_pages.views_notices import members_only
from discussion_pages.visitors import visitor_of


@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
@limited("write")
@members_only
def appeal_comment(request: HttpRequest, pk: str) -> HttpResponse:
    """Take an appeal against the latest decision on one's own comment that one may appeal against.

    Raises:
        Http404: not one's own, or nobody decided against it.
    """
    return _appeal_page(request, appeal_cases.case_of_comment, pk)


@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
@limited("write")
@members_only
def appeal_sanction(request: HttpRequest, pk: str) -> HttpResponse:
    """Take an appeal against a sanction on oneself.

    Raises:
        Http404: not on oneself.
    """
    return _appeal_page(request, appeal_cases.case_of_sanction, pk)


@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
@limited("write")
@members_only
def withdraw_appeal(request: HttpRequest, pk: str) -> HttpResponse:
    """Take back one's own appeal, and return to the page about it, as whoever only looks.

    Raises:
        Http404: somebody else's.
    """
    appeals = Appeal.objects.select_related("participant", "comment", "sanction")
    appeal = get_object_or_404(appeals, pk=pk, participant__user=visitor_of(request))
    if request.method == "POST":
        _withdraw_appeal(request, appeal)
    return HttpResponseRedirect(appealing.page_of(appealing.subject_of(appeal)))


def _withdraw_appeal(request: HttpRequest, appeal: Appeal) -> None:
    try:
        appealing.withdraw_appeal(appeal=appeal, person=visitor_of(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Your appeal is withdrawn."))


def _appeal_page(
    request: HttpRequest, find: Callable[..., AppealCase | None], pk: str
) -> HttpResponse:
    at = timezone.now()
    case = find(pk, member=visitor_of(request), at=at)
    if case is None:
        raise Http404
    form = AppealForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _appealed(request, case, form, at=at):
        messages.success(request, _("Your appeal has been sent."))
        return HttpResponseRedirect(request.path)
    status = 422 if form.is_bound else 200
    context = {part.name: getattr(case, part.name) for part in fields(case)} | {
        "form": form,
        "policy_url": policy_url(case.policy if case.policy.pk else None, request),
    }
    return render(request, "discussion_pages/appeal.html", context, status=status)


def _appealed(request: HttpRequest, case: AppealCase, form: AppealForm, *, at: datetime) -> bool:
    try:
        appealing.make_appeal(
            decision=case.subject if isinstance(case.subject, Decision) else None,
            sanction=case.subject if isinstance(case.subject, Sanction) else None,
            member=visitor_of(request),
            text=form.cleaned_data["text"],
            at=at,
        )
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    return True
