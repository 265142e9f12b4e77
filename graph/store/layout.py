"""The layout of a store's tables, its versions, and the way from an older one to this."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from graph.errors import DataError

VERSION = 2
"""Kept as the database's `user_version`."""

APPLICATION = 0x436F7272
"""Kept as the database's `application_id`: it tells a store from any other database."""

_DOCUMENT = """
CREATE TABLE document (
    number INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,      -- of text, title, publisher, date and url
    name TEXT NOT NULL UNIQUE,      -- what its sentences are cited by
    title TEXT, publisher TEXT, date TEXT, url TEXT,
    text BLOB NOT NULL              -- UTF-8, packed with zlib
)"""
_ENTITY = """
CREATE TABLE entity (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
    UNIQUE (id, kind, name)
)"""
_STATEMENT = """
CREATE TABLE statement (
    document INTEGER NOT NULL REFERENCES document,
    place INTEGER NOT NULL,         -- in reading order, from 0
    source INTEGER NOT NULL REFERENCES entity,
    relation TEXT NOT NULL,
    target INTEGER NOT NULL REFERENCES entity,
    record TEXT NOT NULL,           -- JSON: what else is known, and all evidence
    PRIMARY KEY (document, place)
) WITHOUT ROWID"""
_SEEN = """
CREATE TABLE seen (
    digest BLOB PRIMARY KEY,        -- of a file's bytes
    document INTEGER NOT NULL REFERENCES document
) WITHOUT ROWID"""
# For people who open the file with another program.
_SENTENCE = """
CREATE VIEW sentence AS
SELECT document.name AS document, source.id AS source, relation, target.id AS target,
    said.value ->> 'polarity' AS polarity, said.value ->> 'modality' AS modality,
    said.value ->> 'confidence' AS confidence, said.value ->> 'quote' AS quote
FROM statement JOIN document ON document.number = statement.document
JOIN entity AS source ON source.number = statement.source
JOIN entity AS target ON target.number = statement.target,
json_each(record, '$.evidence') AS said"""


def prepare(connection: sqlite3.Connection, path: str) -> None:
    """Lay out a new database, or bring an older store up to this version; all or nothing.

    Raises
    ------
    DataError
        If it is another program's database, or a newer version's store.
    """
    if check(connection, path) == VERSION:
        return
    try:
        connection.execute("BEGIN IMMEDIATE")
        # another process may have been faster while this one waited
        version = check(connection, path)
        for step in range(version, VERSION):
            _STEPS[step](connection)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def check(connection: sqlite3.Connection, path: str) -> int:
    """Return the version of a store, 0 for an empty database.

    Raises
    ------
    DataError
        If it is another program's database, or a newer version's store.
    """
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application != APPLICATION and (tables or application or version):
        raise DataError(
            f"{path} is a database of another program, not a store", "Name another file."
        )
    if version > VERSION:
        raise DataError(
            f"{path} was written by a newer version (layout {version}; "
            f"this one knows {VERSION} and older)",
            "Update: pip install --upgrade corridor-graph",
        )
    return int(version)


def check_sound(connection: sqlite3.Connection, path: str) -> None:
    """Let SQLite look through its pages: damage there can make rows vanish without a word.

    Raises
    ------
    DataError
        If it finds a fault.
    """
    (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        raise DataError(
            f"store {path}: it is damaged ({str(found).splitlines()[-1]})",
            "Restore a copy, or add the articles to a new store.",
        )


def _first(connection: sqlite3.Connection) -> None:
    connection.execute(_DOCUMENT)
    connection.execute(_ENTITY)
    connection.execute(_STATEMENT)


def _second(connection: sqlite3.Connection) -> None:
    """Remember who read a document, and which files were seen; check sums against damage."""
    connection.execute("ALTER TABLE document ADD COLUMN extractor TEXT NOT NULL DEFAULT ''")
    connection.execute("ALTER TABLE statement ADD COLUMN sum INTEGER")
    connection.execute(_SEEN)
    connection.execute(_SENTENCE)


_STEPS: tuple[Callable[[sqlite3.Connection], None], ...] = (_first, _second)
