"""What a member chooses about e-mail."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from discussion_pages.models import NoticePreference
from discussion_pages.models.notices import DELIVERY_CHOICES


class NoticeSettingsForm(forms.Form):
    """When to write to a member about what, and in which language."""

    moderation = forms.ChoiceField(
        label=_("My comments, reports and appeals"),
        help_text=_("What moderators decide about them."),
        choices=DELIVERY_CHOICES,
        widget=forms.RadioSelect,
    )
    following = forms.ChoiceField(
        label=_("Replies, and what I follow"),
        help_text=_("Replies to you, and new comments in discussions that you follow."),
        choices=DELIVERY_CHOICES,
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(label=_("Language of e-mails"), required=False)

    def __init__(self, *args: Any, preference: NoticePreference, **kwargs: Any) -> None:
        super().__init__(
            *args,
            initial={
                "moderation": preference.moderation,
                "following": preference.following,
                "language": preference.language or settings.LANGUAGE_CODE,
            },
            **kwargs,
        )
        if len(settings.LANGUAGES) > 1:
            self.fields["language"].choices = [
                (code, get_language_info(code)["name_local"].capitalize())
                for code, _name in settings.LANGUAGES
            ]
        else:
            del self.fields["language"]
