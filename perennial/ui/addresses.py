"""Addresses of views, worked out once for each name and its parts."""

from functools import lru_cache

from django import urls
from django.conf import settings


def reverse(name, args=(), kwargs=None):
    """Return the address of a view as Django's own `reverse` does. Raises NoReverseMatch."""
    return _address(settings.ROOT_URLCONF, urls.get_script_prefix(), name, tuple(args), tuple((kwargs or {}).items()))


@lru_cache(maxsize=10_000)
def _address(conf, prefix, name, args, kwargs):
    return urls.reverse(name, args=args, kwargs=dict(kwargs))
