"""Loads the settings overlay into every Python that Manysite starts.

Python imports a module of this name at start (https://docs.python.org/3/library/site.html); the folder of
this file is first on PYTHONPATH. Without MANYSITE_OVERLAY nothing happens. A sitecustomize that it hides is
run as well.

The syntax is kept to what old Pythons read, so that they can be told.
"""

import os
import sys

OLDEST_PYTHON = (3, 8)


class RefuseDjango(object):  # noqa: UP004
    """Keeps a Python without the overlay from using the project's live settings."""

    def find_spec(self, name, path=None, target=None):  # noqa: ANN001, ANN201
        if name == "django.conf":
            raise ImportError("Manysite's settings overlay needs Python 3.8 or newer, this is " + sys.version)

    find_module = find_spec


def run_hidden_sitecustomize():  # noqa: ANN201
    from importlib.machinery import PathFinder
    from importlib.util import module_from_spec

    here = os.path.dirname(os.path.realpath(__file__))
    others = [folder for folder in sys.path if os.path.realpath(folder) != here]
    spec = PathFinder.find_spec("sitecustomize", others)
    if spec is not None and spec.loader is not None:
        module = module_from_spec(spec)
        sys.modules["sitecustomize"] = module
        spec.loader.exec_module(module)


if os.environ.get("MANYSITE_OVERLAY"):
    if sys.version_info < OLDEST_PYTHON:
        sys.meta_path.insert(0, RefuseDjango())
    else:
        from manysite_overlay.activation import activate

        activate()

if sys.version_info >= OLDEST_PYTHON:
    run_hidden_sitecustomize()
