"""Where the nodes stand: by geography where it is known, by their ties where it is not."""

from __future__ import annotations

import math
import textwrap
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
from scipy.spatial import cKDTree

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
ROUNDS = 400
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
    O(n log n) for each of a bounded number of rounds that part the labels; a graph without
    places costs O(n^2) a round more.
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
    placed = dict.fromkeys(node for node in nodes if _is_placed(relations.nodes[node]))
    simple: nx.Graph[str] = nx.Graph(relations.to_undirected())
    if len(placed) < 3:
        found = nx.spring_layout(simple, seed=0, iterations=120)
        points = np.array([found[node] for node in nodes], dtype=float)
        return np.asarray(points * np.array(size) / 2)
    lon = _spread([float(relations.nodes[node]["lon"]) for node in placed])
    lat = _spread([float(relations.nodes[node]["lat"]) for node in placed])
    fixed: dict[str, NDArray[np.float64]] = dict(
        zip(placed, np.column_stack([lon, 1 - lat]), strict=True)
    )
    # A node without a place stands near the places it has ties with; one that has none,
    # near its neighbours so placed.
    loose = [(number, node) for number, node in enumerate(nodes) if node not in placed]
    tied = {node for _, node in loose if any(other in placed for other in simple[node])}
    for group in (tied, {node for _, node in loose} - tied):
        fixed |= {node: _near(simple, node, fixed, n) for n, node in loose if node in group}
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
    known = [fixed[other] for other in simple[node] if other in fixed and other != node]
    centre = np.mean(known, axis=0) if known else np.array([0.5, 0.5])
    # Outward, so that it does not cover the ways between places; the golden ratio spreads
    # nodes with the same neighbours.
    east, south = centre - 0.5
    angle = math.atan2(south, east) + 2.2 * ((number * 0.618034) % 1 - 0.5)
    radius = math.sqrt(1 / max(16, len(simple)))  # the same in pixels on every sheet
    return np.asarray(centre + radius * np.array([math.cos(angle), math.sin(angle)]))


def _separate(points: NDArray[np.float64], labels: Sequence[str]) -> NDArray[np.float64]:
    """Push boxes (node and label) apart until none overlaps."""
    lines = [text.split("\n") for text in labels]
    box = np.array(
        [(max(map(len, rows)) * CHARACTER_PX, NODE_PX + len(rows) * LINE_PX) for rows in lines]
    )
    # Places in one town would all part along one line: a spiral gives them both directions.
    turn = 2.39996 * np.arange(len(points))
    moved = points + GAP_PX * np.column_stack([np.cos(turn), np.sin(turn)])
    reach = box.max(axis=0) + GAP_PX
    for number in range(ROUNDS):
        pairs = cKDTree(moved / reach).query_pairs(1.0, p=math.inf, output_type="ndarray")
        push, pairs = _pushes(moved, box, pairs)
        if not len(pairs):
            break
        if number > ROUNDS // 4:
            moved *= 1.01  # too little room for pushing alone: let the whole sheet grow
        count = np.maximum(1, np.bincount(pairs.ravel(), minlength=len(moved)))
        for k in (0, 1):
            moved[:, k] += np.bincount(pairs[:, 0], push[:, k], len(moved)) / count
            moved[:, k] -= np.bincount(pairs[:, 1], push[:, k], len(moved)) / count
    return moved


def _pushes(
    points: NDArray[np.float64], box: NDArray[np.float64], pairs: NDArray[np.intp]
) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """How far the first of each overlapping pair must move, along the cheaper axis."""
    first, second = pairs[:, 0], pairs[:, 1]
    apart = points[first] - points[second]
    overlap = (box[first] + box[second]) / 2 + GAP_PX - np.abs(apart)
    hit = (overlap > 0).all(axis=1)
    # Nodes on one point part by their order.
    push = 0.6 * overlap * np.where(apart == 0, -1.0, np.sign(apart))
    cheaper = overlap.argmin(axis=1)
    push[np.arange(len(push)), 1 - cheaper] = 0.0
    return push[hit], pairs[hit]
