"""How accounts are made and found."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import BaseUserManager

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

    def _create(self, email: str, password: str | None, **fields: Any) -> "User":
        if not email:
            raise ValueError("An account needs an e-mail address.")
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user
