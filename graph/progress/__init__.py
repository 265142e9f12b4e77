"""How far long work has come, and how it is broken off without leaving anything half done.

>>> [state for state in track(["KZ", "UZ"], "asking", "states")]
['KZ', 'UZ']
"""

from graph.progress.told import How, Show, Step, Work, track, work

__all__ = ["How", "Show", "Step", "Work", "track", "work"]
