"""A brief: whole, the same each time, each mark with its source, all text shown as text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from graph.errors import DataError, UsageError
from graph.explorer import Chokepoints, Routes
from graph.explorer.brief import Brief
from graph.explorer.briefing import brief_of
from graph.model import Avoid, AvoidKind, Chokepoint, Entity, Kind, Leg, LegEvidence, Mode, Route

NASTY = "<img src=x onerror=alert(1)> | *a* [b](javascript:c) `d`"
NAMES = {"KZ": "Kazakhstan", "AZ": "Azerbaijan", "GE": "Georgia", "RU": "Russia"}


def leg(start: str, end: str, quote: str = "", **fields: object) -> Leg:
    said = (LegEvidence("a.txt", quote),) if quote else ()
    known = {
        "countries": ("KZ", "AZ"), "mode": Mode.FERRY, "distance_km": 430.0, "duration_h": 96.0,
        "cost_usd_per_t": 30.0, "geometry": ((51.2, 43.6), (49.4, 39.9)),
    }  # fmt: skip
    return Leg(start=start, end=end, evidence=said, **{**known, **fields})


def route(rank: int, countries: tuple[str, ...], *legs: Leg) -> Route:
    return Route(rank=rank, countries=countries, corridors=(), chokepoints=(), legs=legs)


def brief(quote: str = "Oil crosses the Caspian.", end: str = "Alat") -> Brief:
    ways = [
        route(1, ("KZ", "AZ", "GE"), leg("Aktau", end, quote, facts=("ferries:aktau-alat",))),
        route(2, ("KZ", "AZ", "GE"), leg("Kuryk", "Alat", "Kuryk is older.", note=quote)),
    ]
    ends = Entity("KZ", Kind.STATE, "Kazakhstan"), Entity("GE", Kind.STATE, "Georgia")
    avoid = [Avoid(AvoidKind.COUNTRY, "RU", "Russia")]
    routes = Routes(ways, ends, avoid, lambda key: NAMES.get(key, key), on="network")
    shut = Avoid(AvoidKind.COUNTRY, "AZ", "Azerbaijan")
    points = [Chokepoint(closed=shut, name="Azerbaijan", control=("AZ",))]
    return brief_of(routes, Chokepoints(routes, points, routes.name), "2025-06-01")


class Seen(HTMLParser):
    """Collects what a browser would take for tags, attributes and text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.names: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.names += [name for name, _ in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_same_question_gives_the_same_brief_to_the_letter() -> None:
    one, other = brief(), brief()
    assert one.markdown() == other.markdown()
    assert one.html() == other.html()


@pytest.mark.parametrize("written", ["markdown", "html"])
def test_it_tells_the_question_the_ways_and_who_can_close_them(written: str) -> None:
    text = getattr(brief(), written)()
    assert "Kazakhstan → Georgia without Russia" in text
    assert "As of 2025-06-01" in text
    assert text.count("Kazakhstan → Azerbaijan → Georgia") >= 4
    assert "no way is left" in text
    assert "With Azerbaijan closed as well, nothing is left." in text
    assert "OpenStreetMap" in text


def test_every_mark_that_a_way_cites_has_its_source() -> None:
    told = brief()
    listed = [one.mark for one in (*told.quotes, *told.facts, *told.parameters)]
    assert len(listed) == len(set(listed))
    cited = {mark for way in told.ways for mark in way.marks.split()}
    assert cited == {"Q1", "Q2", "F1"}
    assert cited <= set(listed)
    lines = told.markdown().splitlines()
    assert all(any(line.startswith(f"- {mark}: ") for line in lines) for mark in listed)


def test_sources_are_those_of_the_tables() -> None:
    told = brief()
    (ferry,) = told.facts
    assert re.search(r", (19|20)\d\d; (high|medium|low)\.$", ferry.text)
    assert told.parameters
    assert all(re.search(r"\d{4}; \w+\.$", one.text) for one in told.parameters)
    assert {one.text.split(",")[0] for one in told.parameters} == {"ferry"}


def test_markup_in_quotes_notes_and_names_stays_text() -> None:
    nasty, tame = brief(NASTY, end=NASTY), brief()
    seen = Seen(nasty.html())
    assert seen.tags == Seen(tame.html()).tags
    assert not [name for name in seen.names if name.startswith("on")]
    assert seen.text.count(NASTY) >= 3, "the place, the note and the quote are all told"
    # In Markdown no sign that opens markup is left bare, and tables keep their columns.
    assert not re.search(r"(?<!\\)[<`]", nasty.markdown())
    rows = [line for line in nasty.markdown().splitlines() if line.startswith("| 1 ")]
    assert [len(re.findall(r"(?<!\\)\|", line)) for line in rows] == [6]


def test_the_page_asks_no_other_file_and_runs_nothing() -> None:
    page = brief().html()
    seen = Seen(page)
    assert "svg" in seen.tags
    assert not {"script", "link", "iframe", "img"} & set(seen.tags)
    assert not re.search(r"""(src|href)=["']?https?:""", page)
    assert "default-src 'none'" in page


def test_it_is_saved_by_its_ending_whole_or_not_at_all(tmp_path: Path) -> None:
    told = brief()
    for name, text in (("a.md", told.markdown()), ("a.html", told.html())):
        assert told.save(tmp_path / name).read_text("utf-8") == text
    with pytest.raises(UsageError):
        told.save(tmp_path / "a.pdf")
    with pytest.raises(DataError):
        told.save(tmp_path / "none" / "a.md")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html", "a.md"]


def test_it_shows_itself_in_a_frame_that_runs_nothing() -> None:
    shown = Seen(brief(NASTY)._repr_html_())
    assert shown.tags == ["iframe"]
    assert set(shown.names) == {"srcdoc", "title", "sandbox", "style"}


@pytest.mark.network
def test_a_brief_of_the_network_is_the_same_twice_and_cites_what_it_lists() -> None:
    from graph import Explorer

    options = {"avoid": ["Russia"], "k": 2, "as_of": "2025-06-01"}
    one, other = (Explorer().brief("Kazakhstan", "Georgia", **options) for _ in range(2))
    assert one.html() == other.html()
    assert one.markdown() == other.markdown()
    listed = {source.mark for source in (*one.quotes, *one.facts)}
    cited = {mark for way in one.ways for mark in way.marks.split()}
    assert cited
    assert cited <= listed
