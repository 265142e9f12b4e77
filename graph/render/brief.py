"""Briefs as Markdown and as one print-ready HTML page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any


def brief_html(brief: Mapping[str, Any]) -> str:
    """Return a page that asks no other file; all text is shown as text."""
    return _filled("brief.html", brief)


def brief_markdown(brief: Mapping[str, Any]) -> str:
    """Return Markdown; signs that Markdown would take for its own are escaped."""
    return _filled("brief.md", brief)


def _filled(name: str, brief: Mapping[str, Any]) -> str:
    from jinja2 import Environment, FileSystemLoader, select_autoescape

    loader = FileSystemLoader(Path(__file__).parent / "briefs")
    surroundings = Environment(
        loader=loader, autoescape=select_autoescape(), trim_blocks=True, lstrip_blocks=True
    )
    surroundings.filters["md"] = _plain
    return surroundings.get_template(name).render(brief=brief)


def _plain(text: object) -> str:
    r"""Escape what Markdown would read as markup, and keep a cell on its line.

    >>> print(_plain("a|b *c*"))
    a\|b \*c\*
    """
    line = " ".join(str(text).split())
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>|#" else sign for sign in line)
