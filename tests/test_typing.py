"""A user's typed script passes mypy against the wheel as installed."""

from __future__ import annotations

import subprocess
import sys

import pytest

SCRIPT = """
import graph
from graph.explorer import Dossier, Routes
from graph.model import Route

explorer = graph.Explorer(["articles"])
routes: Routes = explorer.paths("Kazakhstan", (52.5, 13.4), avoid=["Russia"], by="cost", k=3)
best: Route = routes[0]
hours: float | None = best.duration_h
states: tuple[str, ...] = best.countries
way: list[str] = routes.stops(best)
about: Dossier = explorer.show("Kazakhstan")
try:
    explorer.paths("Mongolia", "sea", avoid=["Russia", "China"])
except graph.NoRouteError as error:
    lift: list[str] = list(error.lift)
except graph.UnknownPlaceError as error:
    near: list[str] = list(error.suggestions)
reveal_type(routes[0].distance_km)
"""
WRONG = "\nbest.duration_h.upper()\n"


@pytest.fixture(scope="module")
def python(tmp_path_factory):
    """Python of an environment that holds the built wheel and nothing else."""
    base = tmp_path_factory.mktemp("wheel")
    _run("uv", "build", "--wheel", "-q", "--out-dir", str(base), cwd=".")
    _run("uv", "venv", "-q", "--python", sys.executable, str(base / "venv"), cwd=".")
    found = base / "venv" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    wheel = next(base.glob("*.whl"))
    _run("uv", "pip", "install", "-q", "--no-deps", "--python", str(found), str(wheel), cwd=".")
    return found


def test_it_is_accepted_and_mistakes_are_found(python, tmp_path):
    checked = _mypy(python, tmp_path, SCRIPT)
    assert checked.returncode == 0, checked.stdout
    assert 'Revealed type is "float | None"' in checked.stdout
    assert _mypy(python, tmp_path, SCRIPT + WRONG).returncode == 1


def _mypy(python, folder, text):
    script = folder / "script.py"
    script.write_text(text, encoding="utf-8")
    return _run(
        sys.executable, "-m", "mypy", "--strict", "--config-file=", "--cache-dir", str(folder),
        "--python-executable", str(python), str(script), cwd=folder, check=False,
    )  # fmt: skip


def _run(*words, cwd, check=True):
    done = subprocess.run(words, cwd=cwd, check=False, capture_output=True, text=True)
    assert not check or done.returncode == 0, done.stderr
    return done
