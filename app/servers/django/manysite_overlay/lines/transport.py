from __future__ import annotations

from ..line import Line
from ..overlay_values import OverlayValues
from ..settings_edit import SettingsEdit


def _no_ssl_redirect(edit: SettingsEdit, values: OverlayValues) -> None:
    edit.set("SECURE_SSL_REDIRECT", False)


def _no_hsts(edit: SettingsEdit, values: OverlayValues) -> None:
    edit.set("SECURE_HSTS_SECONDS", 0)


def _no_www(edit: SettingsEdit, values: OverlayValues) -> None:
    edit.set("PREPEND_WWW", False)


SSL_REDIRECT = Line(
    "ssl-redirect",
    "SECURE_SSL_REDIRECT",
    "Local pages are served over http; every request would be sent to https, where nothing listens.",
    _no_ssl_redirect,
)
HSTS = Line(
    "hsts",
    "SECURE_HSTS_SECONDS",
    "A browser that once saw the header refuses the local domain over http for months.",
    _no_hsts,
)
PREPEND_WWW = Line(
    "prepend-www",
    "PREPEND_WWW",
    "Every request would be sent to www. in front of the local domain, which no site has.",
    _no_www,
)
