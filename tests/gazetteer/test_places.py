"""Smaller cities and other spellings: found when asked for, never guessed, never in texts."""

from __future__ import annotations

import pytest

from graph.errors import AmbiguousNameError, UnknownPlaceError
from graph.gazetteer import default_gazetteer
from graph.model import Kind

PLACES = {Kind.STATE, Kind.BLOC, Kind.CITY, Kind.PORT}


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Cologne", "city:de-koln"),
        ("Andijan", "city:uz-andijon"),
        ("Wroclaw", "city:pl-wrocław"),
        ("Gwadar", "city:pk-gwadar"),
        ("Turkmenbashi", "city:tm-turkmenbasy"),
        ("Mazar-i-Sharif", "city:af-mazar-e sharif"),
        ("Calcutta", "city:in-kolkata"),
        ("Naryn", "city:kg-naryn"),
        ("Rostov", "city:ru-rostov-on-don"),
    ],
)
def test_a_place_is_found_by_any_common_spelling(asked, meant):
    found = default_gazetteer().resolve(asked, PLACES)
    assert found.id == meant.replace(" ", "-")
    assert default_gazetteer().location(found.id)
    assert default_gazetteer().entity(found.id) == found


def test_names_of_several_small_cities_are_told_apart():
    with pytest.raises(AmbiguousNameError) as error:
        default_gazetteer().resolve("Asadabad", PLACES)
    assert all(one.startswith("city:") for one in error.value.candidates)
    first = error.value.candidates[0]
    assert default_gazetteer().resolve(first, PLACES).id == first


def test_texts_do_not_speak_of_them():
    """A surname is no city where anything may be meant."""
    with pytest.raises(UnknownPlaceError):
        default_gazetteer().resolve("Cologne")
    assert not default_gazetteer().is_city("cologne")


def test_what_is_unknown_stays_so_with_the_nearest_names():
    with pytest.raises(UnknownPlaceError) as error:
        default_gazetteer().resolve("Kazakstan", PLACES)
    assert error.value.suggestions[0] == "Kazakhstan"
