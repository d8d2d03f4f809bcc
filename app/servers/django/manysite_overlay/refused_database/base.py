from __future__ import annotations

from typing import Any, NoReturn

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.dummy import base as dummy


class DatabaseWrapper(dummy.DatabaseWrapper):
    """Harmless until a query is made: an alias that nobody uses must not stop the project."""

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ANN401
        host = self.settings_dict.get("HOST") or "a server that its settings do not name"
        raise ImproperlyConfigured(
            f"DATABASES[{self.alias!r}] leads to {host}, but a copy of live data may connect to this "
            "machine only. To allow it, put into manysite.local.json: "
            '"serve": {"overlay": {"databases": false}}'
        )

    connect = _refuse
    ensure_connection = _refuse
    cursor = _refuse
    _cursor = _refuse
    _commit = _refuse
    _rollback = _refuse
    _savepoint = _refuse
    _savepoint_commit = _refuse
    _savepoint_rollback = _refuse
    _set_autocommit = _refuse
