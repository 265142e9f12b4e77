"""Every public object says what it is, and shows it in an example that pytest runs."""

from __future__ import annotations

import importlib
import inspect
import types
from collections.abc import Iterator

import pytest

PUBLIC = (
    "graph",
    "graph.errors",
    "graph.explorer",
    "graph.export",
    "graph.model",
    "graph.plots",
    "graph.progress",
    "graph.tables",
)


def objects(module: types.ModuleType) -> Iterator[tuple[str, object]]:
    """Yield the classes and functions that a module hands out, by name."""
    names = getattr(module, "__all__", None) or [
        name for name, found in vars(module).items() if inspect.isclass(found)
    ]
    for name in names:
        found = getattr(module, name)
        ours = getattr(found, "__module__", "").split(".")[0] == module.__name__.split(".")[0]
        if ours and (inspect.isclass(found) or inspect.isfunction(found)):
            yield f"{module.__name__}.{name}", found


def members(kind: type) -> Iterator[tuple[str, object]]:
    """Yield the public methods and properties that a class of the project defines."""
    for base in kind.__mro__:
        if base.__module__.split(".")[0] != kind.__module__.split(".")[0]:
            continue
        for name, found in vars(base).items():
            held = getattr(found, "__func__", getattr(found, "fget", getattr(found, "func", found)))
            if not name.startswith("_") and inspect.isfunction(held):
                yield name, held


def lacking(module: types.ModuleType) -> list[str]:
    """Name what has no docstring, or no example; one of a class may show its members."""
    found = []
    for name, thing in objects(module):
        doc = inspect.getdoc(thing) or ""
        if ">>>" not in doc:
            found.append(name)
        if inspect.isclass(thing) and not issubclass(thing, str | Exception):
            doc = "\n".join(inspect.getdoc(base) or "" for base in thing.__mro__)
            for member, function in members(thing):
                own = inspect.getdoc(function) or ""
                if not own or not (">>>" in own or f".{member}" in doc):
                    found.append(f"{name}.{member}")
    return found


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_object_has_an_example(name):
    assert lacking(importlib.import_module(name)) == []


def test_what_lacks_one_is_named():
    module = types.ModuleType("fake")
    source = '''
class Told:
    """Told.

    >>> Told().shown
    1
    """
    @property
    def shown(self):
        """Shown above."""
    def hidden(self):
        """Never used."""
    def silent(self): ...
class Untold: ...
def plain():
    """No example."""
'''
    exec(source, vars(module))  # noqa: S102 - a module made for this test
    module.__all__ = ["Told", "Untold", "plain"]  # type: ignore[attr-defined]
    for name in module.__all__:
        vars(module)[name].__module__ = "fake"
    assert lacking(module) == ["fake.Told.hidden", "fake.Told.silent", "fake.Untold", "fake.plain"]
