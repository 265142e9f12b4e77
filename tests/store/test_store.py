from __future__ import annotations

import os
import sqlite3
from dataclasses import fields, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import DataError
from graph.model import (
    Document,
    Entity,
    Evidence,
    Kind,
    Modality,
    Polarity,
    Relationship,
    Reviewed,
    Span,
)
from graph.store import Store, content_hash
from graph.store.layout import VERSION
from tests.store.conftest import first_layout

# Any text that an encoding can hold, of every plane, with control characters.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "s.db"


def filled(path, articles):
    with Store(path, write=True) as store:
        for document, found in articles:
            assert store.add(document, found, extractor="one")
    return path


def held(path):
    with Store(path) as store:
        return list(store.documents()), list(store.relationships())


def test_what_was_put_in_comes_out_in_order(path, articles):
    documents, found = held(filled(path, articles))
    assert documents == [document for document, _ in articles]
    assert found == [one for _, stated in articles for one in stated]
    assert found


def test_adding_again_changes_no_byte(path, articles):
    before = filled(path, articles).read_bytes()
    with Store(path, write=True) as store:
        for document, found in articles:
            assert not store.add(document, found)
            assert not store.add(replace(document, name="elsewhere"), found)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path], "nothing lies beside it"


def test_one_name_for_two_texts_stays_two_citations(path, articles):
    (document, found), (other, others) = articles[:2]
    with Store(path, write=True) as store:
        store.add(document, found)
        assert store.add(replace(other, name=document.name), others)
    documents, stated = held(path)
    assert [one.text for one in documents] == [document.text, other.text]
    assert documents[1].name.startswith(f"{document.name}@")
    for one in stated:
        (whole,) = [d for d in documents if d.name == one.evidence[0].document]
        start, end = one.evidence[0].span
        assert whole.text[start:end] == one.evidence[0].quote


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_every_field_and_character_survives(data, tmp_path_factory):
    def made(kind, **known):
        values = {}
        for field in fields(kind):
            if field.name in known:
                values[field.name] = known[field.name]
            elif field.type in {"str", "str | None"}:
                values[field.name] = data.draw(texts)
            elif field.type in {"float", "float | None"}:
                values[field.name] = data.draw(st.floats(0, 1))
            elif field.type in {"int", "int | None"}:
                values[field.name] = data.draw(st.integers(0, 2**31))
            elif field.type == "Span":
                values[field.name] = Span(*data.draw(st.tuples(st.integers(0), st.integers(0))))
        return kind(**values)

    moods = {
        "polarity": Polarity.NEGATED,
        "modality": Modality.POSSIBLE,
        "reviewed": Reviewed.ACCEPTED,
    }
    document = made(Document)
    said = tuple(made(Evidence, document=document.name, **moods) for _ in range(2))
    ends = {end: Entity(data.draw(texts), Kind.PERSON, data.draw(texts)) for end in "ab"}
    one = made(Relationship, source=ends["a"], target=ends["b"], evidence=said)
    path = tmp_path_factory.mktemp("any") / "s.db"
    with Store(path, write=True) as store:
        store.add(document, [one, one])
        assert store.stated(content_hash(document)) == [one, one]
    assert held(path) == ([document], [one, one])


def test_half_a_character_is_refused_and_nothing_is_kept(path):
    with Store(path, write=True) as store:
        with pytest.raises(DataError, match="half a character"):
            store.add(Document(name="a", text="\ud800"), [])
        assert store.counts() == (0, 0)


def test_an_older_layout_is_brought_up_to_date(path, articles):
    first_layout(path, articles)
    with pytest.raises(DataError, match="older layout"):
        Store(path)
    with Store(path, write=True) as store:
        assert store.outdated("one") == len(articles), "nobody knows who read them"
        assert not store.add(*articles[0])
    assert held(path) == (
        [document for document, _ in articles],
        [one for _, stated in articles for one in stated],
    )
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
        (quotes,) = connection.execute("SELECT count(quote) FROM sentence").fetchone()
        assert quotes > len(articles), "other programs read the sentences"
    connection.close()


def test_a_migration_that_fails_leaves_the_old_store(path, articles, monkeypatch):
    first_layout(path, articles)
    before = path.read_bytes()

    def broken(connection):
        connection.execute("ALTER TABLE document ADD COLUMN extractor TEXT")
        connection.execute("no such thing")

    monkeypatch.setattr("graph.store.layout._STEPS", (None, broken))
    with pytest.raises(DataError):
        Store(path, write=True)
    assert path.read_bytes() == before


@pytest.mark.parametrize("write", [False, True])
def test_a_newer_layout_is_refused(path, write):
    Store(path, write=True).close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(DataError, match="newer version") as caught:
        Store(path, write=write)
    assert "upgrade" in caught.value.todo
    assert path.read_bytes() == before


@pytest.mark.parametrize("write", [False, True])
@pytest.mark.parametrize("kind", ["text", "folder", "other", "void", "long", "nul"])
def test_what_is_no_store_is_told_and_left_alone(tmp_path, kind, write):
    path = tmp_path / "x"
    if kind == "text":
        path.write_text("not a database, but long enough to have a header " * 9)
    elif kind == "folder":
        path.mkdir()
    elif kind == "other":
        with sqlite3.connect(path) as connection:
            connection.execute("CREATE TABLE mine (a)")
        connection.close()
    elif kind == "void":
        path = tmp_path / "no" / "folder" / "x"
    elif kind == "long":
        path = tmp_path / ("x" * 300)
    else:
        path = tmp_path / "a\0b"
    before = path.read_bytes() if kind in {"text", "other"} else None
    with pytest.raises(DataError) as caught:
        Store(path, write=write)
    assert caught.value.todo
    if before is not None:
        assert path.read_bytes() == before


def test_an_empty_file_holds_nothing_yet(path):
    path.touch()
    with pytest.raises(DataError, match="is empty"):
        Store(path)
    with Store(path, write=True) as store:
        assert store.counts() == (0, 0)


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_a_store_that_may_not_be_written_is_still_read(path, articles):
    filled(path, articles)
    path.chmod(0o444)
    path.parent.chmod(0o555)
    user = os.geteuid()
    if user == 0:  # root may write anywhere
        for folder in (path.parent.parent, path.parent.parent.parent):
            folder.chmod(0o711)  # pytest made them for its user alone
        os.seteuid(65534)
    try:
        assert len(held(path)[0]) == len(articles)
        with (
            pytest.raises(DataError, match="may not be written") as caught,
            Store(path, write=True) as store,
        ):
            store.add(Document(name="new", text="new"), [])
        assert "permissions" in caught.value.todo
    finally:
        os.seteuid(user)
        path.parent.chmod(0o755)


def test_a_full_disk_is_told_and_loses_nothing(path, articles):
    """SQLite's own limit on pages gives the error of a full disk."""
    filled(path, articles[:3])
    before = held(path)
    with Store(path, write=True) as store:
        (pages,) = store._connection.execute("PRAGMA page_count").fetchone()
        store._connection.execute(f"PRAGMA max_page_count = {pages}")
        large = Document(name="large", text=os.urandom(100_000).hex())
        with pytest.raises(DataError, match="full") as caught:
            store.add(large, [])
        assert "nothing is lost" in caught.value.todo
        store._connection.execute("PRAGMA max_page_count = 100000")
        assert store.add(*articles[3]), "it goes on when there is space again"
    assert held(path)[0] == [*before[0], articles[3][0]]


@pytest.mark.parametrize("column", ["text", "record"])
def test_a_damaged_row_is_told(path, articles, column):
    filled(path, articles)
    table = "document" if column == "text" else "statement"
    for damage in (b"", b"\0\1\2", b'{"evidence": [{}]}', b"[]", b"[" * 100_000):
        with sqlite3.connect(path) as connection:
            connection.execute(f"UPDATE {table} SET {column} = ?", (damage,))  # noqa: S608
        connection.close()
        with pytest.raises(DataError, match="damaged"):
            held(path)


def test_a_text_that_unfolds_without_end_is_refused(path, articles, monkeypatch):
    filled(path, articles)
    monkeypatch.setattr("graph.store.packing._LARGEST_BYTES", 10)
    with pytest.raises(DataError, match="too large"):
        held(path)


def test_documents_of_another_extractor_are_counted_and_replaced(path, articles):
    filled(path, articles)
    with Store(path, write=True) as store:
        assert (store.outdated("one"), store.outdated("two")) == (0, len(articles))
        store.replace(articles[0][0], [], extractor="two")
        assert store.outdated("two") == len(articles) - 1
        assert articles[0][0] not in list(store.documents(other_than="two"))
        assert store.stated(content_hash(articles[0][0])) == []
