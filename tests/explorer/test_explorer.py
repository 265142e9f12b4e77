from __future__ import annotations

import pytest

import graph


@pytest.fixture(scope="module")
def explorer():
    return graph.Explorer()


def test_routes_are_a_sequence_that_shows_itself(explorer):
    routes = explorer.paths("Kazakhstan", "Turkey", avoid=["Russia"], on="relations")
    assert len(routes) == 1
    assert routes.question == "Kazakhstan → Turkey without Russia"
    assert "Caspian Sea" in routes._repr_html_()
    frame = routes.to_frame()
    assert frame.loc[1, "countries"] == "KZ AZ GE TR"


def test_unknown_names_come_with_suggestions(explorer):
    with pytest.raises(graph.UnknownPlaceError) as caught:
        explorer.paths("Kazakstan", "Turkey", on="relations")
    assert "Kazakhstan" in caught.value.suggestions


def test_text_is_read_and_joins_the_graph():
    explorer = graph.Explorer([])
    assert len(explorer.relations) == 0
    found = explorer.extract("The Lobito Corridor crosses Angola, DR Congo and Zambia.")
    assert {one.target.id for one in found} == {"AO", "CD", "ZM"}
    before = explorer.relations.number_of_edges()
    explorer.extract("The Lobito Corridor crosses Angola, DR Congo and Zambia.")
    assert explorer.relations.number_of_edges() == before


def test_markup_in_a_text_is_shown_as_text():
    explorer = graph.Explorer([])
    explorer.extract("Chad <b onmouseover=alert(1)>borders</b> Sudan. Chad borders Libya.")
    assert "<b onmouseover" not in explorer.show("Chad")._repr_html_()


def test_a_dossier_holds_each_sentence(explorer):
    dossier = explorer.show("Middle Corridor")
    crossed = [fact["target"] for fact in dossier.facts if fact["relation"] == "crosses"]
    assert crossed == ["sea:caspian", "AZ", "GE", "TR"]


def test_contradictions_stand_side_by_side():
    explorer = graph.Explorer([])
    explorer.extract("Chad attacked Niger. Chad exports oil to Sudan. Chad never attacked Niger.")
    facts = explorer.show("Chad").facts
    assert [(f["relation"], f["polarity"]) for f in facts] == [
        ("attacks", "asserted"),
        ("attacks", "negated"),
        ("exports_to", "asserted"),
    ]
    assert [bool(fact.get("contradicted")) for fact in facts] == [True, True, False]


def test_one_fact_of_many_texts_keeps_every_sentence():
    explorer = graph.Explorer([])
    explorer.extract("Chad borders Niger.")
    explorer.extract("Niger borders Chad, which is poor.")
    quotes = {fact["quote"] for fact in explorer.show("Chad").facts}
    assert quotes == {"Chad borders Niger.", "Niger borders Chad, which is poor."}
