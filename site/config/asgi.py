"""ASGI entry point, for hosts that serve it so; WSGI is the measured default."""

import os

from django.core.asgi import get_asgi_application

from config.translations import merge_catalogues

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

application = get_asgi_application()
merge_catalogues()
