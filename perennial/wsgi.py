"""The application that serves pages and API."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perennial.settings")
application = get_wsgi_application()
