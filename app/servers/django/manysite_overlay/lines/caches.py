from __future__ import annotations

from ..line import Line
from ..overlay_values import OverlayValues
from ..settings_edit import SettingsEdit


def _prefix_caches(edit: SettingsEdit, values: OverlayValues) -> None:
    edit.set(
        "CACHES",
        {
            alias: {**cache, "KEY_PREFIX": _prefixed(cache.get("KEY_PREFIX"), values)}
            for alias, cache in edit.get("CACHES").items()
        },
    )


def _prefix_multisite(edit: SettingsEdit, values: OverlayValues) -> None:
    if not edit.has_app("multisite"):
        return
    # multisite/middleware.py takes the cache's own prefix when it has none.
    cache = edit.get("CACHES").get(edit.get("CACHE_MULTISITE_ALIAS", "default"), {})
    prefix = edit.get("CACHE_MULTISITE_KEY_PREFIX", cache.get("KEY_PREFIX"))
    if prefix != _prefixed(prefix, values):
        edit.set("CACHE_MULTISITE_KEY_PREFIX", _prefixed(prefix, values))


def _prefixed(prefix: object, values: OverlayValues) -> str:
    text = "" if prefix is None else str(prefix)
    if text.startswith(values.cache_key_prefix):
        return text
    return f"{values.cache_key_prefix}:{text}" if text else values.cache_key_prefix


CACHE_PREFIX = Line(
    "cache-prefix",
    "CACHES",
    "Each database has cache keys of its own, so that after a switch nothing of the other one is served.",
    _prefix_caches,
)
MULTISITE_CACHE_PREFIX = Line(
    "multisite-cache-prefix",
    "CACHE_MULTISITE_KEY_PREFIX",
    "django-multisite remembers which site answers a host, and would go on with the other database's.",
    _prefix_multisite,
)
