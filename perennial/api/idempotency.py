"""Idempotency-Key: a call that is sent twice is done once and answered twice alike."""

import hashlib

from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _

from perennial.api import answers
from perennial.api.models import GivenAnswer


def once(call, do):
    """Return `do()`, or the answer that an earlier call with the same Idempotency-Key got.

    The deed and its answer are stored in one transaction, so a crash leaves either both or neither.
    """
    key = call.request.headers.get("Idempotency-Key", "")[:120]
    if not key:
        return do()
    print_ = hashlib.sha256(call.request.path.encode() + b"\0" + call.request.body).hexdigest()
    given = GivenAnswer.objects.filter(user_id=call.actor.user_id, key=key).first()
    if given is None:
        try:
            with transaction.atomic():
                return _kept(call, key, print_, do())
        except IntegrityError:  # the same key came twice at the same moment
            given = GivenAnswer.objects.filter(user_id=call.actor.user_id, key=key).first()
            if given is None:
                raise
    if given.fingerprint != print_:
        return answers.problem(422, _("This Idempotency-Key was used for another call."))
    return _again(given)


def _kept(call, key, print_, response):
    GivenAnswer.objects.create(
        user_id=call.actor.user_id,
        key=key,
        fingerprint=print_,
        status=response.status_code,
        body=response.content.decode(),
        location=response.get("Location", ""),
        etag=response.get("ETag", ""),
    )
    return response


def _again(given):
    response = HttpResponse(given.body, status=given.status, content_type="application/json")
    if given.location:
        response["Location"] = given.location
    if given.etag:
        response["ETag"] = given.etag
    return response
