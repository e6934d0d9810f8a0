"""The form with which staff answer in a body's name."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from discussion_pages import permissions
from discussion_pages.admin import labels
from discussion_pages.models import DiscussionComment, DiscussionPage, Organisation
from discussion_pages.services.posting import post_official_reply
from discussion_pages.services.refusals import Refused
from discussion_pages.services.text import comment_length_max


def organisations_for(discussion: DiscussionPage) -> QuerySet[Organisation]:
    """Return the bodies in whose name somebody can answer: those in the discussion's language."""
    return Organisation.objects.filter(locale=discussion.locale_id)


class OfficialReplyForm(forms.Form):
    """Who answers, and what."""

    organisation = forms.ModelChoiceField(
        label=gettext_lazy("On behalf of"),
        queryset=Organisation.objects.none(),
        empty_label=gettext_lazy("Choose an organisation"),
        help_text=gettext_lazy("Its name and mark stand beside the reply."),
    )
    text = forms.CharField(
        label=gettext_lazy("Reply"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Appears at once, under your display name and the organisation's."),
    )

    def __init__(self, *args: Any, comment: DiscussionComment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        discussion = comment.discussion
        self.fields["organisation"].queryset = organisations_for(discussion)
        self.fields["organisation"].initial = discussion.organisation_id
        self.fields["text"].max_length = comment_length_max()


class OfficialReplyView(WagtailAdminTemplateMixin, FormView):
    """Answers one published comment."""

    form_class = OfficialReplyForm
    template_name = "discussion_pages/admin/official_reply.html"
    page_title = gettext_lazy("Reply officially")
    header_icon = "comment"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Turn away those who speak for no body here.

        Raises:
            PermissionDenied: they do not.
        """
        if not permissions.may_reply_officially(request.user, None):
            raise PermissionDenied
        if not permissions.may_reply_officially(request.user, self.comment.discussion):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def comment(self) -> DiscussionComment:
        """The published comment that is answered."""
        published = DiscussionComment.objects.published().select_related("discussion")
        return get_object_or_404(published, pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form what is answered."""
        return super().get_form_kwargs() | {"comment": self.comment}

    def form_valid(self, form: OfficialReplyForm) -> HttpResponse:
        """Post the reply."""
        try:
            reply = post_official_reply(
                discussion=self.comment.discussion,
                author=self.request.user,
                organisation=form.cleaned_data["organisation"],
                text=form.cleaned_data["text"],
                reply_to=self.comment,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error("text" if refusal.field else None, str(refusal))
            return self.form_invalid(form)
        messages.success(
            self.request,
            _("The reply is published."),
            buttons=[messages.button(reply.get_absolute_url(), _("View live"), new_window=False)],
        )
        return redirect(self.done_url)

    def form_invalid(self, form: OfficialReplyForm) -> HttpResponse:
        """Keep what was typed and say what is missing."""
        return self.render_to_response(self.get_context_data(form=form), status=422)

    @property
    def done_url(self) -> str:
        """Where to go afterwards: back to the comment, for those who may read it there."""
        if permissions.may_view_all(self.request.user, self.comment.discussion):
            return reverse("discussions_comments_modeladmin_inspect", args=[str(self.comment.pk)])
        return reverse("wagtailadmin_home")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the comment that is answered."""
        return super().get_context_data(
            comment=self.comment,
            author=labels.author_label(self.comment),
            done_url=self.done_url,
            **kwargs,
        )

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the comment."""
        return [
            *super().get_breadcrumbs_items(),
            {"url": self.done_url, "label": _("Comment %(pk)s") % {"pk": self.comment.pk}},
            {"url": "", "label": self.page_title},
        ]
