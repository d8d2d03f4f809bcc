from __future__ import annotations

import re

from ..line import Line
from ..overlay_values import OverlayValues
from ..settings_edit import SettingsEdit
from .module_source import module_source

APP = "django_multisite_plus"
# From 0.7 on the package writes to the database only when it is told to, by commands of its own.
FIRST_QUIET_VERSION = (0, 7)


def _no_populate(edit: SettingsEdit, values: OverlayValues) -> None:
    if _writes_at_start(edit):
        edit.set("DJANGO_MULTISITE_PLUS_AUTO_POPULATE_SITES", False)


def _no_rewrite(edit: SettingsEdit, values: OverlayValues) -> None:
    if _writes_at_start(edit):
        edit.set("DJANGO_MULTISITE_PLUS_REWRITE_DOMAINS", False)


def _writes_at_start(edit: SettingsEdit) -> bool:
    if not edit.has_app(APP):
        return False
    version = re.search(r"^__version__ = ['\"](\d+)\.(\d+)", module_source(APP) or "", re.MULTILINE)
    return version is None or tuple(map(int, version.groups())) < FIRST_QUIET_VERSION


MULTISITE_PLUS_POPULATE = Line(
    "multisite-plus-populate",
    "DJANGO_MULTISITE_PLUS_AUTO_POPULATE_SITES",
    "django-multisite-plus before 0.7 writes sites in each process that starts, against Manysite's plan.",
    _no_populate,
)
MULTISITE_PLUS_REWRITE = Line(
    "multisite-plus-rewrite",
    "DJANGO_MULTISITE_PLUS_REWRITE_DOMAINS",
    "django-multisite-plus before 0.7 rewrites domains in each process that starts, against Manysite's plan.",
    _no_rewrite,
)
