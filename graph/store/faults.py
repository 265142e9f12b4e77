"""What SQLite reports, as what happened and what to do about it."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.errors import DataError

# The beginning of SQLite's name of an error -> what happened, what to do.
_MEANINGS = {
    "SQLITE_FULL": ("the disk is full", "Free some space and run it again: nothing is lost."),
    "SQLITE_IOERR": (
        "the disk cannot be written or read (full, over a quota, or failing)",
        "Free some space or check the disk, and run it again: nothing is lost.",
    ),
    "SQLITE_READONLY": ("it may not be written", "Check the permissions of file and folder."),
    "SQLITE_PERM": ("it may not be opened", "Check the permissions of file and folder."),
    "SQLITE_AUTH": ("it may not be opened", "Check the permissions of file and folder."),
    "SQLITE_CANTOPEN": (
        "it cannot be opened",
        "Name a file in a folder that exists and that you may write to.",
    ),
    "SQLITE_BUSY": (
        "another process has been writing to it for too long",
        "Wait for the other to end, and run it again: nothing is lost.",
    ),
    "SQLITE_NOTADB": ("it is not a store", "Name another file, or a new one."),
    "SQLITE_CORRUPT": (
        "it is damaged",
        "Restore a copy, or add the articles to a new store.",
    ),
    "SQLITE_TOOBIG": ("a document is too large for it", "Split it into articles."),
}
_UNKNOWN = ("it is damaged, or not a store", "Restore a copy, or add the articles to a new one.")


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn every error of the database into a DataError that names the store.

    Raises
    ------
    DataError
        For whatever the database reports.
    """
    try:
        yield
    except sqlite3.Error as error:
        name = str(getattr(error, "sqlite_errorname", ""))
        known = (meaning for start, meaning in _MEANINGS.items() if name.startswith(start))
        what, todo = next(known, _UNKNOWN)
        raise DataError(f"store {path}: {what} ({error})", todo) from error
    except UnicodeDecodeError as error:  # of a name of a table, or of SQLite's own message
        what, todo = _MEANINGS["SQLITE_CORRUPT"]
        raise DataError(f"store {path}: {what} ({error.reason})", todo) from error
    except UnicodeEncodeError as error:
        raise DataError(
            f"store {path}: a document holds half a character ({error.reason})",
            "Read it with errors='replace'.",
        ) from error


@contextmanager
def intact(path: Path) -> Iterator[None]:
    """Turn what goes wrong in unpacking a row into a DataError that names the store.

    Raises
    ------
    DataError
        If the row is damaged.
    """
    try:
        yield
    except (zlib.error, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        what, todo = _MEANINGS["SQLITE_CORRUPT"]
        raise DataError(f"store {path}: {what} ({error})", todo) from error
