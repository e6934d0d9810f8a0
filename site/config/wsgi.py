"""WSGI entry point: `gunicorn --pythonpath site config.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

from config.frames import roomy
from config.translations import merge_catalogues

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

application = roomy(get_wsgi_application())
merge_catalogues()
