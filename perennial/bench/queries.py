"""How many queries each work takes: asked of the same code on the same database, inside this process."""

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

FRAME = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")  # of transactions: they ask nothing


class Counter:
    """A browser and a program of one user."""

    def __init__(self, user, key):
        self.page, self.api = Client(HTTP_HOST="localhost"), Client(HTTP_HOST="localhost", HTTP_AUTHORIZATION=f"Bearer {key}")
        self.page.force_login(user, settings.AUTHENTICATION_BACKENDS[0])

    def count(self, work):
        """Return {"api", "page": queries} of a work, asked twice: what a process remembers is there by then."""
        ways = {"api": work.api, "page": work.page}
        return {way: [self._asked(getattr(self, way), call(place)) for place in (0, 1)][-1] for way, call in ways.items() if call}

    def _asked(self, client, call):
        with CaptureQueriesContext(connection) as asked:
            headers = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in call.headers}
            if call.body is not None:
                client.post(call.path, call.body, content_type="application/json", **headers)
            elif call.form is not None:
                client.post(call.path, call.form, **headers)
            else:
                client.get(call.path, **headers)
                if call.then:
                    client.get(call.then)
        return sum(not query["sql"].startswith(FRAME) for query in asked.captured_queries)
