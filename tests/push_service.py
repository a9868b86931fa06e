"""A push service on this machine that speaks the real protocol: it believes only proven senders, and devices read what comes.

Written from RFC 8030, 8188, 8291 and 8292, apart from what is tested.
"""

import json
import os
import threading
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()


def decode(text):
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def encode(value):
    return urlsafe_b64encode(value).rstrip(b"=").decode()


class Browser:
    """A device with keys of its own: `.subscription` is what it tells, `.read(body)` what it was told."""

    def __init__(self, service):
        self.private, self.secret = ec.generate_private_key(CURVE), os.urandom(16)
        self.public = self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.path = f"/to/{os.urandom(8).hex()}"
        self.subscription = {"endpoint": service.address + self.path, "public": encode(self.public), "secret": encode(self.secret)}
        self.service = service

    @property
    def heard(self):
        """All messages to this device, read."""
        return [self.read(body) for path, _headers, body in self.service.taken if path == self.path]

    def read(self, body):
        salt, size, length = body[:16], int.from_bytes(body[16:20], "big"), body[20]
        sender, sealed = body[21 : 21 + length], body[21 + length :]
        assert len(sealed) <= size and len(body) <= 4096
        shared = self.private.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, sender))
        key = HKDF(SHA256(), 32, self.secret, b"WebPush: info\0" + self.public + sender).derive(shared)
        content, nonce = (
            HKDF(SHA256(), size, salt, b"Content-Encoding: " + name + b"\0").derive(key) for name, size in ((b"aes128gcm", 16), (b"nonce", 12))
        )
        text, end, padding = AESGCM(content).decrypt(nonce, sealed, None).rpartition(b"\2")
        assert end and not padding.strip(b"\0")
        return json.loads(text)


class Service:
    """`.taken` are (path, headers, body) in order; `.answers` are (status, headers) to give first, then 201."""

    def __init__(self, server):
        self.server, self.taken, self.answers, self.refused = server, [], [], []
        self.address = f"http://127.0.0.1:{server.server_port}"

    def take(self, path, headers, body):
        wrong = self.wrong_in(headers)
        if wrong:
            self.refused.append(wrong)
            return 403, {}
        status, more = self.answers.pop(0) if self.answers else (201, {})
        if status == 201:
            self.taken.append((path, headers, body))
        return status, more

    def wrong_in(self, headers):
        """Return what a service would not accept, or ""."""
        scheme, _, rest = headers.get("Authorization", "").partition(" ")
        given = dict(part.strip().split("=", 1) for part in rest.split(","))
        if scheme != "vapid" or set(given) != {"t", "k"}:
            return "no proof"
        signed, _, signature = given["t"].rpartition(".")
        head, claims = (json.loads(decode(part)) for part in signed.split("."))
        numbers = decode(signature)
        pair = encode_dss_signature(int.from_bytes(numbers[:32], "big"), int.from_bytes(numbers[32:], "big"))
        try:
            key = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, decode(given["k"]))
            key.verify(pair, signed.encode(), ec.ECDSA(SHA256()))
        except (InvalidSignature, ValueError):
            return "the signature is wrong"
        checks = {
            "algorithm": head.get("alg") == "ES256", "audience": claims["aud"] == self.address,
            "expiry": time.time() < claims["exp"] <= time.time() + 86_400, "contact": claims["sub"].startswith(("mailto:", "https:")),
            "TTL": headers.get("TTL", "").isdecimal(), "encoding": headers.get("Content-Encoding") == "aes128gcm",
            "Urgency": headers.get("Urgency") in ("very-low", "low", "normal", "high"), "Topic": len(headers.get("Topic", "")) <= 32,
        }  # fmt: skip
        return ", ".join(name for name, right in checks.items() if not right)


@contextmanager
def push_service():
    """Run a Service while the block lasts."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, headers = service.take(self.path, dict(self.headers), body)
            self.send_response(status)
            for name, value in {"Content-Length": "0", **headers}.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *words):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service = Service(server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
