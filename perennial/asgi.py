"""The application that pushes live: it answers under `/live/` and nowhere else."""

import os
from importlib.util import find_spec

import django

from perennial.lifeline import tie_when_served

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perennial.settings")
tie_when_served()
django.setup(set_prefix=False)

HANDLER = "perennial.accounts.live"


async def _nothing_here(scope, receive, send):
    await send({"type": "http.response.start", "status": 404, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": b"Nothing here."})


def _live():
    if find_spec(HANDLER) is None:
        return _nothing_here
    from perennial.accounts.live import application

    return application


live = _live()


async def application(scope, receive, send):
    """Hand a request under `/live/` to the live handler; answer 404 to any other."""
    if scope["type"] == "http":
        handler = live if scope["path"].startswith("/live/") else _nothing_here
        await handler(scope, receive, send)
