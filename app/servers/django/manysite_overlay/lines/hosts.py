from __future__ import annotations

from typing import Iterable

from ..line import Line
from ..overlay_values import OverlayValues
from ..settings_edit import SettingsEdit

# For readiness checks, and for a browser that was pointed at the router's address. Under DEBUG Django allows
# these by itself, but only as long as the list is empty (django/http/request.py, get_host).
LOOPBACK_NAMES = (".localhost", "127.0.0.1", "[::1]")


def _allow_hosts(edit: SettingsEdit, values: OverlayValues) -> None:
    allowed = list(edit.get("ALLOWED_HOSTS"))
    for host in (*values.allowed_hosts, *LOOPBACK_NAMES):
        if not _covers(allowed, host):
            allowed.append(host)
    if len(allowed) > len(edit.get("ALLOWED_HOSTS")):
        edit.set("ALLOWED_HOSTS", allowed)


def _covers(patterns: Iterable[str], wanted: str) -> bool:
    """As Django's validate_host: `*` is any host, `.x` is x and everything below it."""
    host = wanted.lower()
    return any(
        pattern in ("*", host)
        or (pattern.startswith(".") and (host.endswith(pattern) or host == pattern[1:]))
        for pattern in (pattern.lower() for pattern in patterns)
    )


ALLOWED_HOSTS = Line(
    "allowed-hosts",
    "ALLOWED_HOSTS",
    "The live list knows the real domains; local domains would be answered with 400.",
    _allow_hosts,
)
