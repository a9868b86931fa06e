"""Sending to an address outside, and to no address inside: neither by name nor by a name that turns inward."""

import http.client
import ipaddress
import socket
import ssl
from urllib.parse import urlsplit

from django.conf import settings

SECONDS = 10
READ = 2_000  # bytes of an answer that are kept


def reachable(url):
    """Tell whether an address is one that may be sent to."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        return False
    try:
        found = {info[4][0] for info in socket.getaddrinfo(parts.hostname, parts.port or 443, proto=socket.IPPROTO_TCP)}
    except (OSError, ValueError, UnicodeError):
        return True  # not known now: asked again when something is sent
    return all(map(_outside, found))


def post(url, body, headers):
    """POST bytes; return (status, beginning of the answer), (0, the reason) when nothing came back. Follows no redirect."""
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    made = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    options = {"context": ssl.create_default_context()} if secure else {}
    try:
        connection = made(parts.hostname, parts.port, timeout=SECONDS, **options)
        try:
            connection.connect()
            if not _outside(connection.sock.getpeername()[0]):
                return 0, "address inside this network"
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request(
                "POST", path, body, {"Content-Type": "application/json", "User-Agent": "Perennial", **headers}
            )
            answer = connection.getresponse()
            return answer.status, answer.read(READ).decode("utf-8", "replace")
        finally:
            connection.close()
    except (OSError, http.client.HTTPException, ValueError) as error:
        return 0, str(error) or type(error).__name__


def _outside(address):
    return settings.WEBHOOKS_INSIDE or ipaddress.ip_address(address.partition("%")[0]).is_global
