"""What is told of long work, and what a terminal and a notebook show of it."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from types import SimpleNamespace

import nbformat
import pytest
from nbclient import NotebookClient

from graph.progress import Step, notebook, shown, terminal, track, work
from graph.progress.notebook import html


class Screen:
    """Keeps what it is given to draw."""

    def __init__(self, monkeypatch):
        self.drawn, self.cell = [], 1
        monkeypatch.setattr(shown, "_screen", lambda: self)

    def scene(self):
        return self.cell

    def draw(self, steps):
        self.drawn.append([(one.work, one.done) for one in steps])


@pytest.fixture
def clock(monkeypatch):
    now = SimpleNamespace(seconds=0.0)
    monkeypatch.setattr("time.monotonic", lambda: now.seconds)
    return now


def test_steps_are_counted_as_they_begin():
    told = []
    with work("building", 2, show=told.append) as tell:
        tell("first")
        tell("second")
    assert [(one.done, one.note, one.over) for one in told] == [
        (0, "first", False),
        (1, "second", False),
        (1, "second", True),
    ]
    assert told[1].count == "2 of 2"


def test_a_work_that_tells_nothing_is_not_told_of():
    told = []
    with work("building", 2, show=told.append):
        pass
    assert told == []


def test_it_is_over_whatever_breaks_it_off():
    told = []

    def interrupted():
        with work("reading", unit="articles", show=told.append) as reading:
            reading.count(1)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert told[-1].over


def test_a_loop_left_early_is_over():
    told = []
    for _ in track([1, 2, 3], "asking", "states", show=told.append):
        break
    assert [one.over for one in told] == [False, True]
    assert told[0].total == 3


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (Step("w", 3, 9, "articles"), "3 of 9 articles"),
        (Step("w", 1200, None, "articles", seconds=2), "1,200 articles, 600 a second"),
        (Step("w", 0, None), ""),
        (Step("w", 4, 9), "5 of 9"),
    ],
)
def test_counts_in_words(step, words):
    assert step.count == words


def test_what_is_counted_shows_only_where_it_takes_long(monkeypatch, clock):
    screen = Screen(monkeypatch)
    with work("reading", 9, "articles") as tell:
        tell.count(1)
        assert screen.drawn == []
        clock.seconds = 1.0
        tell.count(2)
        tell.count(3)  # too soon after
    assert screen.drawn == [[("reading", 2)], []]


def test_a_work_within_another_stands_below_it(monkeypatch, clock):
    screen = Screen(monkeypatch)
    with work("outer", 9, "states") as outer, work("inner") as inner:
        inner("begins")
        clock.seconds = 1.0
        outer.count(1)
    assert screen.drawn == [[("inner", 0)], [("outer", 1), ("inner", 0)], [("outer", 1)], []]


def test_what_a_cell_left_behind_is_forgotten_in_the_next(monkeypatch, clock):
    screen = Screen(monkeypatch)
    left = track([1, 2], "left", "states")
    next(left)
    clock.seconds = 1.0
    next(left)
    screen.cell = 2
    with work("next") as tell:
        tell("begins")
    assert screen.drawn == [[("left", 1)], [("next", 0)], []]
    left.close()


def test_off_is_off(monkeypatch, capsys):
    screen = Screen(monkeypatch)
    with work("building", show=False) as tell:
        tell("first")
    assert screen.drawn == []
    assert capsys.readouterr() == ("", "")


def test_a_pipe_gets_a_line_for_each_step_and_none_for_counts(capsys):
    with work("building") as tell:
        tell("first")
        tell("second")
        with work("reading", 2, "articles") as counted:
            counted.count(1)
    assert capsys.readouterr() == ("", "building: first\nbuilding: second\n")


def test_a_terminal_is_left_as_it_was(monkeypatch):
    out = io.StringIO()
    out.isatty = lambda: True
    monkeypatch.setattr(sys, "stderr", out)
    monkeypatch.setenv("TERM", "xterm")
    bars, printed = terminal.Terminal(), sys.stdout
    bars.draw([Step("asking", 1, 9, "states", "[red]x"), Step("closing", 2, 3)])
    assert sys.stdout is printed
    bars.draw([Step("asking", 2, 9, "states")])
    bars.draw([])
    assert sys.stderr is out
    assert "[red]x" in out.getvalue()
    assert "3 of 3" in out.getvalue()
    assert out.getvalue().rstrip("\r\n").rpartition("\x1b[?25h")[1], "the cursor is back"


def test_html_escapes_and_tells_the_share():
    shown_as = html([Step("a <b>", 1, 4, "x", "<script>")])
    assert "<script>" not in shown_as
    assert 'value="1" max="4"' in shown_as
    assert "value" not in html([Step("unknown", 1, None, "x")])


def test_a_notebook_keeps_one_empty_output(tmp_path):
    code = (
        "import time\nfrom graph.progress import track, work\n"
        "with work('building', 40) as tell:\n    for n in range(40):\n        tell(f'step {n}')\n"
        "1 + 1"
    )
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    NotebookClient(book, timeout=300, resources={"metadata": {"path": tmp_path}}).execute()
    kinds = [(one.output_type, dict(one.data)) for one in book.cells[0].outputs]
    assert kinds == [
        ("display_data", {"text/html": "", "text/plain": ""}),
        ("execute_result", {"text/plain": "2"}),
    ]


def test_without_a_kernel_there_is_no_notebook():
    assert not notebook.in_notebook()


def test_nothing_heavy_is_loaded_until_something_is_shown():
    code = "import graph.progress, sys; print(sorted({'rich', 'IPython'} & set(sys.modules)))"
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ
    )
    assert found.stdout == "[]\n"
