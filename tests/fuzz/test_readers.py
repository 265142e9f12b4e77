"""Every reader on bytes that nobody would write: a result or a clear error, nothing else.

Longer: `CORRIDOR_FUZZ=5000 uv run pytest tests/fuzz`.
"""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graph.errors import CorridorError, DataError
from graph.extract import extract
from graph.model import Document
from graph.network import cache
from graph.read import File, parse, read
from graph.store import Store

fuzz = settings.get_profile("fuzz")
TEXT = "Kazakhstan exports oil to China. The Middle Corridor crosses Georgia and Turkey."
# Bytes that parsers stumble over, between arbitrary ones.
MARKS = [
    b"<", b">", b"<p>", b"</p>", b"<html>", b"<!--", b"<![CDATA[", b"<!DOCTYPE", b"<script>",
    b"<table><tr><td>", b"&#xD800;", b"&#0;", b"&amp", b"<a href='javascript:x'>", b"<p a='",
    b"---\n", b"title: x\n", b'"', b"'", b",", b";", b"\t", b"\n", b"\r", b"\r\n", b"\\ud83d",
    b'{"text": "', b'"}', b"[" * 50, b"{" * 50, b"NaN", b"1e999", b"9" * 5000, b"null", b"text\n",
    b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00", b"%PDF-1.7\n", b"stream\n", b"endstream",
    b"1 0 obj\n", b"%%EOF", b"PAR1", TEXT.encode(), "é中🚢\u202e\u200b\ufeff".encode(),
]  # fmt: skip
soup = st.lists(st.one_of(st.sampled_from(MARKS), st.binary(max_size=12)), max_size=30).map(
    b"".join
)


def samples() -> dict[str, bytes]:
    """Return a sound file of each kind of table, to be damaged."""
    frame = pd.DataFrame({"title": ["a", None], "text": [TEXT, TEXT * 20]})
    held = io.BytesIO()
    pq.write_table(pa.Table.from_pandas(frame), held)
    return {
        ".parquet": held.getvalue(),
        ".csv": frame.to_csv(index=False).encode(),
        ".jsonl": frame.to_json(orient="records", lines=True).encode(),
    }


SAMPLES = samples()


@st.composite
def damaged(draw, data: bytes) -> bytes:
    """Return `data` with some bytes changed, cut out, or doubled."""
    held = bytearray(data)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(len(held) - 1, 0)))
        match draw(st.integers(0, 3)):
            case 0:
                held[at : at + 1] = draw(st.binary(min_size=1, max_size=1))
            case 1:
                del held[at : at + draw(st.integers(1, 64))]
            case 2:
                held[at:at] = held[at : at + 32]
            case _:
                held[at:at] = draw(st.sampled_from(MARKS))
    return bytes(held)


def told(work):
    """Run `work`: it may succeed, or fail with an error that says what to do."""
    try:
        return work()
    except CorridorError as error:
        if not (error.what and error.todo):
            raise
        return None


@pytest.mark.parametrize("suffix", ["", ".txt", ".md", ".html", ".pdf"])
@settings(fuzz)
@given(data=soup)
@example(data=b"<html>&#xD800;<p>" + TEXT.encode() * 9)
def test_any_bytes_as_an_article(suffix, data):
    document = told(lambda: parse(File("a" + suffix, suffix, data)))
    if document is not None:
        document.text.encode()
        for one in extract(document):
            start, end = one.evidence[0].span
            assert document.text[start:end] == one.evidence[0].quote


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet"])
@settings(fuzz)
@given(data=st.data())
def test_any_bytes_as_a_table(suffix, data, tmp_path_factory):
    content = data.draw(st.one_of(soup, damaged(SAMPLES[suffix])))
    path = tmp_path_factory.mktemp("fuzz") / f"a{suffix}"
    path.write_bytes(content)
    for document in told(lambda: list(read(path))) or []:
        document.text.encode()
        json.dumps([document.title, document.date, document.url]).encode()
    shutil.rmtree(path.parent)


values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.floats(), st.integers(), st.text(max_size=20)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@settings(fuzz)
@given(st.dictionaries(st.sampled_from(["text", "Title", "date", "url", "x", " body "]), values))
def test_any_json_as_a_row(tmp_path_factory, row):
    path = tmp_path_factory.mktemp("fuzz") / "a.jsonl"
    path.write_text(json.dumps(row))
    for document in told(lambda: list(read(path))) or []:
        assert document.text.strip()


@settings(fuzz)
@given(data=st.data())
def test_any_damage_to_a_store(data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("fuzz")
    sound = folder / "sound.db"
    document = Document(name="a.txt", text=TEXT)
    with Store(sound, write=True) as store:
        store.add(document, extract(document))
    path = folder / "s.db"
    path.write_bytes(data.draw(st.one_of(soup, damaged(sound.read_bytes()))))

    def use(*, write):
        with Store(path, write=write) as store:
            list(store.documents())
            list(store.relationships())
            if write:
                store.add(Document(name="b.txt", text="More."), [])

    told(lambda: use(write=False))
    told(lambda: use(write=True))
    shutil.rmtree(folder)


@settings(fuzz)
@given(record=st.one_of(st.text(max_size=30), values.map(json.dumps)))
def test_any_record_in_a_row_of_a_store(record, tmp_path_factory):
    folder = tmp_path_factory.mktemp("fuzz")
    document = Document(name="a.txt", text=TEXT)
    with Store(folder / "s.db", write=True) as store:
        store.add(document, extract(document))
    with sqlite3.connect(folder / "s.db") as connection:
        encoded = record.encode("utf-8", "replace").decode()
        connection.execute("UPDATE statement SET record = ?", (encoded,))
    connection.close()

    def use():
        with Store(folder / "s.db") as store:
            return list(store.relationships())

    with pytest.raises(DataError, match="damaged"):
        use()
    shutil.rmtree(folder)


@pytest.mark.network
@settings(fuzz)
@given(data=st.data())
def test_any_damage_to_the_cached_network(data, tmp_path_factory, world):
    """A damaged cache is no network: it is compiled anew, never trusted or tripped over."""
    folder = tmp_path_factory.mktemp("fuzz")
    sound = folder / "sound.npz"
    names = {"labels": b'["a"]', "facts": b"{}", "states": b"[", "locodes": b"\xff"}
    arrays = {name: np.frombuffer(text, np.uint8) for name, text in names.items()}
    np.savez_compressed(sound, **arrays, a=np.arange(9), km=np.array([object()], dtype="O"))
    path = folder / "n.npz"
    path.write_bytes(data.draw(st.one_of(soup, damaged(sound.read_bytes()))))
    assert cache.read(path) is None
    assert world.facts
    shutil.rmtree(folder)


@pytest.mark.network
def test_a_cache_of_the_right_names_and_wrong_contents_is_no_network(tmp_path, world):
    whole = Path(cache.path())
    with np.load(whole, allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    assert len(arrays) > 10
    assert world.facts
    texts = ("states", "labels", "locodes", "facts")
    for name in texts:
        broken = np.frombuffer(b"[not json", np.uint8)
        np.savez(tmp_path / "n.npz", **arrays | {name: broken})
        assert cache.read(tmp_path / "n.npz") is None
