"""Types at a program on a terminal of its own: session.py PROGRAM ARGUMENT... < lines, each `text-to-type<TAB>text-to-wait-for`.

Escapes of Python are understood in both. What is waited for must be followed by a new prompt, since a terminal loses what is typed before
one, unless it begins with `~`. Nothing is the end of the program.
"""

import os
import pty
import select
import sys
import time

PATIENCE = 60.0
INTERRUPT = "\x03"
# A line editor asks for marked pastes when it begins to listen.
PROMPT = b"\x1b[?2004h"


def main():
    steps = [[part.encode().decode("unicode_escape") for part in line.rstrip("\n").split("\t")] for line in sys.stdin]
    child, terminal = pty.fork()
    if child == 0:
        os.execvp(sys.argv[1], sys.argv[1:])
    shown = b""

    def read(until, after=b"", again=b""):
        nonlocal shown
        latest = time.monotonic() + PATIENCE
        while until is None or until not in shown or after not in shown[shown.index(until) :]:
            if time.monotonic() > latest:
                sys.exit(f"waited in vain for {until!r}; seen: {shown!r}")
            if not select.select([terminal], [], [], 1.0)[0]:
                os.write(terminal, again)
                continue
            try:
                more = os.read(terminal, 65536)
            except OSError:
                more = b""
            if not more:
                if until is None:
                    return
                sys.exit(f"ended before {until!r}; seen: {shown!r}")
            shown += more

    read(b"gongkai> ")
    time.sleep(0.1)
    for typed, awaited in steps:
        shown = b""
        os.write(terminal, typed.encode())
        # Ctrl-C means nothing before a statement runs, so a hand presses it again.
        again = typed.encode() if typed == INTERRUPT else b""
        after = b"" if awaited.startswith("~") else PROMPT
        read(awaited.removeprefix("~").encode() if awaited else None, after, again)
    _, status = os.waitpid(child, 0)
    sys.exit(os.waitstatus_to_exitcode(status))


main()
