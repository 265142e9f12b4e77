"""The page's own modules and styles, and vis-network from the installed pyvis wheel."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files

from graph.errors import CorridorError

VIS = "lib/vis-9.1.2"
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([a-z]+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=const |function |async function |class )", re.MULTILINE)


def module(name: str) -> str:
    """Source of one ES module of the page."""
    return (files("graph.render") / "modules" / f"{name}.js").read_text(encoding="utf-8")


def bundle(*entries: str) -> str:
    """Join modules (`main` if none is named) and all they import into one script.

    A page opened from a file cannot import a neighbour, so the modules share one scope:
    only `import {...} from "./x.js"` and `export` before a declaration are understood, and
    two modules must not declare the same name (the browser refuses the page if they do).
    """
    order: list[str] = []
    for entry in entries or ("main",):
        if entry not in order:
            _visit(entry, order, ())
    parts = [_EXPORT.sub("", _IMPORT.sub("", module(name))) for name in order]
    return "\n".join(f"// {name}.js\n{part}" for name, part in zip(order, parts, strict=True))


def _visit(name: str, order: list[str], above: tuple[str, ...]) -> None:
    if name in above:
        raise CorridorError(f"modules import each other: {' -> '.join((*above, name))}")
    for needed in _IMPORT.findall(module(name)):
        if needed not in order:
            _visit(needed, order, (*above, name))
    order.append(name)


def stylesheet() -> str:
    """All styles of the page, in the order of the cascade."""
    folder = files("graph.render") / "styles"
    names = ("tokens", "frame", "parts", "print")
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
