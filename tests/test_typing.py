"""A user's typed script uses all that is public, runs, and passes mypy against the wheel."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterable, Iterator
from enum import Enum
from importlib.metadata import version
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

import graph
import graph.explorer
import graph.export
import graph.model
import graph.plots
import graph.progress
import graph.tables

SCRIPT = Path(__file__).with_name("typed_user.py")
PUBLIC = (
    graph,
    graph.explorer,
    graph.export,
    graph.model,
    graph.plots,
    graph.progress,
    graph.tables,
)
# What a user has who installed the extra `plots`, and the types of pandas and networkx.
TYPED = ("matplotlib", "networkx", "numpy", "pandas", "pandas-stubs", "types-networkx")
# One mistake to a line.
MISTAKES = """
def wrong(explorer: graph.Explorer, route: model.Route) -> None:
    route.duration_h.upper()
    explorer.paths("Kazakhstan", avoid=["Russia"])
    explorer.paths("Kazakhstan", "Turkey")[0].lenght_km
    explorer.capacity("Kazakhstan", "sea")
    explorer.chokepoints("Kazakhstan", "sea")[0].name.append("x")
    explorer.brief("Kazakhstan", "Turkey").save(7)
    explorer.relations.nothing
    sentences: str = explorer.relationships_frame()
    plots.capacity_waterfall([("a port", 7.5)], 20.0)
    Routes(to="Turkey")
"""


def test_it_uses_every_public_name():
    left = unused(SCRIPT.read_text(encoding="utf-8"), PUBLIC)
    assert not left, "\n".join(["not used by the script:", *left])


def test_a_name_that_it_does_not_use_is_told():
    class Shown:
        size = 1

        def draw(self): ...

    Shown.__module__ = "graph.fake"
    fake = SimpleNamespace(__name__="fake", __all__=["Shown", "ask"], Shown=Shown, ask=print)
    assert unused("fake.Shown().size", [fake]) == ["fake.Shown.draw", "fake.ask"]
    assert unused("Shown().size; Shown().draw(); ask", [fake]) == []


def test_it_runs(script, tmp_path):
    explorer = script.texts(tmp_path)
    routes = script.ways(explorer)
    _, most, two = script.answers(explorer)
    script.frames(explorer, routes)
    script.graphs(explorer)
    script.drawn(explorer, routes, most)
    script.briefs(explorer, routes, tmp_path)
    script.exported(explorer, routes, two, tmp_path)
    script.own(explorer)
    assert explorer.own.legs == ()
    assert {"Kazakhstan", "country:DR Congo", "Azerbaijan"} <= set(script.mistaken(explorer))
    assert {path.name for path in tmp_path.iterdir()} >= {"brief.md", "way.svg", "graph.out"}


def test_it_is_accepted(mypy):
    checked = mypy(SCRIPT.read_text(encoding="utf-8"))
    assert checked.returncode == 0, checked.stdout


def test_each_mistake_is_found(mypy):
    text = SCRIPT.read_text(encoding="utf-8") + MISTAKES
    first = text[: text.index("def wrong")].count("\n") + 2
    checked = mypy(text)
    found = {int(line.split(":")[1]) for line in checked.stdout.splitlines() if ": error:" in line}
    assert found == set(range(first, text.count("\n") + 1)), checked.stdout


@pytest.fixture
def script():
    """Give the script as a module; its figures are closed afterwards."""
    plt = pytest.importorskip("matplotlib.pyplot")
    spec = spec_from_file_location("typed_user", SCRIPT)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    plt.close("all")


@pytest.fixture(scope="module")
def mypy(tmp_path_factory):
    """Give a check of a text, as in an environment that holds the built wheel."""
    base = tmp_path_factory.mktemp("wheel")
    _run("uv", "build", "--wheel", "-q", "--out-dir", str(base), cwd=".")
    _run("uv", "venv", "-q", "--python", sys.executable, str(base / "venv"), cwd=".")
    python = base / "venv" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    wheel = next(base.glob("*.whl"))
    typed = [f"{name}=={version(name)}" for name in TYPED]
    words = ("uv", "pip", "install", "-q", "--no-deps", "--python", str(python))
    _run(*words, str(wheel), *typed, cwd=".")

    def check(text: str) -> subprocess.CompletedProcess[str]:
        path = base / "script.py"
        path.write_text(text, encoding="utf-8")
        return _run(
            sys.executable, "-m", "mypy", "--strict", "--config-file=",
            "--cache-dir", str(base / "cache"), "--python-executable", str(python), str(path),
            cwd=base, check=False,
        )  # fmt: skip

    return check


def unused(text: str, modules: Iterable[ModuleType]) -> list[str]:
    """Return the public names that stand nowhere in a text of Python, with where they are from.

    A member counts as used where any attribute of its name stands: types are for mypy.
    """
    used = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Attribute):
            used.add(node.attr)
        elif isinstance(node, ast.Name):
            used.add(node.id)
    names = dict.fromkeys(name for module in modules for name in _public(module))
    return [name for name in names if name.rpartition(".")[2] not in used]


def _public(module: ModuleType) -> Iterator[str]:
    """Yield what a module offers, and what its classes do that are no enums."""
    for name in module.__all__:
        yield f"{module.__name__}.{name}"
        offered = getattr(module, name)
        if isinstance(offered, type) and not issubclass(offered, Enum):
            for base in reversed(offered.__mro__):
                if base.__module__.startswith("graph"):
                    members = [one for one in vars(base) if not one.startswith("_")]
                    yield from (f"{module.__name__}.{name}.{one}" for one in members)


def _run(*words, cwd, check=True):
    done = subprocess.run(words, cwd=cwd, check=False, capture_output=True, text=True)
    assert not check or done.returncode == 0, done.stderr
    return done
