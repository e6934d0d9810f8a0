"""Settings shared by every environment of the reference site."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from .addresses import admin_path, frontend_urls, networks, origins
from .choices import TASK_BACKENDS, chosen, tolerated

env = environ.Env()

SITE_DIR = Path(__file__).resolve().parents[2]
REPO_ROOT = SITE_DIR.parent
VAR_DIR = Path(env.str("SITE_VAR_DIR", default=str(REPO_ROOT / "var")))

# -- Applications --------------------------------------------------------------

INSTALLED_APPS = [
    # Tells Wagtail's v3 API about our types, so it comes before Wagtail's own apps.
    "discussion_pages.api.v3",
    # The reference site's own.
    "home",
    "members",
    # The suite.
    "consultations",
    "discussion_pages",
    "timeline_blocks",
    # Comments: the package's tables, without its receivers.
    "django_comments",
    "discussion_pages.comments_app.QuietCommentsXtdConfig",
    # Wagtail.
    "wagtail_modeladmin",
    "wagtail_headless_preview",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.sitemaps",
    "wagtail.contrib.redirects",
    "wagtail.locales",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.api.v2",
    "wagtail.api.v3",
    "ninja",  # serves what its documentation page needs from here, not from elsewhere
    "wagtail",
    "modelcluster",
    "taggit",
    "rest_framework",
    # Tasks that wait in the database, where TASKS says so.
    "django_tasks_db",
    # Accounts.
    "allauth",
    "allauth.account",
    "allauth.headless",
    "allauth.mfa",
    # Django and its neighbours.
    "corsheaders",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sites",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "config.logs.RequestIdMiddleware",
    "config.health.HealthMiddleware",
    "config.metrics.MetricsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "config.middleware.SecurityHeadersMiddleware",
    "config.middleware.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.PublicGzipMiddleware",  # steps out unless COMPRESS_PAGES
    "config.cors.ApiCorsMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    # Before whatever opens a session, after whatever adds headers anew.
    "discussion_pages.middleware.KeptAnswersMiddleware",
    "config.middleware.HeadlessAccountsMiddleware",
    "members.headless.CookieSessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.middleware.VaryOnCookieMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "members.middleware.AdminNetworksMiddleware",
    "members.middleware.SecondFactorMiddleware",
    "members.middleware.ExportLogMiddleware",
    "home.moved.MovedPagesMiddleware",
]

COMPRESS_PAGES = False  # a proxy does that
ROOT_URLCONF = "config.urls"
SECURITY_CONTACT = env.list("SECURITY_CONTACT", default=[])  # for security.txt
# Networks from which the admin may be opened; none: from everywhere.
ADMIN_NETWORKS = networks(env.list("ADMIN_NETWORKS", default=[]))
ADMIN_PATH = admin_path(env.str("ADMIN_PATH", default="admin/"))
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [REPO_ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "discussion_pages.context_processors.visitor",
            ],
        },
    },
]

# -- Data ----------------------------------------------------------------------

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Readers never wait for a writer, and a writer waits its turn instead of failing.
    DATABASES["default"]["CONN_MAX_AGE"] = None
    DATABASES["default"]["OPTIONS"] = {
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;"
        ),
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

REDIS_URL = env.str("REDIS_URL", default="")
CACHES = {
    "default": (
        {"BACKEND": "discussion_pages.caches.PatientRedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "OPTIONS": {"MAX_ENTRIES": 20_000},
        }
    )
}

# What need not keep a visitor waiting: done at once, or by `manage.py db_worker`.
TASKS = {"default": {"BACKEND": chosen("TASKS", TASK_BACKENDS, default="immediate")}}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SITE_ID = 1

# -- Language and time ---------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", _("English")), ("fr", _("French"))]
LOCALE_PATHS = [REPO_ROOT / "locale"]
USE_I18N = WAGTAIL_I18N_ENABLED = True
USE_TZ = True
TIME_ZONE = "Europe/London"

# -- Files ---------------------------------------------------------------------

STATIC_URL = "/static/"
STATICFILES_DIRS = [
    SITE_DIR / "static",
    # In an installed package the web component is where the prefix says; here it is in its place.
    ("discussion_pages/embed", REPO_ROOT / "clients" / "embed"),
]
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a long StreamField has many inputs

# -- Sign-in -------------------------------------------------------------------

AUTH_USER_MODEL = "members.User"
# One backend: it extends Django's own, and takes the e-mail from Wagtail's log-in form too.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "first_name", "last_name", "pseudonym")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = LOGIN_URL  # private pages have no log-in of their own
LOGIN_REDIRECT_URL = "members:account"

ACCOUNT_ADAPTER = "members.adapters.AccountAdapter"
ACCOUNT_SIGNUP_FORM_CLASS = "members.sign_up.SignUpFields"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "members.display_names.display_name"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True  # the old address holds until the new one is confirmed
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True  # only in the browser that signed up
ACCOUNT_LOGIN_TIMEOUT = 60 * 60  # seconds that this browser may wait for the mail
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {"confirm_email": "3/10m/key"}  # the other limits are allauth's own

# A second factor: a code of an app, or one of ten kept for when the telephone is lost.
STAFF_SECOND_FACTOR = False  # whether nobody opens the admin without one
API_TOKEN_DAYS = env.int("API_TOKEN_DAYS", default=0)  # after which a token ends; 0: never
SECURITY_LOG_DAYS = env.int("SECURITY_LOG_DAYS", default=365)
MFA_ADAPTER = "members.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "members.forms.SecondStepForm",
    "reauthenticate": "members.forms.SecondStepAgainForm",
    "activate_totp": "members.forms.SecondFactorForm",
}
MFA_TOTP_TOLERANCE = 1  # a code of half a minute ago, or of a clock that is fast, counts too
# Nobody logs in here with an address that is not confirmed, so one that waits does no harm.
MFA_ALLOW_UNVERIFIED_EMAIL = True

# The same without our pages, at /_allauth/: for apps, and for scripts on this site.
HEADLESS_CLIENTS = ("app", "browser")
HEADLESS_ADAPTER = "members.headless.HeadlessAdapter"
HEADLESS_TOKEN_STRATEGY = "members.headless.AppTokenStrategy"
HEADLESS_SERVE_SPECIFICATION = True
HEADLESS_SPECIFICATION_TEMPLATE_NAME = None  # allauth's own page loads script from elsewhere
HEADLESS_FRONTEND_URLS = frontend_urls(env.json("HEADLESS_FRONTEND_URLS", default={}))

# Staff log in at /admin/login/ with their e-mail; addresses and passwords change in one place.
WAGTAILADMIN_USER_LOGIN_FORM = "members.forms.StaffLoginForm"
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False

# -- Mail ----------------------------------------------------------------------

DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="consultations@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_FILE_PATH = VAR_DIR / "mail"

# -- Security ------------------------------------------------------------------

X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
CSRF_COOKIE_SAMESITE = SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 14 * 24 * 60 * 60  # seconds
# What no page of ours asks a browser for. A script that got in could not either.
PERMISSIONS_POLICY = {
    name: []
    for name in (
        *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture"),
        *("encrypted-media", "fullscreen", "geolocation", "gyroscope", "hid", "idle-detection"),
        *("local-fonts", "magnetometer", "microphone", "midi", "payment", "picture-in-picture"),
        *("publickey-credentials-get", "screen-wake-lock", "serial", "storage-access", "usb"),
        "xr-spatial-tracking",
    )
} | {
    # A reader may choose to play a video, in the player's own frame.
    name: ["self", '"https://www.youtube-nocookie.com"', '"https://player.vimeo.com"']
    for name in ("autoplay", "encrypted-media", "fullscreen", "picture-in-picture")
}
CSP_REPORT_LIMIT = "60/m"  # reports that one network may send
CSP_REPORTS = {"report-uri": ["/csp-reports/"], "report-to": ["csp"]}
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        # Nothing is asked of these hosts until a reader chooses to play a video.
        "frame-src": [SELF, "https://www.youtube-nocookie.com", "https://player.vimeo.com"],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        # No string becomes script or markup by itself; no page of ours needs that.
        "require-trusted-types-for": ["'script'"],
        "trusted-types": [NONE],
        **CSP_REPORTS,
    }
}
# Wagtail's admin prints inline script and style, and frames its previews.
ADMIN_CONTENT_SECURITY_POLICY = {
    "default-src": [NONE],
    "base-uri": [NONE],
    "connect-src": [SELF],
    "font-src": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
    "img-src": [SELF, "data:", "blob:"],
    "manifest-src": [SELF],
    "media-src": [SELF],
    "object-src": [NONE],
    "script-src": [SELF, "'unsafe-inline'"],
    "style-src": [SELF, "'unsafe-inline'"],
    **CSP_REPORTS,
}
CSRF_FAILURE_VIEW = "config.views.csrf_failure"

# -- Calls from other origins (config.cors) ------------------------------------

# Whoever may call may read what is public; these may also write, and send a token of their own ...
API_CORS_ORIGINS = origins("API_CORS_ORIGINS", env.list("API_CORS_ORIGINS", default=[]))
# ... and these may do so with the cookie of whoever is signed in here.
API_CORS_CREDENTIAL_ORIGINS = origins(
    "API_CORS_CREDENTIAL_ORIGINS", env.list("API_CORS_CREDENTIAL_ORIGINS", default=[])
)
CSRF_TRUSTED_ORIGINS = [
    *origins("CSRF_TRUSTED_ORIGINS", env.list("CSRF_TRUSTED_ORIGINS", default=[]), wildcards=True),
    *API_CORS_CREDENTIAL_ORIGINS,
]

# -- Wagtail -------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Consultations"
WAGTAILADMIN_BASE_URL = env.str("SITE_BASE_URL", default="http://127.0.0.1:8000")
WAGTAILIMAGES_IMAGE_MODEL = "home.SiteImage"
WAGTAILDOCS_DOCUMENT_MODEL = "home.SiteDocument"
# A file of a few kilobytes can hold more pixels than there is memory (frames count too).
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_IMAGE_FORM_BASE = "home.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ods", "odt", "pdf", "pptx", "txt", "xlsx", "zip"]
WAGTAILDOCS_INLINE_CONTENT_TYPES = []  # whatever was uploaded is saved, not shown
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILAPI_LIMIT_MAX = 100
WAGTAILAPI_RICH_TEXT_FORMAT = "html"

# -- Watching over it ----------------------------------------------------------

# While this file is there, the site asks to be left out of the balancer.
DRAIN_FILE = env.str("DRAIN_FILE", default="")
# What may be away without taking the site out of the balancer.
READY_TOLERATES = tolerated("READY_TOLERATES", default=["cache", "mail", "webhooks", "tasks"])
# Whoever knows it may read the figures; without it there are none.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")

# -- Headless front ends -------------------------------------------------------

# Where editors preview drafts besides the website: one address for every site, or one for each.
client_url = env.str("HEADLESS_CLIENT_URL", default="")
WAGTAIL_HEADLESS_PREVIEW = {
    "CLIENT_URLS": ({"default": client_url} if client_url else {})
    | env.dict("HEADLESS_CLIENT_URLS", default={})
}

# -- Comments ------------------------------------------------------------------

COMMENTS_APP = "django_comments_xtd"
COMMENTS_XTD_MODEL = "discussion_pages.models.DiscussionComment"
COMMENTS_XTD_MAX_THREAD_LEVEL = 7
COMMENT_MAX_LENGTH = 3000
NINJA_NUM_PROXIES = 0  # without it, whoever forges an address escapes Ninja's own throttles
DISCUSSION_PAGES_DISPLAY_NAME = "members.display_names.display_name"
DISCUSSION_PAGES_ACCOUNT_EXPORT = "members.data_protection.account_export"
DISCUSSION_PAGES_STAFF_SESSION = "members.second_factor.session_is_trusted"
DISCUSSION_PAGES_SESSION_TOKEN_USER = "discussion_pages.api.participation.auth.allauth_user"
DISCUSSION_PAGES_INVENTORIES = [
    "discussion_pages.data_protection.INVENTORY",
    "consultations.data_protection.INVENTORY",
    "members.data_protection.INVENTORY",
]
