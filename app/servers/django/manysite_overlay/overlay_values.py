"""What the host tells the overlay, in the environment variable MANYSITE_OVERLAY."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

VARIABLE = "MANYSITE_OVERLAY"


class OverlayValuesError(ValueError):
    """MANYSITE_OVERLAY cannot be understood. The project's settings are then not used at all."""


@dataclass(frozen=True)
class ActiveDatabase:
    """The database that the process belongs to for life."""

    name: str
    user: str
    password: str
    host: str
    port: int


@dataclass(frozen=True)
class OverlayValues:
    database: ActiveDatabase
    allowed_hosts: tuple[str, ...]
    local_origins: tuple[str, ...]
    """Such as `http://shop.127.0.0.1.nip.io:8000`."""
    email_folder: str
    cache_key_prefix: str
    off: frozenset[str]
    """Ids of the lines that the project switches off."""
    report_file: str | None
    """Where to write what was changed."""


def parse_overlay_values(text: str) -> OverlayValues:
    """Raises OverlayValuesError, which names the key and what was expected."""
    try:
        given = json.loads(text)
    except ValueError as error:
        raise OverlayValuesError(f"{VARIABLE} is not JSON: {error}") from error
    if not isinstance(given, dict):
        raise OverlayValuesError(f"{VARIABLE} must be a JSON object")
    database = _typed(given, "database", dict, "an object")
    return OverlayValues(
        database=ActiveDatabase(
            name=_typed(database, "name", str, "a string"),
            user=_typed(database, "user", str, "a string"),
            password=_typed(database, "password", str, "a string"),
            host=_typed(database, "host", str, "a string"),
            port=_typed(database, "port", int, "a whole number"),
        ),
        allowed_hosts=_strings(given, "allowedHosts"),
        local_origins=_strings(given, "localOrigins"),
        email_folder=_typed(given, "emailFolder", str, "a string"),
        cache_key_prefix=_typed(given, "cacheKeyPrefix", str, "a string"),
        off=frozenset(_strings(given, "off")),
        report_file=_typed(given, "reportFile", (str, type(None)), "a string or null"),
    )


def _typed(given: dict[str, Any], key: str, kind: Any, expected: str) -> Any:  # noqa: ANN401
    value = given.get(key)
    if not isinstance(value, kind):
        raise OverlayValuesError(f"{VARIABLE}: {key} must be {expected}")
    return value


def _strings(given: dict[str, Any], key: str) -> tuple[str, ...]:
    values = _typed(given, key, list, "a list of strings")
    if not all(isinstance(value, str) for value in values):
        raise OverlayValuesError(f"{VARIABLE}: {key} must be a list of strings")
    return tuple(values)
