"""Where a request comes from, through the proxies that stand before us."""

import ipaddress

from django.conf import settings


def client_ip(request):
    """Return the address of the browser; what it says of itself counts only behind PERENNIAL_TRUSTED_PROXIES."""
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    trusted = settings.TRUSTED_PROXIES
    if 0 < trusted <= len(hops):
        try:
            return str(ipaddress.ip_address(hops[-trusted].strip()))
        except ValueError:
            pass
    return request.META.get("REMOTE_ADDR") or "0.0.0.0"
