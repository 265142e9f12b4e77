"""Bars in a terminal, on standard error, by Rich; they are wiped away at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.progress.told import Step

if TYPE_CHECKING:
    from rich.progress import Progress


class Terminal:
    """Draws a bar for each work under way."""

    def __init__(self) -> None:
        self._bars: Progress | None = None

    def scene(self) -> object:
        """Give the one terminal."""
        return None

    def draw(self, steps: list[Step]) -> None:
        """Show these, and no others."""
        if self._bars is None:
            if not steps:
                return
            self._bars = _bars()
            self._bars.start()
        bars = self._bars
        for task in bars.task_ids[len(steps) :]:
            bars.remove_task(task)
        for number, step in enumerate(steps):
            shown: dict[str, Any] = {"completed": step.done, "total": step.total}
            shown |= {"count": step.count, "note": step.note}
            if number == len(bars.tasks):
                bars.add_task(step.work, **shown)
            else:
                bars.update(bars.task_ids[number], description=step.work, **shown)
        if not steps:
            bars.stop()
            self._bars = None


def _bars() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, Task, TextColumn, TimeElapsedColumn
    from rich.table import Column
    from rich.text import Text

    class Note(TextColumn):
        """What is done now: where the line is too long, it is cut, and no other column."""

        def render(self, task: Task) -> Text:
            return Text(task.fields["note"], "dim", no_wrap=True, overflow="ellipsis")

    return Progress(
        # Texts may hold brackets, which are marks to Rich.
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=16, table_column=Column(no_wrap=True)),
        TextColumn("{task.fields[count]}", markup=False),
        TimeElapsedColumn(Column(no_wrap=True)),
        Note("", table_column=Column(no_wrap=False)),
        console=Console(stderr=True),
        transient=True,
        # What is printed goes where it always goes, which may be a pipe; notices stand above.
        redirect_stdout=False,
    )
