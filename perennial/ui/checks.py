"""Warns at start when the packages that pages need are not installed."""

from pathlib import Path

from django.conf import settings
from django.core.checks import Tags, Warning, register

from perennial.ui.assets import PACKAGE_FILES


@register(Tags.staticfiles)
def packages_are_there(app_configs=None, **kwargs):
    """Name the listed files that neither node_modules nor the collected static files hold."""
    homes = [Path(settings.NODE_MODULES), Path(settings.STATIC_ROOT) / "pkg"]
    missing = [name for name in PACKAGE_FILES if not any((home / name).exists() for home in homes)]
    if not missing:
        return []
    hint = "Run bin/setup, or npm ci --ignore-scripts."
    return [Warning(f"Files of packages that pages need are missing: {', '.join(missing)}", hint=hint, id="ui.W001")]
