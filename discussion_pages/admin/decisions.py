"""Decisions about one comment or several: a page that asks, then a POST that does it.

Each is a bulk action of Wagtail's, so one comment and fifty go the same way.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_list_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.bulk_action import BulkAction

from discussion_pages import permissions
from discussion_pages.admin import labels
from discussion_pages.admin.desk.picks import saved_picks
from discussion_pages.models import DiscussionComment, Organisation
from discussion_pages.rules.states import ACTIONS_THAT_LIMIT, Action, State, applies
from discussion_pages.services import deciding
from discussion_pages.services.casework import MESSAGE_LENGTH_MAX, not_in_this_state
from discussion_pages.services.policies import Rule, common_rules, policies_of
from discussion_pages.services.refusals import Invalid, Refused

KEY_DIGITS_MAX = 18  # a longer number is no key, and too long for the database
DESK = "discussion_pages_desk"
NEVER_SEEN = "-"  # no comment's version


class NoteForm(forms.Form):
    """A decision that limits nobody."""

    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For moderators only. Kept in the decision log."),
    )


class ResolveForm(forms.Form):
    """What was done about a worry."""

    note = forms.CharField(
        label=gettext_lazy("What was done"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For moderators only. Kept in the decision log."),
    )


class ReasonForm(NoteForm):
    """A decision that limits somebody, which needs a reason. ``rules`` are the policy's."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("The author reads it. Kept in the decision log."),
    )
    words = forms.CharField(
        label=gettext_lazy("Words concerned"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One passage a line. The author reads them."),
    )
    message = forms.CharField(
        label=gettext_lazy("Message to the author"),
        required=False,
        max_length=MESSAGE_LENGTH_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Kind, plain and short. It goes out with the decision."),
    )
    field_order = ("reason", "words", "message", "note")

    def __init__(self, *args: Any, rules: Sequence[Rule], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reason = self.fields["reason"]
        self.saved = {pick.value: pick for pick in saved_picks(rules)}
        reason.choices = [
            ("", _("Choose a reason")),
            *((rule.code, rule.title) for rule in rules),
        ]
        if self.saved:
            saved = [(pick.value, pick.label) for pick in self.saved.values()]
            reason.choices += [(_("Saved reasons"), saved)]
        if not rules:
            reason.help_text = _(
                "The policies of these comments have no rule in common. Decide on them in turn."
            )

    def clean(self) -> dict[str, Any]:
        """Take the rule of a saved reason, and its message where none was written."""
        cleaned = super().clean() or {}
        if (pick := self.saved.get(cleaned.get("reason", ""))) is not None:
            cleaned["reason"] = pick.rule_code
            cleaned["message"] = cleaned.get("message") or pick.message
        return cleaned


class RedactForm(ReasonForm):
    """What to take out of a comment, and why."""

    words = None
    passages = forms.CharField(
        label=gettext_lazy("Take out"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "One passage a line, letter for letter. A visible mark replaces each, wherever it "
            "stands."
        ),
    )
    field_order = ("passages", "reason", "message", "note")

    def clean_passages(self) -> list[str]:
        """Return the passages."""
        return self.cleaned_data["passages"].splitlines()


class OfficialForm(NoteForm):
    """For which body a comment speaks."""

    organisation = forms.ModelChoiceField(
        label=gettext_lazy("On behalf of"),
        queryset=Organisation.objects.all(),
        empty_label=gettext_lazy("Choose an organisation"),
        help_text=gettext_lazy("Its name and mark stand beside the comment."),
    )
    field_order = ("organisation", "note")


@dataclass(frozen=True, slots=True)
class DecisionLink:
    """The address of a page that asks before it does anything."""

    label: str
    url: str


class CommentDecision(BulkAction):
    """What all decisions share."""

    models: ClassVar[list[type[DiscussionComment]]] = [DiscussionComment]
    template_name = "discussion_pages/admin/confirm_decision.html"
    action: ClassVar[Action]
    consequence: ClassVar[Any]
    button_label: ClassVar[Any]
    service: ClassVar[Callable[..., Any]]
    answers_what_waits: ClassVar[bool] = True
    """Whether it settles what made the comment wait, and so has a button in the list."""

    asks_with: ClassVar[type[forms.Form] | None] = None
    """Its form, where that does not follow from whether it limits somebody."""

    @property
    def form_class(self) -> type[forms.Form]:
        """Its form."""
        return self.form_that_asks()

    @classmethod
    def form_that_asks(cls) -> type[forms.Form]:
        """Return its form: it asks for a reason where the decision limits somebody."""
        return cls.asks_with or (ReasonForm if cls.action in ACTIONS_THAT_LIMIT else NoteForm)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the rules of the policy in force; where there are several, those of all of them."""
        kwargs = super().get_form_kwargs()
        if issubclass(self.form_class, ReasonForm):
            comments, _no_access = self.get_actionable_objects()
            found = policies_of({comment.discussion_id for comment in comments})
            kwargs["rules"] = common_rules(found.values())
        return kwargs

    @classmethod
    def fits(cls, comment: DiscussionComment) -> bool:
        """Say whether the decision applies to the comment as it stands."""
        return applies(cls.action, State(comment.state), was_public=comment.was_public)

    @staticmethod
    def done_message(count: int) -> str:
        """Return what happened to ``count`` comments."""
        raise NotImplementedError

    @classmethod
    def get_queryset(
        cls, model: type[DiscussionComment], object_ids: Iterable[str]
    ) -> list[DiscussionComment]:
        """Return the ticked comments, what is not a key left out.

        Raises:
            Http404: none of them exists.
        """
        pks = [pk for pk in object_ids if str(pk).isdecimal() and len(str(pk)) <= KEY_DIGITS_MAX]
        comments = model.objects.select_related("discussion", "organisation")
        return get_list_or_404(deciding.with_versions(comments), pk__in=pks)

    def get_all_objects_in_listing_query(self, parent_id: Any) -> list[int]:
        """Decide on nothing that nobody has looked at: "all" beyond the page is not offered."""
        return []

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Turn away those who moderate nothing, and lead back those who ticked nothing.

        Raises:
            PermissionDenied: Wagtail then says so on its home page.
        """
        if not permissions.may_moderate(request.user, None):
            raise PermissionDenied
        if not any(request.GET.getlist("id")):
            messages.warning(request, _("Tick the comments first."))
            return redirect(get_valid_next_url_from_request(request) or DESK)
        return super().dispatch(request, *args, **kwargs)

    def check_perm(self, obj: DiscussionComment) -> bool:
        """Ask by discussion."""
        return permissions.may_moderate(self.request.user, obj.discussion)

    @cached_property
    def _actionable(self) -> Any:
        return super().get_actionable_objects()

    def get_actionable_objects(self) -> Any:
        """Return the comments, and those of discussions that are somebody else's to moderate."""
        return self._actionable

    def object_context(self, obj: DiscussionComment) -> dict[str, Any]:
        """Return what the page says about one comment."""
        return {
            "item": obj,
            "author": labels.author_label(obj),
            "state": labels.state_label(obj),
            "text": obj.comment,
            "fits": self.fits(obj),
            "seen": seen_mark(obj),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Tell comments that the decision fits from those it leaves alone."""
        context = super().get_context_data(**kwargs)
        items = context["items"]
        context["fitting"] = [item for item in items if item["fits"]]
        context["unfitting"] = [item for item in items if not item["fits"]]
        context["action"] = self
        return context

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Decide on each comment in a transaction of its own.

        Wagtail's one transaction around all of them would hold one comment's locks while it waits
        for the next one's.
        """
        self.cleaned_form = form
        comments, _no_access = self.get_actionable_objects()
        if (answer := self._ask_hooks("before_bulk_action", comments)) is not None:
            return answer
        at = timezone.now()
        seen = {mark.partition(".")[0]: mark for mark in self.request.POST.getlist("seen")}
        done = 0
        left: dict[str, int] = defaultdict(int)
        for comment in comments:
            try:
                if not self.fits(comment):
                    raise Invalid("state", not_in_this_state(comment))
                version = seen.get(str(comment.pk), NEVER_SEEN)
                self.carry_out(comment, form.cleaned_data | {"expected_version": version}, at=at)
            except Refused as refusal:
                left[str(refusal)] += 1
            else:
                done += 1
        if (answer := self._ask_hooks("after_bulk_action", comments)) is not None:
            return answer
        self._report(done, left)
        return redirect(self.next_url)

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        """Ask again, as a page that says what is missing."""
        response = super().form_invalid(form)
        response.status_code = 422
        return response

    def carry_out(
        self, comment: DiscussionComment, cleaned: dict[str, Any], *, at: datetime
    ) -> None:
        """Call the service, with the version that the page showed.

        Raises:
            Refused: the comment has moved on, or is not theirs to decide.
        """
        type(self).service(comment=comment, moderator=self.request.user, at=at, **cleaned)

    def _ask_hooks(self, name: str, comments: list[DiscussionComment]) -> HttpResponse | None:
        for hook in hooks.get_hooks(name):
            answer = hook(self.request, self.action_type, comments, self)
            if hasattr(answer, "status_code"):
                return answer
        return None

    def _report(self, done: int, left: dict[str, int]) -> None:
        if done:
            messages.success(self.request, self.done_message(done))
        for why, count in left.items():
            kept = ngettext(
                "%(count)s comment was left as it is.",
                "%(count)s comments were left as they are.",
                count,
            ) % {"count": count}
            messages.warning(self.request, f"{kept} {why}")


class Approve(CommentDecision):
    """Publish what is held."""

    action = Action.APPROVE
    action_type = "approve"
    display_name = gettext_lazy("Approve")
    aria_label = gettext_lazy("Approve the selected comments")
    action_priority = 10
    consequence = gettext_lazy("This is published at once:")
    button_label = gettext_lazy("Approve")
    service = deciding.approve_comment

    @classmethod
    def fits(cls, comment: DiscussionComment) -> bool:
        """Say whether it is held: "Keep" is for what is published."""
        return comment.state == State.HELD

    @staticmethod
    def done_message(count: int) -> str:
        """Say how many are published."""
        return ngettext(
            "%(count)s comment is published.", "%(count)s comments are published.", count
        ) % {"count": count}


class Reject(CommentDecision):
    """Refuse what is held."""

    action = Action.REJECT
    action_type = "reject"
    display_name = gettext_lazy("Reject")
    aria_label = gettext_lazy("Reject the selected comments")
    action_priority = 20
    classes: ClassVar[set[str]] = {"serious"}
    consequence = gettext_lazy("This is rejected and never appears:")
    button_label = gettext_lazy("Reject")
    service = deciding.reject_comment

    @staticmethod
    def done_message(count: int) -> str:
        """Say how many are rejected."""
        return ngettext(
            "%(count)s comment is rejected.", "%(count)s comments are rejected.", count
        ) % {"count": count}


class Hold(CommentDecision):
    """Take out of sight until it is decided."""

    action = Action.HOLD
    answers_what_waits = False
    action_type = "hold"
    display_name = gettext_lazy("Hold")
    aria_label = gettext_lazy("Hold the selected comments")
    action_priority = 30
    consequence = gettext_lazy("This disappears until somebody decides:")
    button_label = gettext_lazy("Hold")
    service = deciding.hold_comment

    @staticmethod
    def done_message(count: int) -> str:
        """Say how many are held."""
        return ngettext("%(count)s comment is held.", "%(count)s comments are held.", count) % {
            "count": count
        }


class Remove(CommentDecision):
    """Take down."""

    action = Action.REMOVE
    answers_what_waits = False
    action_type = "remove"
    display_name = gettext_lazy("Remove")
    aria_label = gettext_lazy("Remove the selected comments")
    action_priority = 40
    classes: ClassVar[set[str]] = {"serious"}
    consequence = gettext_lazy("This is removed. Where replies hang on it, a notice stays:")
    button_label = gettext_lazy("Remove")
    service = deciding.remove_comment

    @staticmethod
    def done_message(count: int) -> str:
        """Say how many are removed."""
        return ngettext(
            "%(count)s comment is removed.", "%(count)s comments are removed.", count
        ) % {"count": count}


class Restore(CommentDecision):
    """Publish what was rejected or removed."""

    action = Action.RESTORE
    answers_what_waits = False
    action_type = "restore"
    display_name = gettext_lazy("Restore")
    aria_label = gettext_lazy("Restore the selected comments")
    action_priority = 50
    consequence = gettext_lazy("This is published after all:")
    button_label = gettext_lazy("Restore")
    service = deciding.restore_comment

    @staticmethod
    def done_message(count: int) -> str:
        """Say how many are back."""
        return ngettext(
            "%(count)s comment is restored.", "%(count)s comments are restored.", count
        ) % {"count": count}


class DismissReports(CommentDecision):
    """Settle reports on what stays as it is."""

    action = Action.APPROVE
    action_type = "dismiss_reports"
    display_name = gettext_lazy("Dismiss reports")
    aria_label = gettext_lazy("Dismiss the reports on the selected comments")
    action_priority = 60
    consequence = gettext_lazy("The reports on this are dismissed, and it stays as it is:")
    button_label = gettext_lazy("Dismiss reports")
    service = deciding.dismiss_reports

    @classmethod
    def fits(cls, comment: DiscussionComment) -> bool:
        """Say whether a report is open."""
        return comment.report_count > 0

    @staticmethod
    def done_message(count: int) -> str:
        """Say on how many comments reports are settled."""
        return ngettext(
            "The reports on %(count)s comment are dismissed.",
            "The reports on %(count)s comments are dismissed.",
            count,
        ) % {"count": count}


class ApproveEdit(CommentDecision):
    """Let edits that wait replace the published versions."""

    action = Action.APPROVE
    action_type = "approve_edit"
    display_name = gettext_lazy("Approve edit")
    aria_label = gettext_lazy("Approve the edits of the selected comments")
    action_priority = 70
    consequence = gettext_lazy("This edit replaces the published version:")
    button_label = gettext_lazy("Approve edit")
    service = deciding.approve_edit

    @classmethod
    def fits(cls, comment: DiscussionComment) -> bool:
        """Say whether an edit waits."""
        return comment.edit_held_at is not None

    def object_context(self, obj: DiscussionComment) -> dict[str, Any]:
        """Show the version to decide on, not the one it would replace."""
        return super().object_context(obj) | {"text": waiting_text(obj)}

    @staticmethod
    def done_message(count: int) -> str:
        """Say how many edits are published."""
        return ngettext("%(count)s edit is published.", "%(count)s edits are published.", count) % {
            "count": count
        }


class RejectEdit(ApproveEdit):
    """Leave the published versions as they are."""

    action = Action.REJECT
    action_type = "reject_edit"
    display_name = gettext_lazy("Reject edit")
    aria_label = gettext_lazy("Reject the edits of the selected comments")
    action_priority = 80
    classes: ClassVar[set[str]] = {"serious"}
    consequence = gettext_lazy("This edit is rejected, and the published version stays:")
    button_label = gettext_lazy("Reject edit")
    service = deciding.reject_edit

    @staticmethod
    def done_message(count: int) -> str:
        """Say how many edits are rejected."""
        return ngettext("%(count)s edit is rejected.", "%(count)s edits are rejected.", count) % {
            "count": count
        }


class Keep(CommentDecision):
    """Say that somebody looked at what is published."""

    action = Action.APPROVE
    action_type = "keep"
    display_name = gettext_lazy("Keep")
    aria_label = gettext_lazy("Keep the selected comments as they are")
    action_priority = 15
    answers_what_waits = False
    consequence = gettext_lazy("You have read this, and it stays as it is:")
    button_label = gettext_lazy("Keep")
    service = deciding.keep_comment

    @classmethod
    def fits(cls, comment: DiscussionComment) -> bool:
        """Say whether it is published and nobody has looked at it."""
        return comment.state == State.PUBLISHED and comment.reviewed_at is None

    @staticmethod
    def done_message(count: int) -> str:
        """Say how many were looked at."""
        return ngettext(
            "%(count)s comment stays as it is.", "%(count)s comments stay as they are.", count
        ) % {"count": count}


class Redact(CommentDecision):
    """Take passages out."""

    action = Action.REDACT
    action_type = "redact"
    display_name = gettext_lazy("Redact")
    aria_label = gettext_lazy("Redact the selected comments")
    action_priority = 45
    answers_what_waits = False
    asks_with = RedactForm
    consequence = gettext_lazy(
        "Passages of this are replaced by a mark. The rest is public, the original kept for "
        "moderators:"
    )
    button_label = gettext_lazy("Redact")
    service = deciding.redact_comment

    @staticmethod
    def done_message(count: int) -> str:
        """Say how many are redacted."""
        return ngettext(
            "%(count)s comment is redacted.", "%(count)s comments are redacted.", count
        ) % {"count": count}


class Mark(CommentDecision):
    """What is put on a comment, or taken off it again."""

    answers_what_waits = False
    field: ClassVar[str]
    sets: ClassVar[bool]

    @classmethod
    def fits(cls, comment: DiscussionComment) -> bool:
        """Say whether the comment can bear the mark and does not, or bears it and may lose it."""
        is_set = getattr(comment, cls.field) is not None
        return is_set is not cls.sets and super().fits(comment)


class Pin(Mark):
    """Show before all others."""

    action = Action.PIN
    action_type = "pin"
    display_name = gettext_lazy("Pin")
    aria_label = gettext_lazy("Pin the selected comments")
    action_priority = 90
    field, sets = "pinned_at", True
    consequence = gettext_lazy("This is shown before all others:")
    button_label = gettext_lazy("Pin")
    service = deciding.pin_comment

    @classmethod
    def fits(cls, comment: DiscussionComment) -> bool:
        """Say whether it starts a thread too."""
        return comment.depth == 0 and super().fits(comment)

    @staticmethod
    def done_message(count: int) -> str:
        """Say how many are pinned."""
        return ngettext("%(count)s comment is pinned.", "%(count)s comments are pinned.", count) % {
            "count": count
        }


class Unpin(Mark):
    """Show among the others again."""

    action = Action.UNPIN
    action_type = "unpin"
    display_name = gettext_lazy("Unpin")
    aria_label = gettext_lazy("Unpin the selected comments")
    action_priority = 91
    field, sets = "pinned_at", False
    consequence = gettext_lazy("This is shown in its usual place again:")
    button_label = gettext_lazy("Unpin")
    service = deciding.unpin_comment

    @staticmethod
    def done_message(count: int) -> str:
        """Say how many are in their place."""
        return ngettext(
            "%(count)s comment is no longer pinned.",
            "%(count)s comments are no longer pinned.",
            count,
        ) % {"count": count}


class Lock(Mark):
    """Take no more replies to it, or below."""

    action = Action.LOCK
    action_type = "lock"
    display_name = gettext_lazy("Lock replies")
    aria_label = gettext_lazy("Lock the replies to the selected comments")
    action_priority = 92
    field, sets = "locked_at", True
    consequence = gettext_lazy("Nobody can reply to this any more, nor to the replies below it:")
    button_label = gettext_lazy("Lock replies")
    service = deciding.lock_branch_replies

    @staticmethod
    def done_message(count: int) -> str:
        """Say how many take no replies."""
        return ngettext(
            "%(count)s comment takes no more replies.",
            "%(count)s comments take no more replies.",
            count,
        ) % {"count": count}


class Unlock(Mark):
    """Take replies again."""

    action = Action.UNLOCK
    action_type = "unlock"
    display_name = gettext_lazy("Unlock replies")
    aria_label = gettext_lazy("Unlock the replies to the selected comments")
    action_priority = 93
    field, sets = "locked_at", False
    consequence = gettext_lazy("People can reply to this again:")
    button_label = gettext_lazy("Unlock replies")
    service = deciding.unlock_branch_replies

    @staticmethod
    def done_message(count: int) -> str:
        """Say how many take replies again."""
        return ngettext(
            "%(count)s comment takes replies again.",
            "%(count)s comments take replies again.",
            count,
        ) % {"count": count}


class Escalate(Mark):
    """Put before everything else at the desk."""

    action = Action.ESCALATE
    action_type = "escalate"
    display_name = gettext_lazy("Escalate for safeguarding")
    aria_label = gettext_lazy("Escalate the selected comments for safeguarding")
    action_priority = 94
    classes: ClassVar[set[str]] = {"serious"}
    field, sets = "safeguarding_at", True
    consequence = gettext_lazy(
        "This goes before everything else, and its author is sent where to get help:"
    )
    button_label = gettext_lazy("Escalate")
    service = deciding.escalate

    @staticmethod
    def done_message(count: int) -> str:
        """Say how many are escalated."""
        return ngettext(
            "%(count)s comment is escalated.", "%(count)s comments are escalated.", count
        ) % {"count": count}


class Resolve(Mark):
    """Say that the worry was followed up."""

    action = Action.RESOLVE
    action_type = "resolve"
    display_name = gettext_lazy("Resolve safeguarding")
    aria_label = gettext_lazy("Resolve the safeguarding of the selected comments")
    action_priority = 95
    asks_with = ResolveForm
    field, sets = "safeguarding_at", False
    consequence = gettext_lazy("The worry about this was followed up:")
    button_label = gettext_lazy("Resolve")
    service = deciding.resolve

    @staticmethod
    def done_message(count: int) -> str:
        """Say how many are resolved."""
        return ngettext(
            "%(count)s comment is resolved.", "%(count)s comments are resolved.", count
        ) % {"count": count}


class MarkOfficial(CommentDecision):
    """Let a comment speak for a body."""

    action = Action.MARK_OFFICIAL
    action_type = "mark_official"
    display_name = gettext_lazy("Mark as official")
    aria_label = gettext_lazy("Mark the selected comments as official replies")
    action_priority = 96
    answers_what_waits = False
    asks_with = OfficialForm
    consequence = gettext_lazy(
        "This becomes an official reply, if its author may post those. It no longer counts as a "
        "response:"
    )
    button_label = gettext_lazy("Mark as official")
    service = deciding.mark_official

    @classmethod
    def fits(cls, comment: DiscussionComment) -> bool:
        """Say whether it is published and speaks for nobody yet."""
        return not comment.is_official and super().fits(comment)

    @staticmethod
    def done_message(count: int) -> str:
        """Say how many are official."""
        return ngettext(
            "%(count)s comment is an official reply.",
            "%(count)s comments are official replies.",
            count,
        ) % {"count": count}


DECISIONS: tuple[type[CommentDecision], ...] = (
    Approve,
    Reject,
    Keep,
    Hold,
    Redact,
    Remove,
    Restore,
    ApproveEdit,
    RejectEdit,
    DismissReports,
    Pin,
    Unpin,
    Lock,
    Unlock,
    Escalate,
    Resolve,
    MarkOfficial,
)
WORK = tuple(decision for decision in DECISIONS if decision.answers_what_waits)
"""Decisions that answer what waits: held comments, held edits, reports."""


def decision_links(
    comment: DiscussionComment, *, next_url: str, among: Iterable[type[CommentDecision]] = DECISIONS
) -> list[DecisionLink]:
    """Return links to those decisions that fit ``comment``, back to ``next_url`` afterwards."""
    return [
        DecisionLink(
            str(capfirst(decision.display_name)),
            reverse(
                "wagtail_bulk_action",
                args=["discussion_pages", "discussioncomment", decision.action_type],
            )
            + "?"
            + urlencode({"id": comment.pk, "next": next_url}),
        )
        for decision in among
        if decision.fits(comment)
    ]


def seen_mark(comment: DiscussionComment) -> str:
    """Return a mark of what a moderator was shown; whatever anybody does to it changes it."""
    return deciding.version_of(comment)


def waiting_text(comment: DiscussionComment) -> str:
    """Return the edit that waits, or the comment where none does (any more)."""
    held = comment.revisions.filter(status="held").last()
    return held.text if held else comment.comment
