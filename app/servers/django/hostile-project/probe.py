"""Prints as JSON what the named settings are; `module:` asks the module, `environment:` the process."""

import importlib
import json
import os
import sys

from django.conf import settings

values = {}
for name in sys.argv[1:]:
    kind, _, rest = name.rpartition(":")
    if kind == "module":
        values[name] = getattr(importlib.import_module(settings.SETTINGS_MODULE), rest)
    elif kind == "environment":
        values[name] = os.environ.get(rest)
    elif name == "staticStorage":
        from django.contrib.staticfiles.storage import staticfiles_storage

        staticfiles_storage.url  # noqa: B018
        values[name] = type(staticfiles_storage._wrapped).__name__
    elif name == "runserverNodelay":
        from django.core.servers.basehttp import WSGIRequestHandler

        values[name] = WSGIRequestHandler.disable_nagle_algorithm
    elif name == "runserverPollSeconds":
        import socketserver

        waits = []
        socketserver.BaseServer.serve_forever = lambda self, poll_interval=0.5: waits.append(poll_interval)
        from django.core.management.commands import runserver
        from django.core.servers.basehttp import WSGIServer

        runserver.run("127.0.0.1", 0, None, threading=True, server_cls=WSGIServer)
        values[name] = waits[0]
    else:
        values[name] = getattr(settings, name, None)
print(json.dumps(values))
