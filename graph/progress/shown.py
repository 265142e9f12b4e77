"""Where progress is shown: a notebook, a terminal, lines of text, or nowhere."""

from __future__ import annotations

import sys
import time
from functools import lru_cache
from typing import ClassVar, Protocol

from graph.progress.told import How, Show, Step

_COUNTED_AFTER_S = 0.5
"""What is counted is shown only where it takes longer than this; steps are long from the first."""

_EVERY_S = 0.1


class Screen(Protocol):
    """Draws all works under way, the outermost first; none is to be wiped away."""

    def scene(self) -> object:
        """Give what it draws in; works begun in another one are forgotten."""

    def draw(self, steps: list[Step]) -> None:
        """Show these, and no others."""


def shown(how: How) -> Show:
    """Give what shows one work."""
    if callable(how):
        return how
    if not how:
        return _nowhere
    if screen := _screen():
        return _Place(screen)
    return _Lines()


def _nowhere(step: Step) -> None:
    del step


def _screen() -> Screen | None:
    from graph.progress.notebook import Notebook, in_notebook

    if in_notebook():
        return _only(Notebook)
    if sys.stderr.isatty():
        from graph.progress.terminal import Terminal

        return _only(Terminal)
    return None


@lru_cache
def _only(kind: type[Screen]) -> Screen:
    return kind()


class _Lines:
    """A line on standard error for each step of a work, nothing for what is counted."""

    def __init__(self) -> None:
        self._last = ""

    def __call__(self, step: Step) -> None:
        if step.note != self._last and not step.unit and not step.over:
            self._last = step.note
            sys.stderr.write(f"{step.work}: {step.note}\n")
            sys.stderr.flush()


class _Place:
    """The place of one work among those under way, as one may go on within another."""

    under_way: ClassVar[list[_Place]] = []

    def __init__(self, screen: Screen) -> None:
        self._screen, self.scene = screen, screen.scene()
        self.step: Step | None = None
        self.begun = time.monotonic()

    def __call__(self, step: Step) -> None:
        if not (self.step if step.over else self._due(step)):
            return
        self.step = step
        others = [one for one in self.under_way if one is not self and one.scene == self.scene]
        # a work that began within this one is told of first, where it is the first to last
        shown = others if step.over else sorted([self, *others], key=lambda one: one.begun)
        type(self).under_way = shown
        self._screen.draw([one.step for one in shown if one.step])

    def _due(self, step: Step) -> bool:
        last = self.step
        if last is None:
            return not step.unit or step.seconds >= _COUNTED_AFTER_S
        fresh = not step.unit and step.note != last.note
        return fresh or step.seconds - last.seconds >= _EVERY_S
