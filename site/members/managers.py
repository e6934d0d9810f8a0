"""How accounts are made and found."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import BaseUserManager
from django.db.models import Q, Value
from django.db.models.functions import Concat, Trim

from members.rules.pseudonyms import pseudonym_key

if TYPE_CHECKING:
    from members.models import User


class UserManager(BaseUserManager["User"]):
    """Makes accounts from an e-mail address: there is no user name."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create and return a member.

        Raises ValueError when the address is empty. Without a password the account cannot be
        logged in to until one is set by a reset.
        """
        return self._create(email, password, **{"is_staff": False, "is_superuser": False} | fields)

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create and return a member who may do everything (used by `createsuperuser`)."""
        if fields.get("is_staff") is False or fields.get("is_superuser") is False:
            raise ValueError("A superuser has is_staff and is_superuser set.")
        return self._create(email, password, **fields | {"is_staff": True, "is_superuser": True})

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find the account of an e-mail address, in whatever case it was typed."""
        return self.get(email=username)

    def pseudonym_is_taken(self, pseudonym: str, *, except_by: "User | None" = None) -> bool:
        """Return whether another member goes by a pseudonym that looks the same."""
        key = pseudonym_key(pseudonym)
        others = self.all() if except_by is None else self.exclude(pk=except_by.pk)
        return bool(key) and others.filter(pseudonym_key=key).exists()

    def is_shown_full_name(self, pseudonym: str, *, except_by: "User | None" = None) -> bool:
        """Return whether another member, who has no pseudonym, is shown under such a full name.

        Full names have no key of their own, since two people may share one. The database picks
        the name that differs by case alone, and those whose spelling only Python can compare:
        with letters beyond ASCII, or more than one space. A member who keeps a pseudonym, however
        respelled, is not asked to give it up for somebody who came later.
        """
        key = pseudonym_key(pseudonym)
        if not key or (except_by is not None and except_by.pseudonym_key == key):
            return False
        others = self.all() if except_by is None else self.exclude(pk=except_by.pk)
        names = (
            others.filter(pseudonym="")
            .annotate(shown=Trim(Concat("first_name", Value(" "), "last_name")))
            .filter(Q(shown__iexact=key) | Q(shown__regex=r"[^ -~]|  "))
            .values_list("shown", flat=True)
        )
        return any(pseudonym_key(name) == key for name in names.iterator())

    def _create(self, email: str, password: str | None, **fields: Any) -> "User":
        if not email:
            raise ValueError("An account needs an e-mail address.")
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user
