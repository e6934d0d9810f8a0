"""Choosing what one is called."""

from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, transaction

from members.models import User
from members.rules.pseudonyms import NameProblem, pseudonym_problem, tidy_name


class PseudonymTakenError(Exception):
    """Another member goes by a name that looks the same."""


def organisation_names() -> list[str]:
    """Return the names that nobody may pass for: the site's, and every organisation's on it."""
    names = [str(settings.WAGTAIL_SITE_NAME)]
    for pair in apps.get_model("discussion_pages", "Organisation").objects.values_list(
        "name", "short_name"
    ):
        names.extend(filter(None, pair))
    return names


def choose_names(*, user: User, pseudonym: str, full_name: str) -> None:
    """Change a member's pseudonym and full name; the caller has checked them by the rules.

    A full name that stays as it is keeps its two parts, which staff may have divided otherwise.

    Raises PseudonymTakenError when somebody else was quicker; nothing is changed then.
    """
    if User.objects.is_shown_full_name(pseudonym, except_by=user):
        raise PseudonymTakenError
    user.pseudonym = tidy_name(pseudonym)
    if tidy_name(full_name) != user.full_name:
        user.full_name = tidy_name(full_name)
    try:
        with transaction.atomic():
            user.save(update_fields=["pseudonym", "first_name", "last_name"])
    except IntegrityError:
        user.refresh_from_db(fields=["pseudonym", "pseudonym_key", "first_name", "last_name"])
        raise PseudonymTakenError from None


def claim_wanted_pseudonym(*, user: User) -> NameProblem | None:
    """Give a member the pseudonym asked for at sign-up, now that the address is confirmed.

    Until then it is nobody's: a form that said "taken" straight after a sign-up would tell
    whether that sign-up made an account, and so whether an address has one. Raises
    PseudonymTakenError, or returns what is wrong with it by now; the wish is dropped either way.
    """
    wanted, user.wanted_pseudonym = user.wanted_pseudonym, ""
    user.save(update_fields=["wanted_pseudonym"])
    if not wanted or user.pseudonym:
        return None
    if problem := pseudonym_problem(wanted, organisation_names=organisation_names()):
        return problem
    choose_names(user=user, pseudonym=wanted, full_name=user.full_name)
    return None
