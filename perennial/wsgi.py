"""The application that serves pages and API."""

import os

from django.core.wsgi import get_wsgi_application

from perennial.lifeline import tie_when_served

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perennial.settings")
tie_when_served()
application = get_wsgi_application()
