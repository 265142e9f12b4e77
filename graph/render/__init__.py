"""What people look at: one self-contained HTML file, and still maps of routes."""

from graph.render.brief import brief_html, brief_markdown
from graph.render.drawn import land_rings
from graph.render.page import page_html, render
from graph.render.sketch import routes_svg

__all__ = ["brief_html", "brief_markdown", "land_rings", "page_html", "render", "routes_svg"]
