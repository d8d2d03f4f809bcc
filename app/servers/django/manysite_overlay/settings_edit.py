"""Reads and changes Django settings, keeping a record of what was changed."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any, Iterator


@dataclass(frozen=True)
class Change:
    line: str
    setting: str
    """Dotted where it is inside another: DATABASES.default.HOST."""
    before: Any
    """None where there was none."""
    after: Any


class SettingsEdit:
    """One line's hand on the settings: `target` is Django's Settings, or whatever stands in for it."""

    def __init__(self, target: Any, line: str) -> None:  # noqa: ANN401
        self.changes: list[Change] = []
        self._target = target
        self._line = line

    def get(self, name: str, default: Any = None) -> Any:  # noqa: ANN401
        return getattr(self._target, name, default)

    def set(self, name: str, value: Any) -> None:  # noqa: ANN401
        """Sets it unless it is equal already. A mutable value must be new: the project's stays as it is."""
        before = self.get(name)
        if before == value:
            return
        for path, old, new in _differences(name, before, value):
            self.record(path, old, new)
        with warnings.catch_warnings():
            # Django 4.2 warns of STATICFILES_STORAGE: the project's business, not ours.
            warnings.simplefilter("ignore")
            setattr(self._target, name, value)
        explicit = getattr(self._target, "_explicit_settings", None)
        if isinstance(explicit, set):
            explicit.add(name)

    def record(self, setting: str, before: Any, after: Any) -> None:  # noqa: ANN401
        """Notes a change that is made elsewhere than in the settings."""
        self.changes.append(Change(self._line, setting, before, after))

    def has_app(self, name: str) -> bool:
        """Whether the app is installed, by its module or by a configuration class inside it."""
        return any(app == name or app.startswith(f"{name}.") for app in self.get("INSTALLED_APPS", ()))


def _differences(path: str, before: Any, after: Any) -> Iterator[tuple[str, Any | None, Any | None]]:  # noqa: ANN401
    if not (isinstance(before, dict) and isinstance(after, dict)):
        yield path, before, after
        return
    for key in [*before, *(key for key in after if key not in before)]:
        if before.get(key) != after.get(key):
            yield from _differences(f"{path}.{key}", before.get(key), after.get(key))
