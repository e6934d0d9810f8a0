"""The inventory of what this site keeps about its members' accounts, and their download."""

from typing import Any

from allauth.account.models import EmailAddress

from discussion_pages.data_protection import ACCOUNT, Entry, Erasure, exported_fields, fields_of
from members.models import User

IN, OUT = True, False
LOG = "what the security log holds: `SECURITY_LOG_DAYS`"

INVENTORY: tuple[Entry, ...] = (
    *fields_of(
        "members.User",
        ("id", "Numbers the account.", ACCOUNT, OUT, Erasure.DELETE),
        ("password", "Logging in; kept as a salted hash.", ACCOUNT, OUT, Erasure.DELETE),
        ("last_login", "When they last logged in.", ACCOUNT, IN, Erasure.DELETE),
        ("is_superuser", "Whether they run the site.", ACCOUNT, OUT, Erasure.DELETE),
        ("groups", "What staff may do.", ACCOUNT, OUT, Erasure.DELETE),
        ("user_permissions", "What staff may do.", ACCOUNT, OUT, Erasure.DELETE),
        ("email", "Logging in, and being told things; never shown.", ACCOUNT, IN, Erasure.DELETE),
        ("first_name", "What to call them, if they say.", ACCOUNT, IN, Erasure.DELETE),
        ("last_name", "What to call them, if they say.", ACCOUNT, IN, Erasure.DELETE),
        ("pseudonym", "The name beside their comments.", ACCOUNT, IN, Erasure.DELETE),
        ("pseudonym_key", "Tells look-alike pseudonyms apart.", ACCOUNT, OUT, Erasure.DELETE),
        ("wanted_pseudonym", "The pseudonym asked for at sign-up.", ACCOUNT, IN, Erasure.DELETE),
        ("agreed_at", "When they agreed to the terms.", ACCOUNT, IN, Erasure.DELETE),
        ("is_staff", "Whether they work here.", ACCOUNT, OUT, Erasure.DELETE),
        ("is_active", "Whether the account is switched on.", ACCOUNT, OUT, Erasure.DELETE),
        ("date_joined", "Since when there is the account.", ACCOUNT, IN, Erasure.DELETE),
    ),
    *fields_of(
        "account.EmailAddress",
        ("id", "Numbers the address.", ACCOUNT, OUT, Erasure.DELETE),
        ("user", "Whose address it is.", ACCOUNT, OUT, Erasure.DELETE),
        ("email", "An address, also one still to be confirmed.", ACCOUNT, IN, Erasure.DELETE),
        ("verified", "Whether it was confirmed.", ACCOUNT, IN, Erasure.DELETE),
        ("primary", "Whether it is the one that logs in.", ACCOUNT, IN, Erasure.DELETE),
    ),
    *fields_of(
        "account.EmailConfirmation",
        ("id", "Table of the accounts package.", "not used", OUT, Erasure.DELETE),
        ("email_address", "Table of the accounts package.", "not used", OUT, Erasure.DELETE),
        ("created", "Table of the accounts package.", "not used", OUT, Erasure.DELETE),
        ("sent", "Table of the accounts package.", "not used", OUT, Erasure.DELETE),
        ("key", "Table of the accounts package.", "not used", OUT, Erasure.DELETE),
    ),
    *fields_of(
        "mfa.Authenticator",
        ("id", "Numbers the second factor.", ACCOUNT, OUT, Erasure.DELETE),
        ("user", "Whose it is.", ACCOUNT, OUT, Erasure.DELETE),
        ("type", "An app, or recovery codes.", ACCOUNT, OUT, Erasure.DELETE),
        ("data", "What makes the codes; kept encrypted.", ACCOUNT, OUT, Erasure.DELETE),
        ("created_at", "Since when it is set up.", ACCOUNT, OUT, Erasure.DELETE),
        ("last_used_at", "When it was last used.", ACCOUNT, OUT, Erasure.DELETE),
    ),
    *fields_of(
        "wagtailcore.APIToken",
        ("id", "Numbers the token.", ACCOUNT, OUT, Erasure.DELETE),
        ("user", "Whose powers it has.", ACCOUNT, OUT, Erasure.DELETE),
        ("name", "What it is for, in its owner's words.", ACCOUNT, OUT, Erasure.DELETE),
        ("key_hash", "Recognises it; kept as a keyed hash.", ACCOUNT, OUT, Erasure.DELETE),
        ("prefix", "Tells it from others in a list.", ACCOUNT, OUT, Erasure.DELETE),
        ("created", "When it was made.", ACCOUNT, OUT, Erasure.DELETE),
        ("revoked_at", "Since when it opens nothing.", ACCOUNT, OUT, Erasure.DELETE),
        ("last_used_at", "When it was last used.", ACCOUNT, OUT, Erasure.DELETE),
    ),
    *fields_of(
        "wagtailcore.ModelLogEntry",
        ("id", "Numbers the entry.", LOG, OUT, Erasure.KEEP),
        ("content_type", "What kind of record it is about.", LOG, OUT, Erasure.KEEP),
        ("label", "The record's title; accounts are named by number.", LOG, OUT, Erasure.KEEP),
        ("action", "What was done.", LOG, OUT, Erasure.KEEP),
        ("data", "Which rights, which table, which step.", LOG, OUT, Erasure.KEEP),
        ("timestamp", "When.", LOG, OUT, Erasure.KEEP),
        ("uuid", "Ties entries of one act together.", LOG, OUT, Erasure.KEEP),
        ("user", "Who of the staff did it; a number.", LOG, OUT, Erasure.KEEP),
        ("revision", "Not used for accounts.", LOG, OUT, Erasure.KEEP),
        ("content_changed", "Whether the record changed.", LOG, OUT, Erasure.KEEP),
        ("deleted", "Whether the record went.", LOG, OUT, Erasure.KEEP),
        ("object_id", "Which record: an account's number.", LOG, OUT, Erasure.KEEP),
    ),
)


def account_export(user: User) -> dict[str, Any]:
    """Return what the account holds, for its owner's download."""
    account = {name: getattr(user, name) for name in exported_fields("members.User")}
    names = exported_fields("account.EmailAddress")
    addresses = EmailAddress.objects.filter(user=user).order_by("pk").values(*names)
    return account | {"email_addresses": list(addresses)}
