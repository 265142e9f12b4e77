"""How far long work has come, and how it is broken off without leaving anything half done."""

from graph.progress.interrupts import Stopped, deaf_children, stoppable, unbroken
from graph.progress.told import How, Show, Step, Work, silent, track, work

__all__ = [
    "How",
    "Show",
    "Step",
    "Stopped",
    "Work",
    "deaf_children",
    "silent",
    "stoppable",
    "track",
    "unbroken",
    "work",
]
