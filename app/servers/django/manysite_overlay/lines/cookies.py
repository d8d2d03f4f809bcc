from __future__ import annotations

from ..line import Line
from ..overlay_values import OverlayValues
from ..settings_edit import SettingsEdit

COOKIES = ("SESSION", "CSRF", "LANGUAGE")


def _send_over_http(edit: SettingsEdit, values: OverlayValues) -> None:
    for cookie in COOKIES:
        edit.set(f"{cookie}_COOKIE_SECURE", False)


def _bind_to_host(edit: SettingsEdit, values: OverlayValues) -> None:
    for cookie in COOKIES:
        edit.set(f"{cookie}_COOKIE_DOMAIN", None)


COOKIE_SECURE = Line(
    "cookie-secure",
    ", ".join(f"{cookie}_COOKIE_SECURE" for cookie in COOKIES),
    "A browser drops Secure cookies over http: no login and no form would work.",
    _send_over_http,
)
COOKIE_DOMAIN = Line(
    "cookie-domain",
    ", ".join(f"{cookie}_COOKIE_DOMAIN" for cookie in COOKIES),
    "A browser drops cookies for the live domain, and one for all of nip.io would go to strangers' pages.",
    _bind_to_host,
)
