from __future__ import annotations

import socketserver
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

# A signal, and a request all the more, ends the wait at once; only `shutdown()` from another thread waits for it.
_REST_SECONDS = 60.0


def _set_rest(edit: SettingsEdit, values: OverlayValues) -> None:
    # That of django.core.servers.basehttp is waited for by the line above: one call for each module.
    after_import("django.core.management.commands.runserver", _rest)
    edit.record("django.core.servers.basehttp.run.poll_interval", 0.5, _REST_SECONDS)


def _rest(command: ModuleType) -> None:
    run = command.run

    def run_resting(*args: object, **options: object) -> object:
        server_class = options.get("server_cls")
        if _waits_as_usual(server_class):
            options["server_cls"] = type(server_class.__name__, (_RestingServer, server_class), {})
        return run(*args, **options)

    command.run = run_resting


def _waits_as_usual(server_class: object) -> bool:
    """A server class of the project's own may want to be woken."""
    usual = socketserver.BaseServer
    return (
        isinstance(server_class, type)
        and getattr(server_class, "serve_forever", None) is usual.serve_forever
        and getattr(server_class, "service_actions", None) is usual.service_actions
    )


class _RestingServer:
    def serve_forever(self, poll_interval: float = _REST_SECONDS) -> None:
        super().serve_forever(poll_interval)


RUNSERVER_REST = Line(
    "runserver-rest",
    "poll_interval in runserver",
    "runserver wakes twice a second to see whether it is told to end; of many idle servers the processor does not rest.",
    _set_rest,
)
