from __future__ import annotations

import os
from typing import Any

from ..line import Line
from ..overlay_values import ActiveDatabase, OverlayValues
from ..settings_edit import SettingsEdit
from .database_address import (
    POSTGRESQL_VARIABLES,
    is_postgresql,
    is_server,
    is_surely_local,
    leads_elsewhere,
    postgresql_engine,
)

REFUSED_ENGINE = "manysite_overlay.refused_database"


def _bind_databases(edit: SettingsEdit, values: OverlayValues) -> None:
    # First: what follows asks where an alias leads.
    for name in POSTGRESQL_VARIABLES:
        if name in os.environ:
            edit.record(f"environment {name}", os.environ.pop(name), None)
    databases = edit.get("DATABASES")
    default = databases.get("default", {})
    bound = {"default": _bound(default, values.database)}
    for alias, settings in databases.items():
        if alias != "default":
            bound[alias] = _bound_other(settings, default, values.database)
    edit.set("DATABASES", bound)


def _bound_other(
    settings: dict[str, Any], default: dict[str, Any], database: ActiveDatabase
) -> dict[str, Any]:
    """Replicas, and PostgreSQL on any other machine, become the active database; the rest must be local."""
    if not is_server(settings):
        return settings
    if is_postgresql(settings) and (_is_replica(settings, default) or not is_surely_local(settings)):
        return _bound(settings, database)
    if is_surely_local(settings):
        return settings
    return {"ENGINE": REFUSED_ENGINE, "NAME": settings.get("NAME"), "HOST": settings.get("HOST", "")}


def _is_replica(settings: dict[str, Any], default: dict[str, Any]) -> bool:
    is_same_name = bool(settings.get("NAME")) and settings.get("NAME") == default.get("NAME")
    return is_same_name or (settings.get("TEST") or {}).get("MIRROR") == "default"


def _bound(settings: dict[str, Any], database: ActiveDatabase) -> dict[str, Any]:
    """The same alias on the active database; what it says of behaviour (ATOMIC_REQUESTS and so on) stays."""
    engine = postgresql_engine(settings.get("ENGINE", ""))
    bound = {
        **settings,
        "ENGINE": engine,
        "NAME": database.name,
        "USER": database.user,
        "PASSWORD": database.password,
        "HOST": database.host,
        "PORT": _same_port(settings.get("PORT"), database.port),
    }
    options = settings.get("OPTIONS") or {}
    if options:
        keeps = {name: value for name, value in options.items() if not leads_elsewhere(name)}
        # Options of another engine mean nothing to PostgreSQL's driver, which refuses them.
        bound["OPTIONS"] = keeps if engine == settings.get("ENGINE") else {}
    return bound


def _same_port(given: Any, port: int) -> Any:  # noqa: ANN401
    """Django takes text and number alike: what is right already stays as it is written."""
    return given if str(given) == str(port) else str(port)


def _close_after_each_request(edit: SettingsEdit, values: OverlayValues) -> None:
    edit.set("DATABASES", {alias: _unpooled(settings) for alias, settings in edit.get("DATABASES").items()})


def _unpooled(settings: dict[str, Any]) -> dict[str, Any]:
    unpooled = dict(settings)
    if settings.get("CONN_MAX_AGE", 0) != 0:
        unpooled["CONN_MAX_AGE"] = 0
    options = settings.get("OPTIONS") or {}
    if "pool" in options:
        unpooled["OPTIONS"] = {name: value for name, value in options.items() if name != "pool"}
    return unpooled


DATABASES = Line(
    "databases",
    "DATABASES",
    "default and replicas are the active database; any other server must be on this machine, or is refused.",
    _bind_databases,
)
CONNECTION_AGE = Line(
    "connection-age",
    "DATABASES: CONN_MAX_AGE, OPTIONS.pool",
    "No connection outlives its request, so that a snapshot or reset finds the database free.",
    _close_after_each_request,
)
