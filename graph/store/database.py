"""One file with many documents and all that they state."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from graph.errors import DataError
from graph.model import Document, Entity, Relationship
from graph.store.faults import intact, told
from graph.store.layout import VERSION, check, check_sound, prepare
from graph.store.packing import (
    check_sum,
    content_hash,
    entity,
    pack_record,
    pack_text,
    unpack_record,
    unpack_text,
)

_BUSY_S = 60.0
# Takes some milliseconds a megabyte; larger stores are checked row by row as they are read.
_LOOKED_THROUGH_BYTES = 20_000_000
_DOCUMENTS_AT_ONCE = 200
_META = "name, title, publisher, date, url, text"
_Row = tuple[Any, ...]


class Store:
    """Documents with their relationships and evidence in one SQLite file.

    A document is added with all that it states in one transaction, so that a crash at any
    moment leaves it in or out. It is known by a hash of its content: adding it again, under
    whatever name, changes nothing. Several processes may read and write at once.

    Parameters
    ----------
    path
        The file.
    write
        Make the file where it is missing, and bring an older layout up to date. A store that
        is only read must exist and is left as it is.
    """

    def __init__(self, path: str | Path, *, write: bool = False) -> None:
        self.path = Path(path)
        self._write = write
        self._check_path()
        with told(self.path):
            self._connection = self._connect()
            try:
                self._begin()
            except BaseException:
                self._connection.close()
                raise

    def _check_path(self) -> None:
        if "\0" in str(self.path):  # SQLite would take what stands before it
            raise DataError(f"store {str(self.path)!r} cannot be opened", "Name a file.")
        try:
            if self.path.is_dir():
                raise DataError(f"store {self.path} is a folder", "Name a file.")
            if not self._write and not self.path.exists():
                raise DataError(
                    f"there is no store {self.path}",
                    f"Make one: corridor add PATH... --store {self.path}",
                )
        except OSError as error:  # a name that is too long
            raise DataError(
                f"store {self.path} cannot be opened: {error}", "Name a file."
            ) from error

    def _connect(self) -> sqlite3.Connection:
        # Even a reader opens it for writing where it may: after a crash it has to roll back.
        mode = "rwc" if self._write else "rw"
        address = f"{self.path.absolute().as_uri()}?mode={mode}"
        return sqlite3.connect(address, uri=True, timeout=_BUSY_S, isolation_level=None)

    def _begin(self) -> None:
        version = check(self._connection, str(self.path))
        if self.path.stat().st_size <= _LOOKED_THROUGH_BYTES:
            check_sound(self._connection, str(self.path))
        if self._write:
            # A rollback journal, not a write-ahead log: the store stays one file that can be
            # copied, mailed, kept on a network drive and read from a read-only disk. It is
            # kept between transactions, because making and removing it costs more than both.
            self._connection.execute("PRAGMA synchronous = FULL")
            try:
                self._connection.execute("PRAGMA journal_mode = PERSIST")
                prepare(self._connection, str(self.path))
            except BaseException:
                self.close()  # takes the journal away
                raise
        elif version == 0:
            raise DataError(f"store {self.path} is empty", "Add articles to it: corridor add")
        elif version < VERSION:
            raise DataError(
                f"store {self.path} has an older layout ({version})",
                f"Bring it up to date: corridor add --store {self.path}",
            )
        else:
            self._connection.execute("PRAGMA query_only = ON")

    def close(self) -> None:
        """Close the file; nothing is pending at any time."""
        if self._write:
            with suppress(sqlite3.Error):  # another process may still be writing
                self._connection.execute("PRAGMA busy_timeout = 0")
                self._connection.execute("PRAGMA journal_mode = DELETE")
        self._connection.close()

    def __enter__(self) -> Self:
        """Return the store itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self.close()

    def add(
        self,
        document: Document,
        relationships: Sequence[Relationship],
        *,
        extractor: str = "",
        digest: bytes | None = None,
    ) -> bool:
        """Add a document with all that it states; return False where it is already there.

        Two documents with one name and different content are both kept; the later one is
        cited as `name@hash`.

        Parameters
        ----------
        document, relationships
            What was read; the evidence must be the document's own.
        extractor
            Who read it: see `outdated`.
        digest
            The digest of the file that it was read from, so that `knows` finds it unparsed.

        Raises
        ------
        DataError
            If the store cannot be written; it is then as it was.
        """
        key = content_hash(document)
        with told(self.path), self._transaction() as run:
            known = run("SELECT number, name FROM document WHERE hash = ?", (key,)).fetchone()
            row = known or self._insert(run, key, document, extractor)
            if digest is not None:
                run("INSERT OR IGNORE INTO seen VALUES (?, ?)", (digest, row[0]))
            if not known:
                self._state(run, row, relationships)
        return not known

    def replace(
        self, document: Document, relationships: Sequence[Relationship], *, extractor: str
    ) -> None:
        """Put what another extractor reads in a document in place of what is there."""
        with told(self.path), self._transaction() as run:
            key = (content_hash(document),)
            asked = "SELECT number, name FROM document WHERE hash = ?"
            number, name = run(asked, key).fetchone()
            run("DELETE FROM statement WHERE document = ?", (number,))
            run("UPDATE document SET extractor = ? WHERE number = ?", (extractor, number))
            self._state(run, (number, name), relationships)

    @staticmethod
    def _insert(run: _Run, key: bytes, document: Document, extractor: str) -> tuple[int, str]:
        name = document.name
        if run("SELECT 1 FROM document WHERE name = ?", (name,)).fetchone():
            name = f"{name}@{key.hex()[:12]}"
        meta = (document.title, document.publisher, document.date, document.url)
        done = run(
            f"INSERT INTO document (hash, extractor, {_META}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - a constant
            (key, extractor, name, *meta, pack_text(document.text)),
        )
        return int(done.lastrowid or 0), name

    def _state(
        self, run: _Run, row: tuple[int, str], relationships: Sequence[Relationship]
    ) -> None:
        number, name = row
        for place, one in enumerate(relationships):
            record, entities = pack_record(one), (one.source, one.target)
            ends = [self._entity(run, end) for end in entities]
            names = [text for end in entities for text in (end.id, end.kind.value, end.name)]
            run(
                "INSERT INTO statement VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    *(number, place, ends[0], one.relation, ends[1], record),
                    check_sum(record, one.relation, name, *names),
                ),
            )

    @staticmethod
    def _entity(run: _Run, one: Entity) -> int:
        values = (one.id, one.kind.value, one.name)
        asked = "SELECT number FROM entity WHERE id = ? AND kind = ? AND name = ?"
        if known := run(asked, values).fetchone():
            return int(known[0])
        done = run("INSERT INTO entity (id, kind, name) VALUES (?, ?, ?)", values)
        return int(done.lastrowid or 0)

    @contextmanager
    def _transaction(self) -> Iterator[_Run]:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            yield self._connection.execute
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:  # a full disk may have rolled it back already
                self._connection.execute("ROLLBACK")
            raise

    def knows(self, digest: bytes) -> bool:
        """Tell whether a file with this digest, or a document with this hash, is there."""
        return self._number(digest) is not None

    def _number(self, digest: bytes) -> int | None:
        asked = (
            "SELECT number FROM document WHERE hash = ?1 "
            "UNION ALL SELECT document FROM seen WHERE digest = ?1"
        )
        found = self._rows(asked, (digest,))
        return found[0][0] if found else None

    def stated(self, digest: bytes) -> list[Relationship]:
        """Return what the document of a digest or hash states, in reading order."""
        return list(self._statements("document.number = ?", self._number(digest)))

    def relationships(self) -> Iterator[Relationship]:
        """Yield everything stated, by document in the order of adding, then in reading order.

        Read in portions, so that writers never wait for a reader.
        """
        for first in self._portions():
            yield from self._statements(
                f"document.number BETWEEN ?1 AND ?1 + {_DOCUMENTS_AT_ONCE - 1}", first
            )

    def _portions(self) -> range:
        ((last,),) = self._rows("SELECT max(number) FROM document", ())
        return range(1, (last or 0) + 1, _DOCUMENTS_AT_ONCE)

    def _statements(self, condition: str, value: int | None) -> Iterator[Relationship]:
        asked = f"""
            SELECT sum, record, relation, document.name, source.id, source.kind, source.name,
                target.id, target.kind, target.name
            FROM document JOIN statement ON statement.document = document.number
            JOIN entity AS source ON source.number = statement.source
            JOIN entity AS target ON target.number = statement.target
            WHERE {condition} ORDER BY document.number, place"""  # noqa: S608 - constants
        for due, record, relation, name, *ends in self._rows(asked, (value,)):
            with intact(self.path):
                # the first layout had no check sums
                if due is not None and due != check_sum(record, relation, name, *ends):
                    raise ValueError("a row was changed")
                source, target = entity(*ends[:3]), entity(*ends[3:])
                found = unpack_record(record, source, relation, target, name)
            yield found

    def documents(self, other_than: str | None = None) -> Iterator[Document]:
        """Yield the documents, or only those that another extractor than the one named read."""
        for first in self._portions():
            asked = (
                f"SELECT hash, {_META} FROM document WHERE number BETWEEN ?1 AND ?1 + ?2 "  # noqa: S608 - constants
                "AND (?3 IS NULL OR extractor <> ?3) ORDER BY number"
            )
            for row in self._rows(asked, (first, _DOCUMENTS_AT_ONCE - 1, other_than)):
                with intact(self.path):
                    key, name, title, publisher, date, url, text = row
                    document = Document(
                        name=name, title=title, publisher=publisher, date=date, url=url,
                        text=unpack_text(text),
                    )  # fmt: skip
                    if content_hash(document) != key:
                        raise ValueError("a document was changed")
                yield document

    def outdated(self, extractor: str) -> int:
        """Return how many documents were read by another extractor than the one named."""
        return self._count("SELECT count(*) FROM document WHERE extractor <> ?", (extractor,))

    def counts(self) -> tuple[int, int]:
        """Return how many documents and how many relationships of documents it holds."""
        documents = self._count("SELECT count(*) FROM document")
        return documents, self._count("SELECT count(*) FROM statement")

    def _count(self, asked: str, values: _Row = ()) -> int:
        return int(self._rows(asked, values)[0][0])

    def _rows(self, asked: str, values: _Row) -> list[_Row]:
        with told(self.path), closing(self._connection.execute(asked, values)) as found:
            return found.fetchall()


_Run = Callable[..., sqlite3.Cursor]
