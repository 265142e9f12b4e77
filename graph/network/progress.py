"""Show how far a build is: a bar where people look on, a line for each step elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TextIO

STEPS = 8
"""How many steps a build tells of."""

_WIDTH = 24


def teller(stream: TextIO | None = None, lead: str = "") -> Callable[[str], None]:
    """Make a function that shows each step of a build on a stream, standard error if None.

    `lead` goes before every step.

    Examples
    --------
    >>> tell = teller(sys.stdout)
    >>> tell("rail: read, cut at borders")
    rail: read, cut at borders
    """
    out = stream or sys.stderr
    if not out.isatty():
        return lambda step: print(f"{lead}{step}", file=out, flush=True)
    done = 0

    def show(step: str) -> None:
        nonlocal done
        done += 1
        full = min(done * _WIDTH // STEPS, _WIDTH)
        bar = "█" * full + "░" * (_WIDTH - full)
        # Back to the start of the line, and clear what a longer step left there.
        end = "\n" if done == STEPS else ""
        print(
            f"\r\x1b[2K{bar} {min(done, STEPS)}/{STEPS} {lead}{step}", end=end, file=out, flush=True
        )

    return show
