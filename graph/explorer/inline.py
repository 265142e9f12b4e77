"""The explorer page inside a notebook: an iframe that writes no file and spills no style."""

from __future__ import annotations

import html
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Inline:
    """A whole page that shows itself in JupyterLab, Notebook 7, VS Code and Colab.

    `page` is the page's HTML, `height` its height on screen in pixels.

    Examples
    --------
    >>> Inline("<p>page</p>", height=300)._repr_html_()[:47]
    '<iframe srcdoc="&lt;p&gt;page&lt;/p&gt;" title='
    """

    page: str
    height: int = 640

    def __repr__(self) -> str:
        """Return what it is, in a line."""
        return f"<Inline page of {len(self.page) / 1e6:.1f} MB, {self.height} px high>"

    def _repr_html_(self) -> str:
        # The page runs in a sandbox of its own: it can neither read nor restyle the notebook.
        # Modals are what printing needs.
        return (
            f'<iframe srcdoc="{html.escape(self.page)}" title="Corridor explorer"'
            ' sandbox="allow-scripts allow-downloads allow-popups allow-modals"'
            f' style="width:100%;height:{self.height}px;border:1px solid #ccc"></iframe>'
        )
