from __future__ import annotations

from urllib.parse import urlsplit

from ..line import Line
from ..overlay_values import OverlayValues
from ..settings_edit import SettingsEdit


def _trust_local_origins(edit: SettingsEdit, values: OverlayValues) -> None:
    import django

    origins = list(values.local_origins)
    if django.VERSION < (4, 0):
        # Hosts, not origins, up to Django 3.2.
        origins = [urlsplit(origin).netloc for origin in origins]
    if set(edit.get("CSRF_TRUSTED_ORIGINS")) != set(origins):
        edit.set("CSRF_TRUSTED_ORIGINS", origins)


CSRF_TRUSTED_ORIGINS = Line(
    "csrf-trusted-origins",
    "CSRF_TRUSTED_ORIGINS",
    "Exactly the local origins: to a browser all of nip.io is one site, a wildcard would let strangers post.",
    _trust_local_origins,
)
