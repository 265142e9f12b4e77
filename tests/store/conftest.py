"""Stores of every age and kind."""

from __future__ import annotations

import sqlite3
import zlib
from pathlib import Path

import pytest

from graph.extract import extract
from graph.model import Document, Relationship
from graph.store import content_hash
from graph.store.packing import pack_record

# The first layout, as it was written; later ones must go on reading it.
FIRST = """
CREATE TABLE document (
    number INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE,
    title TEXT, publisher TEXT, date TEXT, url TEXT, text BLOB NOT NULL);
CREATE TABLE entity (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
    UNIQUE (id, kind, name));
CREATE TABLE statement (
    document INTEGER NOT NULL REFERENCES document, place INTEGER NOT NULL,
    source INTEGER NOT NULL REFERENCES entity, relation TEXT NOT NULL,
    target INTEGER NOT NULL REFERENCES entity, record TEXT NOT NULL,
    PRIMARY KEY (document, place)) WITHOUT ROWID;
PRAGMA application_id = 0x436F7272;
PRAGMA user_version = 1;
"""
TEXT = "On day {0} Kazakhstan exports oil to China. Russia warned Kazakhstan {0} times."

Read = tuple[Document, list[Relationship]]


@pytest.fixture(scope="session")
def articles() -> list[Read]:
    documents = [Document(name=f"{i}.txt", text=TEXT.format(i), date="2024") for i in range(12)]
    return [(document, extract(document)) for document in documents]


def first_layout(path: Path, articles: list[Read]) -> None:
    with sqlite3.connect(path) as connection:
        connection.executescript(FIRST)
        for document, found in articles:
            values = (content_hash(document), document.name, document.date, document.text.encode())
            (number,) = connection.execute(
                "INSERT INTO document (hash, name, date, text) VALUES (?, ?, ?, ?) "
                "RETURNING number",
                (*values[:3], zlib.compress(values[3])),
            ).fetchone()
            for place, one in enumerate(found):
                ends = [entity(connection, end) for end in (one.source, one.target)]
                row = (number, place, ends[0], one.relation, ends[1], pack_record(one))
                connection.execute("INSERT INTO statement VALUES (?, ?, ?, ?, ?, ?)", row)
    connection.close()


def entity(connection, one):
    values = (one.id, one.kind.value, one.name)
    connection.execute("INSERT OR IGNORE INTO entity (id, kind, name) VALUES (?, ?, ?)", values)
    asked = "SELECT number FROM entity WHERE id = ? AND kind = ? AND name = ?"
    return connection.execute(asked, values).fetchone()[0]
