from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path


def module_source(name: str) -> str | None:
    """The source of a module that is not to be imported yet; None where there is no such module or file.

    Of a dotted name the parent packages are imported, as importlib does.
    """
    try:
        spec = find_spec(name)
    except ModuleNotFoundError:
        return None
    if spec is None or spec.origin is None or not Path(spec.origin).is_file():
        return None
    return Path(spec.origin).read_text(encoding="utf-8", errors="replace")
