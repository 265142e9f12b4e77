"""What people look at: one self-contained HTML file, and still maps of routes."""

from graph.render.brief import brief_html, brief_markdown
from graph.render.page import render
from graph.render.sketch import routes_svg

__all__ = ["brief_html", "brief_markdown", "render", "routes_svg"]
