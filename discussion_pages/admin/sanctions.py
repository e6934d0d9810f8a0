"""Sanctions in the admin: the list, one in detail, and the forms to impose and to lift one."""

from typing import Any

from django import forms
from django.contrib.admin import SimpleListFilter
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
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
from wagtail_modeladmin.views import InspectView

from discussion_pages import permissions
from discussion_pages.admin import labels
from discussion_pages.admin.records import (
    KEY,
    RecordAdmin,
    RecordButtons,
    RecordIndexView,
    RecordPermissions,
)
from discussion_pages.dates import deadline_text, instant_text
from discussion_pages.form_fields import ClosingDateTimeField
from discussion_pages.models import DiscussionComment, Sanction
from discussion_pages.models.moderating import SANCTION_CHOICES
from discussion_pages.services import sanctions
from discussion_pages.services.erasure import shown_name
from discussion_pages.services.policies import policy_for, rule_choices
from discussion_pages.services.refusals import Refused
from discussion_pages.services.standing import holds

IMPOSE_URL_NAME = "discussion_pages_sanction"
LIFT_URL_NAME = "discussion_pages_lift_sanction"
INSPECT_URL_NAME = "discussions_sanctions_modeladmin_inspect"
TEXT_LENGTH_MAX = sanctions.TEXT_LENGTH_MAX
LISTED = ("-starts_at", "-pk")
"""The order of the list: its last name tells any two sanctions apart."""
SEARCHED = ("comment__author_name", "reason_title")


def listed_sanctions() -> QuerySet:
    """Return all sanctions with what a row shows, the newest first."""
    return Sanction.objects.select_related(
        "participant", "comment__discussion", "imposed_by", "lifted_by", "appealed_by"
    ).order_by(*LISTED)


def comments_with_members() -> QuerySet:
    """Return the comments that a sanction can be about: those of members, not official ones."""
    return DiscussionComment.objects.select_related("discussion", "participant__user").filter(
        participant__isnull=False, is_official=False
    )


def in_force(queryset: QuerySet, *, at: Any, holds: bool) -> QuerySet:
    """Keep the sanctions that hold at ``at``, or the others."""
    now = Sanction.objects.is_in_force(at=at).values("pk")
    return queryset.filter(pk__in=now) if holds else queryset.exclude(pk__in=now)


def member_label(sanction: Sanction) -> str:
    """Return the member's name as it stands with the comment that led to the sanction."""
    if sanction.comment is not None:
        return shown_name(sanction.comment.author_name)
    return _("Member %(number)s") % {"number": sanction.participant_id}


def standing_label(sanction: Sanction, *, at: Any) -> str:
    """Return whether a sanction holds, is over or was lifted."""
    if sanction.lifted_at is not None:
        return _("Lifted")
    if sanction.kind == "warn":
        return _("Said")
    return _("In force") if holds(sanction, at=at) else _("Over")


def until_label(sanction: Sanction) -> str:
    """Return when a sanction ends; a warning neither ends nor lasts."""
    if sanction.ends_at:
        return deadline_text(sanction.ends_at)
    return "" if sanction.kind == "warn" else _("No end")


def person_label(person: Any) -> str:
    """Return a member of staff by name, or that the account is gone."""
    return str(person) if person else _("Former account")


class KindFilter(SimpleListFilter):
    """By rung of the ladder."""

    title = gettext_lazy("sanction")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer the rungs."""
        return SANCTION_CHOICES

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep one rung."""
        value = self.value()
        return queryset.filter(kind=value) if value in dict(SANCTION_CHOICES) else queryset


class InForceFilter(SimpleListFilter):
    """By whether a sanction holds now."""

    title = gettext_lazy("in force")
    parameter_name = "in_force"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer what holds, or the others."""
        return [("yes", _("In force now")), ("no", _("Over, lifted or a warning"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Keep what holds, or the others."""
        if self.value() in {"yes", "no"}:
            return in_force(queryset, at=timezone.now(), holds=self.value() == "yes")
        return queryset


class SanctionPermissions(RecordPermissions):
    """Asks ``discussion_pages.permissions``."""

    def user_can_list(self, user: Any) -> bool:
        """Say whether sanctions are theirs to read."""
        return permissions.may_view_sanctions(user, None)


class SanctionButtons(RecordButtons):
    """Read one; lift one that is not over."""

    def links_for(self, obj: Sanction, *, is_list: bool) -> list[tuple[str, str]]:
        """Return the links."""
        links = []
        if is_list:
            links.append((_("Inspect"), self.url_helper.get_action_url("inspect", str(obj.pk))))
        if permissions.may_sanction(self.request.user, None) and may_be_lifted(obj):
            links.append((_("Lift"), reverse(LIFT_URL_NAME, args=[obj.pk])))
        return links


def may_be_lifted(sanction: Sanction) -> bool:
    """Say whether there is anything to lift now."""
    over = sanction.ends_at is not None and sanction.ends_at <= timezone.now()
    return sanction.lifted_at is None and not over


class SanctionIndexView(RecordIndexView):
    """The list."""

    def get_meta_title(self) -> str:
        """Return the title of the browser's tab."""
        return _("Sanctions")


class SanctionInspectView(InspectView):
    """One sanction."""

    def get_page_title(self) -> str:
        """Return the heading."""
        return _("Sanction %(number)s") % {"number": self.instance.pk}

    def get_page_subtitle(self) -> str:
        """Return whom it is on."""
        return member_label(self.instance)

    def get_meta_title(self) -> str:
        """Return the title of the browser's tab."""
        return f"{self.get_page_title()} {self.get_page_subtitle()}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add everything that a moderator should know about it."""
        sanction = self.instance
        return super().get_context_data(
            sanction=sanction,
            member=member_label(sanction),
            standing=standing_label(sanction, at=timezone.now()),
            is_in_force=holds(sanction, at=timezone.now()),
            imposed_by=person_label(sanction.imposed_by),
            lifted_by=person_label(sanction.lifted_by),
            appeal=getattr(sanction, "appealed_by", None),
            **kwargs,
        )


class SanctionAdmin(RecordAdmin):
    """Sanctions, past ones too."""

    model = Sanction
    menu_label = gettext_lazy("Sanctions")
    menu_icon = "lock"
    menu_item_name = "sanctions"
    base_url_path = "discussions/sanctions"
    index_view_class = SanctionIndexView
    inspect_view_class = SanctionInspectView
    inspect_view_enabled = True
    permission_helper_class = SanctionPermissions
    button_helper_class = SanctionButtons
    list_display = ("member", "kind_words", "standing", "rule", "since", "until", "by")
    list_display_add_buttons = "member"
    list_filter = (KindFilter, InForceFilter)
    list_select_related = ("comment", "imposed_by", "lifted_by")
    search_fields = SEARCHED
    ordering = LISTED
    export_filename = "sanctions"
    export_headings = {
        "pk": gettext_lazy("Sanction"),
        "member": gettext_lazy("Member"),
        "kind": gettext_lazy("What"),
        "standing": gettext_lazy("Standing"),
        "rule": gettext_lazy("Rule"),
        "starts": gettext_lazy("Since"),
        "ends": gettext_lazy("Until"),
        "lifted": gettext_lazy("Lifted"),
        "imposed_by": gettext_lazy("By"),
        "comment": gettext_lazy("Comment"),
        "message": gettext_lazy("Message"),
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return all of them with what a row shows."""
        return listed_sanctions()

    def row_of(self, item: Sanction) -> dict[str, Any]:
        """Return one row. No e-mail address, no note."""
        return {
            "pk": item.pk,
            "member": member_label(item),
            "kind": item.get_kind_display(),
            "standing": standing_label(item, at=timezone.now()),
            "rule": item.reason_title,
            "starts": instant_text(item.starts_at),
            "ends": deadline_text(item.ends_at) if item.ends_at else "",
            "lifted": instant_text(item.lifted_at) if item.lifted_at else "",
            "imposed_by": person_label(item.imposed_by),
            "comment": item.comment_id or "",
            "message": item.message,
        }

    def get_admin_urls_for_registration(self) -> tuple[URLPattern, ...]:
        """Add the forms to impose and to lift."""
        return (
            *super().get_admin_urls_for_registration(),
            re_path(
                rf"^discussions/comments/(?P<pk>{KEY})/sanction/$",
                ImposeView.as_view(),
                name=IMPOSE_URL_NAME,
            ),
            re_path(
                rf"^discussions/sanctions/(?P<pk>{KEY})/lift/$",
                LiftView.as_view(),
                name=LIFT_URL_NAME,
            ),
        )

    def member(self, sanction: Sanction) -> str:
        """Return whom it is on."""
        return member_label(sanction)

    member.short_description = gettext_lazy("member")

    def kind_words(self, sanction: Sanction) -> str:
        """Return the rung."""
        return sanction.get_kind_display()

    kind_words.short_description = gettext_lazy("sanction")
    kind_words.admin_order_field = "kind"

    def standing(self, sanction: Sanction) -> str:
        """Return whether it holds, as a tag with words."""
        at = timezone.now()
        return format_html(
            '<span class="w-status {}">{}</span>',
            "w-status--primary" if holds(sanction, at=at) else "",
            standing_label(sanction, at=at),
        )

    standing.short_description = gettext_lazy("standing")

    def rule(self, sanction: Sanction) -> str:
        """Return the rule in words."""
        return sanction.reason_title

    rule.short_description = gettext_lazy("rule")

    def since(self, sanction: Sanction) -> str:
        """Return when it began."""
        return instant_text(sanction.starts_at)

    since.short_description = gettext_lazy("since")
    since.admin_order_field = "starts_at"

    def until(self, sanction: Sanction) -> str:
        """Return when it ends."""
        return until_label(sanction)

    until.short_description = gettext_lazy("until")
    until.admin_order_field = "ends_at"

    def by(self, sanction: Sanction) -> str:
        """Return who imposed it."""
        return person_label(sanction.imposed_by)

    by.short_description = gettext_lazy("by")


class ImposeForm(forms.Form):
    """Which sanction, why, until when, and what the member reads."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Sanction"), choices=SANCTION_CHOICES, widget=forms.RadioSelect
    )
    reason = forms.ChoiceField(label=gettext_lazy("Rule"))
    ends_at = ClosingDateTimeField(
        label=gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy(
            "“No comments until a date” needs it, a warning has none. Others without an end hold "
            "until somebody lifts them."
        ),
    )
    message = forms.CharField(
        label=gettext_lazy("Message to the member"),
        required=False,
        max_length=TEXT_LENGTH_MAX,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("They read it with the rule and the end. Kind, plain and short."),
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=TEXT_LENGTH_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For moderators only."),
    )

    def __init__(self, *args: Any, comment: DiscussionComment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = rule_choices(policy_for(comment.discussion))
        self.fields["reason"].choices = [("", _("Choose a reason")), *rules]
        proposed = sanctions.proposed(comment.participant).value
        self.fields["kind"].initial = proposed
        self.fields["kind"].help_text = _("Proposed after what came before: %(rung)s.") % {
            "rung": dict(SANCTION_CHOICES)[proposed]
        }


class LiftForm(forms.Form):
    """Why a sanction is lifted."""

    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=TEXT_LENGTH_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For moderators only."),
    )


class SanctionFormView(WagtailAdminTemplateMixin, FormView):
    """A form about a member, for those who impose sanctions."""

    header_icon = "lock"
    done_url: str

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Turn away those who impose none.

        Raises:
            PermissionDenied: they do not.
        """
        if not permissions.may_sanction(request.user, None):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def carry_out(self, cleaned: dict[str, Any]) -> str:
        """Call the service, and return what to say afterwards."""
        raise NotImplementedError

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Do it, or say at the field why not."""
        try:
            done = self.carry_out(form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, done)
        return redirect(self.done_url)

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        """Keep what was typed and say what is missing."""
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way back."""
        return super().get_context_data(done_url=self.done_url, **kwargs)


class ImposeView(SanctionFormView):
    """Imposes a sanction on the author of a comment."""

    form_class = ImposeForm
    template_name = "discussion_pages/admin/impose_sanction.html"
    page_title = gettext_lazy("Sanction this member")

    @cached_property
    def comment(self) -> DiscussionComment:
        """The comment that leads to it."""
        return get_object_or_404(comments_with_members(), pk=self.kwargs["pk"])

    @cached_property
    def done_url(self) -> str:
        """The comment's page, for those who may read it there."""
        if permissions.may_view_all(self.request.user, self.comment.discussion):
            return reverse("discussions_comments_modeladmin_inspect", args=[str(self.comment.pk)])
        return reverse("discussions_sanctions_modeladmin_index")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form about whom it is."""
        return super().get_form_kwargs() | {"comment": self.comment}

    def carry_out(self, cleaned: dict[str, Any]) -> str:
        """Impose it."""
        sanctions.impose_sanction(
            participant=self.comment.participant,
            moderator=self.request.user,
            comment=self.comment,
            at=timezone.now(),
            **cleaned,
        )
        return _("The sanction is imposed, and the member is told.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the comment, what came before, and why the form is of no use where it is not."""
        at = timezone.now()
        refused = ""
        try:
            sanctions.refuse_unless_may_sanction(
                self.comment.participant, self.request.user, self.comment
            )
        except Refused as refusal:
            refused = str(refusal)
        earlier = [
            (sanction, standing_label(sanction, at=at), person_label(sanction.imposed_by))
            for sanction in sanctions.history(self.comment.participant)
        ]
        return super().get_context_data(
            comment=self.comment,
            author=labels.author_label(self.comment),
            state=labels.state_label(self.comment),
            earlier=earlier,
            refused=refused,
            **kwargs,
        )

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the comment."""
        return [
            *super().get_breadcrumbs_items(),
            {"url": self.done_url, "label": _("Comment %(pk)s") % {"pk": self.comment.pk}},
            {"url": "", "label": self.page_title},
        ]


class LiftView(SanctionFormView):
    """Lifts a sanction."""

    form_class = LiftForm
    template_name = "discussion_pages/admin/lift_sanction.html"
    page_title = gettext_lazy("Lift this sanction")

    @cached_property
    def sanction(self) -> Sanction:
        """The sanction."""
        found = Sanction.objects.select_related(
            "participant__user", "comment__discussion", "imposed_by"
        )
        return get_object_or_404(found, pk=self.kwargs["pk"])

    @cached_property
    def done_url(self) -> str:
        """The sanction's page."""
        return reverse(INSPECT_URL_NAME, args=[str(self.sanction.pk)])

    def carry_out(self, cleaned: dict[str, Any]) -> str:
        """Lift it."""
        sanctions.lift_sanction(
            sanction=self.sanction,
            moderator=self.request.user,
            note=cleaned["note"],
            at=timezone.now(),
        )
        return _("The sanction is lifted, and the member is told.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what is lifted."""
        return super().get_context_data(
            sanction=self.sanction,
            member=member_label(self.sanction),
            may_be_lifted=may_be_lifted(self.sanction),
            **kwargs,
        )

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the sanction."""
        return [
            *super().get_breadcrumbs_items(),
            {"url": self.done_url, "label": _("Sanction %(pk)s") % {"pk": self.sanction.pk}},
            {"url": "", "label": self.page_title},
        ]
