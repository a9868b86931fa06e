"""The protocol of Web Push, against the example of RFC 8291 (section 5 and appendix A)."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from perennial.accounts import webpush

TEXT = b"When I grow up, I want to be a watermelon"
SENDER = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
RECEIVER = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
SECRET, SALT = "BTBZMqHH6r4Tts7J_aSIgg", "DGv6ra1nlYgDCS1FRnbzlw"
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_y"
    "l95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def test_a_text_is_sealed_as_the_standard_shows():
    own = ec.derive_private_key(int.from_bytes(webpush.bytes64(SENDER), "big"), webpush.CURVE)
    sealed = webpush.seal(TEXT, webpush.bytes64(RECEIVER), webpush.bytes64(SECRET), salt=webpush.bytes64(SALT), own=own)
    assert webpush.text64(sealed) == SEALED


def test_each_sealing_is_another():
    keys = webpush.bytes64(RECEIVER), webpush.bytes64(SECRET)
    assert webpush.seal(TEXT, *keys) != webpush.seal(TEXT, *keys)


@pytest.mark.parametrize(("public", "secret"), [(b"", b"x" * 16), (b"\4" + b"\0" * 64, b"x" * 16), (webpush.bytes64(RECEIVER), b"short")])
def test_what_is_no_key_is_refused(public, secret):
    with pytest.raises(ValueError):
        webpush.seal(TEXT, public, secret)


def test_the_longest_text_fits_into_what_every_service_takes():
    keys = webpush.bytes64(RECEIVER), webpush.bytes64(SECRET)
    assert len(webpush.seal(b"x" * webpush.LONGEST, *keys)) == webpush.RECORD
    with pytest.raises(ValueError):
        webpush.seal(b"x" * (webpush.LONGEST + 1), *keys)


def test_the_key_follows_from_the_secret_key(settings):
    webpush._key.cache_clear()
    first = webpush.public_key()
    webpush._key.cache_clear()
    assert webpush.public_key() == first and len(webpush.bytes64(first)) == 65
    settings.SECRET_KEY = "another"
    webpush._key.cache_clear()
    assert webpush.public_key() != first
    webpush._key.cache_clear()
