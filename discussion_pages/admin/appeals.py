"""Appeals in the admin: the list, open ones first, and the page on which one is answered."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.admin import SimpleListFilter
from django.core.exceptions import PermissionDenied
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, re_path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from discussion_pages import permissions
from discussion_pages.admin import labels
from discussion_pages.admin.inspecting import ThreadLine
from discussion_pages.admin.records import (
    KEY,
    RecordAdmin,
    RecordButtons,
    RecordIndexView,
    RecordPermissions,
)
from discussion_pages.admin.sanctions import person_label, standing_label, until_label
from discussion_pages.dates import instant_text
from discussion_pages.models import Appeal, Decision, DiscussionComment, Sanction
from discussion_pages.models.moderating import APPEAL_STATE_CHOICES
from discussion_pages.rules.appeals import AppealState
from discussion_pages.rules.states import Action
from discussion_pages.services import appealing
from discussion_pages.services.erasure import shown_name
from discussion_pages.services.refusals import Refused
from discussion_pages.services.tree import ancestor_pks
from discussion_pages.services.versions import current_of

DECIDE_URL_NAME = "discussion_pages_decide_appeal"
LIST_URL_NAME = "discussions_appeals_modeladmin_index"
UPHOLD, REFUSE = "uphold", "refuse"
LISTED = ("not_open", "made_at", "pk")
"""The order of the list: its last name tells any two appeals apart."""
SEARCHED = ("comment__author_name", "text")


def listed_appeals() -> QuerySet:
    """Return all appeals with what a row shows: open ones first, the longest waiting before."""
    return (
        Appeal.objects.annotate(
            not_open=Case(
                When(state=AppealState.OPEN, then=Value(0)),
                default=Value(1),
                output_field=IntegerField(),
            )
        )
        .select_related(
            "participant",
            "comment__discussion",
            "decision__actor",
            "sanction__imposed_by",
            "decided_by",
        )
        .order_by(*LISTED)
    )


def appeals_in_full() -> QuerySet:
    """Return appeals with all that answering one rests on."""
    return Appeal.objects.select_related(
        "participant__user",
        "comment__discussion",
        "comment__organisation",
        "decision__actor",
        "decision__policy",
        "decision__revision",
        "sanction__imposed_by",
        "sanction__policy",
        "decided_by",
    )


def member_label(appeal: Appeal) -> str:
    """Return the member's name as it stands with the comment concerned."""
    if appeal.comment is not None:
        return shown_name(appeal.comment.author_name)
    return _("Member %(number)s") % {"number": appeal.participant_id}


@dataclass(frozen=True, slots=True)
class FirstDecision:
    """What an appeal is about, in words."""

    said: str
    rule: str
    by: str
    decided_at: datetime
    message: str
    note: str
    words: list[str]
    standing: str = ""
    ends: str = ""


def first_decision(subject: Decision | Sanction) -> FirstDecision:
    """Return what was decided, why and by whom."""
    if isinstance(subject, Sanction):
        return FirstDecision(
            said=subject.get_kind_display(),
            rule=subject.reason_title,
            by=person_label(subject.imposed_by),
            decided_at=subject.starts_at,
            message=subject.message,
            note=subject.note,
            words=[],
            standing=standing_label(subject, at=timezone.now()),
            ends=until_label(subject),
        )
    return FirstDecision(
        said=labels.decision_label(subject),
        rule=subject.reason_title or labels.rule_label(subject.rule),
        by=labels.actor_label(subject),
        decided_at=subject.decided_at,
        message=subject.message,
        note=subject.note,
        words=subject.words.splitlines(),
    )


class StateFilter(SimpleListFilter):
    """By state."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer the states."""
        return APPEAL_STATE_CHOICES

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep one state."""
        value = self.value()
        return queryset.filter(state=value) if value in dict(APPEAL_STATE_CHOICES) else queryset


def about(queryset: QuerySet, what: str | None) -> QuerySet:
    """Keep appeals against decisions, or against sanctions; all where it is neither."""
    if what in {"decision", "sanction"}:
        return queryset.filter(sanction__isnull=what == "decision")
    return queryset


class AboutFilter(SimpleListFilter):
    """By what is appealed against."""

    title = gettext_lazy("about")
    parameter_name = "about"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer decisions or sanctions."""
        return [("decision", _("A decision on a comment")), ("sanction", _("A sanction"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep appeals against one or the other."""
        return about(queryset, self.value())


class AppealPermissions(RecordPermissions):
    """Asks ``discussion_pages.permissions``."""

    def user_can_list(self, user: Any) -> bool:
        """Say whether appeals are theirs to read."""
        return permissions.may_view_appeals(user, None)


class AppealButtons(RecordButtons):
    """The one page about an appeal."""

    def links_for(self, obj: Appeal, *, is_list: bool) -> list[tuple[str, str]]:
        """Return the link."""
        label = _("Decide") if obj.state == AppealState.OPEN else _("Read")
        return [(label, reverse(DECIDE_URL_NAME, args=[obj.pk]))]


class AppealIndexView(RecordIndexView):
    """The list."""

    def get_meta_title(self) -> str:
        """Return the title of the browser's tab."""
        return _("Appeals")


class AppealAdmin(RecordAdmin):
    """Appeals, those that wait first and the longest waiting before the others."""

    model = Appeal
    menu_label = gettext_lazy("Appeals")
    menu_icon = "rotate"
    menu_item_name = "appeals"
    base_url_path = "discussions/appeals"
    index_view_class = AppealIndexView
    permission_helper_class = AppealPermissions
    button_helper_class = AppealButtons
    pages = ("index",)
    list_display = ("member", "state_words", "about", "first_decider", "made", "answered")
    list_display_add_buttons = "member"
    list_filter = (StateFilter, AboutFilter)
    search_fields = SEARCHED
    ordering = LISTED
    export_filename = "appeals"
    export_headings = {
        "pk": gettext_lazy("Appeal"),
        "member": gettext_lazy("Member"),
        "state": gettext_lazy("State"),
        "about": gettext_lazy("About"),
        "rule": gettext_lazy("Rule"),
        "first_decider": gettext_lazy("First decided by"),
        "made": gettext_lazy("Made"),
        "decided": gettext_lazy("Decided"),
        "decided_by": gettext_lazy("Decided by"),
        "exception": gettext_lazy("Why the first decider answered"),
        "comment": gettext_lazy("Comment"),
        "text": gettext_lazy("Appeal in words"),
        "answer": gettext_lazy("Answer"),
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return all of them with what a row shows."""
        return listed_appeals()

    def row_of(self, item: Appeal) -> dict[str, Any]:
        """Return one row. No e-mail address."""
        first = first_decision(appealing.subject_of(item))
        return {
            "pk": item.pk,
            "member": member_label(item),
            "state": item.get_state_display(),
            "about": first.said,
            "rule": first.rule,
            "first_decider": first.by,
            "made": instant_text(item.made_at),
            "decided": instant_text(item.decided_at) if item.decided_at else "",
            "decided_by": str(item.decided_by or ""),
            "exception": item.exception,
            "comment": item.comment_id or "",
            "text": item.text,
            "answer": item.answer,
        }

    def get_admin_urls_for_registration(self) -> tuple[URLPattern, ...]:
        """Add the page on which one is answered."""
        return (
            *super().get_admin_urls_for_registration(),
            re_path(
                rf"^discussions/appeals/(?P<pk>{KEY})/$",
                DecideView.as_view(),
                name=DECIDE_URL_NAME,
            ),
        )

    def member(self, appeal: Appeal) -> str:
        """Return whose it is."""
        return member_label(appeal)

    member.short_description = gettext_lazy("member")

    def state_words(self, appeal: Appeal) -> str:
        """Return the state as a tag with words."""
        return format_html(
            '<span class="w-status {}">{}</span>',
            "w-status--primary" if appeal.state == AppealState.OPEN else "",
            appeal.get_state_display(),
        )

    state_words.short_description = gettext_lazy("state")
    state_words.admin_order_field = "state"

    def about(self, appeal: Appeal) -> str:
        """Return what was decided, and by which rule."""
        first = first_decision(appealing.subject_of(appeal))
        return f"{first.said}: {first.rule}" if first.rule else first.said

    about.short_description = gettext_lazy("about")

    def first_decider(self, appeal: Appeal) -> str:
        """Return who decided first."""
        return first_decision(appealing.subject_of(appeal)).by

    first_decider.short_description = gettext_lazy("first decided by")

    def made(self, appeal: Appeal) -> str:
        """Return when it was made."""
        return instant_text(appeal.made_at)

    made.short_description = gettext_lazy("made")
    made.admin_order_field = "made_at"

    def answered(self, appeal: Appeal) -> str:
        """Return when and by whom it was answered."""
        if appeal.state not in {AppealState.UPHELD, AppealState.REFUSED} or not appeal.decided_at:
            return ""
        return _("%(when)s by %(who)s") % {
            "when": instant_text(appeal.decided_at),
            "who": person_label(appeal.decided_by),
        }

    answered.short_description = gettext_lazy("answered")


class DecideForm(forms.Form):
    """How an appeal is answered."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Your decision"),
        widget=forms.RadioSelect,
        choices=[
            (UPHOLD, gettext_lazy("Uphold: take the first decision back")),
            (REFUSE, gettext_lazy("Do not uphold: the first decision stands")),
        ],
    )
    answer = forms.CharField(
        label=gettext_lazy("Answer"),
        max_length=appealing.TEXT_LENGTH_MAX,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("The member reads it. Your name is not shown."),
    )
    exception = forms.CharField(
        label=gettext_lazy("Why nobody else can answer"),
        max_length=appealing.EXCEPTION_LENGTH_MAX,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Kept with the appeal, for the log."),
    )

    def __init__(self, *args: Any, needs_exception: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not needs_exception:
            del self.fields["exception"]


class DecideView(WagtailAdminTemplateMixin, FormView):
    """Shows one appeal with all it rests on, and takes the answer while it is open."""

    form_class = DecideForm
    template_name = "discussion_pages/admin/decide_appeal.html"
    header_icon = "rotate"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Turn away those who read no appeals.

        Raises:
            PermissionDenied: they do not.
        """
        if not permissions.may_view_appeals(request.user, None):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def appeal(self) -> Appeal:
        """The appeal."""
        return get_object_or_404(appeals_in_full(), pk=self.kwargs["pk"])

    @cached_property
    def needs_exception(self) -> bool:
        """Whether whoever is here made the first decision."""
        return appealing.needs_exception(self.appeal, self.request.user)

    @property
    def page_title(self) -> str:
        """The heading."""
        return _("Appeal %(number)s") % {"number": self.appeal.pk}

    def get_page_subtitle(self) -> str:
        """Return whose it is."""
        return member_label(self.appeal)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form whether an exception is due."""
        return super().get_form_kwargs() | {"needs_exception": self.needs_exception}

    def form_valid(self, form: DecideForm) -> HttpResponse:
        """Answer it, or say why not."""
        uphold = form.cleaned_data["outcome"] == UPHOLD
        try:
            appealing.decide_appeal(
                appeal=self.appeal,
                moderator=self.request.user,
                uphold=uphold,
                answer=form.cleaned_data["answer"],
                exception=form.cleaned_data.get("exception", ""),
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            return self.form_invalid(form)
        done = _("The appeal is upheld.") if uphold else _("The appeal is not upheld.")
        messages.success(self.request, f"{done} {_('The member is told.')}")
        return redirect(LIST_URL_NAME)

    def form_invalid(self, form: DecideForm) -> HttpResponse:
        """Keep what was typed and say what is missing."""
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the comment in its thread, the first decision and who may answer."""
        appeal = self.appeal
        subject = appealing.subject_of(appeal)
        return super().get_context_data(
            appeal=appeal,
            member=member_label(appeal),
            comment=appeal.comment,
            text=text_concerned(appeal),
            text_before=text_before(appeal, self.request.user),
            comment_state=labels.state_label(appeal.comment) if appeal.comment else "",
            above=lines_above(appeal.comment),
            first=first_decision(subject),
            is_sanction=appeal.sanction_id is not None,
            needs_exception=self.needs_exception,
            refused=why_not(appeal, self.request.user),
            who_decides=appealing.policy_of(subject).appeals_decided_by,
            decided_by=person_label(appeal.decided_by),
            inspect_url=self._inspect_url(),
            list_url=reverse(LIST_URL_NAME),
            **kwargs,
        )

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list."""
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse(LIST_URL_NAME), "label": _("Appeals")},
            {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()},
        ]

    def _inspect_url(self) -> str:
        comment = self.appeal.comment
        if comment is None or not permissions.may_view_all(self.request.user, comment.discussion):
            return ""
        return reverse("discussions_comments_modeladmin_inspect", args=[str(comment.pk)])


def why_not(appeal: Appeal, person: Any) -> str:
    """Return why ``person`` cannot answer, whatever they write; blank where they can."""
    if appeal.state != AppealState.OPEN:
        return _("This appeal is settled.")
    try:
        appealing.refuse_unless_may_decide(appeal, person)
    except Refused as refusal:
        return str(refusal)
    return ""


def text_concerned(appeal: Appeal) -> str:
    """Return the words that were decided about: of an edit, those of the edit."""
    if appeal.decision is not None and appeal.decision.revision is not None:
        return appeal.decision.revision.text
    return appeal.comment.comment if appeal.comment else ""


def text_before(appeal: Appeal, person: Any) -> str:
    """Return what stood there before parts were taken out, to those who moderate; else blank.

    They alone read it on the comment's page too. One query, for a redaction.
    """
    decision, comment = appeal.decision, appeal.comment
    if decision is None or comment is None or decision.action != Action.REDACT:
        return ""
    if not permissions.may_moderate(person, comment.discussion):
        return ""
    version = current_of(decision.details.get("versions", {}))
    before = comment.revisions.filter(pk=version).first()
    return before.text if before else ""


def lines_above(comment: DiscussionComment | None) -> list[ThreadLine]:
    """Return what the comment answers, the start of its thread first."""
    if comment is None or not comment.depth:
        return []
    above = (
        DiscussionComment.objects.filter(pk__in=ancestor_pks(comment.path))
        .select_related("organisation")
        .order_by("path")
    )
    return [ThreadLine(each, labels.author_label(each), labels.state_label(each)) for each in above]
