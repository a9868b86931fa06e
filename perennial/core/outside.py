"""Sending to an address outside, and to no address inside: neither by name nor by a name that turns inward."""

import http.client
import ipaddress
import socket
import ssl
import threading
from contextlib import contextmanager, suppress
from typing import NamedTuple
from urllib.parse import urlsplit

SECONDS = 10  # of silence
WHOLE = 30  # seconds that one sending may take, however slowly the other side speaks
READ = 2_000  # bytes of an answer that are kept
# Addresses that carry one of the older kind within them, which may be one inside.
BRIDGES = [ipaddress.ip_network(one) for one in ("64:ff9b::/96", "2002::/16", "2001::/32")]


class Answer(NamedTuple):
    """What came back: the status (0 when nothing did), the beginning of the text or the reason, the headers in small letters."""

    status: int
    text: str
    headers: dict = {}


def reachable(url, *, inside=False, schemes=("http", "https")):
    """Tell whether an address is one that may be sent to; `inside` lets it stand in this network."""
    try:
        parts = urlsplit(url)
        port = parts.port or 443
    except ValueError:
        return False
    if parts.scheme not in schemes or not parts.hostname or parts.username is not None:
        return False
    if inside:
        return True
    try:
        found = {info[4][0] for info in socket.getaddrinfo(parts.hostname, port, proto=socket.IPPROTO_TCP)}
    except (OSError, ValueError, UnicodeError):
        return True  # not known now: asked again when something is sent
    return all(map(_outside, found))


def post(url, body, headers, *, inside=False):
    """POST bytes and return the Answer. Follows no redirect."""
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    made = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    options = {"context": ssl.create_default_context()} if secure else {}
    try:
        connection = made(parts.hostname, parts.port, timeout=SECONDS, **options)
        try:
            connection.connect()
            if not inside and not _outside(connection.sock.getpeername()[0]):
                return Answer(0, "address inside this network")
            with _cut_off(connection.sock):
                path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
                connection.request("POST", path, body, {"User-Agent": "Perennial", **headers})
                answer = connection.getresponse()
                found = {name.lower(): value for name, value in answer.headers.items()}
                return Answer(answer.status, answer.read(READ).decode("utf-8", "replace"), found)
        finally:
            connection.close()
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Answer(0, str(error) or type(error).__name__)


@contextmanager
def _cut_off(sock):
    """End what goes on too long: the other side may send a byte whenever patience is about to end."""
    timer = threading.Timer(WHOLE, _end, [sock])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _end(sock):
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def _outside(address):
    found = ipaddress.ip_address(address.partition("%")[0])
    return found.is_global and not found.is_multicast and not any(found in bridge for bridge in BRIDGES)
