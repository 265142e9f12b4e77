"""One self-contained HTML file for an evidence graph and the ways through it."""

from graph.render.page import render

__all__ = ["render"]
