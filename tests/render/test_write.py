"""What is written, without a browser."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np
import pytest

from graph.errors import DataError
from graph.render import assets, layout, pack, payload, render

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Story = Callable[[], Any]


def content(path: Path) -> dict[str, Any]:
    text = path.read_text("utf-8")
    opening = '<script id="data" type="application/json">'
    found: dict[str, Any] = json.loads(text.split(opening)[1].split("</script>")[0])
    return found


def test_the_page_holds_the_whole_graph(page_file: Path, story: Story) -> None:
    held = content(page_file)
    assert {node["id"] for node in held["nodes"]} == set(story())
    assert len(held["edges"]) == story().number_of_edges()
    assert held["page"]["question"] == {"origin": "KZ", "destination": "TR", "avoid": ["RU"]}


def test_spans_count_into_the_quote(page_file: Path) -> None:
    edge = next(edge for edge in content(page_file)["edges"] if edge["id"] == "e9")
    record = edge["evidence"][0]
    words = [record["quote"][span["start"] : span["end"]] for span in record["spans"]]
    assert words == ["Britain", "help", "Kazakhstan"]


def test_writing_twice_gives_the_same_bytes(page_file: Path, story: Story) -> None:
    held = content(page_file)
    again = payload.edges(story())
    assert json.loads(json.dumps(again)) == [
        {key: value for key, value in edge.items() if key != "arrows"} for edge in held["edges"]
    ]


def test_a_failure_leaves_the_old_file_and_nothing_else(
    page_file: Path, monkeypatch: pytest.MonkeyPatch, story: Story
) -> None:
    before = page_file.read_bytes()

    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(DataError, match="disk full"):
        render(story(), [], page_file, title="t", names={})
    assert page_file.read_bytes() == before
    assert list(page_file.parent.iterdir()) == [page_file]


def test_evidence_that_is_no_json_names_the_relationship(tmp_path: Path) -> None:
    relations: Any = nx.MultiDiGraph()
    relations.add_edge("KZ", "RU", key="k1", relation="borders", evidence="{")
    with pytest.raises(DataError, match="k1"):
        render(relations, [], tmp_path / "x.html", title="t", names={})
    assert list(tmp_path.iterdir()) == []


def test_the_graph_given_is_not_changed(tmp_path: Path, story: Story) -> None:
    relations = story()
    question = {"origin": "KZ", "destination": "US", "avoid": ["IR"]}
    path = render(relations, [], tmp_path / "x.html", title="t", question=question, names={})
    assert "US" not in relations
    assert {"US", "IR"} <= {node["id"] for node in content(path)["nodes"]}


def test_an_empty_graph_is_a_page_too(tmp_path: Path) -> None:
    path = render(nx.MultiDiGraph(), [], tmp_path / "x.html", title="Nothing", names={})
    assert content(path)["nodes"] == []


@pytest.mark.parametrize("number", [1, 2, 30, 250])
@pytest.mark.parametrize("placed", [True, False])
def test_no_two_labels_overlap(number: int, *, placed: bool) -> None:
    relations: Any = nx.MultiDiGraph(nx.gnp_random_graph(number, 0.05, seed=1, directed=True))
    relations = nx.relabel_nodes(relations, str)
    for node in relations:
        # Ten nodes to a place: the worst that geography can do.
        where = {"lat": int(node) % 7, "lon": int(node) % 5} if placed else {}
        relations.nodes[node].update(where)
    labels = {node: layout.label(f"Place {node} of the long name") for node in relations}
    found = layout.positions(relations, labels)
    assert set(found) == set(relations)
    boxes = [(x, y, labels[n].split("\n")) for n, (x, y) in found.items()]
    for i, (x, y, rows) in enumerate(boxes):
        wide, high = max(map(len, rows)) * 7.0, 34 + 16.0 * len(rows)
        for x2, y2, rows2 in boxes[:i]:
            wide2, high2 = max(map(len, rows2)) * 7.0, 34 + 16.0 * len(rows2)
            assert abs(x - x2) > (wide + wide2) / 2 or abs(y - y2) > (high + high2) / 2


def test_west_stays_west_and_north_stays_north(story: Story) -> None:
    relations = story()
    found = layout.positions(relations, {node: node for node in relations})
    assert found["GB"][0] < found["TR"][0] < found["GE"][0] < found["KZ"][0] < found["CN"][0]
    assert found["RU"][1] < found["KZ"][1] < found["TR"][1]


def test_modules_are_joined_below_what_they_need() -> None:
    text = assets.bundle()
    assert text.index("// search.js") < text.index("// main.js")
    assert "import {" not in text
    assert "\nexport " not in text


def test_modules_give_what_others_import() -> None:
    text = assets.bundle()
    # Each module ends by returning what it exports.
    given = dict(
        re.findall(r"^modules\.(\w+) = .*?^return \{ ([^}]*) \};$", text, re.MULTILINE | re.DOTALL)
    )
    named = re.findall(r"const \{([^}]*)\} = modules\.([a-z]+);", text)
    assert len(named) > 50
    for names, module in named:
        wanted = {name.split(":")[0].strip() for name in names.split(",")} - {""}
        assert wanted <= set(given[module].split(", ")), module


def test_numbers_come_back_from_their_bytes() -> None:
    values = np.array([0, 1, 127, 128, 300, 2**31 - 1])
    assert pack.varints(values).hex() == "00017f8001ac02ffffffff07"
    assert pack.zigzag(np.array([0, -1, 1, -2])).tolist() == [0, 1, 2, 3]


@pytest.mark.browser
@pytest.mark.parametrize("size", [0, 1, 2, 3, 4, 5, 257, 70_000])
def test_packed_text_comes_back_in_the_browser(browser: Browser, size: int) -> None:
    content = np.random.default_rng(size).integers(0, 256, size, dtype=np.uint8).tobytes()
    text = pack.text(content)
    assert not set(text) & set("<>&'\"\\")
    script = f"async (text) => {{ {assets.bundle('unpack')}; return [...await inflate(text)]; }}"
    page = browser.new_page()
    assert bytes(page.evaluate(script, text)) == content
    page.close()


def test_no_module_parses_markup() -> None:
    text = assets.bundle()
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
        assert word not in text


def test_styles_of_vis_ask_for_nothing() -> None:
    assert "url(" not in assets.vis_style()
    assert "url(" not in assets.stylesheet()
    assert "sourceMappingURL" not in assets.vis_script()
