"""Sphinx: guides in Markdown, the reference from docstrings and the commands' own help."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

import graph

project = "Corridor"
author = "the Corridor maintainers"
copyright = "the Corridor maintainers; map data © OpenStreetMap contributors, ODbL 1.0"  # noqa: A001
version = release = graph.__version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "command_help",
    "fact_tables",
]
exclude_patterns = ["_build"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
napoleon_google_docstring = False
autodoc_typehints = "description"
autodoc_member_order = "bysource"
nitpicky = False
html_theme = "furo"
html_title = "Corridor"
# The pages ask no other host for anything.
html_theme_options = {"source_edit_link": "", "footer_icons": []}
