"""Pages of a member: what they were told, when we write to them, and what they follow."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from discussion_pages.forms_notices import NoticeSettingsForm
from discussion_pages.models import Notice
from discussion_pages.rules.notices import NoticeKind
from discussion_pages.services import following, notice_settings, notices
from discussion_pages.services.notice_words import related_to, words_of
from discussion_pages.visitors import visitor_of

NOTICES_PER_PAGE = 20

View = Callable[..., HttpResponse]


def members_only(view: View) -> View:
    """Send a visitor to log in first, and keep what a member sees out of shared caches."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not visitor_of(request).is_authenticated:
            return redirect_to_login(request.get_full_path())
        response = view(request, **kwargs)
        patch_cache_control(response, private=True)
        return response

    return guarded


@require_safe
@members_only
def notice_list(request: HttpRequest) -> HttpResponse:
    """Show what a member was told. Looking at it marks nothing as read."""
    member = visitor_of(request)
    page = Paginator(notices.notices_of(member), NOTICES_PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "discussion_pages/notices.html",
        {"notices": _shown(page), "page_of_notices": page, "member_page": "notices"},
    )


@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def read_notices(request: HttpRequest) -> HttpResponse:
    """Mark one notice as read, or all. Whoever comes here otherwise is led to the notices."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("discussions:notices"))
    pk = request.POST.get("notice")
    if pk is not None and not (pk.isdecimal() and len(pk) < 19):
        raise Http404
    notices.mark_read(
        member=visitor_of(request), pk=int(pk) if pk is not None else None, at=timezone.now()
    )
    page = request.POST.get("page", "")
    query = f"?page={page}" if page.isdecimal() and page != "1" else ""
    return HttpResponseRedirect(reverse("discussions:notices") + query)


@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def settings(request: HttpRequest) -> HttpResponse:
    """Let a member choose when we write to them."""
    member = visitor_of(request)
    preference = notice_settings.preference_of(member)
    form = NoticeSettingsForm(
        request.POST if request.method == "POST" else None, preference=preference
    )
    if form.is_valid():
        notice_settings.choose_delivery(
            member=member,
            moderation=form.cleaned_data["moderation"],
            following=form.cleaned_data["following"],
            language=form.cleaned_data.get("language", preference.language),
        )
        messages.success(request, _("Your settings are saved."))
        return HttpResponseRedirect(request.path)
    context = {"form": form, "member_page": "settings"}
    status = 422 if form.errors else 200
    return render(request, "discussion_pages/notice_settings.html", context, status=status)


@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def follow_list(request: HttpRequest) -> HttpResponse:
    """Show what a member follows, and end one of them."""
    member = visitor_of(request)
    if request.method == "POST":
        pk = request.POST.get("follow", "")
        if not (pk.isdecimal() and len(pk) < 19):
            raise Http404
        if following.unfollow_one(member=member, pk=int(pk)):
            messages.success(request, _("You do not follow this any more."))
        return HttpResponseRedirect(request.path)
    follows = [following.followed(one) for one in following.follows_of(member)]
    return render(
        request, "discussion_pages/follows.html", {"follows": follows, "member_page": "follows"}
    )


@csrf_exempt  # The signed token stands for the member; mail programs post without a cookie.
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """End e-mails of a kind, without logging in: by a mail program (RFC 8058), or a button."""
    if notice_settings.read_unsubscribe_token(token) is None:
        raise Http404
    is_done = request.method == "POST"
    if is_done:
        notice_settings.unsubscribe(token)
    response = render(request, "discussion_pages/unsubscribe.html", {"is_done": is_done})
    add_never_cache_headers(response)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _shown(page: Page) -> list[dict[str, Any]]:
    related = related_to(notice.data for notice in page)
    return [{"notice": notice, "words": _words(notice, related)} for notice in page]


def _words(notice: Notice, related: Any) -> Any:
    return words_of(NoticeKind(notice.kind), notice.data, comment=notice.comment, related=related)
