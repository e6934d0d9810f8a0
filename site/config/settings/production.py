"""Production. Everything that differs from one server to the next comes from the environment.

Required: ``SECRET_KEY``, ``ALLOWED_HOSTS`` (comma separated) and ``DATABASE_URL``; without one of
them the process refuses to start and says which is missing.
"""

from django.core.exceptions import ImproperlyConfigured

from config.faults import report_faults
from config.logs import logging_config

from .addresses import origins
from .base import *  # noqa: F403
from .base import (
    ADMIN_CONTENT_SECURITY_POLICY,
    CONTENT_SECURITY_POLICY,
    READY_TOLERATES,
    REDIS_URL,
    env,
)
from .choices import LOG_FORMATS, SENDFILE_BACKENDS, chosen, tolerated

missing = [
    name
    for name in ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL")
    if not env.str(name, default="")
]
if missing:
    raise ImproperlyConfigured(
        f"Set these environment variables before starting: {', '.join(missing)}."
    )

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
WAGTAILADMIN_BASE_URL = env.str("SITE_BASE_URL", default=f"https://{ALLOWED_HOSTS[0]}")

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
# A browser takes these from this very host, over https, and from no neighbour under the same name.
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=1)
DISCUSSION_PAGES_TRUSTED_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
NINJA_NUM_PROXIES = TRUSTED_PROXIES
COMPRESS_PAGES = not TRUSTED_PROXIES
if TRUSTED_PROXIES:
    # Without a proxy that sets it, anybody could claim to have come by https.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
STAFF_SECOND_FACTOR = env.bool("STAFF_SECOND_FACTOR", default=True)

# Uploads: on this machine's disk, or in a bucket for several machines. Its keys are read from
# AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or from the machine's own role.
S3_BUCKET = env.str("S3_BUCKET", default="")
MEDIA_HOST = env.str("MEDIA_HOST", default="")
if S3_BUCKET:
    WAGTAILDOCS_SERVE_METHOD = "serve_view"  # documents only by way of Wagtail's permissions
    READY_TOLERATES = tolerated("READY_TOLERATES", default=[*READY_TOLERATES, "media"])
    MEDIA_FROM_STORAGE = not MEDIA_HOST
if MEDIA_HOST:
    media_origin = origins("MEDIA_HOST", [f"https://{MEDIA_HOST}"])[0]
    MEDIA_URL = f"{media_origin}/"
    # From there come pictures, and nothing that runs.
    for policy in (CONTENT_SECURITY_POLICY["DIRECTIVES"], ADMIN_CONTENT_SECURITY_POLICY):
        policy["img-src"] = [*policy["img-src"], media_origin]

STORAGES = {
    "default": (
        {
            "BACKEND": "config.storages.MediaStorage",
            "OPTIONS": {
                "bucket_name": S3_BUCKET,
                "endpoint_url": env.str("S3_ENDPOINT_URL", default="") or None,
                "region_name": env.str("S3_REGION", default="") or None,
                "addressing_style": env.str("S3_ADDRESSING", default="auto"),
                "default_acl": None,
                "file_overwrite": False,
                "querystring_auth": False,
            },
        }
        if S3_BUCKET
        else {"BACKEND": "config.whole_files.WholeFilesStorage"}
    ),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if sendfile_backend := chosen("SENDFILE", SENDFILE_BACKENDS, default="site"):
    SENDFILE_BACKEND = sendfile_backend
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="smtp://localhost:25")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 30  # seconds
# No request waits for the mail server: `manage.py send_notices` sends, each minute or with --watch.
DISCUSSION_PAGES_DELIVERY = env.str("DELIVERY", default="command")
# Where whole answers for anonymous readers are kept; blank keeps none. Not in a process's memory:
# commands and workers could not say there what has changed.
DISCUSSION_PAGES_CACHE = env.str("ANSWER_CACHE", default="default" if REDIS_URL else "")
# Caches before the site, which are told of changes.
WAGTAILFRONTENDCACHE = env.json("FRONTEND_CACHE", default={})

LOGGING = logging_config(chosen("LOG_FORMAT", LOG_FORMATS, default="text"))

report_faults(
    env.str("SENTRY_DSN", default=""),
    release=env.str("RELEASE", default=""),
    environment=env.str("SENTRY_ENVIRONMENT", default="production"),
)
