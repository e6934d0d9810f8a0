"""System checks: what a host forgot or mistyped, each with the line to write.

What Django cannot start without is said by ``refuse_to_start``, before the models are loaded.
"""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.shortcuts import resolve_url
from django.template import TemplateDoesNotExist
from django.template.backends.django import Template as DjangoTemplate
from django.template.loader import get_template
from django.template.loader_tags import BlockNode, ExtendsNode
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.module_loading import import_string

from discussion_pages.comments_app import QuietCommentsXtdConfig
from discussion_pages.conf import DEFAULTS, setting
from discussion_pages.front_ends import DEFAULT, PACKAGE
from discussion_pages.limits import has_counter
from discussion_pages.rules.commenting import DEPTH_MAX
from discussion_pages.rules.previews import HOST, front_end_problem
from discussion_pages.rules.quotas import read_quota

COMMENTS_CONFIG = "discussion_pages.comments_app.QuietCommentsXtdConfig"
COMMENTS_MODEL = "discussion_pages.models.DiscussionComment"
CONTEXT_PROCESSOR = "discussion_pages.context_processors.visitor"
PREFIX = "DISCUSSION_PAGES_"
# Apps whose models ours build on, and the entry that brings each.
FOUNDATIONS = {
    "django.contrib.sites": "django.contrib.sites",
    "django_comments": "django_comments",
    "django_comments_xtd": COMMENTS_CONFIG,
}
# Phases without which nobody would be kept from writing.
GUARDS = DEFAULTS["PIPELINE"][:2]
KEEPER = "discussion_pages.middleware.KeptAnswersMiddleware"
AFTER_KEEPER = (
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
)
RENDITIONS_MAX = 30
NEIGHBOURS = ("wagtail_modeladmin", "wagtail.contrib.settings")


def refuse_to_start(name: str, foundations: dict[str, str]) -> None:
    """Stop before ``name``'s models are loaded, where that would fail in riddles.

    Raises:
        ImproperlyConfigured: an app of ``foundations`` is missing, or Wagtail's page is swapped.
    """
    missing = [entry for app, entry in foundations.items() if not apps.is_installed(app)]
    if missing:
        lines = "\n".join(f'    "{entry}",' for entry in missing)
        raise ImproperlyConfigured(f"{name} needs these lines in INSTALLED_APPS:\n{lines}")
    page_model = getattr(settings, "WAGTAIL_PAGE_MODEL", "wagtailcore.Page")
    if page_model != "wagtailcore.Page":
        raise ImproperlyConfigured(
            f"{name} does not work where WAGTAIL_PAGE_MODEL replaces Wagtail's own page "
            f"(it is {page_model!r}). This is not supported yet."
        )


@register()
def check_apps(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Find missing apps, and the comments package with its own receivers."""
    found: list[CheckMessage] = missing_apps(NEIGHBOURS, app="discussion_pages")
    comments_app = apps.get_app_config("django_comments_xtd")
    if not isinstance(comments_app, QuietCommentsXtdConfig):
        found.append(
            Error(
                "INSTALLED_APPS lists django_comments_xtd with its own receivers, which would "
                "publish held and rejected replies.",
                hint=f'Replace "django_comments_xtd" in INSTALLED_APPS by "{COMMENTS_CONFIG}".',
                id="discussion_pages.E002",
            )
        )
    return found


@register()
def check_comment_settings(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> Iterator[CheckMessage]:
    """Find what the two comment packages need to know."""
    if getattr(settings, "COMMENTS_APP", None) != "django_comments_xtd":
        yield _wrong("COMMENTS_APP", '"django_comments_xtd"', "E003")
    if getattr(settings, "COMMENTS_XTD_MODEL", None) != COMMENTS_MODEL:
        yield Error(
            _is_now("COMMENTS_XTD_MODEL"),
            hint=f'Write COMMENTS_XTD_MODEL = "{COMMENTS_MODEL}". '
            "A site that already has a comment model of its own is not supported yet.",
            id="discussion_pages.E004",
        )
    by_model = getattr(settings, "COMMENTS_XTD_MAX_THREAD_LEVEL_BY_APP_MODEL", {})
    level = by_model.get(
        "discussion_pages.discussionpage", getattr(settings, "COMMENTS_XTD_MAX_THREAD_LEVEL", 0)
    )
    if not _is_count(level) or level < DEPTH_MAX:
        yield Error(
            _is_now("COMMENTS_XTD_MAX_THREAD_LEVEL", level),
            hint="Write COMMENTS_XTD_MAX_THREAD_LEVEL = 7. "
            f"Replies stand up to {DEPTH_MAX} levels deep.",
            id="discussion_pages.E005",
        )
    if not isinstance(getattr(settings, "SITE_ID", None), int):
        yield _wrong("SITE_ID", "1", "E006")
    if not settings.USE_TZ:
        yield _wrong("USE_TZ", "True", "E007")
    length = getattr(settings, "COMMENT_MAX_LENGTH", 3000)
    if not _is_count(length) or length == 0:
        yield _wrong("COMMENT_MAX_LENGTH", "3000", "E008")


@register(Tags.templates)
def check_context_processor(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Find a host whose templates would take every member for a stranger."""
    engines = [
        engine
        for engine in settings.TEMPLATES
        if engine.get("BACKEND", "").endswith(".DjangoTemplates")
    ]
    if any(
        CONTEXT_PROCESSOR in engine.get("OPTIONS", {}).get("context_processors", ())
        for engine in engines
    ):
        return []
    return [
        Error(
            f"TEMPLATES names no context processor {CONTEXT_PROCESSOR}: no member could comment.",
            hint=f'Write TEMPLATES[0]["OPTIONS"]["context_processors"] += ["{CONTEXT_PROCESSOR}"].',
            id="discussion_pages.E009",
        )
    ]


@register()
def check_own_settings(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> Iterator[CheckMessage]:
    """Find values of the wrong kind, and names that we do not know."""
    for name, answer in (("DISPLAY_NAME", "a name"), ("ACCOUNT_EXPORT", "a dictionary")):
        path = setting(name)
        if not _names_callable(path):
            yield Error(
                f"{PREFIX}{name} names nothing that can be called: {path!r}.",
                hint=f"Give the dotted path of a function that takes a user and returns {answer}, "
                f'for example {PREFIX}{name} = "{DEFAULTS[name]}".',
                id="discussion_pages.E010",
            )
    yield from _inventory_messages(setting("INVENTORIES"))
    yield from _pipeline_messages(setting("PIPELINE"))
    if setting("DELIVERY") not in {"task", "command"}:
        yield Error(
            f"{PREFIX}DELIVERY is {setting('DELIVERY')!r}, so nobody would send e-mail.",
            hint=f'Write {PREFIX}DELIVERY = "task" or {PREFIX}DELIVERY = "command".',
            id="discussion_pages.E017",
        )
    if setting("DIGEST_HOUR") not in range(24):
        yield Error(
            f"{PREFIX}DIGEST_HOUR is {setting('DIGEST_HOUR')!r}, which is not an hour of the day.",
            hint=f"Write {PREFIX}DIGEST_HOUR = {DEFAULTS['DIGEST_HOUR']}, or leave it out.",
            id="discussion_pages.E018",
        )
    yield from _rendition_messages(setting("API_RENDITIONS"))
    if setting("DELETIONS_DAYS") == 0:
        yield Error(
            f"{PREFIX}DELETIONS_DAYS is 0, so no mirror of the read API could learn what went.",
            hint=f"Write {PREFIX}DELETIONS_DAYS = {DEFAULTS['DELETIONS_DAYS']}, or leave it out.",
            id="discussion_pages.E030",
        )
    for name, default in DEFAULTS.items():
        is_number = isinstance(default, int) and not isinstance(default, bool)
        if is_number and not _is_count(setting(name)):
            yield Error(
                f"{PREFIX}{name} is {setting(name)!r}, which is not a whole number from 0.",
                hint=f"Write {PREFIX}{name} = {default}, or leave it out.",
                id="discussion_pages.E011",
            )
    known = [f"{PREFIX}{name}" for name in DEFAULTS]
    for name in dir(settings):
        if name.startswith(PREFIX) and name not in known:
            close = get_close_matches(name, known, n=1)
            yield Error(
                f"There is no setting {name}.",
                hint=f"Did you mean {close[0]}?" if close else f"There are {', '.join(known)}.",
                id="discussion_pages.E012",
            )


@register()
def check_api_v3(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> Iterator[CheckMessage]:
    """Find Wagtail's v3 API without our part of it, or with it in the wrong place."""
    ours, wagtails = "discussion_pages.api.v3", "wagtail.api.v3"
    if not apps.is_installed(ours):
        if apps.is_installed(wagtails):
            yield Warning(
                f"INSTALLED_APPS has {wagtails} without {ours}, so it cannot serve our pages.",
                hint=f'Put "{ours}" before all of Wagtail\'s apps, and mount its addresses.',
                id="discussion_pages.W040",
            )
        return
    if not apps.is_installed(wagtails):
        yield missing_apps([wagtails], app="discussion_pages")[0]
        return
    from discussion_pages.api.v3.generating import arrived

    if not arrived["in_time"]:
        yield Error(
            f"INSTALLED_APPS lists {ours} too late: Wagtail has made its schemas without it.",
            hint=f'Put "{ours}" before all of Wagtail\'s apps.',
            id="discussion_pages.E041",
        )


@register()
def check_webhook_settings(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> Iterator[CheckMessage]:
    """Find values that would send webhooks nowhere, or where they do not belong."""
    hosts = setting("WEBHOOK_HOSTS")
    if not isinstance(hosts, list | tuple | set | frozenset) or not all(map(_is_host, hosts)):
        yield Error(
            f"{PREFIX}WEBHOOK_HOSTS is {hosts!r}, which is no list of host names.",
            hint=f'Write {PREFIX}WEBHOOK_HOSTS = ["data.example.org"], names alone: no https://, '
            "no port, no path.",
            id="discussion_pages.E019",
        )
    if not isinstance(setting("WEBHOOK_LOOPBACK"), bool):
        yield Error(
            f"{PREFIX}WEBHOOK_LOOPBACK is {setting('WEBHOOK_LOOPBACK')!r}, not True or False.",
            hint=f"Write {PREFIX}WEBHOOK_LOOPBACK = False, or leave it out.",
            id="discussion_pages.E022",
        )


@register(Tags.security, deploy=True)
def check_webhooks_stay_outside(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Find a server that would send webhooks to itself."""
    if setting("WEBHOOK_LOOPBACK") is not True:
        return []
    return [
        Warning(
            f"{PREFIX}WEBHOOK_LOOPBACK is True: whoever manages webhooks can have this machine "
            "send requests to itself.",
            hint="Leave it out, except for tests and development.",
            id="discussion_pages.W003",
        )
    ]


@register(Tags.caches)
def check_kept_answers(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> Iterator[CheckMessage]:
    """Find a cache of answers that is not there, or that nobody asks."""
    alias = setting("CACHE")
    if not alias:
        return
    if alias not in settings.CACHES:
        yield Error(
            f"{PREFIX}CACHE is {alias!r}, which is no entry of CACHES.",
            hint=f'Write {PREFIX}CACHE = "default", or another name from CACHES.',
            id="discussion_pages.E050",
        )
    middleware = list(settings.MIDDLEWARE)
    if KEEPER not in middleware:
        yield Error(
            f"{PREFIX}CACHE names a cache, but nothing keeps answers in it.",
            hint=f'Add "{KEEPER}" to MIDDLEWARE, before whatever opens a session.',
            id="discussion_pages.E051",
        )
    elif any(name in middleware[: middleware.index(KEEPER)] for name in AFTER_KEEPER):
        yield Error(
            f'"{KEEPER}" comes after middleware that knows the visitor: each kept answer would '
            "cost what it saves.",
            hint="Move it before sessions, languages, messages and CSRF protection in MIDDLEWARE.",
            id="discussion_pages.E052",
        )
    for name in ("CACHE_SECONDS", "CACHE_QUERY_SECONDS"):
        value = setting(name)
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            yield Error(
                f"{PREFIX}{name} is {value!r}, which is no number of seconds.",
                hint=f"Write a whole number, such as {PREFIX}{name} = {DEFAULTS[name]}.",
                id="discussion_pages.E053",
            )


@register(Tags.caches, deploy=True)
def check_kept_answers_are_shared(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Find a cache in memory, of which other processes would know nothing."""
    backend = settings.CACHES.get(setting("CACHE"), {}).get("BACKEND")
    if backend != "django.core.cache.backends.locmem.LocMemCache":
        return []
    return [
        Warning(
            f"{PREFIX}CACHE names a cache in the memory of one process: no other process, nor any "
            "command, could say there what has changed.",
            hint="Name a cache on Redis or in the database, or none. Where one process serves, "
            "others still change what it shows: publish_scheduled, workers, every command.",
            id="discussion_pages.W050",
        )
    ]


@register(Tags.caches, deploy=True)
def check_requests_are_counted(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Find a cache that counts by reading and writing, so that limits let some more through."""
    path = settings.CACHES.get("default", {}).get("BACKEND", "")
    if not _names_callable(path) or has_counter(import_string(path)):
        return []
    return [
        Warning(
            f'CACHES["default"] is {path}, which has no counter: of requests at the same moment '
            "some are not counted, and limits let a few more through than they say.",
            hint="Use Redis or Memcached, or accept it. DISCUSSION_PAGES_CACHE may name another "
            "entry of CACHES for answers.",
            id="discussion_pages.W051",
        )
    ]


@register()
def check_api_settings(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> Iterator[CheckMessage]:
    """Find values with which the participation API would fail, or let no member in."""
    yield from _limit_messages("API_LIMITS")
    yield from _limit_messages("API_V3_LIMITS")
    yield from _limit_messages("FORM_LIMITS", may_be_blank=True, error="E081")
    path = setting("SESSION_TOKEN_USER")
    if path != "" and not _names_callable(path):
        yield Error(
            f"{PREFIX}SESSION_TOKEN_USER names nothing that can be called: {path!r}.",
            hint="Give the dotted path of a function that takes the token of a member's app and "
            "returns the user or None. With django-allauth's headless mode: "
            f"{PREFIX}SESSION_TOKEN_USER = "
            '"discussion_pages.api.participation.auth.allauth_user".',
            id="discussion_pages.E024",
        )
    path = setting("STAFF_SESSION")
    if path != "" and not _names_callable(path):
        yield Error(
            f"{PREFIX}STAFF_SESSION names nothing that can be called: {path!r}.",
            hint="Give the dotted path of a function that takes a request and returns whether its "
            "session may carry what its person may do as staff, or leave the setting out.",
            id="discussion_pages.E080",
        )


@register()
def check_front_ends(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> Iterator[CheckMessage]:
    """Find front ends to which no preview could lead, before an editor finds them."""
    given = getattr(settings, "WAGTAIL_HEADLESS_PREVIEW", {})
    urls = given.get("CLIENT_URLS", {}) if isinstance(given, dict) else None
    if not isinstance(urls, dict):
        yield Error(
            "WAGTAIL_HEADLESS_PREVIEW names its front ends in no dictionary.",
            hint="Write WAGTAIL_HEADLESS_PREVIEW = "
            '{"CLIENT_URLS": {"default": "https://front.example.org/"}}.',
            id="discussion_pages.E030",
        )
        return
    for host, url in urls.items():
        problem = front_end_problem(url)
        if problem is not None:
            yield Error(
                f'WAGTAIL_HEADLESS_PREVIEW["CLIENT_URLS"] has {url!r} for {host!r}: {problem}.',
                hint=f'Write {{"{host}": "https://front.example.org/"}}, or leave it out.',
                id="discussion_pages.E031",
            )
        if host != DEFAULT and not (isinstance(host, str) and HOST.fullmatch(host)):
            yield Error(
                f'WAGTAIL_HEADLESS_PREVIEW["CLIENT_URLS"] has the key {host!r}, which is neither '
                'a site\'s host name without its port nor "default".',
                hint=f'Write {{"consultations.example.org": "{url}"}}.',
                id="discussion_pages.E032",
            )
    if urls and not apps.is_installed(PACKAGE):
        yield Warning(
            f"WAGTAIL_HEADLESS_PREVIEW names front ends, and {PACKAGE} is not installed: "
            "editors preview on the website only.",
            hint=f'Add "{PACKAGE}" to INSTALLED_APPS and run migrate.',
            id="discussion_pages.W030",
        )
    if setting("PREVIEW_MINUTES") == 0:
        yield Error(
            f"{PREFIX}PREVIEW_MINUTES is 0: each preview would be over at once.",
            hint=f"Write {PREFIX}PREVIEW_MINUTES = {DEFAULTS['PREVIEW_MINUTES']}, or leave it out.",
            id="discussion_pages.E033",
        )


@register(Tags.urls)
def check_log_in_address(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Find a ``LOGIN_URL`` at which nobody can log in."""
    hint = 'Write LOGIN_URL = "…" with the name or address of the page where your members log in.'
    try:
        address = resolve_url(settings.LOGIN_URL)
        match = resolve(address.partition("?")[0]) if address.startswith("/") else None
    except (NoReverseMatch, Resolver404):
        return [Error(_leads("nowhere"), hint=hint, id="discussion_pages.E013")]
    if match is not None and match.url_name == "wagtail_serve":
        return [Warning(_leads("only to a Wagtail page"), hint=hint, id="discussion_pages.W001")]
    return []


@register(Tags.urls)
def check_addresses(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Find a host in which the moderation policy has no address."""
    try:
        reverse("discussions:policy")
    except NoReverseMatch:
        return [
            Error(
                "discussion_pages.urls_site is not included: "
                "the moderation policy and members' own pages have no address.",
                hint='Write path("", include("discussion_pages.urls_site")) in your URLconf, '
                "before Wagtail's own addresses.",
                id="discussion_pages.E014",
            )
        ]
    return []


@register(Tags.templates)
def check_base_template(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Find a frame that our pages do not fit into."""
    return seam_messages("discussion_pages")


def missing_apps(names: Sequence[str], *, app: str) -> list[CheckMessage]:
    """Return an error of ``app`` for each app of ``names`` that is not installed."""
    return [
        Error(
            f"{app} needs {name}, which is not in INSTALLED_APPS.",
            hint=f'Add "{name}" to INSTALLED_APPS.',
            id=f"{app}.E001",
        )
        for name in names
        if not apps.is_installed(name)
    ]


def seam_messages(app: str) -> list[CheckMessage]:
    """Return what hinders ``app``'s pages from showing inside the host's frame."""
    seam = f"{app}/base.html"
    try:
        blocks = set(_block_names(seam))
    except TemplateDoesNotExist as error:
        return [
            Error(
                f"The pages of {app} have no frame: there is no template {error}.",
                hint="Write a base.html with the blocks title and content, or a "
                f'{seam} of your own, for example {{% extends "your/frame.html" %}}.',
                id=f"{app}.E020",
            )
        ]
    found: list[CheckMessage] = []
    if "content" not in blocks:
        found.append(
            Error(
                f"The frame that {seam} extends has no block content: its pages would be empty.",
                hint="Write {% block content %}{% endblock %} where a page's content belongs.",
                id=f"{app}.E021",
            )
        )
    for block, what, where in (
        ("extra_css", "style sheets", "before </head>"),
        ("extra_js", "scripts", "before </body>"),
    ):
        if block not in blocks:
            found.append(
                Warning(
                    f"The frame that {seam} extends has no block {block}: "
                    f"the {what} of {app} would not load.",
                    hint=f"Write {{% block {block} %}}{{% endblock %}} {where}.",
                    id=f"{app}.W021",
                )
            )
    return found


def _block_names(name: str) -> Iterator[str]:
    """Return the blocks of a template and of those it extends, as far as their names are fixed.

    Raises:
        TemplateDoesNotExist: one of them is not there.
    """
    template = get_template(name)
    if not isinstance(template, DjangoTemplate):
        return
    nodes = template.template.nodelist
    yield from (node.name for node in nodes.get_nodes_by_type(BlockNode))
    for extends in nodes.get_nodes_by_type(ExtendsNode):
        yield from _block_names(str(extends.parent_name.resolve({})))


def _pipeline_messages(paths: Any) -> Iterator[CheckMessage]:
    name = f"{PREFIX}PIPELINE"
    if not isinstance(paths, list | tuple):
        yield Error(
            f"{name} is {paths!r}, which is no list of phases.",
            hint=f"Write {name} = [*discussion_pages.conf.DEFAULTS["
            '"PIPELINE"], "your.phase"], or leave it out.',
            id="discussion_pages.E015",
        )
        return
    for path in paths:
        if not _names_callable(path):
            yield Error(
                f"{name} names nothing that can be called: {path!r}.",
                hint="Give the dotted path of a function that takes a submission and the keyword "
                "at, and returns a verdict or None.",
                id="discussion_pages.E015",
            )
    missing = [path for path in GUARDS if path not in paths]
    if missing:
        yield Warning(
            f"{name} leaves out {', '.join(missing)}: comments would be taken after a discussion "
            "has closed, or from members under a sanction.",
            hint=f"Put them first in {name}, unless phases of your own do the same.",
            id="discussion_pages.W002",
        )


def _is_quota(text: Any) -> bool:
    try:
        read_quota(text)
    except (AttributeError, ValueError):
        return False
    return True


def _limit_messages(
    setting_name: str, *, may_be_blank: bool = False, error: str = "E023"
) -> Iterator[CheckMessage]:
    name, limits, default = f"{PREFIX}{setting_name}", setting(setting_name), DEFAULTS[setting_name]
    hint = f"Write {name} = {default}, with numbers of your own, or leave it out."
    if not isinstance(limits, dict):
        yield Error(
            f"{name} is {limits!r}, which is no dictionary of limits.",
            hint=hint,
            id=f"discussion_pages.{error}",
        )
        limits = default
    if missing := [key for key in default if key not in limits]:
        yield Error(
            f"{name} has no limit for {', '.join(missing)}.",
            hint=hint,
            id=f"discussion_pages.{error}",
        )
    for key, quota in limits.items():
        if not _is_quota(quota) and not (may_be_blank and quota == ""):
            yield Error(
                f"{name} has for {key} the limit {quota!r}, which is no number of requests in a "
                "second, minute, hour or day.",
                hint=f'Write for example {name} = {{"{key}": "300/m", …}}; s, m, h and d are the '
                "periods.",
                id=f"discussion_pages.{error}",
            )


def _rendition_messages(specs: Any) -> Iterator[Error]:
    name = f"{PREFIX}API_RENDITIONS"
    hint = f"Write {name} = {DEFAULTS['API_RENDITIONS'][:2]!r}, for example, or leave it out."
    if not isinstance(specs, list | tuple) or len(specs) > RENDITIONS_MAX:
        yield Error(
            f"{name} is no list of at most {RENDITIONS_MAX} filters.",
            hint=hint,
            id="discussion_pages.E031",
        )
        return
    for spec in specs:
        if not _is_filter(spec):
            yield Error(
                f"{name} names a filter that images do not have: {spec!r}.",
                hint=hint,
                id="discussion_pages.E031",
            )


def _is_filter(spec: Any) -> bool:
    """Say whether Wagtail can make a rendition by ``spec``. In addresses, a comma ends one."""
    from wagtail.images.exceptions import InvalidFilterSpecError
    from wagtail.images.models import Filter

    if not isinstance(spec, str) or not spec or "," in spec or "original" in spec.split("|"):
        return False
    try:
        return bool(Filter(spec=spec).operations)
    except (InvalidFilterSpecError, ValueError):
        return False


def _names_callable(path: Any) -> bool:
    try:
        return callable(import_string(path))
    except (ImportError, AttributeError, TypeError):
        return False


def _inventory_messages(paths: Any) -> Iterator[Error]:
    for path in paths if isinstance(paths, (list, tuple)) else [paths]:
        try:
            found = import_string(path)
        except (ImportError, AttributeError):
            found = None
        if not isinstance(found, tuple):
            yield Error(
                f"{PREFIX}INVENTORIES names no inventory: {path!r}.",
                hint=f'Write {PREFIX}INVENTORIES = ["{DEFAULTS["INVENTORIES"][0]}", '
                '"your_app.data_protection.INVENTORY"], each the dotted path of a tuple.',
                id="discussion_pages.E016",
            )


def _wrong(name: str, value: str, code: str) -> Error:
    return Error(_is_now(name), hint=f"Write {name} = {value}.", id=f"discussion_pages.{code}")


def _is_now(name: str, *value: Any) -> str:
    if not hasattr(settings, name):
        return f"The setting {name} is missing."
    shown = value[0] if value else getattr(settings, name)
    return f"The setting {name} is {shown!r}, with which discussions do not work."


def _leads(where: str) -> str:
    return f"LOGIN_URL is {settings.LOGIN_URL!r}, which leads {where}."


def _is_host(value: Any) -> bool:
    return isinstance(value, str) and bool(value) and not set(value) & set("/@ *")


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
