"""The page of the desk, the decision made on it, and the switch for its keys."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from discussion_pages import permissions
from discussion_pages.admin import labels
from discussion_pages.admin.decisions import (
    DECISIONS,
    Approve,
    DismissReports,
    Reject,
    Remove,
    decision_links,
)
from discussion_pages.admin.desk import queue
from discussion_pages.admin.desk.forms import DecideForm
from discussion_pages.admin.desk.item import Item, open_item
from discussion_pages.admin.desk.picks import offers_for, reason_picks
from discussion_pages.models import Decision, DiscussionComment
from discussion_pages.rules.queue import Urgency
from discussion_pages.rules.states import Action
from discussion_pages.services.claiming import claim, release
from discussion_pages.services.deciding import version_of
from discussion_pages.services.policies import policy_url
from discussion_pages.services.refusals import Refused

KEYS_COOKIE = "discussion_desk_keys"
KEYS_OFF = "off"
A_YEAR = 365 * 24 * 60 * 60
UNDO_OFFERED = timedelta(minutes=15)
"""For how long the desk offers to take the moderator's last decision back."""


BULK = (Approve, Reject, Remove, DismissReports)
MORE = tuple(
    decision
    for decision in DECISIONS
    if decision.action
    not in {
        Action.APPROVE,
        Action.REJECT,
        Action.REMOVE,
        Action.HOLD,
        Action.ESCALATE,
        Action.RESOLVE,
    }
)
"""What the desk has no button for, and leaves to a page that asks."""

KEY_WORDS = {
    "reason": gettext_lazy(
        "%s: now the number of a rule or the letter of a saved reason. Esc goes back."
    ),
    "twice": gettext_lazy("%s? Press the same key again. Esc goes back."),
    "note": gettext_lazy("Write down what was done, then press the button."),
    "back": gettext_lazy("Nothing decided."),
    "nothing": gettext_lazy("This key does nothing here."),
}


class DeskView(WagtailAdminTemplateMixin, TemplateView):
    """The queue with one comment open. Opening it claims it: nothing else changes by looking."""

    template_name = "discussion_pages/admin/desk/desk.html"
    page_title = gettext_lazy("Desk")
    header_icon = "comment"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Turn away those who moderate nothing, and keep the page out of every cache.

        Raises:
            PermissionDenied: they do not.
        """
        if not permissions.may_moderate(request.user, None):
            raise PermissionDenied
        self.at = timezone.now()
        response = super().dispatch(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        return response

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the queue; open the comment asked for, or the first of the page."""
        return self.render_to_response(self.get_context_data(form=None))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Carry out one decision and open what comes next.

        What was escalated stays open: the policy's contacts stand beside it.
        """
        comment = self.asked_for
        if comment is None:
            return redirect(self._address())
        item = self._open(comment)
        form = self._form(item, request.POST)
        if request.POST.get("version") != version_of(comment):
            form.is_valid()
            form.errors.clear()
            form.add_error(None, _moved_on(item))
            return self._again(form, item, status=409)
        if not form.is_valid():
            return self._again(form, item, status=422)
        place = DiscussionComment(
            pk=comment.pk, urgency=comment.urgency, queued_at=comment.queued_at
        )
        try:
            decision = form.offer.service(
                comment=comment,
                moderator=request.user,
                expected_version=form.cleaned_data["version"],
                at=self.at,
                **form.arguments(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
            fresh = self._open(DiscussionComment.objects.get(pk=comment.pk))
            return self._again(form, fresh, status=409)
        release(comment=comment, moderator=request.user)
        if form.offer.name == "escalate":
            following: int | None = comment.pk
        else:
            following = self.queue.after(place) or self.queue.first()
        return redirect(self._address(done=decision.pk, item=following))

    @cached_property
    def choice(self) -> queue.Choice:
        """What narrows the queue."""
        return queue.Choice.from_address(self.request.GET)

    @cached_property
    def queue(self) -> queue.Queue:
        """The queue, narrowed."""
        return queue.Queue(self.choice)

    @cached_property
    def asked_for(self) -> DiscussionComment | None:
        """The comment that the address names, whether it waits or not."""
        pk = queue.key_in(self.request.GET.get("item"))
        return self._comment(pk) if pk else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the queue, the open comment and the keys."""
        form: DecideForm | None = kwargs.pop("form")
        item: Item | None = kwargs.pop("item", None)
        tabs = self.queue.tabs()
        count = next(tab.count for tab in tabs if tab.is_current)
        number = self.request.GET.get("page")
        comment = item.comment if item else self.asked_for
        if comment is not None:
            number = self.queue.page_number_of(comment)
        pages = self.queue.pages(count=count, number=number)
        comments = list(pages.object_list)
        if comment is None and comments:
            comment = self._comment(comments[0].pk)
        opened = [comment] if comment else []
        policies = queue.policies_for([*comments, *opened])
        if comment is not None and item is None:
            if comment.urgency != Urgency.NONE:
                claim(comment=comment, moderator=self.request.user, at=self.at)
            item = self._open(comment, policies)
        rows = queue.rows(
            comments,
            choice=self.choice,
            opened=comment,
            policies=policies,
            moderator=self.request.user,
            at=self.at,
        )
        return super().get_context_data(
            at=self.at,
            choice=self.choice,
            tabs=tabs,
            places=queue.places(),
            pages=pages,
            page_queries=self._page_queries(pages),
            rows=rows,
            item=item,
            last=self._last_decision(),
            keys_are_on=self._keys_are_on(),
            profile_allows_keys=self._profile_allows_keys(),
            here=self.request.get_full_path(),
            bulk_urls=_bulk_urls(),
            words=KEY_WORDS,
            **(self._item_context(item, form) if item else {}),
            **kwargs,
        )

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Say where this is."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def _item_context(self, item: Item, form: DecideForm | None) -> dict[str, Any]:
        form = form or self._form(item)
        previous, following = self.queue.before(item.comment), self.queue.after(item.comment)
        return {
            "form": form,
            "offers": list(form.offers.values()),
            "picks": list(form.picks.values()),
            "chosen": form["reason"].value() or "",
            "version": version_of(item.comment),
            "action_url": self.choice.query(item=item.comment.pk),
            "previous_query": self.choice.query(item=previous) if previous else "",
            "next_query": self.choice.query(item=following) if following else "",
            "policy_url": policy_url(item.policy, self.request),
            "appeal_url": (
                reverse("discussion_pages_decide_appeal", args=[item.appeal.appeal.pk])
                if item.appeal
                else ""
            ),
            "more_links": decision_links(
                item.comment, next_url=self.request.get_full_path(), among=MORE
            ),
        }

    def _page_queries(self, pages: Any) -> dict[str, str]:
        found = {}
        if pages.has_previous():
            found["previous"] = self.choice.query(page=pages.previous_page_number())
        if pages.has_next():
            found["next"] = self.choice.query(page=pages.next_page_number())
        return found

    def _comment(self, pk: int) -> DiscussionComment | None:
        return (
            DiscussionComment.objects.select_related("discussion", "organisation", "user")
            .filter(pk=pk)
            .first()
        )

    def _open(self, comment: DiscussionComment, policies: Any = None) -> Item:
        found = policies if policies is not None else queue.policies_for([comment])
        return open_item(
            comment,
            policy=found.get(comment.discussion_id),
            moderator=self.request.user,
            at=self.at,
        )

    def _form(self, item: Item, data: Any = None) -> DecideForm:
        return DecideForm(
            data,
            offers=offers_for(item.comment, is_appealed=item.appeal is not None),
            picks=reason_picks(item.rules),
            claim=item.claim,
        )

    def _again(self, form: DecideForm, item: Item, *, status: int) -> HttpResponse:
        """Show the comment as it is now, with what was typed still there."""
        offers = offers_for(item.comment, is_appealed=item.appeal is not None)
        form.offers = {offer.name: offer for offer in offers}
        context = self.get_context_data(form=form, item=item)
        return self.render_to_response(context, status=status)

    def _last_decision(self) -> dict[str, Any] | None:
        """Return the moderator's last decision while it can be taken back in one go. One query."""
        decision = last_decision(self.request.user, at=self.at)
        if decision is None:
            return None
        return {
            "decision": decision,
            "label": labels.decision_label(decision),
            "author": labels.author_label(decision.comment),
            "undo_url": reverse("discussion_pages_undo_decision", args=[decision.pk]),
            "back": reverse("discussion_pages_desk") + self.choice.query(item=decision.comment_id),
            "is_fresh": self.request.GET.get("done") == str(decision.pk),
        }

    def _address(self, **more: Any) -> str:
        return reverse("discussion_pages_desk") + self.choice.query(**more)

    def _profile_allows_keys(self) -> bool:
        profile = getattr(self.request.user, "wagtail_userprofile", None)
        return getattr(profile, "keyboard_shortcuts", True)

    def _keys_are_on(self) -> bool:
        return self.request.COOKIES.get(KEYS_COOKIE) != KEYS_OFF and self._profile_allows_keys()


def _bulk_urls() -> list[dict[str, Any]]:
    """Return the pages that ask before they decide about several comments."""
    return [
        {
            "label": capfirst(decision.display_name),
            "url": reverse(
                "wagtail_bulk_action",
                args=["discussion_pages", "discussioncomment", decision.action_type],
            ),
        }
        for decision in BULK
    ]


def last_decision(moderator: Any, *, at: datetime) -> Decision | None:
    """Return what ``moderator`` decided last, if that was just now and stands. One query."""
    return (
        Decision.objects.filter(
            actor=moderator, undoes=None, undone_by=None, decided_at__gt=at - UNDO_OFFERED
        )
        .select_related("comment__organisation")
        .order_by("-decided_at", "-pk")
        .first()
    )


@require_POST
def switch_keys(request: HttpRequest) -> HttpResponse:
    """Switch the desk's keys on or off, for this browser.

    Raises:
        PermissionDenied: the person moderates nothing.
    """
    if not permissions.may_moderate(request.user, None):
        raise PermissionDenied
    is_off = request.POST.get("keys") == KEYS_OFF
    response = redirect(reverse("discussion_pages_desk") + "#desk-keys")
    response.set_cookie(
        KEYS_COOKIE,
        KEYS_OFF if is_off else "on",
        max_age=A_YEAR,
        path=reverse("discussion_pages_desk"),
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


def _moved_on(item: Item) -> str:
    """Say that a comment is no longer what the moderator was shown, and why."""
    message = _("Nothing was decided: the comment has changed since you opened it.")
    if not item.decisions:
        return message
    line = item.decisions[0]
    return (
        message
        + " "
        + capfirst(_("%(decision)s by %(name)s.") % {"decision": line.label, "name": line.actor})
    )
