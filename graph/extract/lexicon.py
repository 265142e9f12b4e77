"""The word tables: triggers, word classes, regions, shares."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from graph.extract.tokens import tokenize
from graph.gazetteer.names import several, table

_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Trigger:
    """One row of the trigger table, for one word."""

    relation: str
    kind: str
    targets: tuple[str, ...]
    frame: str
    polarity: str
    needs: str
    modality: str


def inflected(lemma: str) -> tuple[str, ...]:
    """Return the forms of a verb, the lemma first.

    >>> inflected("supply")
    ('supply', 'supplies', 'supplied', 'supplying')
    >>> inflected("call in")
    ('call in', 'calls in', 'called in', 'calling in')
    """
    head, _, rest = lemma.partition(" ")
    found = (head, *_irregular().get(head, _regular(head)))
    return tuple(f"{form} {rest}".strip() for form in found)


@cache
def _irregular() -> dict[str, tuple[str, ...]]:
    return {row["verb"]: tuple(several(row["forms"])) for row in _table("verbs")}


def _regular(head: str) -> tuple[str, ...]:
    if head.endswith("e"):
        return f"{head}s", f"{head}d", f"{head[:-1]}ing"
    if head.endswith("y") and head[-2:-1] not in set(_VOWELS):
        return f"{head[:-1]}ies", f"{head[:-1]}ied", f"{head}ing"
    plural = f"{head}es" if head.endswith(("s", "sh", "ch", "x")) else f"{head}s"
    return plural, f"{head}ed", f"{head}ing"


def _table(name: str) -> list[dict[str, str]]:
    return table(name, "graph.extract")


@cache
def triggers() -> dict[str, list[tuple[tuple[str, ...], Trigger]]]:
    """Return, for each first word, the (words, trigger) pairs, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Trigger]]] = {}
    for row in _table("triggers"):
        trigger = Trigger(
            row["relation"],
            row["kind"],
            tuple(several(row["target"])),
            row["frame"],
            row["polarity"],
            row["needs"],
            row["modality"],
        )
        for lemma in several(row["words"]):
            for form in inflected(lemma) if row["kind"] == "verb" else (lemma,):
                words = tuple(token.low for token in tokenize(form))
                found.setdefault(words[0], []).append((words, trigger))
    for pairs in found.values():
        pairs.sort(key=lambda pair: -len(pair[0]))
    return found


@cache
def of_kind(kind: str) -> dict[str, list[tuple[tuple[str, ...], Trigger]]]:
    """Return the triggers of one kind (`verb`, `noun`) by first word, longest first."""
    chosen = {
        low: [(lows, trigger) for lows, trigger in pairs if trigger.kind == kind]
        for low, pairs in triggers().items()
    }
    return {low: pairs for low, pairs in chosen.items() if pairs}


@cache
def lemmas() -> frozenset[str]:
    """Return the first words of the trigger verbs as they stand behind "to" or "will"."""
    rows = (row for row in _table("triggers") if row["kind"] == "verb")
    return frozenset(lemma.split()[0] for row in rows for lemma in several(row["words"]))


@cache
def words(name: str) -> frozenset[str]:
    """Return the words of one class."""
    return frozenset(next(several(r["words"]) for r in _table("words") if r["class"] == name))


@cache
def any_of(*names: str) -> frozenset[str]:
    """Return the words of several classes."""
    return frozenset().union(*map(words, names))


@cache
def traded() -> frozenset[str]:
    """Return the words for what is traded, the commodities among them."""
    names = (row["name"] for row in table("commodities"))
    return words("goods") | needs("goods") | frozenset(name.split()[-1] for name in names)


@cache
def forms(name: str) -> frozenset[str]:
    """Return the words of one class with all their verb forms."""
    return frozenset(form for word in words(name) for form in inflected(word))


@cache
def needs(name: str) -> frozenset[str]:
    """Return the words of which one must stand near a trigger."""
    return frozenset(next(several(r["words"]) for r in _table("needs") if r["need"] == name))


@cache
def regions() -> dict[str, frozenset[str]]:
    """Return the regions that an adjective ("Central Asian") names."""
    rows = _table("regions")
    return {word: frozenset(several(r["regions"])) for r in rows for word in several(r["words"])}


@cache
def shares() -> dict[tuple[str, ...], float]:
    """Return quantity words with the share (0..1) they state at the least."""
    rows = _table("shares")
    return {tuple(t.low for t in tokenize(row["words"])): float(row["share"]) for row in rows}
