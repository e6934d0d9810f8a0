"""The site's user model: a person known by e-mail address, shown under a name of their choice."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.display_names import display_name
from members.fields import EMAIL_MAX_LENGTH, LowerCaseEmailField
from members.managers import UserManager
from members.rules.pseudonyms import PSEUDONYM_MAX_LENGTH, pseudonym_key


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account: a member of the public or of staff.

    There is no user name. The e-mail address is for logging in and is never shown; `str()` gives
    the name that may be seen in public, so that a template which prints a user leaks nothing.
    The name is kept in two parts because Wagtail's own user pages list, sort and search by them;
    members meet it as one `full_name`.
    """

    email = LowerCaseEmailField(
        _("email address"),
        max_length=EMAIL_MAX_LENGTH,
        unique=True,
        error_messages={"unique": _("There is already an account with this email address.")},
    )
    first_name = models.CharField(_("first name"), max_length=150, blank=True)
    last_name = models.CharField(_("last name"), max_length=150, blank=True)
    pseudonym = models.CharField(
        _("pseudonym"),
        max_length=PSEUDONYM_MAX_LENGTH,
        blank=True,
        help_text=_("Shown beside your comments instead of your name."),
    )
    pseudonym_key = models.CharField(
        max_length=255,
        unique=True,
        null=True,
        blank=True,
        editable=False,
        help_text=_("The pseudonym with look-alike spellings made one; worked out when saved."),
    )
    wanted_pseudonym = models.CharField(
        max_length=PSEUDONYM_MAX_LENGTH,
        blank=True,
        editable=False,
        help_text=_("Asked for at sign-up; becomes the pseudonym once the address is confirmed."),
    )
    agreed_at = models.DateTimeField(
        _("agreed to the terms"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("When the person agreed, at sign-up, to how comments are published."),
    )
    is_staff = models.BooleanField(
        _("staff"),
        default=False,
        help_text=_("Works for the organisation that runs this site."),
    )
    is_active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_("Untick this to stop someone logging in without deleting the account."),
    )
    date_joined = models.DateTimeField(_("date joined"), default=timezone.now)

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="members_user_email_unique_in_any_case",
                violation_error_message=_("There is already an account with this email address."),
            ),
        ]

    def __str__(self) -> str:
        return display_name(self)

    @property
    def full_name(self) -> str:
        """The person's name as they write it, or an empty string."""
        return f"{self.first_name} {self.last_name}".strip()

    @full_name.setter
    def full_name(self, value: str) -> None:
        """Keep a name in Wagtail's two parts; joined again they are what was typed."""
        first, _space, last = " ".join(value.split()).rpartition(" ")
        self.first_name, self.last_name = (first, last) if first else (last, "")

    def get_full_name(self) -> str:
        """Return the full name, or an empty string: never the e-mail address."""
        return self.full_name

    def get_short_name(self) -> str:
        """Return the name to greet the person by, or an empty string: never the e-mail address."""
        return self.first_name or self.pseudonym

    def clean(self) -> None:
        """Work out the pseudonym's key before Django checks that it is unique."""
        super().clean()
        self.pseudonym_key = pseudonym_key(self.pseudonym) or None

    def save(self, **kwargs: Any) -> None:
        """Save the pseudonym's key whenever the pseudonym itself is saved."""
        self.pseudonym_key = pseudonym_key(self.pseudonym) or None
        update_fields = kwargs.get("update_fields")
        if update_fields is not None and "pseudonym" in update_fields:
            kwargs["update_fields"] = {*update_fields, "pseudonym_key"}
        super().save(**kwargs)
