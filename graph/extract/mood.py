"""Whether what a noun says is denied, planned or only possible; what "denied that" covers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from graph.extract.lexicon import any_of, forms, needs, triggers, words
from graph.extract.tokens import Token
from graph.extract.walk import Walk, is_adverb
from graph.model import Modality

_REACH = 7
_PLANNED = {
    "plan",
    "plans",
    "planned",
    "proposed",
    "future",
    "upcoming",
    "prospective",
    "forthcoming",
}
_POSSIBLE = {"if", "possible", "potential", "may", "might", "could"}
_BE = {
    "was",
    "were",
    "been",
    "being",
    "is",
    "are",
    "be",
    "have",
    "has",
    "had",
    "will",
    "did",
    "do",
    "does",
}
_STOPS = {";", ".", "which", "who", "that", "after", "before", "but", "said", ":"}
_PASSIVE = {"was", "were", "been", "being", "is", "are", "be"}


def void(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Tell "no troops", "nothing", "neither side" in `tokens[start:end]`."""
    return any(t.low in words("void") for t in tokens[start:end])


def void_before(tokens: Sequence[Token], first: int) -> bool:
    """Tell "no Russian troops", "not one soldier", "neither India" before a name at `first`."""
    if first > 1 and tokens[first - 1].low in {"from", "of"}:  # "no goods from Mali pass"
        lows = [t.low for t in tokens[max(0, first - 6) : first]]
        counted = "not" in lows and lows[lows.index("not") + 1] in {"a", "one"}
        return counted or void(tokens, max(0, first - 4), first - 1)  # "not a barrel of"
    nearest = [t.low for t in tokens[max(0, first - 2) : first]]
    apart = any_of("conjunction", "auxiliary", "modal") | {","}
    if nearest and nearest[-1] not in apart and set(nearest) & {"no", "none", "neither", "nor"}:
        return "," not in nearest
    near = [t.low for t in tokens[max(0, first - 3) : first]]
    return "not" in near and near[near.index("not") + 1 :][:1] in (["one"], ["a"])


@cache
def deniers() -> frozenset[str]:
    """Return the words without which `denied` is never true."""
    return forms("denial") | words("claim") | {"false", "untrue", "wrong"}


def denied(tokens: Sequence[Token], end: int) -> bool:
    """Tell whether what stands at `end` is what a denial denies.

    "denied that", "denied it had", "rejected reports that", "no evidence that".
    """
    start = max(0, end - 16)
    before = [t.low for t in tokens[start:end]]
    for i in range(len(before) - 1, -1, -1):
        low = before[i]
        if low in {";", "but", "and", "while", "although"}:
            return False
        if low in forms("denial"):
            governor = Walk(tokens, start + i)
            governor.run()
            return _covers(before[i + 1 :]) and governor.negations % 2 == 0
        if low in words("claim") and "that" in before[i + 1 : i + 3] and i:
            near = before[max(0, i - 5) : i]
            if set(near) & (words("void") | forms("reject claim") | {"not"}):
                return True
        if low in {"false", "untrue", "wrong"} and "that" in before[i + 1 : i + 4]:
            return True
    return False


def _covers(between: Sequence[str]) -> bool:
    """Tell whether the words between a denial and a verb make a clause of its own."""
    if "that" in between:
        return True
    apart = words("preposition") | {",", "the", "a", "an", "any", "all", "which", "who"}
    return 0 < len(between) <= 4 and not set(between) & apart


def noun_mood(
    tokens: Sequence[Token],
    begin: int,
    first: int,
    last: int,
    *,
    presumed: bool = False,
    standing: bool = False,
) -> tuple[Modality, bool]:
    """Return modality and denial of a noun at `first:last` whose phrase starts at `begin`.

    What is `presumed` holds whatever the verb around it does ("refused to support Russia's
    invasion"), unless that verb ends it. What is `standing` is denied by a copula only
    ("refused to meet its ally", "is not an ally").
    """
    modality, count = _governed(tokens, begin, presumed=presumed, standing=standing)
    if begin < first:  # between an owner and its noun: "Kenya's planned visit"
        near = {t.low for t in tokens[begin:first]}
        modality = _marked(near) or modality
        count += bool(near & words("void"))
    else:
        near = {t.low for t in tokens[max(0, first - 4) : first]}
        modality = modality if modality is not Modality.ACTUAL else _marked(near) or modality
    count += denied(tokens, first) + _called_off_behind(tokens, last)
    return modality, count % 2 == 1


def _marked(near: set[str]) -> Modality | None:
    if near & _PLANNED:
        return Modality.PLANNED
    return Modality.POSSIBLE if near & _POSSIBLE else None


def _governed(
    tokens: Sequence[Token], begin: int, *, presumed: bool, standing: bool
) -> tuple[Modality, int]:
    """Walk left from a noun phrase to what governs it; return mood and number of denials."""
    count = 0
    for j in range(begin - 1, max(begin - _REACH, -1), -1):
        low = tokens[j].low
        if low in words("void") or low == "without":
            count += 1
            continue
        ended = _ended_by(tokens, j)
        if ended is not None:
            return ended.modality, count + ended.negations + 1
        helps = low in words("auxiliary") or low in _MODALS or low in {"not", "never", "to", "n"}
        wants = low in words("planned") or low == "seeking" or low in forms("announcing")
        if helps or wants or (low in triggers() and low not in needs("talks")):
            if presumed or (standing and not helps and not wants):
                return Modality.ACTUAL, count
            state = Walk(tokens, j + 1 if helps else j)
            state.run()
            return (Modality.PLANNED if wants else state.modality), count + state.negations
        if low == "of" and j and tokens[j - 1].low in words("negating noun"):
            return Modality.ACTUAL, count + 1
        if low in any_of("preposition", "conjunction"):
            ahead = low in {"before", "for"} and _looks_ahead(tokens, j)
            return (Modality.PLANNED if ahead else Modality.ACTUAL), count
        if not (tokens[j].text[0].islower() or tokens[j].text[0].isdigit()):
            break
    return Modality.ACTUAL, count


def _ended_by(tokens: Sequence[Token], j: int) -> Walk | None:
    """Return the group of a verb at `j` that ends its object ("called off", "backed out of")."""
    low, before = tokens[j].low, tokens[j - 1].low if j else ""
    if low == "off" and before in forms("breaking off"):
        verb = j - 1
    elif low in {"of", "on", "from"} and before in words("backing out"):
        verb = j - 1 - (before in {"out", "away"})
    elif low in words("called off") or low in forms("refuse"):
        verb = j
    else:
        return None
    state = Walk(tokens, max(verb, 0))
    state.run()
    return state


_MODALS = {"will", "would", "should", "must", "may", "might", "could", "can", "shall", "cannot"}


def _looks_ahead(tokens: Sequence[Token], j: int) -> bool:
    return any(t.low in words("planned") for t in tokens[max(0, j - 4) : j])


def _called_off_behind(tokens: Sequence[Token], last: int) -> bool:
    """Tell "talks between A and B on a bridge were suspended"."""
    for i in range(last, min(last + 14, len(tokens) - 1)):
        low = tokens[i].low
        if low in _STOPS:
            return False
        if low in _BE:
            k = i + 1
            count, passive = 0, low in _PASSIVE
            while k < len(tokens) and (
                tokens[k].low in words("auxiliary") | {"not", "never"} or is_adverb(tokens[k])
            ):
                count += tokens[k].low in {"not", "never"}
                passive |= tokens[k].low in _PASSIVE
                k += 1
            if k == len(tokens):
                return False
            if count % 2 and tokens[k].low in any_of("event done", "taking place"):
                return True  # "the treaty has not been signed", "talks did not take place"
            off = tokens[k].low in _LAPSED or (passive and tokens[k].low in words("called off"))
            return off and count % 2 == 0
        if low in _LAPSED:
            return not _has_object(tokens, i + 1)
    return False


def _has_object(tokens: Sequence[Token], i: int) -> bool:
    """Tell "ended three decades of dispute", "ended the war" from "ended on Friday"."""
    if i >= len(tokens):
        return False
    token, low = tokens[i], tokens[i].low
    if i + 1 < len(tokens) and low in _SPANS and tokens[i + 1].low == "of":
        return True  # "ended years of fighting"
    timed = low in words("time") or low in {"last", "this", "next", "early", "late", "earlier"}
    if low in words("determiner") or token.text[0].isdigit():
        behind = tokens[i + 1].low if i + 1 < len(tokens) else ""
        return not timed and behind not in words("time") - {"years", "months", "weeks", "days"}
    loose = any_of("preposition", "conjunction", "auxiliary", "relative", "negative")
    return (
        token.text.islower()
        and token.text.isalpha()
        and not (timed or low in loose or is_adverb(token))
    )


_SPANS = {"years", "months", "weeks", "days", "decades", "centuries"}
_LAPSED = {
    "ceased",
    "stopped",
    "halted",
    "collapsed",
    "lapsed",
    "expired",
    "broke",
    "ended",
    "failed",
    "stalled",
}
