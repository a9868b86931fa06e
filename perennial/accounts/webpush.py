"""Web Push: how a text is sealed for one device (RFC 8291, RFC 8188) and how its sender proves himself (RFC 8292).

The two packages of the index that do this bring along pydantic and PyJWT, or aiohttp, requests and one without a wheel;
what is needed of them stands here, on `cryptography`, and is tried against the example of RFC 8291.
"""

import json
import os
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import cache
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

CURVE = ec.SECP256R1()
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of this curve (FIPS 186, P-256)
RECORD = 4096  # bytes that every push service takes
LONGEST = 3_993  # bytes of a text that fit into them
VALID = 12 * 3600  # seconds that a proof holds; services refuse more than a day


def seal(text, public, secret, *, salt=None, own=None):
    """Return bytes that only the device with these keys can read; `text` is bytes, at most LONGEST.

    `public` and `secret` are what the browser calls p256dh and auth, decoded. Raises ValueError when they are no keys.
    """
    if len(text) > LONGEST or len(secret) != 16:
        raise ValueError("The text is too long, or the secret is none.")
    salt, own = salt or os.urandom(16), own or ec.generate_private_key(CURVE)
    shared = own.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, public))
    ours = point(own)
    key = _derived(shared, secret, b"WebPush: info\0" + public + ours, 32)
    content = AESGCM(_derived(key, salt, b"Content-Encoding: aes128gcm\0", 16))
    nonce = _derived(key, salt, b"Content-Encoding: nonce\0", 12)
    head = salt + RECORD.to_bytes(4, "big") + bytes([len(ours)]) + ours
    return head + content.encrypt(nonce, text + b"\2", None)  # 2 ends the last record


def proof(endpoint, contact, now=None):
    """Return the Authorization header by which a push service knows who sends; `contact` is a mailto: or https: address."""
    parts = urlsplit(endpoint)
    claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": int(now or time.time()) + VALID, "sub": contact}
    signed = ".".join(text64(json.dumps(part).encode()) for part in ({"typ": "JWT", "alg": "ES256"}, claims))
    pair = decode_dss_signature(_key().sign(signed.encode(), ec.ECDSA(SHA256())))
    signature = b"".join(number.to_bytes(32, "big") for number in pair)
    return f"vapid t={signed}.{text64(signature)}, k={public_key()}"


def public_key():
    """Return the key that browsers tie their subscriptions to (applicationServerKey)."""
    return text64(point(_key()))


def point(private):
    """Return the public part of a key as browsers write it: 65 bytes."""
    return private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def text64(value):
    return urlsafe_b64encode(value).rstrip(b"=").decode()


def bytes64(text):
    """Return the bytes of what a browser wrote. Raises ValueError."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@cache
def _key():
    """The installation's own key. It follows from the secret key, so that every process and machine has the same one."""
    number = int.from_bytes(_derived(settings.SECRET_KEY.encode(), None, b"web push", 48), "big")
    return ec.derive_private_key(number % (ORDER - 1) + 1, CURVE)


def _derived(key, salt, info, length):
    return HKDF(SHA256(), length, salt, info).derive(key)
