from __future__ import annotations

from ..line import Line
from ..overlay_values import OverlayValues
from ..settings_edit import SettingsEdit
from .module_source import module_source


def _allow_dynamic_site_id(edit: SettingsEdit, values: OverlayValues) -> None:
    site_id = edit.get("SITE_ID")
    if edit.has_app("django.contrib.sites") and site_id is not None and not isinstance(site_id, int):
        _silence(edit, "sites.E101")


def _allow_null_boolean_field(edit: SettingsEdit, values: OverlayValues) -> None:
    import django

    if django.VERSION < (4, 0) or not edit.has_app("multisite"):
        return
    if "NullBooleanField(" in (module_source("multisite.models") or ""):
        _silence(edit, "fields.E903")


def _silence(edit: SettingsEdit, check: str) -> None:
    silenced = list(edit.get("SILENCED_SYSTEM_CHECKS"))
    if check not in silenced:
        edit.set("SILENCED_SYSTEM_CHECKS", [*silenced, check])


SITES_E101 = Line(
    "silence-sites-e101",
    "SILENCED_SYSTEM_CHECKS",
    "Django refuses to start with the dynamic SITE_ID of django-multisite, which is no int, but acts as one.",
    _allow_dynamic_site_id,
)
FIELDS_E903 = Line(
    "silence-fields-e903",
    "SILENCED_SYSTEM_CHECKS",
    "Django 4 and newer refuse to start with the NullBooleanField of django-multisite, which still works.",
    _allow_null_boolean_field,
)
