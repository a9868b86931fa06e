"""The process that pushes: Server-Sent Events under /live/, for all signed-in browsers together.

One query a second serves every connection. A connection costs a queue and a task that
sleeps; nobody listening means no query at all.
"""

import asyncio
import json
import logging
import time
from collections import deque
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import close_old_connections
from django.http.request import validate_host
from django.utils import timezone, translation

from perennial.accounts import notifications
from perennial.accounts.kinds import words
from perennial.accounts.models import Notification, User
from perennial.accounts.sessions import user_of

POLL = 1.0  # seconds between two looks into the database
BEAT = 25.0  # seconds between two signs of life, so that proxies keep the connection
LATE = 10.0  # seconds within which a row may still be committed behind a newer one
CHECK = 10.0  # seconds between two looks whether sessions still stand

log = logging.getLogger(__name__)


async def application(scope, receive, send):
    """Answer GET /live/ with a stream; anything else with 404."""
    if scope["type"] == "lifespan":
        return await _lifespan(receive, send)
    if scope["type"] != "http" or scope["path"] != "/live/" or scope["method"] != "GET":
        return await _refuse(send, 404)
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    origin = headers.get("origin", "")
    if not allowed(origin, headers.get("host", "")):
        return await _refuse(send, 403)
    listener = await sync_to_async(_listener)(headers.get("cookie", ""))
    if listener is None:
        return await _refuse(send, 401, origin)
    return await _stream(listener, origin, receive, send)


def allowed(origin, host):
    """Tell whether a page of this origin may listen: one of the same host, whatever its port."""
    name = urlsplit(f"//{host}").hostname
    if not origin:
        return True  # asked from the very same origin
    if settings.BASE_URL and origin == settings.BASE_URL:
        return True
    return urlsplit(origin).hostname == name and validate_host(name or "", settings.ALLOWED_HOSTS)


class Hub:
    """Everybody who listens, and the one task that looks into the database for them."""

    def __init__(self):
        self.listeners, self.task = set(), None
        self.sent, self.marks = set(), deque()

    def join(self, listener):
        self.listeners.add(listener)
        if self.task is None or self.task.done():
            self.task = asyncio.create_task(self._run())

    def leave(self, listener):
        self.listeners.discard(listener)

    async def _run(self):
        self.sent.clear()
        self.marks.clear()
        newest = await sync_to_async(_newest)()
        self.marks.append((time.monotonic(), newest))
        checked = time.monotonic()
        while self.listeners:
            await asyncio.sleep(POLL)
            try:
                await self._tell()
                if time.monotonic() - checked > CHECK:
                    checked = time.monotonic()
                    await self._close_ended()
            except Exception:  # the database may be away for a moment; those who listen stay
                log.exception("Live push could not look into the database")

    async def _tell(self):
        people = {listener.user_id: listener.language for listener in self.listeners}
        rows, newest = await sync_to_async(_news)(self._floor(), people)
        self.marks.append((time.monotonic(), newest))
        fresh = [(pk, user_id, lines) for pk, user_id, lines in rows if pk not in self.sent]
        self.sent = {pk for pk, _, _ in rows}
        for _, user_id, lines in fresh:
            for listener in self.listeners:
                if listener.user_id == user_id:
                    listener.queue.put_nowait(lines)

    def _floor(self):
        """Ids under this are settled: they were there LATE seconds ago."""
        while len(self.marks) > 1 and time.monotonic() - self.marks[1][0] > LATE:
            self.marks.popleft()
        return self.marks[0][1]

    async def _close_ended(self):
        alive = await sync_to_async(_alive)({listener.session_key for listener in self.listeners})
        for listener in self.listeners:
            if listener.session_key not in alive:
                listener.queue.put_nowait(None)


HUB = Hub()


async def _stream(listener, origin, receive, send):
    headers = [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-store"), (b"x-accel-buffering", b"no")]
    await send({"type": "http.response.start", "status": 200, "headers": headers + _cors(origin)})
    await send({"type": "http.response.body", "body": b"retry: 5000\n\n", "more_body": True})
    HUB.join(listener)
    gone = asyncio.create_task(_until_gone(receive))
    try:
        while not gone.done():
            line = await _next(listener, gone)
            if line is None:
                break
            await send({"type": "http.response.body", "body": line, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
    except OSError:
        pass  # the browser went away in the middle
    finally:
        HUB.leave(listener)
        gone.cancel()


async def _next(listener, gone):
    """Return what to send next: news, a beat when there is none, None when it is over."""
    waiting = asyncio.ensure_future(listener.queue.get())
    await asyncio.wait({waiting, gone}, timeout=BEAT, return_when=asyncio.FIRST_COMPLETED)
    if waiting.done():
        lines = waiting.result()
        return None if lines is None else "".join(f"data: {json.dumps(line)}\n\n" for line in lines).encode()
    waiting.cancel()
    return None if gone.done() else b": here\n\n"


async def _until_gone(receive):
    while (await receive())["type"] != "http.disconnect":
        pass


async def _refuse(send, status, origin=""):
    await send({"type": "http.response.start", "status": status, "headers": _cors(origin)})
    await send({"type": "http.response.body", "body": b""})


async def _lifespan(receive, send):
    while True:
        message = await receive()
        await send({"type": message["type"] + ".complete"})
        if message["type"] == "lifespan.shutdown":
            return


def _cors(origin):
    if not origin:
        return []
    return [
        (b"access-control-allow-origin", origin.encode("latin-1")),
        (b"access-control-allow-credentials", b"true"),
        (b"vary", b"Origin"),
    ]


def _listener(cookie):
    """Return who listens by his session, or None."""
    close_old_connections()
    try:
        morsel = SimpleCookie(cookie).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return None
    if morsel is None:
        return None
    user = user_of(morsel.value)
    return _Listener(user.pk, user.language, morsel.value) if user else None


class _Listener:
    def __init__(self, user_id, language, session_key):
        self.user_id, self.language, self.session_key = user_id, language, session_key
        self.queue = asyncio.Queue()


def _newest():
    return Notification.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _news(floor, people):
    """Return ([(id, user, what the browser is told)], newest id) of the rows above `floor` for these people."""
    close_old_connections()
    rows, newest, found = Notification.objects.filter(pk__gt=floor).order_by("pk"), floor, []
    for row in rows:
        newest = row.pk
        if row.user_id in people:
            with translation.override(people[row.user_id]):
                told = {"event": "toast", "message": words(row), "undo": ""}
            found.append((row.pk, row.user_id, [{"event": "unread", "count": notifications.unread(row.user_id)}, told]))
    return found, newest


def _alive(session_keys):
    standing = Session.objects.filter(session_key__in=session_keys, expire_date__gt=timezone.now())
    active = set(map(str, User.objects.filter(is_active=True).values_list("pk", flat=True)))
    return {row.session_key for row in standing if row.get_decoded().get("_auth_user_id") in active}
