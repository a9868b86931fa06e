"""The letters of this room: a new password, an invitation."""

import logging
from smtplib import SMTPException

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from perennial.accounts.models import User
from perennial.core.jobs import called
from perennial.core.models import installation

log = logging.getLogger(__name__)


@task()
def send_reset(user_id, root):
    """Send a user the link that sets a new password; `root` is the address of this installation."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if not user:
        return
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    with translation.override(user.language):
        send(
            "accounts/mail/reset.txt",
            user.email,
            {"user": user, "link": root + reverse("account_reset_password_from_key", kwargs=key)},
        )


called(send_reset, _("Letter with a new password"))


def send_invitation(invitation, link):
    """Send an invitation; tell whether it left, so that the link can be given by hand instead."""
    host = invitation.invited_by
    with translation.override(host.language if host else installation().language):
        try:
            send(
                "accounts/mail/invitation.txt", invitation.email, {"invitation": invitation, "host": host, "link": link}
            )
        except (OSError, SMTPException):
            log.warning("The invitation of %s could not be sent", invitation.pk, exc_info=True)
            return False
    return True


def send(template, to, values):
    """Send a letter; the first line of its template is the subject."""
    text = render_to_string(template, {"company": installation().company or "Perennial", **values}).strip()
    subject, _, body = text.partition("\n")
    EmailMessage(subject.strip(), body.strip() + "\n", to=[to]).send()
