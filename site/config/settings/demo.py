"""The demo that `make demo` serves: like production, but on 127.0.0.1 over plain http."""

from config.logs import logging_config

from .base import *  # noqa: F403
from .base import VAR_DIR, env
from .keys import kept_secret_key

DEBUG = False
PORT = env.int("PORT", default=8000)
SECRET_KEY = kept_secret_key(VAR_DIR)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
WAGTAILADMIN_BASE_URL = f"http://127.0.0.1:{PORT}"
EMAIL_BACKEND = "config.mail.ConsoleAndFileBackend"
STORAGES = {
    "default": {"BACKEND": "config.whole_files.WholeFilesStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
CONSULTATIONS_DEMO_ALLOWED = True
DISCUSSION_PAGES_CACHE = "default"  # one process serves it
COMPRESS_PAGES = True  # no proxy does it
SERVE_MEDIA = True  # a real site leaves media to its web server
# Django's own says nothing of errors without DEBUG. The rest would bury how to sign in.
LOGGING = logging_config("text", level="ERROR")
