"""What the overlay changed, written down for `manysite env` and the settings screen."""

from __future__ import annotations

import json
import os
import re
from typing import Any, Sequence

from .settings_edit import Change

_SECRET_NAME = re.compile(r"PASS|SECRET|TOKEN|CREDENTIAL", re.IGNORECASE)
_URL_PASSWORD = re.compile(r"(://[^/\s:@]*:)[^@\s]+@")
MASK = "***"


def write_report(file: str, settings_module: str | None, changes: Sequence[Change]) -> None:
    """Writes the file once: the first process of a server does, and its children change the same."""
    if os.path.exists(file):
        return
    report = {"settingsModule": settings_module, "changes": [_shown(change) for change in changes]}
    # Renamed into place, so that nobody reads half of it.
    draft = f"{file}.{os.getpid()}"
    with open(draft, "w", encoding="utf-8") as stream:
        json.dump(report, stream, indent=2, default=repr)
    os.replace(draft, file)


def _shown(change: Change) -> dict[str, Any]:
    return {
        "line": change.line,
        "setting": change.setting,
        "from": _masked(change.setting, change.before),
        "to": _masked(change.setting, change.after),
    }


def _masked(name: str, value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        return {str(key): _masked(str(key), item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_masked(name, item) for item in value]
    if not isinstance(value, str):
        return value
    if value and _SECRET_NAME.search(name.rpartition(".")[2]):
        return MASK
    return _URL_PASSWORD.sub(rf"\1{MASK}@", value)
