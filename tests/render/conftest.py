from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest

from graph.explorer.ground import packed_world
from graph.gazetteer import default_gazetteer
from graph.render import render
from graph.render.assets import bundle
from graph.render.world import World

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Graph = nx.MultiDiGraph
DOCUMENT = "/news/2023/brief.md"
PLACES = {
    "KZ": (48.0, 67.0), "RU": (57.0, 50.0), "AZ": (40.4, 47.7), "GE": (42.0, 43.5),
    "TR": (39.0, 35.0), "GB": (54.0, -2.0), "CN": (36.0, 104.0), "UA": (49.0, 32.0),
    "sea:caspian": (42.0, 51.0),
}  # fmt: skip
NAMES = {
    "KZ": "Kazakhstan", "RU": "Russia", "AZ": "Azerbaijan", "GE": "Georgia", "TR": "Turkey",
    "GB": "United Kingdom", "CN": "China", "UA": "Ukraine", "sea:caspian": "Caspian Sea",
    "corridor:middle": "Middle Corridor", "commodity:uranium": "Uranium", "commodity:oil": "Oil",
    "commodity:rare-earths": "Rare earths", "person:james-cleverly": "James Cleverly",
    "person:tokayev": "Kassym-Jomart Tokayev",
}  # fmt: skip
# One relationship a line; `words` are the three marked ones: source, trigger, target.
ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "story.jsonl").read_text("utf-8").splitlines()
]


def evidence(quote: str, words: list[str], **fields: Any) -> str:
    start = 100  # spans count into the document, not into the quote
    spans = {
        f"{role}_span": [start + quote.index(word), start + quote.index(word) + len(word)]
        for role, word in zip(("source", "trigger", "target"), words, strict=True)
    }
    record = {
        "document": DOCUMENT, "start": start, "end": start + len(quote), "quote": quote,
        "polarity": "asserted", "modality": "actual", "confidence": 0.9, "method": "frame",
        "asserted_by": None, "date": "2023-03-18", **spans, **fields,
    }  # fmt: skip
    return json.dumps([record])


def add(relations: Graph, key: str, row: dict[str, Any]) -> None:
    fields = {"polarity": "asserted", "modality": "actual", "confidence": 0.9, **row["fields"]}
    relations.add_edge(
        row["source"], row["target"], key=key, relation=row["relation"], quote=row["quote"],
        document=DOCUMENT, evidence=evidence(row["quote"], row["words"], **row["fields"]),
        **fields,
    )  # fmt: skip


def tell() -> Graph:
    relations: Graph = nx.MultiDiGraph()
    for node, name in NAMES.items():
        kind = node.split(":")[0] if ":" in node else "state"
        place = dict(zip(("lat", "lon"), PLACES[node], strict=True)) if node in PLACES else {}
        relations.add_node(node, kind=kind, name=name, **place)
    for number, row in enumerate(ROWS, start=1):
        add(relations, f"e{number}", row)
    return relations


def step(start: str, end: str, edges: list[str], **fields: Any) -> dict[str, Any]:
    plain = {"via": None, "mode": None, "note": None, "onward": end == "*"}
    return {"from": start, "to": end, "edges": edges, **plain, **fields}


STEPS = [
    step("KZ", "sea:caspian", ["e1", "e2"], via="corridor:middle"),
    step("sea:caspian", "AZ", ["e2", "e3"], via="corridor:middle"),
    step("AZ", "GE", ["e3", "e4"], via="corridor:middle"),
    step("GE", "TR", ["e4", "e5"], via="corridor:middle"),
    step("KZ", "RU", ["e6"]),
    step("RU", "*", ["e6"], note="Onward from Russia: the text does not say how."),
]
QUESTION = {"origin": "KZ", "destination": "TR", "avoid": ["RU"]}


@dataclass
class Opened:
    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@pytest.fixture
def page_file(tmp_path: Path) -> Path:
    title = "London backs Kazakh export routes that stay clear of Russia"
    return render(
        tell(), STEPS, tmp_path / "page.html", title=title, question=QUESTION, names=NAMES
    )


@pytest.fixture(scope="session")
def packed() -> World:
    """Give the world as pages carry it; the first use compiles it into the cache."""
    return packed_world(default_gazetteer())


@pytest.fixture(scope="session")
def world_file(tmp_path_factory: pytest.TempPathFactory, packed: World) -> Path:
    path = tmp_path_factory.mktemp("page") / "world.html"
    return render(tell(), STEPS, path, title="Corridor", names=NAMES, world=packed)


@pytest.fixture
def story() -> Callable[[], Graph]:
    return tell


@pytest.fixture
def row() -> Callable[[Graph, str], None]:
    """Add a relationship `odd` whose sentence, document and speaker are the text given."""

    def put(relations: Graph, text: str) -> None:
        given = {"date": text, "title": text, "url": text, "asserted_by": text}
        record = {
            "source": "KZ", "relation": "opposes", "target": "RU", "quote": f"x {text} y z",
            "words": ["x", "y", "z"], "fields": given,
        }  # fmt: skip
        add(relations, "odd", record)

    return put


def chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    found = chromium()
    if found is None:
        message = "no Chromium on this machine"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=flags)
        yield started
        started.close()


@pytest.fixture
def opened(browser: Browser) -> Iterator[Any]:
    """Open a file; whatever it requests or complains of is kept."""
    contexts = []

    def start(path: Path, fragment: str = "", **options: Any) -> Opened:
        viewport = options.pop("viewport", {"width": 1440, "height": 900})
        context = browser.new_context(viewport=viewport, **options)
        contexts.append(context)
        result = Opened(context.new_page())
        page = result.page
        page.on("request", lambda r: result.requests.append(r.url))
        page.on("console", lambda m: m.type == "error" and result.errors.append(m.text))
        page.on("pageerror", lambda e: result.errors.append(str(e)))
        page.goto(path.as_uri() + fragment)
        page.wait_for_selector("html[data-ready]", state="attached")
        return result

    yield start
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def exposed(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Give a page that knows some functions of a module of the page's script."""
    page = browser.new_page()

    def expose(module: str, *names: str) -> Page:
        given = ", ".join(names)
        page.evaluate(
            f"async () => {{ {bundle(module)} ; Object.assign(globalThis, {{ {given} }}) }}"
        )
        return page

    yield expose
    page.close()
