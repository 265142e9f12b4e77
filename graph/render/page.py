"""Write the page: pyvis with a template of ours, everything inline, no request ever."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.render import assets, payload
from graph.render.layout import label, positions
from graph.store import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx as nx

TEMPLATE = "page.html"
# Places are computed already: no physics, so that the page opens at once.
OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "keyboard": False, "tooltipDelay": 0},
}


def render(
    relations: nx.MultiDiGraph[str],
    steps: Sequence[Mapping[str, object]],
    path: Path,
    *,
    title: str,
    question: Mapping[str, object] | None = None,
    names: Mapping[str, str],
) -> Path:
    """Write one self-contained HTML file.

    Parameters
    ----------
    relations
        The evidence graph: nodes with `kind`, `name` and perhaps `lat`, `lon`; edges with
        `relation`, `polarity`, `modality`, `confidence` and `evidence` (JSON text).
    steps
        Passable steps, directed: `from`, `to` (or `*`: onward, unstated), `via`, `mode`,
        `edges`, `note`, `onward`. The page searches its ways over them.
    path
        The file to write, whole or not at all.
    title
        The page's title.
    question
        What the page opens with: `origin`, `destination`, `avoid` (all ids).
    names
        Id to display name, also for ids that are no nodes.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    DataError
        If the evidence of an edge is not what it should be.
    """
    whole = payload.complete(relations, steps, question, names)
    shown = {node: str(names.get(node) or whole.nodes[node].get("name") or node) for node in whole}
    page = {
        "title": title,
        "question": None if question is None else dict(question),
        "names": {**names, **shown},
        "steps": [dict(step) for step in steps],
    }
    return write_whole(path, _html(whole, shown, page))


def _html(
    relations: nx.MultiDiGraph[str], shown: Mapping[str, str], page: Mapping[str, object]
) -> str:
    network = _network(relations, shown)
    scripts = {"vis_script": assets.vis_script(), "page_script": assets.bundle()}
    network.templateEnv.globals.update(
        page=page,
        hashes=" ".join(assets.source_hash(script) for script in scripts.values()),
        vis_style=assets.vis_style(),
        page_style=assets.stylesheet(),
        **scripts,
    )
    return str(network.generate_html(TEMPLATE))


def _network(relations: nx.MultiDiGraph[str], shown: Mapping[str, str]) -> Any:
    """Fill a pyvis network that uses our template: pyvis' own asks a CDN for styles."""
    from jinja2 import Environment, FileSystemLoader
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line")
    network.path = TEMPLATE
    loader = FileSystemLoader(Path(__file__).parent)
    network.templateEnv = Environment(loader=loader, autoescape=True)
    network.templateEnv.filters["script_json"] = payload.script_json
    network.set_options(json.dumps(OPTIONS))
    labels = {node: label(name) for node, name in shown.items()}
    for node, (x, y) in positions(relations, labels).items():
        kind = str(relations.nodes[node].get("kind", "org"))
        network.add_node(node, label=labels[node], x=x, y=y, group=kind, name=shown[node])
    for edge in payload.edges(relations):
        ends = {"source": edge.pop("from"), "to": edge.pop("to")}
        network.add_edge(**ends, **edge)
    return network
