"""The page inside a notebook: a sandboxed frame without an address of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graph.explorer.inline import Inline

pytestmark = pytest.mark.browser


@pytest.fixture
def framed(opened: Any, page_file: Path, tmp_path: Path) -> Any:
    """Open a notebook's page that holds the explorer and text of its own."""
    host = tmp_path / "notebook.html"
    frame = Inline(page_file.read_text("utf-8"), 700)._repr_html_()
    host.write_text(
        f"<!doctype html><html data-ready><title>Notebook</title><h1>Mine</h1>{frame}", "utf-8"
    )
    view = opened(host)
    view.page.set_default_timeout(10_000)
    view.page.frame_locator("iframe").locator("html[data-ready]").wait_for(state="attached")
    return view


def test_every_view_works_and_nothing_throws(framed: Any) -> None:
    inner = framed.page.frame_locator("iframe")
    for view in ("table", "network", "map"):
        inner.locator(f"#view-{view}").click()
        inner.locator(f"#view-{view}[aria-pressed=true]").wait_for()
    inner.locator("#swap").click()
    inner.locator("#undo").click()
    inner.locator("#theme").click()
    assert framed.errors == []


def test_no_link_is_offered_where_there_is_no_address(framed: Any) -> None:
    inner = framed.page.frame_locator("iframe")
    inner.locator("#hand summary").click()
    assert inner.locator("#hand-csv").is_visible()
    assert not inner.locator("#hand-link").is_visible()


def test_a_file_offers_the_link(opened: Any, page_file: Path) -> None:
    page = opened(page_file).page
    page.click("#hand summary")
    assert page.is_visible("#hand-link")


def test_the_notebook_keeps_its_look_and_is_out_of_reach(framed: Any) -> None:
    page = framed.page
    bare = page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily")
    page.evaluate("document.querySelector('iframe').remove()")
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily") == bare


def test_the_frame_cannot_read_the_notebook(framed: Any) -> None:
    inner = next(frame for frame in framed.page.frames if frame != framed.page.main_frame)
    reached = inner.evaluate(
        "() => { try { return parent.document.title } catch { return 'refused' } }"
    )
    assert reached == "refused"
