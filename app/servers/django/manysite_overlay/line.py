from __future__ import annotations

from dataclasses import dataclass
from typing import Callable

from .overlay_values import OverlayValues
from .settings_edit import SettingsEdit


@dataclass(frozen=True)
class Line:
    """One line of the overlay."""

    id: str
    """Stable: `serve.overlay` in manysite.json names it, and so does app/core/overlay."""
    setting: str
    reason: str
    apply: Callable[[SettingsEdit, OverlayValues], None]
    """Changes what is not right yet."""
