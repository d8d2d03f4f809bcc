from __future__ import annotations

from ..line import Line
from ..overlay_values import OverlayValues
from ..settings_edit import SettingsEdit

PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"


def _plain_storage(edit: SettingsEdit, values: OverlayValues) -> None:
    import django

    if django.VERSION >= (4, 2):
        storages = edit.get("STORAGES")
        if storages.get("staticfiles", {}).get("BACKEND") != PLAIN:
            edit.set("STORAGES", {**storages, "staticfiles": {"BACKEND": PLAIN}})
    if django.VERSION < (5, 1):
        edit.set("STATICFILES_STORAGE", PLAIN)


STATIC_STORAGE = Line(
    "static-storage",
    "STORAGES, STATICFILES_STORAGE",
    "A manifest exists only after collectstatic, and a remote storage is the live one.",
    _plain_storage,
)
