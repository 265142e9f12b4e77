"""Where the nodes stand: by geography where it is known, by their ties where it is not."""

from __future__ import annotations

import math
import textwrap
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

LABEL_CHARACTERS = 18
LABEL_LINES = 3
# A label of the page's canvas (14 px): measured, with room for the arrows between two nodes.
CHARACTER_PX = 8.2
LINE_PX = 17.0
NODE_PX = 40.0
GAP_PX = 16.0
WIDTH_PX = 640.0  # of 16 nodes; the area grows with their number


def label(name: str) -> str:
    r"""Break a name into a few short lines.

    Examples
    --------
    >>> label("Organisation of Turkic States")
    'Organisation of\nTurkic States'
    """
    lines = textwrap.wrap(name, LABEL_CHARACTERS) or [name]
    if len(lines) > LABEL_LINES:
        lines = [*lines[: LABEL_LINES - 1], lines[LABEL_LINES - 1][: LABEL_CHARACTERS - 1] + "…"]
    return "\n".join(lines)


def positions(
    relations: nx.MultiDiGraph[str], labels: Mapping[str, str]
) -> dict[str, tuple[float, float]]:
    """Place every node, in pixels, so that no two labels overlap.

    Parameters
    ----------
    relations
        The graph; nodes with `lat` and `lon` (degrees) keep their order from west to east
        and from north to south.
    labels
        Node to the label as drawn, lines broken.

    Notes
    -----
    The browser does no layout: it would take seconds and come out differently each time.
    O(n^2) for each of a bounded number of rounds.
    """
    nodes = list(relations)
    if not nodes:
        return {}
    width = WIDTH_PX * max(1.0, math.sqrt(len(nodes) / 16))
    size = (width, 0.8 * width)
    points = _separate(_rough(relations, nodes, size), [labels[node] for node in nodes])
    points -= points.mean(axis=0)
    return {
        node: (round(float(x), 1), round(float(y), 1))
        for node, (x, y) in zip(nodes, points, strict=True)
    }


def _rough(
    relations: nx.MultiDiGraph[str], nodes: Sequence[str], size: tuple[float, float]
) -> NDArray[np.float64]:
    placed = [node for node in nodes if _is_placed(relations.nodes[node])]
    simple: nx.Graph[str] = nx.Graph(relations.to_undirected())
    if len(placed) < 3:
        found = nx.spring_layout(simple, seed=0, iterations=120)
        points = np.array([found[node] for node in nodes], dtype=float)
        return np.asarray(points * np.array(size) / 2)
    lon = _spread([float(relations.nodes[node]["lon"]) for node in placed])
    lat = _spread([float(relations.nodes[node]["lat"]) for node in placed])
    fixed = dict(zip(placed, np.column_stack([lon, 1 - lat]), strict=True))
    if len(placed) < len(nodes):
        start = {
            node: fixed.get(node, _near(simple, node, fixed, i)) for i, node in enumerate(nodes)
        }
        fixed = nx.spring_layout(simple, pos=start, fixed=placed, seed=0, iterations=60)
    points = np.array([fixed[node] for node in nodes], dtype=float)
    return np.asarray(np.clip(points, -0.12, 1.12) * np.array(size))


def _is_placed(attributes: Mapping[str, object]) -> bool:
    return attributes.get("lat") is not None and attributes.get("lon") is not None


def _spread(values: Sequence[float]) -> NDArray[np.float64]:
    """Scale to 0..1, halfway between true distance and rank.

    Distance alone piles up neighbours as soon as one far state is named; rank alone loses
    the shape of the map.
    """
    array = np.asarray(values, dtype=float)
    _, rank = np.unique(array, return_inverse=True)
    true = (array - array.min()) / (float(np.ptp(array)) or 1.0)
    ranked = rank / (rank.max() or 1)
    return np.asarray(0.45 * true + 0.55 * ranked)


def _near(
    simple: nx.Graph[str], node: str, fixed: Mapping[str, NDArray[np.float64]], number: int
) -> NDArray[np.float64]:
    known = [fixed[other] for other in simple[node] if other in fixed]
    centre = np.mean(known, axis=0) if known else np.array([0.5, 0.5])
    # The golden angle keeps nodes with the same neighbours from falling on one point.
    angle = 2.39996 * number
    return np.asarray(centre + 0.12 * np.array([math.cos(angle), math.sin(angle)]))


def _separate(points: NDArray[np.float64], labels: Sequence[str]) -> NDArray[np.float64]:
    """Push boxes (node and label) apart until none overlaps."""
    lines = [text.split("\n") for text in labels]
    box = np.array(
        [(max(map(len, rows)) * CHARACTER_PX, NODE_PX + len(rows) * LINE_PX) for rows in lines]
    )
    need = (box[:, None, :] + box[None, :, :]) / 2 + GAP_PX
    moved = points.copy()
    for _ in range(300 if len(labels) < 200 else 60):
        apart = moved[:, None, :] - moved[None, :, :]
        overlap = need - np.abs(apart)
        hit = (overlap > 0).all(axis=2)
        np.fill_diagonal(hit, val=False)
        if not hit.any():
            break
        # The cheaper axis only; nodes on one point part by their order.
        axis = overlap.argmin(axis=2)
        order = np.sign(np.arange(len(labels))[:, None] - np.arange(len(labels))[None, :])
        for k in (0, 1):
            sign = np.where(apart[:, :, k] == 0, order, np.sign(apart[:, :, k]))
            push = np.where(hit & (axis == k), overlap[:, :, k] * sign, 0.0)
            moved[:, k] += 0.35 * push.sum(axis=1) / np.maximum(1, (push != 0).sum(axis=1))
    return moved
