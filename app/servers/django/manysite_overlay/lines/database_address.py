"""Where a database alias leads, as far as its settings tell."""

from __future__ import annotations

import os
from ipaddress import ip_address
from typing import Any

# Engines that Django ships with, which cannot hold an imported dump.
_REPLACED_ENGINES = {
    "": "django.db.backends.postgresql",
    "django.db.backends.dummy": "django.db.backends.postgresql",
    "django.db.backends.sqlite3": "django.db.backends.postgresql",
    "django.db.backends.mysql": "django.db.backends.postgresql",
    "django.db.backends.oracle": "django.db.backends.postgresql",
    "django.contrib.gis.db.backends.spatialite": "django.contrib.gis.db.backends.postgis",
    "django.contrib.gis.db.backends.mysql": "django.contrib.gis.db.backends.postgis",
    "django.contrib.gis.db.backends.oracle": "django.contrib.gis.db.backends.postgis",
}

# Connection parameters of libpq that say where to, as whom or how guarded; assume_role is Django's own.
# https://www.postgresql.org/docs/18/libpq-connect.html#LIBPQ-PARAMKEYWORDS
_LEADING_OPTIONS = frozenset(
    (
        "assume_role",
        "channel_binding",
        "conninfo",
        "database",
        "dbname",
        "dsn",
        "gssdelegation",
        "gssencmode",
        "gsslib",
        "host",
        "hostaddr",
        "krbsrvname",
        "load_balance_hosts",
        "passfile",
        "password",
        "port",
        "require_auth",
        "requirepeer",
        "service",
        "servicefile",
        "target_session_attrs",
        "user",
    )
)

# What libpq takes from the environment where the connection says nothing: it would override HOST, or ask TLS.
# https://www.postgresql.org/docs/18/libpq-envars.html
POSTGRESQL_VARIABLES = (
    "PGHOSTADDR",
    "PGSERVICE",
    "PGSSLMODE",
    "PGREQUIRESSL",
    "PGREQUIREAUTH",
    "PGREQUIREPEER",
    "PGCHANNELBINDING",
    "PGGSSENCMODE",
    "PGTARGETSESSIONATTRS",
)


def postgresql_engine(engine: str) -> str:
    """The engine itself unless it is one of Django's others; a project's own may well be a PostgreSQL one."""
    return _REPLACED_ENGINES.get(engine, engine)


def is_postgresql(settings: dict[str, Any]) -> bool:
    engine = settings.get("ENGINE", "")
    return any(word in engine for word in ("postgres", "postgis", "psqlextra", "timescale"))


def is_server(settings: dict[str, Any]) -> bool:
    """False for files (SQLite) and for an alias without an engine, which Django refuses by itself."""
    engine = settings.get("ENGINE", "")
    return not (engine in ("", "django.db.backends.dummy") or "sqlite" in engine or "spatialite" in engine)


def leads_elsewhere(option: str) -> bool:
    return option in _LEADING_OPTIONS or option.startswith("ssl")


def is_surely_local(settings: dict[str, Any]) -> bool:
    """Whether the alias can lead only to this machine. In doubt it is not."""
    options = settings.get("OPTIONS") or {}
    if "service" in options or "read_default_file" in options or "dsn" in options:
        return False
    hosts = [settings.get("HOST"), options.get("host"), options.get("hostaddr")]
    if is_postgresql(settings) and not settings.get("HOST"):
        hosts.append(os.environ.get("PGHOST"))
    named = [part for host in hosts if host for part in str(host).split(",")]
    if not named:
        # Without a host these two use a socket or localhost; Oracle and others may name a server inside NAME.
        return is_postgresql(settings) or "mysql" in settings.get("ENGINE", "")
    return all(_is_loopback(host) for host in named)


def _is_loopback(host: str) -> bool:
    if host.startswith(("/", "@")) or host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
