"""How signing in differs here from allauth's own way: nobody signs up, letters leave by a job, fewer words."""

from base64 import urlsafe_b64encode
from functools import cache
from hashlib import sha256

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from perennial.accounts import devices, mail
from perennial.accounts.changes import changing
from perennial.accounts.origin import client_ip
from perennial.accounts.policy import actor_for
from perennial.core import events
from perennial.core.models import installation

SEALED = "gAAAA"  # how everything begins that Fernet has sealed
# What is worth a word after it is done; everything else that allauth would say is left unsaid.
SAID = {
    "account/messages/password_changed.txt": _("Your password is changed."),
    "account/messages/password_set.txt": _("Your password is changed."),
    "mfa/messages/totp_activated.txt": _("Two-factor sign-in is on."),
    "mfa/messages/totp_deactivated.txt": _("Two-factor sign-in is off."),
}


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in with e-mail and password, for invited colleagues only."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("This address and this password do not fit together."),
        "too_many_login_attempts": _("Too many tries. Wait five minutes, or set a new password by mail."),
        "rate_limited": _("Too many tries. Wait a minute and try again."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_password": _("This is not your password."),
        "incorrect_code": _("This code does not fit. Codes change every 30 seconds: enter the newest one."),
    }

    def is_open_for_signup(self, request):
        return False

    def is_ajax(self, request):
        return False  # pages and parts of pages, never JSON: that is the API's

    def get_client_ip(self, request):
        return client_ip(request)

    def add_message(self, request, level, message_template=None, *args, **kwargs):
        if message_template in SAID:
            messages.add_message(request, level, SAID[message_template])

    def post_login(self, request, user, **kwargs):
        events.write(user, "signed_in", by=actor_for(user, ip=client_ip(request)))
        return super().post_login(request, user, **kwargs)

    def set_password(self, user, password):
        with changing(user, "password", by=actor_for(user, ip=client_ip(self.request))) as current:
            current.set_password(password)

    def logout(self, request):
        devices.forget_session(request.session.session_key)
        super().logout(request)

    def send_password_reset_mail(self, user, email, context):
        # A job, so that the answer takes as long for an unknown address; the link is made when it is sent.
        root = settings.BASE_URL or self.request.build_absolute_uri("/").rstrip("/")
        mail.send_reset.enqueue(user.pk, root)

    def reauthenticate(self, user, password):
        found = self.authenticate(self.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def get_logout_redirect_url(self, request):
        return reverse("account_login")

    def get_password_change_redirect_url(self, request):
        return reverse("profile")


class MFAAdapter(DefaultMFAAdapter):
    """Names the company in the authenticator app."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }

    def encrypt(self, text):
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        if not encrypted_text.startswith(SEALED):  # kept before secrets were sealed
            return encrypted_text
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:  # the secret key is another one: no code fits until an administrator switches it off
            return ""

    def get_totp_issuer(self):
        return installation().company or "Perennial"


@cache
def _box():
    """What seals the secrets of second factors: a database that is carried off gives none of them away."""
    return Fernet(urlsafe_b64encode(sha256(b"second factor " + settings.SECRET_KEY.encode()).digest()))
