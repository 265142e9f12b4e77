from __future__ import annotations

import pytest

from graph.errors import AmbiguousNameError, UnknownPlaceError
from graph.gazetteer import default_gazetteer
from graph.gazetteer.names import several, table
from graph.model import AvoidKind, Kind

G = default_gazetteer()


@pytest.mark.parametrize(
    ("name", "entity_id"),
    [
        ("Kazakhstan", "KZ"), ("kazakhstan", "KZ"), ("KZ", "KZ"), ("Türkiye", "TR"),
        ("turkiye", "TR"), ("Burma", "MM"), ("Upper Volta", "BF"), ("Côte d'Ivoire", "CI"),
        ("the Netherlands", "NL"), ("Georgia", "GE"), ("Suez", "passage:suez"),
        ("the Caspian", "sea:caspian"), ("EAEU", "bloc:eaeu"), ("Almaty", "city:kz-almaty"),
        ("Kosovo", "XK"), ("corridor:middle", "corridor:middle"), ("sea:Black Sea", "sea:black"),
    ],
)  # fmt: skip
def test_a_name_means_one_thing(name, entity_id):
    assert G.resolve(name).id == entity_id


def test_a_shared_name_is_told():
    with pytest.raises(AmbiguousNameError) as caught:
        G.resolve("Congo")
    assert set(caught.value.candidates) == {"country:DR Congo", "country:Republic of the Congo"}
    assert G.resolve("country:DR Congo").id == "CD"


def test_an_unknown_name_gets_near_ones():
    with pytest.raises(UnknownPlaceError) as caught:
        G.resolve("Kazakstan")
    assert caught.value.suggestions[0] == "Kazakhstan"


@pytest.mark.parametrize(
    ("text", "kind", "avoided"),
    [
        ("Russia", AvoidKind.COUNTRY, "RU"),
        ("border:TR-AM", AvoidKind.BORDER, "AM-TR"),
        ("mode:rail", AvoidKind.MODE, "mode:rail"),
        ("passage:suez", AvoidKind.PASSAGE, "passage:suez"),
        ("Middle Corridor", AvoidKind.CORRIDOR, "corridor:middle"),
    ],
)
def test_avoids(text, kind, avoided):
    assert (G.avoid(text).kind, G.avoid(text).id) == (kind, avoided)


def test_a_bloc_brings_its_members():
    assert G.avoid("EAEU").states == {"AM", "BY", "KZ", "KG", "RU"}
    assert len(G.members("bloc:eu")) == 27


def test_tables_hold_together():
    states = {row["id"] for row in table("states")}
    assert len(states) >= 199
    for bloc in table("blocs"):
        assert set(several(bloc["members"])) <= states, bloc["id"]
        assert bloc["source"]
    for row in table("states"):
        assert -90 <= float(row["lat"]) <= 90
        assert -180 <= float(row["lon"]) <= 180
    assert {row["country"] for row in table("cities")} <= states


def test_kinds_can_be_asked_for():
    assert G.resolve("Georgia", {Kind.STATE}).id == "GE"
    with pytest.raises(UnknownPlaceError):
        G.resolve("Georgia", {Kind.SEA})
