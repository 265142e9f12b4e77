"""The annotated articles: where they lie, how a line reads, where its words stand."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gold_scorer import Fact, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1] / "tests" / "gold"
PARTS = ("train", "test")


class AnnotationError(ValueError):
    """An annotation does not fit its article."""


@dataclass(frozen=True, slots=True)
class Article:
    """One text with everything that its readers agreed it says."""

    name: str
    text: str
    facts: tuple[Fact, ...]


def locate(words: str, text: str, start: int = 0, end: int | None = None) -> Span:
    """Find the one place of `words` in `text[start:end]`; none or two is a fault."""
    end = len(text) if end is None else end
    first = text.find(words, start, end)
    if not words or first < 0:
        raise AnnotationError(f"not in the text: {words!r}")
    if text.find(words, first + 1, end) >= 0:
        raise AnnotationError(f"more than once: {words!r} in {text[start:end]!r}")
    return first, first + len(words)


def fact_from(line: dict[str, Any], text: str) -> Fact:
    """Turn one JSON line into a fact whose words have places in the article."""
    start, end = locate(line["quote"], text)
    return Fact(
        source=line["source"],
        relation=line["relation"],
        target=line["target"],
        polarity=line["polarity"],
        modality=line["modality"],
        commodity=line.get("commodity"),
        share=line.get("share"),
        order=line.get("order"),
        spans=(
            (
                locate(line["source_text"], text, start, end),
                locate(line["trigger_text"], text, start, end),
                locate(line["target_text"], text, start, end),
            ),
        ),
        quote=line["quote"],
        also=frozenset(line.get("also", ())),
        optional=line.get("optional", False),
    )


def load_article(path: Path) -> Article:
    """Read a text and the annotation beside it."""
    text = path.read_text(encoding="utf-8")
    lines = path.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines()
    facts = tuple(fact_from(json.loads(line), text) for line in lines if line.strip())
    return Article(path.stem, text, facts)


def articles(part: str) -> Iterator[Article]:
    """Yield the articles of `train` or `test`, by name."""
    for path in sorted((ROOT / part).glob("*.txt")):
        yield load_article(path)


def plain_texts() -> Iterator[Article]:
    """Yield the prose in which there is nothing to find."""
    for path in sorted((ROOT / "plain").glob("*.txt")):
        yield Article(path.stem, path.read_text(encoding="utf-8"), ())
