"""An optional reader: any OpenAI-compatible endpoint, its facts anchored here.

Needs the extra `llm` (httpx, pydantic); nothing else imports this package.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from graph.errors import CorridorError

if TYPE_CHECKING:
    from graph.llm.reader import ModelReader

KEY = "CORRIDOR_LLM_KEY"
PART_TOKENS = 3000
"""The most tokens of an article in one question, where nothing else is said."""


def open_reader(url: str, model: str, *, part_tokens: int = PART_TOKENS) -> ModelReader:
    """Return a reader that asks `model` at `url`; the key comes from `CORRIDOR_LLM_KEY`.

    Raises
    ------
    CorridorError
        If httpx or pydantic is not installed.
    UsageError
        If the URL is none.
    """
    try:
        from graph.llm.endpoint import Endpoint
        from graph.llm.reader import ModelReader
    except ImportError as error:
        raise CorridorError(
            f"a model cannot be asked: {error.name} is not installed",
            "Install it: pip install 'corridor-graph[llm]'",
        ) from error
    endpoint = Endpoint(url, model, os.environ.get(KEY, ""))
    return ModelReader(endpoint, part_tokens=part_tokens)
