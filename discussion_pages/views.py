"""Public pages of a discussion: each turns a request into a call and an answer into a page."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from discussion_pages.drafts import keep_draft, take_draft
from discussion_pages.forms import CommentTextForm, ComposerForm, ReportForm, renewed
from discussion_pages.jsonld import discussion_json_ld
from discussion_pages.keeping.collecting import keep
from discussion_pages.limits import limited
from discussion_pages.models import DiscussionComment, DiscussionPage
from discussion_pages.pictures import body_images, prepare
from discussion_pages.rules.cursors import Cursor, CursorError, Order, is_path, read_cursor
from discussion_pages.rules.states import State
from discussion_pages.services import threads
from discussion_pages.services.commenting import (
    commenting_status,
    has_published_before,
    moderation_sentence,
    refuse_unless_open,
)
from discussion_pages.services.contributions import barred_by
from discussion_pages.services.following import following_of
from discussion_pages.services.guidance import block_that_shows, full_page_url, guidance_for
from discussion_pages.services.liking import like_comment, unlike_comment
from discussion_pages.services.policies import policy_for
from discussion_pages.services.posting import (
    edit_comment,
    post_comment,
    refuse_unless_author,
    refuse_unless_editable,
    withdraw_comment,
)
from discussion_pages.services.refusals import NeedsConfirmation, Refused
from discussion_pages.services.reporting import report_comment, status_path
from discussion_pages.services.standing import sentence_for_writer
from discussion_pages.visitors import client_address, visitor_of
from discussion_pages.words import held_sentence

View = Callable[..., HttpResponse]
CONFIRMED = "confirmed"
"""The name of the button by which an author sends what we asked about."""
ORDER_LABELS = {
    Order.NEWEST: lambda: _("Newest"),
    Order.OLDEST: lambda: _("Oldest"),
    Order.LIKED: lambda: _("Most liked"),
}


def members_only(view: View) -> View:
    """Send a visitor to log in first, and back here afterwards."""

    @wraps(view)
    def guarded(request: HttpRequest, page: DiscussionPage, **kwargs: Any) -> HttpResponse:
        if not visitor_of(request).is_authenticated:
            return _log_in_first(request, request.get_full_path())
        return view(request, page, **kwargs)

    return guarded


@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
@limited("write")
def discussion(request: HttpRequest, page: DiscussionPage) -> HttpResponse:
    """Show the discussion; take a comment that is posted to it."""
    if request.method == "POST":
        return _take_comment(request, page)
    return _discussion_page(request, page, at=timezone.now())


@require_http_methods(["GET", "HEAD"])
def thread(request: HttpRequest, page: DiscussionPage, pk: int) -> HttpResponse:
    """Show all replies of one thread."""
    at = timezone.now()
    after = request.GET.get("after", "")
    if after and not is_path(after):
        raise Http404
    keep("after")
    found = threads.read_thread(
        page.comments_page, pk, after=after, viewer=visitor_of(request), at=at
    )
    if found is None:
        raise Http404
    following = following_of(visitor_of(request), page.comments_page)
    context = _frame(request, page, at=at) | {
        "barred": barred_by(visitor_of(request), at=at),
        "thread": found,
        "position": f"thread:{pk}",
        "next_url": f"?{urlencode({'after': found.next_after})}" if found.next_after else None,
        "first_url": None if found.is_first else request.path,
        "canonical_url": page.get_full_url(request) + f"threads/{pk}/",
        "following": following,
        "is_following_thread": pk in following.threads,
        "unread_notices": following.unread,
        "follow_url": page.subpath_url(f"threads/{pk}/follow/", request),
    }
    return _render(request, "discussion_pages/thread.html", context)


@require_http_methods(["GET", "HEAD"])
def permalink(request: HttpRequest, page: DiscussionPage, pk: int) -> HttpResponse:
    """Redirect to the page that holds the comment."""
    url = place_url(page, pk)
    if url is None:
        raise Http404
    return HttpResponseRedirect(url)


@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
@limited("write")
@members_only
def reply(request: HttpRequest, page: DiscussionPage, pk: int) -> HttpResponse:
    """Take a reply on a page of its own."""
    at = timezone.now()
    answered = _published_or_404(page, pk)
    if request.method == "POST":
        form = ComposerForm(page, request.POST)
    else:
        form = ComposerForm(page, draft=take_draft(request))
    if request.method == "POST" and (done := _post(request, page, form, answered, at=at)):
        return done
    context = _frame(request, page, at=at) | {
        "barred": barred_by(visitor_of(request), at=at),
        "form": _resendable(form),
        "answered": threads.read_comment(page.comments_page, pk, viewer=visitor_of(request), at=at),
        "rule_sentence": _rule_sentence(page, visitor_of(request), at=at),
        "is_first_comment": not has_published_before(visitor_of(request)),
    }
    return _render(request, "discussion_pages/reply.html", context, status=_status(form))


@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
@limited("write")
def like(request: HttpRequest, page: DiscussionPage, pk: int) -> HttpResponse:
    """Like a comment, or take the like back (``liked=0``), and return to it.

    Whoever comes by the address bar, as after a form that had expired, is led to the comment too.
    """
    if request.method != "POST":
        return permalink(request, page, pk)
    if not visitor_of(request).is_authenticated:
        # Back to the comment afterwards: this address takes nothing but the button's POST.
        return redirect_to_login(page.subpath_url(f"comments/{pk}/"))
    comment = _published_or_404(page, pk)
    service = unlike_comment if request.POST.get("liked") == "0" else like_comment
    at = timezone.now()
    try:
        refuse_unless_open(page, at=at)  # an alias is read-only though its source may be open
        service(comment=comment, member=visitor_of(request), at=at)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(_back_url(request, page, pk))


@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
@limited("write")
@members_only
def edit(request: HttpRequest, page: DiscussionPage, pk: int) -> HttpResponse:
    """Let an author change a comment within the first minutes."""
    at = timezone.now()
    visitor = visitor_of(request)
    comment = _own_or_404(page, pk, visitor)
    form = CommentTextForm(
        request.POST if request.method == "POST" else None,
        initial={"comment": take_draft(request) or threads.newest_text(comment)},
    )
    refused = None
    try:
        refuse_unless_open(page, at=at)
        refuse_unless_editable(comment, at=at)
        if form.is_valid():
            comment = edit_comment(
                comment=comment,
                author=visitor,
                text=form.cleaned_data["comment"],
                is_confirmed=CONFIRMED in request.POST,
                at=at,
            )
            messages.success(request, _edited_message(comment))
            return HttpResponseRedirect(_own_url(page, comment))
    except NeedsConfirmation as needed:
        form.ask(needed)
    except Refused as refusal:
        refused = str(refusal)
        if form.is_bound:
            form.add_error(_field(refusal, form), refused)
    context = _frame(request, page, at=at) | {
        "barred": barred_by(visitor, at=at),
        "form": form,
        "comment": threads.read_comment(page, pk, viewer=visitor, at=at),
        "rule_sentence": _rule_sentence(page, visitor, editing=comment, at=at),
        "refused": refused,
    }
    return _render(request, "discussion_pages/edit.html", context, status=_status(form))


@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
@limited("write")
@members_only
def withdraw(request: HttpRequest, page: DiscussionPage, pk: int) -> HttpResponse:
    """Ask an author whether to take a comment back, and do it."""
    at = timezone.now()
    visitor = visitor_of(request)
    comment = _own_or_404(page.comments_page, pk, visitor)
    refused = None
    if request.method == "POST":
        try:
            withdraw_comment(comment=comment, author=visitor, at=at)
        except Refused as refusal:
            refused = str(refusal)
        else:
            messages.success(request, _("Your comment is withdrawn."))
            return HttpResponseRedirect(place_url(page, pk) or page.get_url(request))
    context = _frame(request, page, at=at) | {
        "comment": threads.read_comment(page.comments_page, pk, viewer=visitor, at=at),
        "refused": refused,
    }
    return _render(
        request, "discussion_pages/withdraw.html", context, status=422 if refused else 200
    )


@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
@limited("report")
def report(request: HttpRequest, page: DiscussionPage, pk: int) -> HttpResponse:
    """Take a report on a comment from anybody, signed in or not."""
    at = timezone.now()
    visitor = visitor_of(request)
    comment = _published_or_404(page, pk)
    policy = policy_for(page.comments_page)
    form = ReportForm(
        request.POST if request.method == "POST" else None,
        policy=policy,
        asks_email=not visitor.is_authenticated,
    )
    if form.is_valid():
        try:
            sent = report_comment(
                comment=comment,
                reason=form.cleaned_data["reason"],
                text=form.cleaned_data["text"],
                email=form.cleaned_data.get("email", ""),
                reporter=visitor if visitor.is_authenticated else None,
                address=client_address(request),
                at=at,
            )
        except Refused as refusal:
            form.add_error(_field(refusal, form), str(refusal))
        else:
            return HttpResponseRedirect(f"{status_path(sent)}?sent=1")
    context = _frame(request, page, at=at) | {
        "form": form,
        "comment": threads.read_comment(page.comments_page, pk, viewer=visitor, at=at),
    }
    return _render(request, "discussion_pages/report.html", context, status=_status(form))


def _log_in_first(request: HttpRequest, url: str) -> HttpResponse:
    """Send a visitor to log in and back to ``url``; what they had written comes back with them."""
    if request.method == "POST":
        keep_draft(request)
    return redirect_to_login(url)


def place_url(page: DiscussionPage, pk: int) -> str | None:
    """Return the address, with fragment, of the page that shows a comment, if one does."""
    place = threads.find_place(page.comments_page, pk)
    if place is None:
        return None
    if place.is_in_thread:
        query = f"?{urlencode({'after': place.thread_after})}" if place.thread_after else ""
        return page.subpath_url(f"threads/{place.root_pk}/{query}#comment-{pk}")
    query = f"?{urlencode({'after': str(place.cursor)})}" if place.cursor else ""
    return page.subpath_url(f"{query}#comment-{pk}")


def _take_comment(request: HttpRequest, page: DiscussionPage) -> HttpResponse:
    at = timezone.now()
    if not visitor_of(request).is_authenticated:
        return _log_in_first(request, f"{page.get_url(request)}#composer")
    form = ComposerForm(page, request.POST)
    if done := _post(request, page, form, None, at=at):
        return done
    return _discussion_page(request, page, at=at, form=_resendable(form))


def _discussion_page(
    request: HttpRequest,
    page: DiscussionPage,
    *,
    at: datetime,
    form: ComposerForm | None = None,
) -> HttpResponse:
    order, cursor = _position(request)
    keep("order", "after")
    visitor = visitor_of(request)
    context = _frame(request, page, at=at)
    status = context["status"]
    mark = page.organisation.mark if page.organisation_id else None
    prepare([mark, *body_images(page.body)])
    found = threads.read_threads(
        page.comments_page, order=order, cursor=cursor, viewer=visitor, at=at
    )
    barred = barred_by(visitor, at=at) if status.is_open else None
    may_write = status.is_open and visitor.is_authenticated
    if form is None and may_write and barred is None:
        form = ComposerForm(page, draft=take_draft(request))
    following = following_of(visitor, page.comments_page)
    context |= {
        "barred": barred,
        "threads_page": found,
        "position": f"{order.value}:{cursor or ''}",
        "orders": _order_links(order),
        "next_url": _threads_url(order, found.next_cursor) if found.next_cursor else None,
        "first_url": None if found.is_first else _threads_url(order, None),
        "form": form,
        "rule_sentence": moderation_sentence(page, visitor if may_write else None),
        "own_waiting": (
            threads.read_own_waiting(page.comments_page, viewer=visitor, at=at)
            if visitor.is_authenticated
            else []
        ),
        "guidance_block": block_that_shows(context["page_guidance"], page.body),
        "canonical_url": page.comments_page.get_full_url(request),
        "following": following,
        "unread_notices": following.unread,
    }
    context["json_ld"] = discussion_json_ld(request, page, context)
    return _render(
        request,
        page.get_template(request),
        context,
        status=_status(form) if form is not None else 200,
    )


def _rule_sentence(
    page: DiscussionPage,
    visitor: Any,
    *,
    editing: DiscussionComment | None = None,
    at: datetime,
) -> str:
    """Return what stands beside a form of its own page: what holds for this member, if anything.

    The page of the discussion, read far more often, has no query to spare for it.
    """
    own = sentence_for_writer(visitor, at=at)
    return own or moderation_sentence(page, visitor, editing=editing)


def _frame(request: HttpRequest, page: DiscussionPage, *, at: datetime) -> dict[str, Any]:
    """Return what every page of a discussion needs."""
    guidance = guidance_for(page, request)
    return page.get_context(request) | {
        "at": at,
        "status": commenting_status(page, at=at),
        "page_url": page.get_url(request),
        "figures": getattr(page.comments_page, "figures", None),
        "page_guidance": guidance,
        "page_guidance_url": full_page_url(guidance, request),
        "canonical_url": page.get_full_url(request),
        "log_in_url": _log_in_url(request),
        "stencils": {},
    }


def _post(
    request: HttpRequest,
    page: DiscussionPage,
    form: ComposerForm,
    answered: DiscussionComment | None,
    *,
    at: datetime,
) -> HttpResponse | None:
    """Post what the form holds; ``None`` where the form now says what to mend."""
    if not form.is_valid():
        return None
    try:
        comment = post_comment(
            discussion=page,
            author=visitor_of(request),
            text=form.cleaned_data["comment"],
            reply_to=answered,
            submission_key=form.cleaned_data["submission_key"],
            is_confirmed=CONFIRMED in request.POST,
            at=at,
        )
    except NeedsConfirmation as needed:
        form.ask(needed)
        return None
    except Refused as refusal:
        form.add_error(_field(refusal, form), str(refusal))
        return None
    messages.success(request, _posted_message(comment))
    return HttpResponseRedirect(_own_url(page, comment))


def _resendable(form: ComposerForm) -> ComposerForm:
    return renewed(form) if form.is_bound and form.security_errors() else form


def _field(refusal: Refused, form: Any) -> str | None:
    return refusal.field if refusal.field in form.fields else None


def _status(form: Any) -> int:
    return 422 if form.is_bound and form.errors else 200


def _posted_message(comment: DiscussionComment) -> str:
    if comment.state == State.HELD:
        return " ".join(
            [
                _("Thank you. A moderator reads your comment before it appears."),
                held_sentence(comment.held_rule),
            ]
        )
    return _("Thank you. Your comment is published.")


def _edited_message(comment: DiscussionComment) -> str:
    if comment.edit_held_at:
        return " ".join(
            [
                _("A moderator reads your change first. Until then the earlier version stays."),
                held_sentence(comment.held_rule),
            ]
        )
    return _("Your comment is changed.")


def _own_url(page: DiscussionPage, comment: DiscussionComment) -> str:
    """Return where an author finds a comment: in its place, or among those that wait."""
    if comment.state == State.HELD and not comment.visible:
        return page.subpath_url("#waiting")
    return place_url(page, comment.pk) or page.subpath_url("")


def _back_url(request: HttpRequest, page: DiscussionPage, pk: int) -> str:
    """Return the very page on which the button stood, if it is one of this discussion."""
    position = request.POST.get("position", "")
    fragment = f"#comment-{pk}"
    if position.startswith("thread:") and position[7:].isdecimal():
        return page.subpath_url(f"threads/{position[7:]}/{fragment}")
    order_text, _separator, cursor_text = position.partition(":")
    try:
        order = Order(order_text)
        cursor = read_cursor(cursor_text, order) if cursor_text else None
    except ValueError:
        return place_url(page, pk) or page.subpath_url("")
    return page.subpath_url(_threads_url(order, cursor, blank="") + fragment)


def _position(request: HttpRequest) -> tuple[Order, Cursor | None]:
    """Read ``order`` and ``after`` from the address.

    Raises:
        Http404: either is not one of ours.
    """
    try:
        order = Order(request.GET.get("order", Order.NEWEST))
        after = request.GET.get("after", "")
        return order, read_cursor(after, order) if after else None
    except (CursorError, ValueError) as error:
        raise Http404 from error


def _threads_url(order: Order, cursor: Cursor | None, *, blank: str = "?") -> str:
    query = {} if order is Order.NEWEST else {"order": order.value}
    if cursor is not None:
        query["after"] = str(cursor)
    return f"?{urlencode(query)}" if query else blank


def _order_links(current: Order) -> list[dict[str, Any]]:
    return [
        {"label": label(), "url": _threads_url(order, None), "is_current": order is current}
        for order, label in ORDER_LABELS.items()
    ]


def _log_in_url(request: HttpRequest) -> str:
    """Return the log-in page's address, which leads back to where the visitor is."""
    return redirect_to_login(request.get_full_path()).url


def _published_or_404(page: DiscussionPage, pk: int) -> DiscussionComment:
    comment = (
        DiscussionComment.objects.published()
        .filter(pk=pk, discussion_id=page.comments_page.pk)
        .first()
    )
    if comment is None:
        raise Http404
    comment.discussion = page.comments_page
    return comment


def _own_or_404(page: DiscussionPage, pk: int, visitor: Any) -> DiscussionComment:
    comment = DiscussionComment.objects.filter(pk=pk, discussion_id=page.pk, user=visitor).first()
    if comment is None:
        raise Http404
    comment.discussion = page
    try:
        refuse_unless_author(comment, visitor)
    except Refused as refusal:
        raise Http404 from refusal
    return comment


def _render(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    response = render(request, template, context, status=status)
    if visitor_of(request).is_authenticated:
        patch_cache_control(response, private=True)
    return response
