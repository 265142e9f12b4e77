"""No request ever leaves the machine: every way out of Python is closed, and nothing notices."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

# Put where Python imports it before the command: a connection or a look-up ends the process.
GUARD = """
import os, socket
def closed(*arguments, **options):
    os.write(2, b"A REQUEST LEFT THE MACHINE %r" % (arguments,))
    os._exit(99)
for name in ("connect", "connect_ex", "sendto", "sendmsg"):
    setattr(socket.socket, name, closed)
for name in ("getaddrinfo", "gethostbyname", "create_connection"):
    setattr(socket, name, closed)
"""
PAGE = (
    "<html><head><base href='http://example.org/'><link rel=stylesheet href='http://example.org/s'>"
    "</head><body><article><img src='http://example.org/i.png'>"
    + "<p>Chile exports copper to China, and ships it there by sea every week.</p>" * 5
    + "</article><iframe src='http://example.org/f'></iframe></body></html>"
)


@pytest.fixture
def run(tmp_path):
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(GUARD)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.html").write_text(PAGE)
    paths = os.pathsep.join([str(tmp_path / "guard"), str(Path(__file__).parents[1])])
    env = {**os.environ, "PYTHONPATH": paths, "SECRET_API_KEY": "hunter2-secret"}

    def command(*arguments):
        return subprocess.run(
            [sys.executable, *arguments],
            capture_output=True, encoding="utf-8", env=env, cwd=tmp_path, check=False,
        )  # fmt: skip

    return command


def test_the_guard_guards(run):
    asked = "import urllib.request as u; u.urlopen('http://example.org')"
    assert run("-c", asked).returncode == 99


def test_no_command_asks_the_network(run, tmp_path):
    commands = """
        extract in --format jsonl -o found.jsonl
        add in --store s.db
        show Chile --store s.db
        list state --store s.db
        render -o page.html --store s.db
        paths Kazakhstan Turkey --avoid Russia --on relations
        export -o x.graphml --store s.db
        export -o x.jsonld --store s.db
        export -o x.geojson --store s.db
        network info
    """
    for command in filter(None, map(str.strip, commands.splitlines())):
        done = run("-m", "graph", *command.split())
        assert done.returncode == 0, (command, done.stderr)
        assert "hunter2" not in done.stdout + done.stderr
    for file in tmp_path.glob("*.*"):
        assert b"hunter2" not in file.read_bytes()


@pytest.mark.network
def test_the_ground_is_searched_without_the_network(run, world):
    assert world.facts
    done = run("-m", "graph", "paths", "Kazakhstan", "Germany", "--avoid", "Russia", "-k", "1")
    assert done.returncode == 0, done.stderr
