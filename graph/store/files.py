"""Files are written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from graph.errors import DataError


def write_whole(path: Path, content: str | bytes | Iterable[str]) -> Path:
    """Write `content` (text as UTF-8) beside `path`, then move it into place in one step.

    Text may come in pieces: they are written as they come, so that it need not fit in memory.

    Raises
    ------
    DataError
        If the folder is missing or not writable, the disk is full, or the text holds half a
        surrogate pair; nothing is left.
    """
    pieces = (content,) if isinstance(content, str | bytes) else content
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}"[:100] + ".")
        try:
            with os.fdopen(handle, "wb") as file:
                for piece in pieces:
                    file.write(piece if isinstance(piece, bytes) else piece.encode())
                file.flush()
                os.fsync(file.fileno())
            umask = os.umask(0)
            os.umask(umask)
            Path(name).chmod(0o666 & ~umask)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except UnicodeEncodeError as error:
        raise DataError(
            f"cannot write {path}: a text holds half a character, {error.object[error.start]!r}",
            "Read it with errors='replace'.",
        ) from error
    except (OSError, ValueError) as error:  # a NUL in the path is a ValueError
        raise DataError(
            f"cannot write {path}: {getattr(error, 'strerror', None) or error}",
            "Name a file in a folder that exists and that you may write to.",
        ) from error
    return path
