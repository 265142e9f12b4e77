"""Names that no table knows: kept where a verb needs them, with a guessed kind, and marked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cache

from graph.extract.actor import Actor
from graph.extract.lexicon import any_of, needs, triggers, words
from graph.extract.persons import is_name, joined, slug
from graph.extract.tokens import Token
from graph.extract.walk import is_adverb
from graph.model import Entity, Kind

_LONGEST = 6
_CONFIDENCE = 0.65
# What an organisation can do; its trade belongs to a state that the text may not name.
_ACTS = {
    "attacks", "builds", "criticises", "demands", "detains", "disrupts", "invests_in",
    "negotiates", "occupies", "operates", "opposes", "owns", "rejects", "signed_agreement",
    "threatens",
}  # fmt: skip
_HELD = {"builds", "invests_in", "operates", "owns"}
_MET = {"meets"}


def strangers(
    tokens: Sequence[Token],
    actors: Sequence[Actor],
    seen: set[str],
    known: Callable[[Token], bool],
    is_city: Callable[[str], bool],
) -> list[Actor]:
    """Return actors for unknown names that do, or undergo, what a trigger verb says.

    `seen` collects words that stood capitalised inside a sentence; one that opens a sentence
    counts as a name only when it did so before ("Rebels" against "Gazprom").
    """
    unknown = [i for i, t in enumerate(tokens) if t.text[0].isupper() and not known(t)]
    if not unknown:
        return []
    covered = {i for a in actors for i in range(a.begin, max(a.end, a.last))}
    if _is_headline(tokens):
        return []
    found = []
    reached = 0
    for i in unknown:
        last = _end(tokens, i, covered, known) if i >= reached else i
        if last == i:
            continue
        opens = i == 0 or tokens[i - 1].text in {"“", '"', ":"}
        if not opens:
            seen.update(t.low for t in tokens[i:last])
        if not opens or last - i > 1 or tokens[i].low in seen:
            kind = _kind(tokens, i, last)
            if kind is not None and not is_city(" ".join(t.low for t in tokens[i:last])):
                found.append(_actor(tokens, i, last, kind))
        reached = last
    return found


def _end(
    tokens: Sequence[Token], i: int, covered: Collection[int], known: Callable[[Token], bool]
) -> int:
    """Return where the unknown name that starts at `i` ends; `i` where none starts."""
    j = i
    while j < len(tokens) and j - i < _LONGEST and j not in covered:
        hyphen = tokens[j].text == "-" and j > i
        if not hyphen and not (is_name(tokens[j]) and not known(tokens[j])):
            break
        j += 1
    return j if j > i and tokens[j - 1].text != "-" else i


def _is_headline(tokens: Sequence[Token]) -> bool:
    """Tell a title in which most words are capitalised, so that capitals tell nothing."""
    if tokens[-1].text in {".", "!", "?", "”", '"'}:
        return False
    alphabetic = [t for t in tokens if t.text[0].isalpha() and len(t.text) > 3]
    return sum(t.text[0].isupper() for t in alphabetic) > 0.6 * max(len(alphabetic), 3)


def _kind(tokens: Sequence[Token], first: int, last: int) -> Kind | None:
    """Guess what a name is from the verb beside it and its own last word."""
    lows = {t.low for t in tokens[first:last]}
    if lows & words("region name"):
        return None
    after, before = _verb_after(tokens, last), _verb_before(tokens, first)
    if (after | before) & _MET and last - first > 1 and not lows & words("organisation"):
        return Kind.PERSON
    if first > 1 and tokens[first - 2].low == "port" and tokens[first - 1].low == "of":
        return Kind.PORT
    if first > 1 and tokens[first - 1].low == "with":
        return Kind.ORG if tokens[first - 2].low in needs("agreement") | needs("talks") else None
    if before & _HELD and (lows & words("organisation") or last - first == 1):
        return Kind.PORT if tokens[last - 1].low in {"port", "harbour"} else Kind.ORG
    return Kind.ORG if after & _ACTS else None


def _verb_after(tokens: Sequence[Token], last: int) -> set[str]:
    j = last
    while j < min(last + 4, len(tokens)) and (
        tokens[j].low in any_of("auxiliary", "modal") or is_adverb(tokens[j])
    ):
        j += 1
    return _relations(tokens[j].low) if j < len(tokens) else set()


def _verb_before(tokens: Sequence[Token], first: int) -> set[str]:
    j = first - 1
    if j > 0 and tokens[j].low in {"the", "in"}:
        j -= 1
    return _relations(tokens[j].low) if j >= 0 and tokens[j].text.islower() else set()


@cache
def _relations(low: str) -> set[str]:
    pairs = triggers().get(low, ())
    return {t.relation for lows, t in pairs if t.kind == "verb" and len(lows) == 1}


def _actor(tokens: Sequence[Token], first: int, last: int, kind: Kind) -> Actor:
    name = joined(tokens[first:last])
    entity = Entity(f"{kind.value}:{slug(name)}", kind, name)
    person = entity if kind is Kind.PERSON else None
    begin = first - (first > 0 and tokens[first - 1].low in {"the", "a", "an"})
    return Actor(
        entity, first, last, begin, last, person=person, confidence=_CONFIDENCE, guessed=True
    )
