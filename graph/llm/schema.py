"""The model's answer, checked: what fits is kept, what does not is counted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

_FENCE = re.compile(r"```[a-zA-Z]*[ \t]*\n(.*?)\n?[ \t]*```", re.DOTALL)
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def _word(value: object) -> object:
    return value.strip().lower() if isinstance(value, str) else value


def _nothing(value: object) -> object:
    """Models write many words for nothing."""
    empty = isinstance(value, str) and value.strip().lower() in {"", "null", "none", "n/a"}
    return None if empty else value


def _dated(value: object) -> object:
    value = _nothing(value)
    return value if isinstance(value, str) and _DATE.fullmatch(value) else None


_Words = Annotated[str, Field(min_length=1, max_length=5000)]
_Maybe = Annotated[str | None, Field(max_length=300), BeforeValidator(_nothing)]
_Dated = Annotated[str | None, BeforeValidator(_dated)]


class Fact(BaseModel):
    """One relationship as the model writes it; names and words, no ids, no offsets."""

    model_config = ConfigDict(extra="ignore", frozen=True, allow_inf_nan=False)

    source: _Words
    source_kind: Annotated[str, BeforeValidator(_word)] = "state"
    relation: Annotated[str, BeforeValidator(_word)]
    target: _Words
    target_kind: Annotated[str, BeforeValidator(_word)] = "state"
    polarity: Annotated[Literal["asserted", "negated"], BeforeValidator(_word)]
    modality: Annotated[
        Literal["actual", "planned", "demanded", "possible"], BeforeValidator(_word)
    ]
    quote: _Words
    source_text: _Words
    trigger_text: _Words
    target_text: _Words
    asserted_by: _Maybe = None
    share: Annotated[float | None, Field(ge=0, le=1), BeforeValidator(_nothing)] = None
    commodity: _Maybe = None
    order: Annotated[int | None, Field(ge=1, le=1000), BeforeValidator(_nothing)] = None
    valid_from: _Dated = None
    valid_to: _Dated = None


class AnswerError(ValueError):
    """An answer that holds no list of relationships; the message is a word or two of why."""


def facts(content: str) -> tuple[list[Fact], int]:
    """Return the facts of an answer and how many of its entries have the wrong form.

    Raises
    ------
    AnswerError
        If the answer is no JSON, or no object with a list of relationships.
    """
    answer = _json(content)
    entries = answer.get("relationships") if isinstance(answer, dict) else answer
    if not isinstance(entries, list):
        raise AnswerError("wrong schema")
    kept = [fact for entry in entries if (fact := _fact(entry))]
    return kept, len(entries) - len(kept)


def _fact(entry: object) -> Fact | None:
    try:
        return Fact.model_validate(entry)
    except ValidationError:
        return None


def _json(content: str) -> object:
    for text in _candidates(content):
        try:
            value: object = json.loads(text)
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict | list):
            return value
    raise AnswerError("no JSON")


def _candidates(content: str) -> Iterator[str]:
    """Yield where the JSON may be: all of it, a code fence, what stands in braces."""
    yield content
    yield from (match[1] for match in _FENCE.finditer(content))
    first, last = content.find("{"), content.rfind("}")
    if 0 <= first < last:
        yield content[first : last + 1]
