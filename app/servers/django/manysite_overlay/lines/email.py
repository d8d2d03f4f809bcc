from __future__ import annotations

from ..line import Line
from ..overlay_values import OverlayValues
from ..settings_edit import SettingsEdit


def _write_to_files(edit: SettingsEdit, values: OverlayValues) -> None:
    edit.set("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
    edit.set("EMAIL_FILE_PATH", values.email_folder)


EMAIL = Line(
    "email",
    "EMAIL_BACKEND, EMAIL_FILE_PATH",
    "A copy of live data holds real addresses: mails go to files, and nobody gets one.",
    _write_to_files,
)
