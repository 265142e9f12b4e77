"""What the model is told, and how an article is put before it as data."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from graph.model import RelationKind, ontology


@cache
def instructions() -> str:
    """Return the system message: the task, the schema and every relation."""
    head = (files("graph.llm") / "prompt.md").read_text("utf-8")
    return head + "\n".join(_line(relation) for relation in ontology().values()) + "\n"


@cache
def version() -> str:
    """Return a hash of the instructions: another prompt is another question."""
    return hashlib.sha256(instructions().encode()).hexdigest()[:12]


def question(text: str, date: str | None) -> str:
    """Return the user message: the article between markers that it cannot know beforehand."""
    mark = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    dated = f"The article's date is {date}.\n" if date else ""
    return f"{dated}ARTICLE {mark} BEGINS\n{text}\nARTICLE {mark} ENDS"


def _line(relation: RelationKind) -> str:
    sources, targets = (
        " or ".join(sorted(kinds)) for kinds in (relation.sources, relation.targets)
    )
    both = "; holds both ways, list it once" if relation.symmetric else ""
    return f"- {relation.id} ({sources} -> {targets}{both}): {relation.meaning}"
