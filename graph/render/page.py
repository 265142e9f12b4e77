"""Write the page: pyvis with a template of ours, everything inline, no request ever."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.render import assets, pack, payload
from graph.render.drawn import outlines
from graph.render.known import known
from graph.render.layout import label, positions
from graph.store import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx as nx

    from graph.render.world import World

TEMPLATE = "page.html"
# Places are computed already: no physics, so that the page opens at once.
OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "keyboard": False, "tooltipDelay": 0},
}


def render(
    relations: nx.MultiDiGraph[str], steps: Sequence[Mapping[str, object]], path: Path, **given: Any
) -> Path:
    """Write the page of `page_html`, whole or not at all, and return its path.

    Raises
    ------
    DataError
        If the evidence of an edge is not what it should be, or the file cannot be written.
    """
    return write_whole(path, page_html(relations, steps, **given))


def page_html(
    relations: nx.MultiDiGraph[str],
    steps: Sequence[Mapping[str, object]],
    *,
    title: str,
    question: Mapping[str, object] | None = None,
    names: Mapping[str, str],
    world: World | None = None,
) -> str:
    """Return one self-contained HTML page.

    Parameters
    ----------
    relations
        The evidence graph: nodes with `kind`, `name` and perhaps `lat`, `lon`; edges with
        `relation`, `polarity`, `modality`, `confidence` and `evidence` (JSON text).
    steps
        Passable steps, directed: `from`, `to` (or `*`: onward, unstated), `via`, `mode`,
        `edges`, `note`, `onward`. The page searches its stated ways over them.
    title
        The page's title.
    question
        What the page opens with: `origin`, `destination`, `avoid` (all ids).
    names
        Id to display name, also for ids that are no nodes.
    world
        The freight network that the page searches its routes over; none without it.

    Returns
    -------
    str
        The page.

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
    return _html(whole, shown, page, world)


def _html(
    relations: nx.MultiDiGraph[str],
    shown: Mapping[str, str],
    page: Mapping[str, object],
    world: World | None,
) -> str:
    network = _network(relations, shown)
    drawing, own = assets.vis_script(), assets.bundle()
    network.templateEnv.globals.update(
        page=page,
        hashes=" ".join(assets.source_hash(script) for script in (drawing, own)),
        vis_style=assets.vis_style(),
        page_style=assets.stylesheet(),
        page_script=own,
        packs={"vis": pack.text(drawing.encode()), **_drawn(), **_searched(world)},
    )
    return str(network.generate_html(TEMPLATE))


def _drawn() -> dict[str, str]:
    drawn = outlines()
    return {"outlines": drawn.columns, "outlines_head": pack.text(json.dumps(drawn.head).encode())}


def _searched(world: World | None) -> dict[str, str]:
    if world is None:
        return {}
    heads = {"world_head": world.head, "known": known()}
    texts = {name: json.dumps(head, ensure_ascii=False) for name, head in heads.items()}
    return {"world": world.columns, **{name: pack.text(t.encode()) for name, t in texts.items()}}


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
