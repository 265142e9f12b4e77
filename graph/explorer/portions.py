"""A portion of a collection: what one worker parses and extracts in one go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.errors import CorridorError
from graph.model import Document, Relationship
from graph.read import File, parse
from graph.store import content_hash, file_digest

_MOST_PARTS = 32
_MOST_CHARACTERS = 200_000


@dataclass(frozen=True, slots=True)
class Known:
    """What need not be read, because a store holds it: the hash it is known by."""

    digest: bytes


Part = File | Document | Known
"""One article before it is read."""

Portion = list[Part]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one part: a document with what it states, or what is wrong with it.

    `digest` is what a store knows the part by, `fault` what happened and what to do. Of a
    part that the store holds already there is only the digest.
    """

    digest: bytes
    document: Document | None = None
    found: tuple[Relationship, ...] = ()
    fault: tuple[str, str] | None = None


def portions(parts: Iterable[Part]) -> Iterator[Portion]:
    """Gather parts, in order, until they are worth handing to another process."""
    portion: Portion = []
    size = 0
    for part in parts:
        portion.append(part)
        size += _size(part)
        if len(portion) == _MOST_PARTS or size > _MOST_CHARACTERS:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


def _size(part: Part) -> int:
    match part:
        case File(data=data):
            return len(data)
        case Document(text=text):
            return len(text)
    return 0


def read_portion(portion: Portion) -> list[Outcome]:
    """Parse and extract each part; whatever goes wrong with one harms no other."""
    return [part_read(part) for part in portion]


def part_read(part: Part) -> Outcome:
    """Parse and extract one part."""
    from graph.extract import extract

    if isinstance(part, Known):
        return Outcome(part.digest)
    digest = part_digest(part)
    try:
        document = parse(part) if isinstance(part, File) else part
        return Outcome(digest, document, tuple(extract(document)))
    except CorridorError as error:
        return Outcome(digest, fault=(error.what, error.todo))
    except Exception as error:  # noqa: BLE001 - a fault of ours must not lose the other articles
        what = f"cannot extract from {part.name}: {type(error).__name__}: {error}"
        return Outcome(digest, fault=(what, "Report it with the article, please."))


def part_digest(part: File | Document) -> bytes:
    """Return what a store knows a part by before it is parsed."""
    if isinstance(part, File):
        return file_digest(part.suffix, part.data)
    return content_hash(part)
