"""Development: debug on, the demo's database, mail on the console and in files."""

from .base import *  # noqa: F403
from .base import VAR_DIR
from .keys import kept_secret_key

DEBUG = True
SECRET_KEY = kept_secret_key(VAR_DIR)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
EMAIL_BACKEND = "config.mail.ConsoleAndFileBackend"
CONSULTATIONS_DEMO_ALLOWED = True

WHITENOISE_AUTOREFRESH = True  # nothing is collected here
