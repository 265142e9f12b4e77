"""Bars in a notebook: one piece of HTML in a cell's output that changes in place."""

from __future__ import annotations

import sys
from html import escape
from typing import Any

from graph.progress.told import Step


def in_notebook() -> bool:
    """Tell whether code runs in a kernel that shows HTML."""
    return hasattr(_shell(), "kernel")


def _shell() -> Any:
    # where IPython is not loaded yet, no kernel runs
    made = getattr(sys.modules.get("IPython"), "get_ipython", None)
    return made() if made else None


class Notebook:
    """Draws all works under way in one output of the cell, which is empty when they end."""

    def __init__(self) -> None:
        self._cell: object = None
        self._handle: Any = None

    def scene(self) -> object:
        """Give the number of the cell that runs."""
        return _shell().execution_count

    def draw(self, steps: list[Step]) -> None:
        """Show these, and no others."""
        shown = {"text/html": html(steps), "text/plain": "\n".join(map(text, steps))}
        cell = self.scene()
        if self._handle is None or cell != self._cell:
            from IPython import display

            show: Any = display.display
            self._handle, self._cell = show(shown, raw=True, display_id=True), cell
        else:
            self._handle.update(shown, raw=True)


def text(step: Step) -> str:
    """Return one line on a work.

    >>> text(Step("reading", 3, 9, "articles", "seeds"))
    'reading: 3 of 9 articles, seeds'
    """
    return f"{step.work}: {', '.join(part for part in (step.count, step.note) if part)}"


def html(steps: list[Step]) -> str:
    """Return the bars of works, a line each; in the notebook's own colours."""
    return "".join(map(_line, steps))


def _line(step: Step) -> str:
    share = f' value="{step.done}" max="{max(step.total, 1)}"' if step.total is not None else ""
    said = ", ".join(part for part in (step.count, step.note) if part)
    return (
        '<div style="display:flex;gap:.75em;align-items:center;font-variant-numeric:tabular-nums">'
        f"<span>{escape(step.work)}</span>"
        f'<progress{share} style="width:12em" aria-label="{escape(step.work)}"></progress>'
        f'<span style="opacity:.75">{escape(said)}</span></div>'
    )
