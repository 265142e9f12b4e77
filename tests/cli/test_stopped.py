"""Commands that are told to stop, as a terminal (the whole group) and a scheduler do it."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

from graph.network import cache
from graph.store import Store

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")

PATIENCE_S = 120.0
WAITING = "compiling the world network: another process is building; waiting\n"

# Reads what there is, then waits for more that never comes: it ends by a signal alone.
ENDLESS = """
import itertools, time
from graph.explorer import collection, engines
known = collection.parts
def parts(*arguments):
    yield from known(*arguments)
    while True:
        time.sleep(0.01)
collection.parts = parts
"""
AT_ONCE_ON_CORES = "engines.read_on_cores.__defaults__ = (-1.0,)\n"
NEVER_BUILT = """
import time
from graph.network import compiler
def build_network(tell):
    tell("a step that lasts")
    while True:
        time.sleep(0.01)
compiler.build_network = build_network
"""


class Command:
    """A `corridor` command in a session of its own, changed by some lines before it starts."""

    def __init__(self, before: str, *arguments: object, home: Path | None = None) -> None:
        names = ["corridor", *map(str, arguments)]
        code = f"{before}\nimport sys\nsys.argv = {names}\nfrom graph.cli import main\nmain()\n"
        environment = dict(os.environ) | ({"XDG_CACHE_HOME": str(home)} if home else {})
        self.process = subprocess.Popen(
            [sys.executable, "-c", code],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
            start_new_session=True,
        )

    def others(self) -> list[int]:
        """Give the other processes of its session."""
        found = []
        for path in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                fields = path.read_text().rpartition(")")[2].split()
                pid, state, session = int(path.parent.name), fields[0], int(fields[3])
                if session == self.process.pid != pid and state != "Z":
                    found.append(pid)
        return found

    def until(self, seen) -> None:
        """Wait until something is seen, as long as the command runs."""
        end = time.monotonic() + PATIENCE_S
        while not seen():
            assert self.process.poll() is None, self.process.communicate()
            assert time.monotonic() < end
            time.sleep(0.01)

    def stop(self, number: int) -> None:
        """Send a signal, Ctrl-C to all of the session, and check how it ends."""
        if number == signal.SIGINT:
            os.killpg(self.process.pid, number)
        else:
            self.process.send_signal(number)
        _, said = self.process.communicate(timeout=PATIENCE_S)
        assert self.process.returncode == 1
        assert said.splitlines()[-2:] == [
            "corridor: stopped; no file is left half written",
            "Run it again: what the store and the cache hold by now is not done anew.",
        ]
        assert "Traceback" not in said
        assert "Error" not in said
        end = time.monotonic() + PATIENCE_S
        while self.others():  # a process that ends is there for a moment
            assert time.monotonic() < end
            time.sleep(0.01)


@pytest.fixture
def articles(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(100):
        text = f"On day {number} Kazakhstan exports oil to China. Russia warned Kazakhstan."
        (folder / f"{number:03d}.txt").write_text(text)
    return folder


@pytest.fixture
def undisturbed(articles, tmp_path):
    path = tmp_path / "whole.db"
    done(["add", articles, "--store", path])
    return held(path)


def done(arguments):
    subprocess.run(
        [sys.executable, "-m", "graph", *map(str, arguments)], check=True, capture_output=True
    )


def held(path):
    with Store(path) as store:
        return list(store.documents()), list(store.relationships())


def count(path):
    if not path.exists():
        return 0
    with suppress(sqlite3.Error), closing(sqlite3.connect(path)) as store:
        return store.execute("SELECT count(*) FROM document").fetchone()[0]
    return 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize(
    ("before", "moment"),
    [
        (ENDLESS + AT_ONCE_ON_CORES, "workers begin"),
        (ENDLESS + AT_ONCE_ON_CORES, "documents are there"),
        (ENDLESS, "documents are there"),
    ],
)
def test_adding_goes_on_where_it_was_stopped(
    articles, undisturbed, tmp_path, number, before, moment
):
    path = tmp_path / "kept" / "s.db"
    path.parent.mkdir()
    command = Command(before, "add", articles, "--store", path, "--workers", "2")
    if moment == "workers begin":
        command.until(command.others)
    else:
        command.until(lambda: count(path) >= 32)
    command.stop(number)
    left = [file.name for file in path.parent.iterdir()]
    assert left == [path.name]
    documents, _ = held(path)
    assert documents == undisturbed[0][: len(documents)]
    done(["add", articles, "--store", path])
    assert held(path) == undisturbed


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_extracting_leaves_the_old_file_or_none(articles, tmp_path, number):
    output = tmp_path / "out" / "found.jsonl"
    output.parent.mkdir()
    output.write_text("old")
    arguments = ["extract", articles, "-o", output, "--format", "jsonl"]
    command = Command(ENDLESS, *arguments)
    command.until(lambda: len(list(output.parent.iterdir())) == 2)  # it writes beside it
    command.stop(number)
    assert [file.name for file in output.parent.iterdir()] == [output.name]
    assert output.read_text() == "old"
    done(arguments)
    assert len(output.read_text().splitlines()) == 200


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_build_leaves_nothing(tmp_path, number):
    command = Command(NEVER_BUILT, "network", "build", home=tmp_path)
    assert command.process.stderr.readline() == "compiling the world network: a step that lasts\n"
    command.stop(number)
    assert list((tmp_path / "corridor").iterdir()) == []


def test_a_build_that_was_killed_holds_nobody_up(tmp_path):
    command = Command(NEVER_BUILT, "network", "build", home=tmp_path)
    assert command.process.stderr.readline() == "compiling the world network: a step that lasts\n"
    command.process.kill()
    command.process.communicate()
    target = tmp_path / "corridor" / cache.path().name
    told = []
    with cache.only_builder(target, told.append):
        assert told == []
    assert list(target.parent.iterdir()) == []


def test_one_that_waits_for_a_build_can_be_stopped(tmp_path):
    target = tmp_path / "corridor" / cache.path().name
    with cache.only_builder(target, print):
        command = Command("", "network", "build", home=tmp_path)
        assert command.process.stderr.readline() == WAITING
        command.stop(signal.SIGINT)
