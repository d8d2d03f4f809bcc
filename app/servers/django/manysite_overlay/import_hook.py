"""Calls a function right after a module was first imported, and never imports it earlier than the program."""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Callable, Sequence

AfterImport = Callable[[ModuleType], None]

_waiting: dict[str, AfterImport] = {}


def after_import(name: str, call: AfterImport) -> None:
    """Calls `call` with the module `name` as soon as it has been imported, at once if it already is."""
    if name in sys.modules:
        call(sys.modules[name])
        return
    _waiting[name] = call
    if _finder not in sys.meta_path:
        sys.meta_path.insert(0, _finder)


class _Finder(MetaPathFinder):
    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name not in _waiting:
            return None
        spec = _spec_of_others(name, path, target)
        if spec is not None and spec.loader is not None:
            _call_after_exec(spec)
        return spec


def _spec_of_others(name: str, path: Sequence[str] | None, target: ModuleType | None) -> ModuleSpec | None:
    for finder in sys.meta_path:
        find_spec = getattr(finder, "find_spec", None)
        if finder is _finder or find_spec is None:
            continue
        spec = find_spec(name, path, target)
        if spec is not None:
            return spec
    return None


def _call_after_exec(spec: ModuleSpec) -> None:
    """Only `exec_module` is put in front, so that the module's loader stays what it is for everyone else."""
    loader = spec.loader
    exec_module = loader.exec_module

    def exec_and_call(module: ModuleType) -> None:
        exec_module(module)
        # A loader may serve more than one module (zipimport).
        call = _waiting.pop(spec.name, None) if module.__spec__ is spec else None
        if call is not None:
            call(module)

    loader.exec_module = exec_and_call


_finder = _Finder()
