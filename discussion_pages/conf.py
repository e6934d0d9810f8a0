"""The app's settings, read when they are asked for. All begin with ``DISCUSSION_PAGES_``."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

DEFAULTS: dict[str, Any] = {
    # Dotted path to a callable: user -> the name shown with that member's comments.
    "DISPLAY_NAME": "discussion_pages.display_names.full_name_or_number",
    # How long an author may edit, in minutes.
    "EDIT_MINUTES": 15,
    # Reports that one network may send without an account, an hour.
    "ANONYMOUS_REPORTS_PER_HOUR": 5,
    # How long a comment opened at the desk counts as somebody's, in minutes.
    "CLAIM_MINUTES": 5,
    # Dotted paths to the phases that a comment passes before it is kept, in their order.
    "PIPELINE": (
        "discussion_pages.services.phases.window_and_permission",
        "discussion_pages.services.phases.sanctions",
        "discussion_pages.services.phases.duplicate_and_flood",
        "discussion_pages.services.phases.links",
        "discussion_pages.services.phases.word_rules",
        "discussion_pages.services.phases.personal_data",
        "discussion_pages.services.phases.moderation_mode",
    ),
    # Comments that one member may post in so many minutes before the next one waits; 0: any number.
    "FLOOD_COMMENTS": 10,
    "FLOOD_MINUTES": 10,
    # How long a headless front end may show the draft of a preview, in minutes.
    "PREVIEW_MINUTES": 60,
    # Proxies in front of the site that append to X-Forwarded-For.
    "TRUSTED_PROXIES": 0,
    # Who sends e-mail and webhooks: "task", a background task after each commit, or "command", only
    # `manage.py send_notices` and `manage.py send_webhooks`.
    "DELIVERY": "task",
    # Hosts that webhooks may be sent to although they stand in a private network.
    "WEBHOOK_HOSTS": (),
    # Whether webhooks may go to this very machine, also by plain http: for tests and development.
    "WEBHOOK_LOOPBACK": False,
    # How long the log of webhooks is kept, in days.
    "WEBHOOK_LOG_DAYS": 30,
    # How long before its closing a consultation is announced as closing soon, in hours.
    "CLOSING_SOON_HOURS": 48,
    # The hour of the day, by the site's clock, from which daily e-mails are made.
    "DIGEST_HOUR": 8,
    # Dotted path to a callable: app token -> user or None, for the participation API. "": none.
    "SESSION_TOKEN_USER": "",
    # Dotted path to a callable: request -> whether the browser's session may carry what its person
    # may do as staff, for the participation API. "": it may.
    "STAFF_SESSION": "",
    # Requests that one caller may send to the participation API: "300/m" is 300 a minute.
    "API_LIMITS": {"read": "300/m", "write": "30/m", "report": "20/h"},
    # Requests that one caller may send to Wagtail's v3 API: "600/m" is 600 a minute.
    "API_V3_LIMITS": {"read": "600/m", "write": "60/m"},
    # Forms that one account, or one network for everybody in it, may send: "30/m" is 30 a minute,
    # and "" any number. "search" counts questions.
    "FORM_LIMITS": {
        "write": "30/m",
        "write_network": "300/m",
        "report": "20/h",
        "report_network": "100/h",
        "search": "60/m",
        "search_network": "600/m",
        "password": "30/m",
        "password_network": "300/m",
    },
    # How long the deletions feed of the read API knows what went, in days.
    "DELETIONS_DAYS": 90,
    # The renditions of images that anybody may ask the read API for: nothing else is encoded.
    "API_RENDITIONS": (
        "fill-320x180",
        "fill-640x360",
        "fill-1280x720",
        "width-400",
        "width-800",
        "width-1200",
        "max-1600x1600",
    ),
    # The alias in CACHES in which whole answers for anonymous readers are kept. "": none are.
    "CACHE": "",
    # How long such an answer is kept at most, in seconds, though nothing changes.
    "CACHE_SECONDS": 3600,
    # The same for addresses with parameters, such as a discussion in another order.
    "CACHE_QUERY_SECONDS": 30,
    # How long caches before the site keep it, in seconds, where they can be told of changes.
    "CACHE_SHARED_SECONDS": 60,
    # Ports beside that of WAGTAILADMIN_BASE_URL at which readers ask for the site.
    "CACHE_PORTS": (),
    # Cookies beside the session's by which pages differ: whoever sends one gets a page made anew.
    "CACHE_COOKIES": (),
    # Parameters that no page reads, as links in newsletters carry them; a star is any ending.
    "CACHE_IGNORED_PARAMETERS": (
        "utm_*",
        "mtm_*",
        "fbclid",
        "gclid",
        "msclkid",
        "mc_cid",
        "mc_eid",
    ),
    # Dotted paths to the inventories of what is kept about people.
    "INVENTORIES": ("discussion_pages.data_protection.INVENTORY",),
    # Dotted path to a callable: user -> dict of what the account itself holds, for its download.
    "ACCOUNT_EXPORT": "discussion_pages.services.own_data.account_of",
}


def setting(name: str) -> Any:
    """Return the host's value of ``DISCUSSION_PAGES_<name>``, else our default.

    Raises:
        KeyError: there is no such setting.
    """
    return getattr(settings, f"DISCUSSION_PAGES_{name}", DEFAULTS[name])


def display_name(user: Any) -> str:
    """Return the name under which a member's comments are shown, cut to fit its column."""
    function: Callable[[Any], str] = import_string(setting("DISPLAY_NAME"))
    return str(function(user))[:100]


def phases_in_force() -> list[Callable[..., Any]]:
    """Return the phases that a comment passes, in their order."""
    return [import_string(path) for path in setting("PIPELINE")]
