"""Turn what verbs refuse into answers: no input causes a 500."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from perennial.core.errors import Forbidden, Missing
from perennial.core.models import installation
from perennial.records.fields.made import asked_once


def refusals(get_response):
    """Answer Missing with 404 and Forbidden with 403; views answer Refused and Stale beside the field."""
    return _Refusals(get_response)


class _Refusals:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with asked_once():
            installation(fresh=True)
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, Missing):
            raise Http404 from exception
        if isinstance(exception, Forbidden):
            raise PermissionDenied from exception
        return None
