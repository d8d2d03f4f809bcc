from __future__ import annotations

from types import ModuleType

from ..import_hook import after_import
from ..line import Line
from ..overlay_values import OverlayValues
from ..settings_edit import SettingsEdit


def _set_nodelay(edit: SettingsEdit, values: OverlayValues) -> None:
    after_import("django.core.servers.basehttp", _disable_nagle)
    edit.record("django.core.servers.basehttp.WSGIRequestHandler.disable_nagle_algorithm", False, True)


def _disable_nagle(basehttp: ModuleType) -> None:
    # socketserver.StreamRequestHandler.setup turns this into TCP_NODELAY.
    basehttp.WSGIRequestHandler.disable_nagle_algorithm = True


RUNSERVER_NODELAY = Line(
    "runserver-nodelay",
    "TCP_NODELAY in runserver",
    "runserver sends head and body apart; with Nagle's algorithm a kept connection waits 44 ms a request.",
    _set_nodelay,
)
