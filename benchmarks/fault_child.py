"""Commands in child processes that are quick to start, can be killed, and tell what they said."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Done:
    """How a child ended: its exit code (negative: the signal), and what it wrote."""

    code: int
    output: str
    error: str
    peak_mb: float

    @property
    def polite(self) -> bool:
        """Whether it ended on purpose and without a traceback."""
        return self.code in {0, 2, 3} and "Traceback" not in self.error


class Child:
    """A forked process that runs one `corridor` command.

    Forked, because the imports are then paid for once: a thousand trials take minutes.
    """

    def __init__(
        self, arguments: list[str], before: Callable[[], None] | None = None, stdin: bytes = b""
    ) -> None:
        self._files = [tempfile.TemporaryFile() for _ in range(3)]  # noqa: SIM115 - closed in `wait`
        self._files[0].write(stdin)
        self._files[0].seek(0)
        self.pid = os.fork()
        if self.pid == 0:
            _run([str(argument) for argument in arguments], self._files, before)

    def wait(self) -> Done:
        """Wait for its end."""
        _, status, usage = os.wait4(self.pid, 0)
        texts = []
        for file in self._files[1:]:
            file.seek(0)
            texts.append(file.read().decode("utf-8", "replace"))
        for file in self._files:
            file.close()
        return Done(os.waitstatus_to_exitcode(status), *texts, usage.ru_maxrss / 1e3)

    def kill(self, signal: int) -> None:
        """Send a signal, if it still runs."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal)


def _run(arguments: list[str], files: list, before: Callable[[], None] | None) -> None:
    code = 1
    try:
        os.setpgid(0, 0)  # its workers end with it
        for number, file in enumerate(files):
            os.dup2(file.fileno(), number)
        sys.stdin = open(0, closefd=False, encoding="utf-8")  # noqa: SIM115
        sys.stdout = open(1, "w", closefd=False, encoding="utf-8")  # noqa: SIM115
        sys.stderr = open(2, "w", closefd=False, encoding="utf-8")  # noqa: SIM115
        sys.argv = ["corridor", *arguments]
        if before:
            before()
        from graph.cli import main

        main()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(bool(end.code))
    except BaseException:  # noqa: BLE001 - it is what the trial looks for
        import traceback

        traceback.print_exc()
    finally:
        with suppress(BaseException):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def run(
    *arguments: str | Path, before: Callable[[], None] | None = None, stdin: bytes = b""
) -> Done:
    """Run a command to its end."""
    return Child([str(argument) for argument in arguments], before, stdin).wait()


def warm_up() -> None:
    """Import and build all that a child would otherwise do by itself."""
    import trafilatura  # noqa: F401

    from graph.cli import commands  # noqa: F401
    from graph.explorer import Explorer
    from graph.explorer.collection import Collection  # noqa: F401
    from graph.store import Store  # noqa: F401

    Explorer().extract("Kazakhstan exports oil to China.")
