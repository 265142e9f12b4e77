"""Files are written whole or not at all."""

from __future__ import annotations

import os
import secrets
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
        # Named before it is made, so that it goes at whatever moment the work is broken off.
        draft = path.with_name(f"{f'.{path.name}'[:100]}.{secrets.token_hex(4)}")
        try:
            with draft.open("xb") as file:
                for piece in pieces:
                    file.write(piece if isinstance(piece, bytes) else piece.encode())
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        except BaseException:
            draft.unlink(missing_ok=True)
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
