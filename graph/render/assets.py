"""The page's own modules and styles, and vis-network from the installed pyvis wheel."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files

from graph.errors import CorridorError

VIS = "lib/vis-9.1.2"
_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([a-z]+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:const|function|async function|class) (\w+))", re.MULTILINE)


def module(name: str) -> str:
    """Source of one ES module of the page."""
    return (files("graph.render") / "modules" / f"{name}.js").read_text(encoding="utf-8")


def bundle(*entries: str) -> str:
    """Join modules (`main` if none is named) and all they import into one script.

    A page opened from a file cannot import a neighbour, so each module becomes a function of
    its own that returns what it exports. Only `import {...} from "./x.js"` and `export` before
    a declaration are understood. What the entries export is in scope after the script, which
    must stand where `await` may.
    """
    order: list[str] = []
    for entry in entries or ("main",):
        if entry not in order:
            _visit(entry, order, ())
    parts = ["const modules = {};", *(_enclosed(name) for name in order)]
    given = ((name, _EXPORT.findall(module(name))) for name in entries or ("main",))
    parts += [f"const {{ {', '.join(names)} }} = modules.{name};" for name, names in given if names]
    return "\n".join(parts)


def _enclosed(name: str) -> str:
    def fetched(found: re.Match[str]) -> str:
        names = re.sub(r"(\w+) as (\w+)", r"\1: \2", found.group(1))
        return f"const {{{names}}} = modules.{found.group(2)};\n"

    source = module(name)
    body = _EXPORT.sub("", _IMPORT.sub(fetched, source))
    exported = ", ".join(_EXPORT.findall(source))
    # Only a module that waits makes the others wait.
    start, end = ("await (async () => {", "})()") if "await " in body else ("(() => {", "})()")
    return f"// {name}.js\nmodules.{name} = {start}\n{body}return {{ {exported} }};\n{end};"


def _visit(name: str, order: list[str], above: tuple[str, ...]) -> None:
    if name in above:
        raise CorridorError(f"modules import each other: {' -> '.join((*above, name))}")
    for _, needed in _IMPORT.findall(module(name)):
        if needed not in order:
            _visit(needed, order, (*above, name))
    order.append(name)


def stylesheet() -> str:
    """All styles of the page, in the order of the cascade."""
    folder = files("graph.render") / "styles"
    names = ("tokens", "frame", "map", "routes", "parts", "print")
    return "\n".join((folder / f"{name}.css").read_text(encoding="utf-8") for name in names)


@cache
def vis_script() -> str:
    """vis-network with its licence header; it must be fit to stand inside `<script>`."""
    text = re.sub(r"\n//# sourceMappingURL=\S*\s*$", "\n", _vis("vis-network.min.js"))
    if re.search(r"</script|<!--", text, re.IGNORECASE):
        raise CorridorError(
            "vis-network in the installed pyvis cannot stand inside a page",
            "Install the pyvis of the lock file: uv sync",
        )
    return text


@cache
def vis_style() -> str:
    """vis-network's styles without the icons of buttons that the page does not show."""
    return re.sub(r"url\([^)]*\)", "none", _vis("vis-network.css"))


def _vis(name: str) -> str:
    try:
        return (files("pyvis") / VIS / name).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise CorridorError(
            f"the installed pyvis has no {VIS}/{name}", "Install pyvis 0.3.2: uv sync"
        ) from error


def source_hash(script: str) -> str:
    """Hash of an inline script as a Content Security Policy names it."""
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
