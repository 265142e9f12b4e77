"""What must not be broken off half-way, and how a command that is told to stop does stop."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
# A key that is held down sends many; while the first is being followed the rest count for nothing.
_DEAF_S = 1.0


class Stopped(BaseException):
    """The process was told to stop: Ctrl-C, SIGTERM from a scheduler, a closed terminal.

    Not a KeyboardInterrupt, which typer and others take for their own.
    """


@contextmanager
def stoppable() -> Iterator[None]:
    """Raise `Stopped` where a signal to stop arrives, as long as this lasts.

    One that whoever started the process has it ignore (`nohup`) stays ignored.
    """
    if not _in_main_thread():
        yield
        return
    last = -_DEAF_S

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _DEAF_S:
            last = now
            raise Stopped

    heard = [one for one in _SIGNALS if signal.getsignal(one) is not signal.SIG_IGN]
    before = {number: signal.signal(number, stop) for number in heard}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def unbroken() -> Iterator[None]:
    """Let signals to stop wait until this is over; for what takes moments.

    Examples
    --------
    >>> from contextlib import suppress
    >>> with suppress(KeyboardInterrupt), unbroken():
    ...     signal.raise_signal(signal.SIGINT)
    ...     print("whole")
    whole
    """
    if not _in_main_thread():
        yield
        return
    came: list[int] = []

    def later(number: int, _frame: FrameType | None) -> None:
        came.append(number)

    heard = [one for one in _SIGNALS if signal.getsignal(one) is not signal.SIG_IGN]
    before = {number: signal.signal(number, later) for number in heard}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
        for number in dict.fromkeys(came):
            signal.raise_signal(number)


@contextmanager
def deaf_children() -> Iterator[None]:
    """Start processes that Ctrl-C does not reach: it goes to all of a terminal, and is ours."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows: the child looks away by itself
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _in_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()
