"""What a user writes, with the types that they rely on: checked and run by `test_typing`.

Each part of the public interface is used at least once. `assert_type` fails on any other type,
also on one that is not known.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import assert_type

import networkx as nx
import pandas as pd
from matplotlib.axes import Axes

import graph
from graph import export, model, plots, progress, tables
from graph.explorer import (
    Brief,
    Capacity,
    Chokepoints,
    Comparison,
    Dossier,
    Explorer,
    Inline,
    RouteCard,
    RouteMap,
    Routes,
    statement,
)
from graph.facts import Export, Own, OwnClosure, OwnCost, OwnLeg

Strings = tuple[str, ...]
Word = str | None
Figure = float | None
DAY = "2026-11-01"
TEXT = "Kazakhstan exports oil through Azerbaijan. Azerbaijan borders Georgia."


def versions() -> str:
    return assert_type(graph.__version__, str)


def texts(folder: Path) -> Explorer:
    """Read texts of one's own; look at what they state."""
    article = folder / "article.txt"
    article.write_text(TEXT, encoding="utf-8")
    explorer = graph.Explorer([article], store=None, reviewed=None, progress=False)
    assert_type(explorer.progress, progress.How)
    watched()
    found = assert_type(explorer.extract("Georgia borders Turkey."), list[model.Relationship])
    table = pd.DataFrame({"source": ["KZ"], "relation": ["borders"], "target": ["UZ"]})
    assert_type(explorer.add_relationships(table), list[model.Relationship])
    assert_type(explorer.entities("state"), list[model.Entity])
    for one in found:
        related(one)
    dossier = assert_type(explorer.show("Kazakhstan"), Dossier)
    assert_type(dossier.entity, model.Entity)
    assert_type(dossier.names, dict[str, str])
    for fact in assert_type(dossier.facts, tuple[model.Record, ...]):
        assert_type(statement(fact, dossier.names), str)
    assert_type(Dossier.of(explorer.place("KZ"), explorer.relations), Dossier)
    assert_type([explorer.name("KZ"), explorer.known_name("KZ")], list[str])
    assert_type(explorer.gazetteer.resolve("Turkey"), model.Entity)
    return explorer


def watched() -> None:
    """Show how far work of one's own has come."""
    seen: list[progress.Step] = []
    show: progress.Show = seen.append
    for name in progress.track(["KZ", "UZ"], "asking", "states", show=show):
        assert_type(name, str)
    with progress.work("building", 2, show=show) as building:
        assert_type(building, progress.Work)
        building("first")
        building.count(1, note="second")
        assert_type((building.done, building.steps), tuple[int, int])
        building.end()
    for one in seen:
        assert_type((one.work, one.unit, one.note, one.count), tuple[str, str, str, str])
        assert_type((one.done, one.total), tuple[int, int | None])
        assert_type((one.seconds, one.over), tuple[float, bool])


def related(one: model.Relationship) -> None:
    """Look at a relationship and its sentences."""
    assert_type((one.source, one.target), tuple[model.Entity, model.Entity])
    assert_type((one.source.id, one.source.name, one.source.kind), tuple[str, str, model.Kind])
    assert_type((one.relation, one.commodity, one.group), tuple[str, Word, Word])
    assert_type((one.order, one.confidence), tuple[int | None, float])
    assert_type((one.polarity, one.modality), tuple[model.Polarity, model.Modality])
    for said in assert_type(one.evidence, tuple[model.Evidence, ...]):
        sentence(said)
    assert_type(model.to_record(one), model.Record)
    relations = assert_type(model.ontology(), dict[str, model.RelationKind])
    kind = relations[one.relation]
    assert_type(kind.joins(one.source.kind, one.target.kind), bool)
    assert_type((kind.id, kind.meaning, kind.example), tuple[str, str, str])
    assert_type((kind.sources, kind.targets), tuple[frozenset[model.Kind], frozenset[model.Kind]])
    assert_type((kind.symmetric, kind.core), tuple[bool, bool])
    assert_type((kind.plover, kind.cameo), tuple[Word, Word])
    note = model.Document(name="note", text="Kazakhstan")
    assert_type((note.name, note.text, note.title), tuple[str, str, Word])
    assert_type((note.publisher, note.date, note.url), tuple[Word, Word, Word])
    mention = model.Mention(one.source, model.Span(0, len(note.text)))
    assert_type((mention.entity, mention.resolved_from), tuple[model.Entity, Word])


def sentence(said: model.Evidence) -> None:
    """Look at one sentence: its words, its certainty, its figures and dates."""
    assert_type((said.quote, said.document, said.method), tuple[str, str, str])
    assert_type((said.span.start, said.span.end), tuple[int, int])
    spans = (said.source_span, said.trigger_span, said.target_span)
    assert_type(spans, tuple[model.Span, model.Span, model.Span])
    assert_type((said.share, said.amount, said.unit, said.per), tuple[Figure, Figure, Word, Word])
    assert_type((said.valid_from, said.valid_to), tuple[Word, Word])
    assert_type((said.asserted_by, said.resolved_from), tuple[Word, Word])
    assert_type((said.reviewed, said.machine), tuple[model.Reviewed | None, Word])


def graphs(explorer: Explorer) -> None:
    """Hand both graphs to networkx."""
    relations = assert_type(explorer.relations, "nx.MultiDiGraph[str]")
    assert_type(nx.degree_centrality(relations), dict[str, float])
    assert_type(explorer.network, "nx.MultiGraph[int]")
    assert_type(explorer.network_in_use().states, Strings)


def frames(explorer: Explorer, routes: Routes) -> None:
    """Hand everything to pandas."""
    sentences = assert_type(explorer.relationships_frame(), pd.DataFrame)
    assert_type(sentences["quote"].str.len().max(), int)
    assert_type(explorer.entities_frame(), pd.DataFrame)
    assert_type(routes.to_frame(), pd.DataFrame)
    assert_type(routes.legs_frame(), pd.DataFrame)
    relations = explorer.relations
    assert_type(tables.edges_frame(relations), pd.DataFrame)
    assert_type(tables.entities_frame(relations), pd.DataFrame)
    assert_type(tables.relationships_frame(explorer.extract(TEXT)), pd.DataFrame)
    assert_type(tables.legs_frame(routes[:]), pd.DataFrame)
    assert_type(tables.routes_frame(routes, [routes.stops(one) for one in routes]), pd.DataFrame)


def ways(explorer: Explorer) -> Routes:
    """Ask for ways, by name and by point."""
    said = explorer.paths("Kazakhstan", "Georgia", avoid=["Russia"], on="relations")
    assert_type(said.shares, list[Figure])
    routes = explorer.paths(
        "Aktau", (41.65, 41.64), avoid=["Russia"], modes=["rail", "sea", "ferry", "road"],
        by="cost", k=2, as_of=date(2026, 11, 1), commodity="grain", control="actual",
        strict_waters=False, on="network",
    )  # fmt: skip
    assert_type((routes.by, routes.on, routes.question), tuple[str, str, str])
    assert_type((routes.origin, routes.destination), tuple[model.Entity, model.Entity])
    for avoid in assert_type(routes.avoid, tuple[model.Avoid, ...]):
        assert_type((avoid.kind, avoid.id, avoid.text), tuple[model.AvoidKind, str, str])
        assert_type(avoid.states, frozenset[str])
    for each in routes:
        way(routes, assert_type(each, RouteCard))
    assert_type(routes.trade_offs, list[str])
    assert_type([routes.to_geojson(), routes.to_payload()], list[model.Record])
    return routes


def way(routes: Routes, route: RouteCard) -> None:
    """Look at one way, leg by leg."""
    assert_type(route.rank, int)
    assert_type((route.countries, route.modes, route.stops), tuple[Strings, Strings, Strings])
    assert_type((route.corridors, route.chokepoints), tuple[Strings, Strings])
    assert_type(route.corridor_shares, tuple[float, ...])
    assert_type((route.distance_km, route.duration_h), tuple[Figure, Figure])
    assert_type((route.cost_usd_per_t, route.co2_kg_per_t), tuple[Figure, Figure])
    assert_type((routes.stops(route), routes.names(route)), tuple[list[str], list[str]])
    assert_type(routes.corridors(route), list[str])
    assert_type((routes.chokepoints(route), routes.trade_off(route)), tuple[list[str], str])
    assert_type((routes.name("KZ"), route.name("KZ")), tuple[str, str])
    for leg in assert_type(route.legs, tuple[model.Leg, ...]):
        assert_type((leg.start, leg.end, leg.countries), tuple[str, str, Strings])
        assert_type((leg.mode, leg.note), tuple[model.Mode | None, str | None])
        assert_type((leg.distance_km, leg.duration_h), tuple[Figure, Figure])
        assert_type((leg.cost_usd_per_t, leg.co2_kg_per_t), tuple[Figure, Figure])
        assert_type(leg.geometry, tuple[tuple[float, float], ...])
        assert_type((leg.facts, leg.access_km), tuple[Strings, float])
        for said in assert_type(leg.evidence, tuple[model.LegEvidence, ...]):
            assert_type((said.source, said.quote), tuple[str, str])
    assert_type(RouteCard.of(route, str), RouteCard)


def answers(explorer: Explorer) -> tuple[Chokepoints, Capacity, Comparison]:
    """Ask what closes, what fits and what differs."""
    points = explorer.chokepoints("Aktau", "Batumi", avoid=["Russia"], by="cost", as_of=DAY)
    first = assert_type(points[0], model.Chokepoint)
    assert_type(points[:1], Sequence[model.Chokepoint])
    assert_type((first.name, first.must_pass, first.closed), tuple[str, bool, model.Avoid])
    assert_type((first.control, first.owners), tuple[Strings, Strings])
    assert_type((first.best, first.extra_h), tuple[model.Route | None, Figure])
    assert_type(first.extra_usd_per_t, Figure)
    assert_type(points.must_pass, tuple[model.Chokepoint, ...])
    assert_type(points.names(first.control), list[str])
    assert_type(points.routes, Routes)
    most = explorer.capacity("Kazakhstan", "Georgia", commodity="oil", avoid=["RU"], as_of=DAY)
    fits(most)
    two = explorer.compare("Aktau", "Batumi", against_avoid=["RU"], k=1, as_of=DAY)
    assert_type((two.best(0), two.best(1)), tuple[model.Route | None, model.Route | None])
    assert_type(two.scenarios, tuple[str, str])
    for side in two.sides:
        assert_type(side, Routes | graph.NoRouteError)
    assert_type(two.names(["KZ"]), list[str])
    for answer in (points, most, two):
        assert_type(answer.to_frame(), pd.DataFrame)
        assert_type(answer.rows(), list[dict[str, object]])
        assert_type(answer.to_payload(), model.Record)
        assert_type((answer.caption, [*answer.columns, *answer.brief]), tuple[str, list[str]])
    return points, most, two


def fits(most: Capacity) -> None:
    """Look at how much fits, and what holds it down."""
    flow = assert_type(most.flow, model.Flow)
    assert_type((flow.total, flow.dedicated, flow.unit), tuple[float, float, str])
    assert_type((flow.binding, flow.used), tuple[tuple[model.Limit, ...], tuple[model.Limit, ...]])
    for limit in assert_type(flow.uncounted, tuple[model.Limit, ...]):
        assert_type((limit.name, limit.label, limit.names), tuple[str, str, Strings])
        assert_type((limit.capacity, limit.flow, limit.shared), tuple[Figure, Figure, bool])
    for stream in assert_type(flow.streams, tuple[model.Stream, ...]):
        assert_type((stream.limits, stream.amount), tuple[tuple[model.Limit, ...], float])
    assert_type((most.commodity, most.routes), tuple[model.Entity, Routes])
    assert_type((most.export, most.share_of_exports), tuple[Export | None, Figure])


def drawn(explorer: Explorer, routes: Routes, most: Capacity) -> None:
    """Draw what can be drawn."""
    ax = assert_type(routes.plot(), Axes)
    assert_type(most.sankey(), Axes)
    assert_type(most.waterfall(needed=20.0, ax=ax), Axes)
    assert_type(plots.cost_against_time(routes, title="Ways"), Axes)
    assert_type(plots.capacity_sankey(most.flow, ("here", "there")), Axes)
    assert_type(plots.capacity_waterfall({"a port": 7.5}, 20.0, unit="Mt a year"), Axes)
    closed = pd.DataFrame({"RU": [2.0]}, index=["KZ"])
    assert_type(plots.exposure_heatmap(closed, unit="more days"), Axes)
    dated = explorer.relationships_frame().assign(valid_since=pd.Timestamp(DAY))
    assert_type(plots.timeline(dated), Axes)


def briefs(explorer: Explorer, routes: Routes, folder: Path) -> None:
    """Make briefs and maps to hand on."""
    brief = assert_type(explorer.brief("Aktau", "Batumi", k=1, as_of=DAY), Brief)
    assert_type((brief.title, brief.as_of, brief.short), tuple[str, str, Strings])
    assert_type([brief.markdown(), brief.html(), brief.svg, brief.attribution], list[str])
    assert_type([one.states for one in brief.ways], list[str])
    assert_type([one.effect for one in brief.closers], list[str])
    for source in (*brief.quotes, *brief.facts, *brief.parameters):
        assert_type((source.mark, source.text), tuple[str, str])
    assert_type(brief.save(folder / "brief.md"), Path)
    still = assert_type(routes.map(), RouteMap)
    assert_type((still.title, still.svg(), still.routes[0].rank), tuple[str, str, int])
    assert_type(routes[0].map().save(folder / "way.svg"), Path)


def pages(explorer: Explorer, folder: Path) -> None:
    """Make the whole page."""
    page = assert_type(explorer.inline(origin="Kazakhstan", destination="Georgia"), Inline)
    assert_type((page.page, page.height), tuple[str, int])
    assert_type(explorer.render(folder / "page.html", avoid=["Russia"]), Path)


def exported(explorer: Explorer, routes: Routes, two: Comparison, folder: Path) -> None:
    """Write for other programs."""
    form = next(iter(export.FORMATS))
    assert_type(export.write_graph(explorer.relations, folder / "graph.out", form), str)
    assert_type(export.write_relationships(explorer.extract(TEXT), "csv"), str)
    assert_type(export.routes_geojson(routes), model.Record)
    ends = routes.origin, routes.destination
    paths = export.routes_payload(*ends, routes.avoid, routes.by, routes)
    assert_type(paths, model.Record)
    assert_type(export.chokepoints_payload(paths, []), model.Record)
    flow = model.Flow(total=0, dedicated=0, unit="Mt/y", binding=(), used=(), uncounted=())
    assert_type(export.capacity_payload(paths, ends[0], flow, None, None), model.Record)
    best = [two.best(0), two.best(1)]
    assert_type(export.comparison_payload(two.scenarios, [paths, paths], best), model.Record)
    assert_type(export.ATTRIBUTION, str)


def own(explorer: Explorer) -> None:
    """Lay legs, closures and costs of one's own over the network."""
    ferry = pd.DataFrame({"mode": ["ferry"], "from": ["Aktau"], "to": ["Baku"], "hours": [20]})
    assert_type(explorer.add_legs(ferry), list[OwnLeg])
    shut = pd.DataFrame({"what": ["border:KZ-UZ"]})
    assert_type(explorer.add_closures(shut), list[OwnClosure])
    dear = pd.DataFrame({"mode": ["rail"], "parameter": ["usd_per_tkm"], "scope": ["KZ"]})
    assert_type(explorer.add_costs(dear.assign(value=0.05)), list[OwnCost])
    assert_type(explorer.own, Own)
    explorer.clear_own()


def mistaken(explorer: Explorer) -> list[str]:
    """Ask what cannot be answered, and gather what to do."""
    told: list[str] = []
    try:
        explorer.paths("Kazakstan", "Georgia", on="relations")
    except graph.UnknownPlaceError as error:
        told += assert_type(error.suggestions, Strings)
    try:
        explorer.place("Congo")
    except graph.AmbiguousNameError as error:
        told += assert_type(error.candidates, Strings)
    try:
        explorer.paths("KZ", "GE", avoid=["Azerbaijan"], on="relations")
    except graph.NoRouteError as error:
        told += assert_type(error.lift, Strings)
    try:
        explorer.add_relationships(pd.DataFrame({"source": ["nobody"]}))
    except graph.DataError as error:
        told += assert_type(error.faults, Strings)
    try:
        explorer.paths("KZ", "GE", k=0)
    except graph.UsageError as error:
        told.append(error.what)
    try:
        explorer.paths("KZ", "GE", on="moon")
    except graph.CorridorError as error:
        assert_type((error.todo, error.exit_code), tuple[str, int])
        told.append(error.todo)
    return told
