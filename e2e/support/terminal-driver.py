"""Runs a program in a pseudo-terminal of its own and talks to it as a person would.

stdin holds JSON: {"argv", "rows", "columns", "steps", "timeout"}. Each step waits for a pattern in what was printed since the last
step, then does one thing: "send" types, "resize" [rows, columns], "signal" goes to the program. stdout gets JSON: {"output", "exitCode",
"timedOut"}.
"""

import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time

job = json.load(sys.stdin)
pid, master = pty.fork()
if pid == 0:
    os.execvp(job["argv"][0], job["argv"])


def resize(rows: int, columns: int) -> None:
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    os.kill(pid, signal.SIGWINCH)


resize(job["rows"], job["columns"])
output = b""
seen = 0
steps = list(job["steps"])
deadline = time.monotonic() + job["timeout"]
is_open = True
while is_open and time.monotonic() < deadline:
    while steps:
        match = re.search(steps[0]["after"].encode(), output[seen:])
        if match is None:
            break
        seen += match.end()
        step = steps.pop(0)
        if "send" in step:
            os.write(master, step["send"].encode())
        if "resize" in step:
            resize(*step["resize"])
        if "signal" in step:
            os.kill(pid, getattr(signal, step["signal"]))
    if master in select.select([master], [], [], 0.1)[0]:
        try:
            chunk = os.read(master, 65536)
        except OSError:  # Linux says EIO once the program's side is closed.
            chunk = b""
        output += chunk
        is_open = chunk != b""

if is_open:
    os.kill(pid, signal.SIGKILL)
_, status = os.waitpid(pid, 0)
json.dump(
    {
        "output": output.decode(errors="replace"),
        "exitCode": os.waitstatus_to_exitcode(status),
        "timedOut": is_open,
        "stepsLeft": len(steps),
    },
    sys.stdout,
)
