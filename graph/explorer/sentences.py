"""The relationships that speak of a leg: most specific first, few, each with its sentence."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from graph.model import Kind, Leg, LegEvidence, Record, Route

if TYPE_CHECKING:
    import networkx as nx

    from graph.gazetteer import Gazetteer

_MOST = 2
_PASSAGE = {"transits_through", "crosses", "diverts", "disrupts"}
_BORDER = {"closes", "opens", "borders"}
_WORKS = {"builds", "operates", "owns", "invests_in"}
_PAIR = {"exports_to", "imports_from", "sanctions", "signed_agreement", "cooperates"}
_MAKERS = ("extract", "gazetteer", "relations", "model")


def records_of(relations: nx.MultiDiGraph[str]) -> list[Record]:
    """Return every sentence of an evidence graph as a record."""
    texts = dict.fromkeys(str(edge["evidence"]) for *_, edge in relations.edges(data=True))
    return [record for text in texts for record in json.loads(text)]


def kept_records(documents: Sequence[Path], make: Callable[[], list[Record]]) -> list[Record]:
    """Return the records of shipped documents, from the cache while nothing has changed.

    `make` is called only where the cache holds none.
    """
    from graph.network.cache import folder
    from graph.store import write_whole

    target = folder() / f"sentences-{_key(documents)}.json"
    try:
        found: list[Record] = json.loads(target.read_text("utf-8"))
    except (OSError, ValueError):
        found = make()
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, json.dumps(found, ensure_ascii=False))
        except Exception:  # noqa: BLE001 - a cache that cannot be written is no fault
            return found
    return found


def _key(documents: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    package = Path(__file__).parent.parent
    own = [path for name in _MAKERS for path in _files(package / name)]
    for path in [*documents, *own]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _files(folder: Path) -> list[Path]:
    return sorted([*folder.glob("*.py"), *folder.glob("tables/*.csv")])


def with_sentences(
    route: Route, records: Sequence[Record], lines: dict[str, tuple[str, ...]]
) -> Route:
    """Return the route with the sentences that speak of each of its legs.

    Parameters
    ----------
    route
        A route with its corridors.
    records
        Sentences, as records of relationships.
    lines
        The ids under which texts speak of a fact row (`pipelines:...`).
    """
    legs = []
    for leg in route.legs:
        scored = [
            (score, -number)
            for number, record in enumerate(records)
            if (score := _score(record, leg, route, lines))
        ]
        chosen: dict[str, LegEvidence] = {}
        for _, number in sorted(scored, reverse=True):
            record = records[-number]
            quote = str(record["quote"])
            chosen.setdefault(quote, LegEvidence(str(record["document"]), quote))
            if len(chosen) == _MOST:
                break
        legs.append(replace(leg, evidence=(*leg.evidence, *chosen.values())))
    return replace(route, legs=tuple(legs))


def _score(record: Record, leg: Leg, route: Route, lines: dict[str, tuple[str, ...]]) -> int:
    """Tell how closely a relationship speaks of a leg; 0 where it does not."""
    relation, ends = str(record["relation"]), {str(record["source"]), str(record["target"])}
    own = {one for fact in leg.facts for one in lines.get(fact, ())}
    if ends & own and relation in _PASSAGE | _BORDER | _WORKS:
        return 5
    if relation == "crosses":
        follows = str(record["source"]) in route.corridors
        return 4 if follows and str(record["target"]) in {*leg.countries, *_waters(leg)} else 0
    steps = {frozenset(pair) for pair in pairwise(leg.countries)}
    if frozenset(ends) in steps:
        return 4 if relation in _BORDER | _PASSAGE else 2 if relation in _PAIR else 0
    through = relation in _PASSAGE and str(record["target"]) in leg.countries
    return 1 if through and str(record["source"]) in route.countries else 0


def _waters(leg: Leg) -> Iterator[str]:
    """Yield the seas in which a leg by ferry or ship has the middle of its way."""
    from graph.network.states import table

    if leg.mode not in {"ferry", "sea"} or not leg.geometry:
        return
    lon, lat = np.array(leg.geometry).mean(axis=0).tolist()
    for row in table("seas"):
        if float(row["south"]) < lat < float(row["north"]) and (
            float(row["west"]) < lon < float(row["east"])
        ):
            yield row["id"]


def spoken_lines(gazetteer: Gazetteer) -> dict[str, tuple[str, ...]]:
    """Return the ids under which texts speak of each row of the table of pipelines."""
    from graph.facts import load
    from graph.routing.facilities import plain

    known = {
        plain(name.text): name.entity.id
        for name in gazetteer.names()
        if name.entity.kind is Kind.PIPELINE
    }
    found: dict[str, tuple[str, ...]] = {}
    for row in load("pipelines"):
        name = plain(row.name)
        ids = [one for text, one in known.items() if name == text or name.startswith(f"{text} ")]
        found[f"pipelines:{row.id}"] = tuple(dict.fromkeys(ids))
    return found
