"""Pages on which a member asks that somebody else looks again at what was decided about them."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from discussion_pages import words
from discussion_pages.forms import AppealForm
from discussion_pages.models import Appeal, Decision, DiscussionComment, Sanction
from discussion_pages.rules.states import Action
from discussion_pages.services import appealing
from discussion_pages.services.policies import policy_url, rule_of
from discussion_pages.services.refusals import Refused
from discussion_pages.views_notices import members_only
from discussion_pages.visitors import visitor_of


@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def appeal_comment(request: HttpRequest, pk: str) -> HttpResponse:
    """Take an appeal against the latest decision on one's own comment that one may appeal against.

    Raises:
        Http404: not one's own, or nobody decided against it.
    """
    person, at = visitor_of(request), timezone.now()
    comment = get_object_or_404(DiscussionComment, pk=pk, user=person, is_official=False)
    decisions = appealing.limiting_decisions(comment)
    if not decisions:
        raise Http404
    open_to_appeal = (
        decision for decision in decisions if appealing.may_appeal(decision, person=person, at=at)
    )
    return _appeal_page(request, next(open_to_appeal, decisions[0]), at=at)


@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def appeal_sanction(request: HttpRequest, pk: str) -> HttpResponse:
    """Take an appeal against a sanction on oneself.

    Raises:
        Http404: not on oneself.
    """
    sanctions = Sanction.objects.select_related(
        "policy", "participant", "comment__discussion", "appealed_by"
    )
    sanction = get_object_or_404(sanctions, pk=pk, participant__user=visitor_of(request))
    return _appeal_page(request, sanction, at=timezone.now())


@csrf_protect
@require_POST
@members_only
def withdraw_appeal(request: HttpRequest, pk: str) -> HttpResponse:
    """Take back one's own appeal, and return to the page about it.

    Raises:
        Http404: somebody else's.
    """
    person = visitor_of(request)
    appeals = Appeal.objects.select_related("participant", "comment", "sanction")
    appeal = get_object_or_404(appeals, pk=pk, participant__user=person)
    try:
        appealing.withdraw_appeal(appeal=appeal, person=person, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Your appeal is withdrawn."))
    return HttpResponseRedirect(appealing.page_of(appealing.subject_of(appeal)))


def _appeal_page(
    request: HttpRequest, subject: Decision | Sanction, *, at: datetime
) -> HttpResponse:
    form = AppealForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _appealed(request, subject, form, at=at):
        messages.success(request, _("Your appeal has been sent."))
        return HttpResponseRedirect(request.path)
    status = 422 if form.is_bound else 200
    context = _context(request, subject, at=at) | {"form": form}
    return render(request, "discussion_pages/appeal.html", context, status=status)


def _appealed(
    request: HttpRequest, subject: Decision | Sanction, form: AppealForm, *, at: datetime
) -> bool:
    try:
        appealing.make_appeal(
            decision=subject if isinstance(subject, Decision) else None,
            sanction=subject if isinstance(subject, Sanction) else None,
            member=visitor_of(request),
            text=form.cleaned_data["text"],
            at=at,
        )
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    return True


def _context(request: HttpRequest, subject: Decision | Sanction, *, at: datetime) -> dict[str, Any]:
    """Return what one should know before one appeals, and how an appeal made before stands."""
    policy = appealing.policy_of(subject)
    appeal = getattr(subject, "appealed_by", None)
    return {
        "subject": subject,
        "is_sanction": isinstance(subject, Sanction),
        "said": _said(subject),
        "decided_at": subject.decided_at if isinstance(subject, Decision) else subject.starts_at,
        "rule": rule_of(policy, subject.reason) if policy.pk else rule_of(None, subject.reason),
        "passages": subject.words.splitlines() if isinstance(subject, Decision) else [],
        "text": _text(subject),
        "right": appealing.may_appeal(subject, person=visitor_of(request), at=at),
        "appeal": appeal,
        "expected_at": (
            appeal.made_at + timedelta(hours=policy.target_hours_appeal) if appeal else None
        ),
        "policy": policy,
        "policy_url": policy_url(policy if policy.pk else None, request),
    }


def _said(subject: Decision | Sanction) -> str:
    if isinstance(subject, Sanction):
        return words.sanction_sentence(subject.kind, ends_at=subject.ends_at)
    return words.limit_sentence(
        Action(subject.action),
        is_edit=subject.revision is not None,
        by_reports=subject.is_automatic,
    )


def _text(subject: Decision | Sanction) -> str:
    """Return what the member wrote: the version decided on, or the comment that led to it."""
    if isinstance(subject, Decision) and subject.revision is not None:
        return subject.revision.text
    return subject.comment.comment if subject.comment is not None else ""
