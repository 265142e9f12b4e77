"""Two real processes build at once; a damaged cache is built anew; a missing package is told."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import PackageNotFoundError
from io import StringIO
from pathlib import Path

import pytest

from graph.errors import DataError
from graph.network import progress, sources

# A small sheet stands for the world, and each build leaves a line in a log.
BUILD = """
import sys, time
from pathlib import Path
import numpy as np
from graph import network
from graph.network import compiler
from graph.network.contract import contracted
from graph.network.sheet import Sheet

def small(progress=None):
    with Path(sys.argv[1]).open("a") as log:
        log.write("built" + chr(10))
    time.sleep(1)
    sheet = Sheet()
    one = np.ones(2, dtype=np.int64)
    sheet.add_nodes(np.zeros(2), np.arange(2.0), 0, one)
    sheet.add_edges(np.array([0]), np.array([1]), np.array([111.0]), state=one[:1])
    return contracted(sheet, ("", "AA"), {})

compiler.build_network = small
print(round(float(network.load().km.sum())))
"""


def start(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", BUILD, str(folder / "log")],
        env={**os.environ, "XDG_CACHE_HOME": str(folder)},
        stdout=subprocess.PIPE,
        text=True,
    )


def test_two_processes_build_once(tmp_path: Path) -> None:
    both = [start(tmp_path), start(tmp_path)]
    assert [process.communicate(timeout=120)[0].strip() for process in both] == ["111", "111"]
    assert (tmp_path / "log").read_text().split() == ["built"]
    assert not list((tmp_path / "corridor").glob("*.lock"))


def test_a_damaged_cache_is_built_anew(tmp_path: Path) -> None:
    assert start(tmp_path).communicate(timeout=120)[0].strip() == "111"
    for file in (tmp_path / "corridor").rglob("*"):
        if file.is_file():
            file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    assert start(tmp_path).communicate(timeout=120)[0].strip() == "111"
    assert (tmp_path / "log").read_text().split() == ["built", "built"]


def test_missing_packages_are_named_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(name: str) -> str:
        if name in {"searoute", "tzdata"}:
            raise PackageNotFoundError(name)
        return "1"

    monkeypatch.setattr(sources, "version", gone)
    with pytest.raises(DataError) as caught:
        sources.versions()
    assert len(caught.value.faults) == 2
    assert "uv pip install searoute tzdata" in str(caught.value.todo)


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_a_bar_and_a_file_sees_lines() -> None:
    screen, file = Terminal(), StringIO()
    for stream in (screen, file):
        tell = progress.teller(stream, "first use: ")
        for number in range(progress.STEPS):
            tell(f"step {number}")
    assert file.getvalue().splitlines()[0] == "first use: step 0"
    assert len(file.getvalue().splitlines()) == progress.STEPS
    shown = screen.getvalue()
    assert shown.count("\r") == progress.STEPS
    assert shown.endswith("first use: step 7\n")
    assert "\u2591" not in shown.rpartition("\r")[2]
