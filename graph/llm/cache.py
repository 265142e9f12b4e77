"""Answers kept in the user's cache folder, so that nothing is paid for twice."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from pathlib import Path

from graph.errors import DataError
from graph.network.cache import folder
from graph.store import write_whole


def path(model: str, prompt: str, text: str) -> Path:
    """Return the file of one answer: a hash of the model, the prompt's version and the text."""
    parts = json.dumps([model, prompt, text]).encode()
    return folder() / "llm" / f"{hashlib.sha256(parts).hexdigest()}.json"


def kept(file: Path) -> str | None:
    """Return a kept answer, or None where there is none or it is damaged."""
    try:
        content = json.loads(file.read_bytes())["content"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return content if isinstance(content, str) else None


def keep(file: Path, content: str) -> None:
    """Keep an answer, whole or not at all; a folder that cannot be written is no reason to stop."""
    with suppress(OSError, DataError):
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, json.dumps({"content": content}))
