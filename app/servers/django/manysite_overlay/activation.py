"""Puts the overlay over the project's settings in the moment in which Django loads them."""

from __future__ import annotations

import functools
import os
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

from .import_hook import after_import

if TYPE_CHECKING:
    from .overlay_values import OverlayValues

_is_active = False


def activate() -> None:
    """Arranges for the overlay. Nothing is parsed or imported in a Python that does not use Django."""
    global _is_active
    if not _is_active:
        _is_active = True
        after_import("django.conf", _watch_settings)


def _watch_settings(conf: ModuleType) -> None:
    """Every way to get settings is covered: a module, `settings.configure(...)`, a library's substitute.

    The settings are changed before anyone can see them, so that no value of the live server is ever used.
    """
    djangos_own = conf.settings
    load = conf.Settings.__init__
    configure = conf.LazySettings.configure

    @functools.wraps(load)
    def load_with_overlay(settings: Any, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        load(settings, *args, **kwargs)
        apply_overlay(settings)
        # dynaconf puts an object of its own in the place of django.conf.settings while its module loads.
        substitute = sys.modules["django.conf"].settings
        if substitute is not djangos_own:
            apply_overlay(substitute)

    @functools.wraps(configure)
    def configure_with_overlay(lazy_settings: Any, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        configure(lazy_settings, *args, **kwargs)
        apply_overlay(lazy_settings._wrapped)

    conf.Settings.__init__ = load_with_overlay
    conf.LazySettings.configure = configure_with_overlay
    if conf.settings.configured:
        apply_overlay(conf.settings._wrapped)


def apply_overlay(target: Any) -> None:  # noqa: ANN401
    """Applies every line that is on.

    Raises ImproperlyConfigured when MANYSITE_OVERLAY is wrong: better no server than one with live settings.
    """
    from django.core.exceptions import ImproperlyConfigured

    from .lines import LINES
    from .overlay_values import VARIABLE, OverlayValuesError, parse_overlay_values
    from .report import write_report
    from .settings_edit import SettingsEdit

    try:
        values = parse_overlay_values(os.environ[VARIABLE])
    except OverlayValuesError as error:
        raise ImproperlyConfigured(str(error)) from error
    unknown = _unknown_lines(values, [line.id for line in LINES])
    if unknown is not None:
        raise ImproperlyConfigured(unknown)
    changes = []
    for line in LINES:
        if line.id not in values.off:
            edit = SettingsEdit(target, line.id)
            line.apply(edit, values)
            changes += edit.changes
    if values.report_file is not None:
        write_report(values.report_file, getattr(target, "SETTINGS_MODULE", None), changes)


def _unknown_lines(values: OverlayValues, known: list[str]) -> str | None:
    unknown = sorted(values.off.difference(known))
    if not unknown:
        return None
    return f"The settings overlay has no line {', '.join(unknown)}; its lines are {', '.join(known)}"
