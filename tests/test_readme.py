"""The commands of the README and the guides work as shown, with the real output."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
INSTALL = "python -m pip install uv && "
CONSOLE = re.compile(r"```console\n\$ (?:uv run )?(corridor .*)\n([^`]*)```")
GUIDES = [page.read_text("utf-8") for page in sorted((ROOT / "docs" / "guides").glob("*.md"))]
SHOWN = [shown for page in (README, *GUIDES) for shown in CONSOLE.findall(page)]


def test_the_two_commands_stand_on_one_line_each():
    commands = re.findall(rf"^{re.escape(INSTALL)}uv run .*$", README, flags=re.MULTILINE)
    assert len(commands) == 2
    assert commands[1] in (ROOT / ".ci/run").read_text("utf-8")


@pytest.mark.parametrize(("command", "output"), SHOWN)
def test_shown_output_is_real(command, output, tmp_path):
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    done = subprocess.run(
        [sys.executable, "-m", "graph", *shlex.split(command)[1:]],
        capture_output=True, encoding="utf-8", cwd=tmp_path, check=False,
        env={**os.environ, "COLUMNS": "100", "NO_COLOR": "1"},
    )  # fmt: skip
    assert done.stdout.strip() == output.strip(), done.stderr


def test_something_is_shown():
    assert CONSOLE.search(README)
    assert len(SHOWN) > 2


def test_every_linked_file_exists():
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
