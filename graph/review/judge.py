"""A person's verdicts put to what the machine finds in a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from graph.gazetteer import Gazetteer, default_gazetteer
from graph.model import Document, Evidence, Relationship, Reviewed, Span, ontology
from graph.read.quotation import Quotations
from graph.review.cells import statement_of
from graph.review.fields import whole
from graph.review.load import Review, ReviewedRow
from graph.review.restore import Pair, restored
from graph.review.sheet import review_rows


@dataclass(slots=True)
class Judged:
    """What came of a review: `rejected` relationships, and rows that found no sentence.

    `lost` rows belong to documents that were read; `unread` ones to documents that were not.
    """

    rejected: list[Relationship] = field(default_factory=list)
    lost: list[ReviewedRow] = field(default_factory=list)
    unread: list[ReviewedRow] = field(default_factory=list)
    accepted: int = 0
    corrected: int = 0


class Reviewer:
    """Puts one review to document after document.

    Parameters
    ----------
    review
        The table, as `load_review` returns it.
    gazetteer
        The names to look for in a sentence whose ends were corrected.
    """

    def __init__(self, review: Review, gazetteer: Gazetteer | None = None) -> None:
        self._gazetteer = gazetteer or default_gazetteer()
        self._rows: dict[str, list[ReviewedRow]] = {}
        for row in review.rows:
            self._rows.setdefault(row.cells["document"], []).append(row)
        self._open = {row.number: row for row in review.rows if row.verdict}
        self._read: set[int] = set()
        self._judged = Judged()

    @property
    def judged(self) -> Judged:
        """What has come of it so far."""
        left = [row for _, row in sorted(self._open.items())]
        return replace(
            self._judged,
            lost=[row for row in left if row.number in self._read],
            unread=[row for row in left if row.number not in self._read],
        )

    def judge(self, document: Document, found: Iterable[Relationship]) -> list[Relationship]:
        """Return what holds in `document` by the person's word, where there is one.

        Accepted and corrected finds have confidence 1 and keep the machine's record;
        rejected ones are left out and kept in `judged`. A find that the machine no longer
        makes is restored where its sentence still stands.
        """
        rows = self._of(document.name)
        if not rows:
            return list(found)
        self._read |= {row.number for row in rows}
        by_key = {row.key: row for row in rows}
        by_words = {_words(row): row for row in rows if row.verdict}
        quotations = Quotations(document.text)
        kept: list[Pair] = []
        done: set[tuple[int, Span]] = set()
        for pair in [(one, said) for one in found for said in one.evidence]:
            row = _match(*pair, by_key, by_words)
            if row is None or row.verdict is None:
                kept.append(pair)
            elif (row.number, pair[1].span) not in done:
                done.add((row.number, pair[1].span))
                kept += self._settled(document, row, quotations, pair)
        missed = {row.number for row in rows if row.verdict} - {number for number, _ in done}
        for row in rows:
            if row.number in missed:
                kept += self._settled(document, row, quotations, None)
        return list(_merged(kept))

    def _of(self, name: str) -> list[ReviewedRow]:
        """Return the rows of a document, known by its name or, moved, by its last part."""
        if name in self._rows:
            return self._rows[name]
        last = PurePath(name).name
        same = [known for known in self._rows if PurePath(known).name == last]
        return self._rows[same[0]] if len(same) == 1 else []

    def _settled(
        self,
        document: Document,
        row: ReviewedRow,
        quotations: Quotations,
        machine: Pair | None,
    ) -> list[Pair]:
        """Return what a row makes of the machine's find: nothing where it is rejected."""
        near = machine[1].span.start if machine else (whole(row.cells["start"]) or 0)
        aligned = quotations.find(row.cells["quote"], near)
        if aligned is None:
            return []
        pair = restored(document, row, aligned, machine, self._gazetteer)
        if self._open.pop(row.number, None):  # a sentence that stands twice counts once
            self._count(pair)
        return [] if pair[1].reviewed is Reviewed.REJECTED else [pair]

    def _count(self, pair: Pair) -> None:
        match pair[1].reviewed:
            case Reviewed.REJECTED:
                self._judged.rejected.append(replace(pair[0], evidence=(pair[1],)))
            case Reviewed.ACCEPTED:
                self._judged.accepted += 1
            case _:
                self._judged.corrected += 1


def _match(
    one: Relationship,
    said: Evidence,
    by_key: dict[str, ReviewedRow],
    by_words: dict[tuple[object, ...], ReviewedRow],
) -> ReviewedRow | None:
    (row,) = review_rows([replace(one, evidence=(said,))])
    ends = _ends(one.source.id, one.relation, one.target.id)
    return by_key.get(statement_of(row["id"])) or by_words.get((said.quote.strip(), *ends))


def _words(row: ReviewedRow) -> tuple[object, ...]:
    cells = row.cells
    ends = _ends(cells["source"], cells["relation"], cells["target"])
    return (cells["quote"].strip(), *ends)


def _ends(source: str, relation: str, target: str) -> tuple[object, ...]:
    known = ontology().get(relation)
    if known and known.symmetric:
        return relation, frozenset({source, target})
    return relation, (source, target)


def _merged(pairs: Iterable[Pair]) -> Iterator[Relationship]:
    """Yield one relationship for each key, what a person said first among its evidence."""
    groups: dict[tuple[object, ...], list[Pair]] = {}
    for one, said in pairs:
        key = (*_ends(one.source.id, one.relation, one.target.id), one.group)
        groups.setdefault(key, []).append((one, said))
    for group in groups.values():
        judged = {said.span for _, said in group if said.reviewed}
        # the person's word on a sentence is the only one on it
        held = [(one, said) for one, said in group if said.reviewed or said.span not in judged]
        held.sort(key=lambda pair: pair[1].reviewed is None)
        first = held[0][0]
        yield replace(
            first,
            evidence=tuple(dict.fromkeys(said for _, said in held)),
            commodity=next((one.commodity for one, _ in held if one.commodity), None),
        )
