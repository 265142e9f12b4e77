"""How far long work has come, and how it is broken off without leaving anything half done."""

from graph.progress.interrupts import Stopped, deaf_children, stoppable, unbroken

__all__ = ["Stopped", "deaf_children", "stoppable", "unbroken"]
