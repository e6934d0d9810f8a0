"""Each setting that is missing or wrong is named, with the line to write."""

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings
from django_comments_xtd.apps import CommentsXtdConfig

from discussion_pages import checks
from discussion_pages.checks import FOUNDATIONS, refuse_to_start
from discussion_pages.conf import DEFAULTS

MISSING = object()
PHASES = DEFAULTS["PIPELINE"]
LIMITS = DEFAULTS["API_LIMITS"]
URL = "https://front.example.org/"


def front_end(url, *, host="default"):
    return {"CLIENT_URLS": {host: url}}


def messages_about(app):
    return [message for message in run_checks() if (message.id or "").startswith(f"{app}.")]


def test_our_own_site_is_set_up_as_the_checks_ask():
    assert messages_about("discussion_pages") == []


@pytest.mark.parametrize(
    ("name", "value", "code", "line"),
    [
        ("COMMENTS_APP", MISSING, "E003", 'COMMENTS_APP = "django_comments_xtd"'),
        ("COMMENTS_APP", "django_comments", "E003", 'COMMENTS_APP = "django_comments_xtd"'),
        ("COMMENTS_XTD_MODEL", MISSING, "E004", "discussion_pages.models.DiscussionComment"),
        ("COMMENTS_XTD_MODEL", "blog.models.Note", "E004", "of its own is not supported"),
        ("COMMENTS_XTD_MAX_THREAD_LEVEL", MISSING, "E005", "COMMENTS_XTD_MAX_THREAD_LEVEL = 7"),
        ("COMMENTS_XTD_MAX_THREAD_LEVEL", 1, "E005", "COMMENTS_XTD_MAX_THREAD_LEVEL = 7"),
        ("SITE_ID", MISSING, "E006", "SITE_ID = 1"),
        ("USE_TZ", False, "E007", "USE_TZ = True"),
        ("COMMENT_MAX_LENGTH", 0, "E008", "COMMENT_MAX_LENGTH = 3000"),
        ("COMMENT_MAX_LENGTH", "3000", "E008", "COMMENT_MAX_LENGTH = 3000"),
        ("DISCUSSION_PAGES_DISPLAY_NAME", "nowhere.to.be_found", "E010", "dotted path"),
        ("DISCUSSION_PAGES_DISPLAY_NAME", "discussion_pages.conf.DEFAULTS", "E010", "dotted path"),
        ("DISCUSSION_PAGES_DISPLAY_NAME", None, "E010", "dotted path"),
        ("DISCUSSION_PAGES_ACCOUNT_EXPORT", "nowhere.at.all", "E010", "dictionary"),
        ("DISCUSSION_PAGES_INVENTORIES", ["nowhere.INVENTORY"], "E016", "dotted path"),
        ("DISCUSSION_PAGES_EDIT_MINUTES", "15", "E011", "DISCUSSION_PAGES_EDIT_MINUTES = 15"),
        ("DISCUSSION_PAGES_EDIT_MINUTES", -1, "E011", "DISCUSSION_PAGES_EDIT_MINUTES = 15"),
        ("DISCUSSION_PAGES_TRUSTED_PROXIES", True, "E011", "DISCUSSION_PAGES_TRUSTED_PROXIES = 0"),
        ("DISCUSSION_PAGES_EDIT_MINUTE", 5, "E012", "Did you mean DISCUSSION_PAGES_EDIT_MINUTES?"),
        ("DISCUSSION_PAGES_PIPELINE", "a.phase", "E015", "PIPELINE = ["),
        ("DISCUSSION_PAGES_PIPELINE", (*PHASES, "no.such.phase"), "E015", "dotted path"),
        ("DISCUSSION_PAGES_PIPELINE", (*PHASES, None), "E015", "dotted path"),
        ("DISCUSSION_PAGES_PIPELINE", PHASES[1:], "W002", "first"),
        ("DISCUSSION_PAGES_DELIVERY", "post", "E017", 'DELIVERY = "task"'),
        ("DISCUSSION_PAGES_API_RENDITIONS", "width-400", "E031", "or leave it out"),
        ("DISCUSSION_PAGES_API_RENDITIONS", ["width-400", "wide"], "E031", "or leave it out"),
        ("DISCUSSION_PAGES_API_RENDITIONS", ["width-4|x,y"], "E031", "or leave it out"),
        ("DISCUSSION_PAGES_API_RENDITIONS", ["original"], "E031", "or leave it out"),
        ("DISCUSSION_PAGES_API_RENDITIONS", [None], "E031", "or leave it out"),
        ("DISCUSSION_PAGES_API_RENDITIONS", ["width-4"] * 31, "E031", "or leave it out"),
        ("DISCUSSION_PAGES_DELETIONS_DAYS", 0, "E030", "DISCUSSION_PAGES_DELETIONS_DAYS = 90"),
        ("DISCUSSION_PAGES_DIGEST_HOUR", 24, "E018", "DISCUSSION_PAGES_DIGEST_HOUR = 8"),
        ("DISCUSSION_PAGES_API_LIMITS", "300/m", "E023", "DISCUSSION_PAGES_API_LIMITS = {"),
        ("DISCUSSION_PAGES_API_LIMITS", {"read": "300/m", "write": "30/m"}, "E023", "report"),
        ("DISCUSSION_PAGES_API_LIMITS", LIMITS | {"write": "30/y"}, "E023", '{"write": "300/m"'),
        ("DISCUSSION_PAGES_API_LIMITS", LIMITS | {"write": 30}, "E023", '{"write": "300/m"'),
        ("DISCUSSION_PAGES_SESSION_TOKEN_USER", "nowhere.at.all", "E024", "allauth_user"),
        ("DISCUSSION_PAGES_SESSION_TOKEN_USER", None, "E024", "allauth_user"),
        ("DISCUSSION_PAGES_STAFF_SESSION", "nowhere.at.all", "E080", "takes a request"),
        ("WAGTAIL_HEADLESS_PREVIEW", ["https://a.example"], "E030", '"default": "https://'),
        ("WAGTAIL_HEADLESS_PREVIEW", {"CLIENT_URLS": "https://a.example"}, "E030", "CLIENT_URLS"),
        ("WAGTAIL_HEADLESS_PREVIEW", front_end("a.example"), "E031", '"default": "https://'),
        ("WAGTAIL_HEADLESS_PREVIEW", front_end("https://a.example/ x"), "E031", "leave it out"),
        ("WAGTAIL_HEADLESS_PREVIEW", front_end("https://a.example?x=y"), "E031", "leave it out"),
        ("WAGTAIL_HEADLESS_PREVIEW", front_end(None), "E031", "leave it out"),
        ("WAGTAIL_HEADLESS_PREVIEW", front_end(URL, host="https://b.example"), "E032", URL),
        ("WAGTAIL_HEADLESS_PREVIEW", front_end(URL, host="b.example:80"), "E032", URL),
        ("DISCUSSION_PAGES_PREVIEW_MINUTES", 0, "E033", "DISCUSSION_PAGES_PREVIEW_MINUTES = 60"),
        ("DISCUSSION_PAGES_WEBHOOK_HOSTS", "data.example.org", "E019", "WEBHOOK_HOSTS = ["),
        ("DISCUSSION_PAGES_WEBHOOK_HOSTS", ["https://a.org"], "E019", "WEBHOOK_HOSTS = ["),
        ("DISCUSSION_PAGES_WEBHOOK_HOSTS", [None], "E019", "WEBHOOK_HOSTS = ["),
        ("DISCUSSION_PAGES_WEBHOOK_LOOPBACK", "yes", "E022", "WEBHOOK_LOOPBACK = False"),
        ("DISCUSSION_PAGES_WEBHOOK_LOG_DAYS", -1, "E011", "WEBHOOK_LOG_DAYS = 30"),
        ("DISCUSSION_PAGES_CLOSING_SOON_HOURS", None, "E011", "CLOSING_SOON_HOURS = 48"),
        ("DISCUSSION_PAGES_API_V3_LIMITS", {"read": "9/m", "write": "x"}, "E023", "m, h and d"),
        ("DISCUSSION_PAGES_API_V3_LIMITS", None, "E023", "API_V3_LIMITS = {"),
        ("LOGIN_URL", "no-such-name", "E013", "LOGIN_URL ="),
        ("LOGIN_URL", "/accounts/login.html", "E013", "LOGIN_URL ="),
        ("LOGIN_URL", "/no/such/place/", "W001", "LOGIN_URL ="),
    ],
)
def test_a_wrong_setting_is_named_with_the_line_to_write(settings, name, value, code, line):
    if value is MISSING:
        delattr(settings, name)
    else:
        setattr(settings, name, value)

    found = messages_about("discussion_pages")

    assert [message.id for message in found] == [f"discussion_pages.{code}"]
    assert name in found[0].msg
    assert line in found[0].hint


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("COMMENTS_XTD_MAX_THREAD_LEVEL", 2),
        ("COMMENTS_XTD_MAX_THREAD_LEVEL_BY_APP_MODEL", {"discussion_pages.discussionpage": 2}),
        ("DISCUSSION_PAGES_EDIT_MINUTES", 0),
        ("DISCUSSION_PAGES_PIPELINE", [*PHASES, "discussion_pages.services.phases.links"]),
        ("DISCUSSION_PAGES_API_LIMITS", LIMITS | {"write": "1/s", "ours": "9/d"}),
        ("DISCUSSION_PAGES_SESSION_TOKEN_USER", ""),
        ("WAGTAIL_HEADLESS_PREVIEW", {}),
        ("WAGTAIL_HEADLESS_PREVIEW", front_end(URL)),
        ("WAGTAIL_HEADLESS_PREVIEW", front_end("{SITE_ROOT_URL}/front", host="b.example")),
        ("LOGIN_URL", "https://accounts.example.com/"),
        ("LOGIN_URL", "/accounts/login/?from=here"),
    ],
)
def test_what_a_host_may_choose_is_left_alone(settings, name, value):
    setattr(settings, name, value)

    assert messages_about("discussion_pages") == []


def test_a_limit_for_discussions_alone_counts_too(settings):
    settings.COMMENTS_XTD_MAX_THREAD_LEVEL_BY_APP_MODEL = {"discussion_pages.discussionpage": 1}

    assert [message.id for message in messages_about("discussion_pages")] == [
        "discussion_pages.E005"
    ]


@pytest.mark.parametrize("name", ["wagtail_modeladmin", "wagtail.contrib.settings"])
def test_a_missing_app_is_named(settings, monkeypatch, name):
    installed = apps.is_installed
    monkeypatch.setattr(apps, "is_installed", lambda app: app != name and installed(app))

    found = messages_about("discussion_pages")

    assert [message.id for message in found] == ["discussion_pages.E001"]
    assert f'"{name}"' in found[0].hint


def test_the_comments_package_may_not_bring_its_own_receivers(monkeypatch):
    stock = CommentsXtdConfig.create("django_comments_xtd")
    monkeypatch.setitem(apps.app_configs, "django_comments_xtd", stock)

    found = messages_about("discussion_pages")

    assert [message.id for message in found] == ["discussion_pages.E002"]
    assert '"discussion_pages.comments_app.QuietCommentsXtdConfig"' in found[0].hint


def templates_setting(settings, *, folder=None, processors=None):
    engine = dict(settings.TEMPLATES[0])
    engine["OPTIONS"] = dict(engine["OPTIONS"])
    if folder is not None:
        engine["DIRS"] = [folder]
    if processors is not None:
        engine["OPTIONS"]["context_processors"] = processors
    return [engine]


def test_a_missing_context_processor_is_named(settings):
    ours = "discussion_pages.context_processors.visitor"
    others = settings.TEMPLATES[0]["OPTIONS"]["context_processors"]
    others = [name for name in others if name != ours]

    with override_settings(TEMPLATES=templates_setting(settings, processors=others)):
        found = messages_about("discussion_pages")

    assert [message.id for message in found] == ["discussion_pages.E009"]
    assert ours in found[0].hint


@pytest.mark.parametrize(
    ("frame", "codes"),
    [
        (
            "{% block content %}{% endblock %}{% block extra_css %}{% endblock %}"
            "{% block extra_js %}{% endblock %}",
            [],
        ),
        ("{% block extra_css %}{% endblock %}{% block extra_js %}{% endblock %}", ["E021"]),
        ("{% block content %}{% endblock %}{% block extra_js %}{% endblock %}", ["W021"]),
        ("{% block content %}{% endblock %}", ["W021", "W021"]),
        ('{% extends "frame.html" %}', []),
        (None, ["E020"]),
    ],
)
def test_a_frame_without_our_blocks_is_named(settings, tmp_path, frame, codes):
    (tmp_path / "frame.html").write_text(
        "<body>{% block page %}{% block content %}{% endblock %}{% endblock %}"
        "{% block extra_css %}{% endblock %}{% block extra_js %}{% endblock %}</body>"
    )
    if frame is not None:
        (tmp_path / "base.html").write_text(frame)

    with override_settings(TEMPLATES=templates_setting(settings, folder=tmp_path)):
        found = messages_about("discussion_pages")

    assert [message.id for message in found] == [f"discussion_pages.{code}" for code in codes]


@pytest.mark.parametrize("app", FOUNDATIONS)
def test_an_app_without_which_nothing_starts_is_named_before_the_models_load(monkeypatch, app):
    installed = apps.is_installed
    monkeypatch.setattr(apps, "is_installed", lambda name: name != app and installed(name))

    with pytest.raises(ImproperlyConfigured, match=f'"{FOUNDATIONS[app]}",'):
        refuse_to_start("discussion_pages", FOUNDATIONS)


def test_a_site_that_replaces_wagtails_page_is_told_that_this_does_not_work(settings):
    settings.WAGTAIL_PAGE_MODEL = "pages.BasePage"

    with pytest.raises(ImproperlyConfigured, match="WAGTAIL_PAGE_MODEL"):
        refuse_to_start("discussion_pages", FOUNDATIONS)


def test_a_host_that_forgot_our_addresses_is_told_the_line(settings):
    settings.LOGIN_URL = "https://accounts.example.com/"
    settings.ROOT_URLCONF = "wagtail.urls"

    found = messages_about("discussion_pages")

    assert [message.id for message in found] == ["discussion_pages.E014"]
    assert 'path("", include("discussion_pages.urls_site"))' in found[0].hint


def test_a_front_end_without_the_package_is_noticed(settings, monkeypatch):
    monkeypatch.setattr("discussion_pages.checks.PACKAGE", "package_that_is_not_there")
    settings.WAGTAIL_HEADLESS_PREVIEW = front_end(URL)
    (found,) = messages_about("discussion_pages")
    assert found.id == "discussion_pages.W030"
    assert '"package_that_is_not_there"' in found.hint


@pytest.mark.parametrize(("value", "found"), [(True, ["discussion_pages.W003"]), (False, [])])
def test_a_server_that_would_send_webhooks_to_itself_is_named(settings, value, found):
    settings.DISCUSSION_PAGES_WEBHOOK_LOOPBACK = value
    messages = checks.check_webhooks_stay_outside()
    assert [message.id for message in messages] == found


def test_wagtails_v3_api_needs_our_part_of_it_first(settings, monkeypatch):
    from discussion_pages import checks
    from discussion_pages.api.v3 import generating

    def found():
        return [message.id for message in checks.check_api_v3()]

    assert found() == []
    monkeypatch.setitem(generating.arrived, "in_time", False)
    assert found() == ["discussion_pages.E041"]
    installed = {"wagtail.api.v3"}
    monkeypatch.setattr(checks.apps, "is_installed", lambda name: name in installed)
    assert found() == ["discussion_pages.W040"]
    installed = {"discussion_pages.api.v3"}
    (message,) = found()
    assert message.startswith("discussion_pages.")
    installed = set()
    assert found() == []


KEEPER = checks.KEEPER
IN_MEMORY = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"DISCUSSION_PAGES_CACHE": "pages"}, "E050"),
        ({"DISCUSSION_PAGES_CACHE": "default", "MIDDLEWARE": []}, "E051"),
        (
            {
                "DISCUSSION_PAGES_CACHE": "default",
                "MIDDLEWARE": ["django.middleware.locale.LocaleMiddleware", KEEPER],
            },
            "E052",
        ),
        ({"DISCUSSION_PAGES_CACHE": "default", "DISCUSSION_PAGES_CACHE_SECONDS": 0}, "E053"),
        (
            {"DISCUSSION_PAGES_CACHE": "default", "DISCUSSION_PAGES_CACHE_QUERY_SECONDS": "1"},
            "E053",
        ),
    ],
)
def test_a_cache_of_answers_that_cannot_be_used_is_named(given, code):
    with override_settings(**given):
        assert f"discussion_pages.{code}" in [m.id for m in checks.check_kept_answers()]


@pytest.mark.parametrize(
    ("backend", "codes"),
    [
        ("django.core.cache.backends.db.DatabaseCache", ["W051"]),
        ("django.core.cache.backends.filebased.FileBasedCache", ["W051"]),
        ("django.core.cache.backends.dummy.DummyCache", ["W051"]),
        ("django.core.cache.backends.locmem.LocMemCache", []),
        ("django.core.cache.backends.memcached.PyMemcacheCache", []),
        ("django.core.cache.backends.redis.RedisCache", []),
        ("discussion_pages.caches.PatientRedisCache", []),
        ("nowhere.Cache", []),  # Django says so itself
    ],
)
def test_a_cache_that_would_miss_requests_at_one_moment_is_warned_of(backend, codes):
    with override_settings(CACHES={"default": {"BACKEND": backend, "LOCATION": "somewhere"}}):
        found = checks.check_requests_are_counted()
    assert [m.id for m in found] == [f"discussion_pages.{code}" for code in codes]


def test_a_cache_of_answers_in_the_memory_of_one_process_is_warned_of_before_a_deployment():
    with override_settings(DISCUSSION_PAGES_CACHE="default", CACHES=IN_MEMORY):
        (found,) = checks.check_kept_answers_are_shared()
        assert found.id == "discussion_pages.W050"
        assert "publish_scheduled" in found.hint and "unless" not in found.hint
        assert list(checks.check_kept_answers()) == []
        run = run_checks(include_deployment_checks=False)
        assert "discussion_pages.W050" not in [m.id for m in run]
    with override_settings(DISCUSSION_PAGES_CACHE="", CACHES=IN_MEMORY):
        assert checks.check_kept_answers_are_shared() == []
