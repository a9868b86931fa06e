"""The application that serves pages and API."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from perennial.lifeline import tie_when_served

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perennial.settings")
tie_when_served()
application = get_wsgi_application()
# What is loaded now stays for good: looking through it for garbage in the midst of requests costs a tenth of them.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
