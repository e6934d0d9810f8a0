"""The buttons that follow a discussion, or a thread of it."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from discussion_pages.limits import limited
from discussion_pages.models import DiscussionComment, DiscussionPage
from discussion_pages.services import following
from discussion_pages.visitors import visitor_of


@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
@limited("write")
def follow_discussion(request: HttpRequest, page: DiscussionPage) -> HttpResponse:
    """Follow the discussion, or stop (``following=0``), and return to its comments."""
    return _follow(request, page, None, back=page.subpath_url("#comments", request))


@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
@limited("write")
def follow_thread(request: HttpRequest, page: DiscussionPage, pk: int) -> HttpResponse:
    """Follow one thread, or stop (``following=0``), and return to it.

    Raises:
        Http404: the discussion shows no thread of that key.
    """
    thread = following.shown_thread(page.comments_page, pk)
    if thread is None:
        raise Http404
    return _follow(request, page, thread, back=page.subpath_url(f"threads/{pk}/", request))


def _follow(
    request: HttpRequest, page: DiscussionPage, thread: DiscussionComment | None, *, back: str
) -> HttpResponse:
    if request.method != "POST":  # somebody who comes by the address bar
        return HttpResponseRedirect(back)
    member = visitor_of(request)
    if not member.is_authenticated:
        return redirect_to_login(back)
    if request.POST.get("following") == "0":
        following.unfollow(member=member, discussion=page.comments_page, thread=thread)
    else:
        following.follow(
            member=member, discussion=page.comments_page, thread=thread, at=timezone.now()
        )
    return HttpResponseRedirect(back)
