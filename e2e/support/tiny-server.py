"""A server that knows no Django: quick to start, and slow, wrong or dead where a test wants it so.

What it is to do stands in `behaviour.json` beside it, read at its start: "die", "deaf" or "chatty" for a part of a
database's name, or for "site <id>".
"""

import json
import os
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

database = os.environ["PGDATABASE"]
site = os.environ.get("SITE_ID", "")
behaviour = json.loads(Path(__file__).with_name("behaviour.json").read_text())
by_database = next((act for name, act in behaviour.items() if name in database), None)
wanted = behaviour.get(f"site {site}", by_database)


class Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:  # noqa: N802 (the library's name)
        if self.path == "/slow":
            time.sleep(60)
        if self.path == "/break":
            breakpoint()  # noqa: T100 (what `manysite run` is for)
        body = json.dumps({"database": database, "site": site, "process": os.getpid()}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-Frame-Options", "DENY")
        self.end_headers()
        self.wfile.write(body)


if wanted == "die":
    sys.exit("told to die")
if wanted == "chatty":
    for number in range(10_000):
        print(f"\x1b[3{number % 6 + 1}mpage {number}\x1b[0m of site {site}: GET /articles/{number}/ 200 in 12 ms")
    sys.stdout.flush()
if wanted == "deaf":
    time.sleep(600)
ThreadingHTTPServer((sys.argv[1], int(sys.argv[2])), Answer).serve_forever()
