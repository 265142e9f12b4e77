"""Verb groups: which words make one, whether it is denied, planned, demanded or possible."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from graph.extract.lexicon import Trigger, forms, triggers, words
from graph.extract.tokens import Token
from graph.model import Modality

_BE = {"is", "are", "was", "were", "be", "been", "being"}
_FINITE = {"will": Modality.PLANNED, "would": Modality.PLANNED, "shall": Modality.PLANNED}
_URGING = forms("demanded") | {"urging", "urges", "told", "tell", "calling", "ordered", "press"}
_ENABLING = {"help", "helps", "helped", "allow", "allowed", "let", "assist", "enable", "assists"}


@dataclass(frozen=True, slots=True)
class Verb:
    """A trigger in a sentence: `first:last` are its own tokens, `begin` where its group starts."""

    triggers: tuple[Trigger, ...]
    first: int
    last: int
    begin: int
    modality: Modality
    negated: bool
    passive: bool
    joined: bool
    controlled: bool


def find_verbs(
    tokens: Sequence[Token], nominal: Collection[int], named: Collection[int] = ()
) -> list[Verb]:
    """Return the trigger verbs of a sentence.

    `nominal` are tokens inside noun phrases; at those in `named` a bare name has just ended,
    so that a verb is likely ("Chile exports tin").
    """
    found: list[Verb] = []
    i = 0
    while i < len(tokens):
        pairs = [] if i in nominal else _matching(tokens, i, "verb")
        if not pairs or (i not in named and _is_noun(tokens, i)):
            i += 1
            continue
        size = len(pairs[0][0])
        row = tuple(trigger for lows, trigger in pairs if len(lows) == size)
        found.append(_grouped(tokens, i, i + size, row, found))
        i += size
    return found


def find_nouns(tokens: Sequence[Token], taken: Collection[int]) -> list[tuple[int, int, Trigger]]:
    """Return (first, last, trigger) of the trigger nouns that no verb has taken."""
    found = []
    for i in range(len(tokens)):
        if i not in taken:
            for lows, trigger in _matching(tokens, i, "noun")[:1]:
                found.append((i, i + len(lows), trigger))
    return found


def _matching(tokens: Sequence[Token], i: int, kind: str) -> list[tuple[tuple[str, ...], Trigger]]:
    return [
        (lows, trigger)
        for lows, trigger in triggers().get(tokens[i].low, ())
        if trigger.kind == kind and tuple(t.low for t in tokens[i : i + len(lows)]) == lows
    ]


def _is_noun(tokens: Sequence[Token], i: int) -> bool:
    """Tell a noun that looks like a verb: "the attack", "a visit", "oil exports"."""
    if i == 0:
        return False
    before = tokens[i - 1]
    if before.low in words("determiner") and before.low not in {"that", "this", "most", "all"}:
        return True
    ambiguous = bool(_matching(tokens, i, "noun")) or tokens[i].low in words("goods")
    if not ambiguous:
        return False
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if before.low in words("preposition") and before.low != "to":
        return True
    opens = after is not None and (
        after.text[0].isupper() or after.low in words("determiner") or after.low in words("goods")
    )
    verbal = {"to", "will", "would", "not", "and", "could", "may", "which", "who", "that"}
    return not opens and before.low not in verbal and not is_adverb(before)


def _grouped(
    tokens: Sequence[Token], first: int, last: int, row: tuple[Trigger, ...], earlier: list[Verb]
) -> Verb:
    state = _Walk(tokens, first)
    state.run()
    modality, negated = state.modality, state.negations % 2 == 1
    previous = earlier[-1] if earlier else None
    bare = tokens[first].low == triggers_lemma(tokens[first].low)
    near = previous is not None and not _breaks(tokens, previous.last, state.begin)
    if state.joined and previous and near and bare and not state.marked:
        modality, negated = previous.modality, previous.negated
    return Verb(
        row, first, last, state.begin, modality, negated, state.passive, state.joined,
        state.controlled,
    )  # fmt: skip


def triggers_lemma(low: str) -> str:
    """Return `low` where it is a bare form (no -s, -ed, -ing), else an empty string."""
    return "" if re.search(r"(?:s|ed|ing)$", low) else low


def _breaks(tokens: Sequence[Token], start: int, end: int) -> bool:
    return any(t.low in {";", "but", "while", "that", "which", "who"} for t in tokens[start:end])


def is_adverb(token: Token) -> bool:
    """Tell an adverb; a capitalised word on -ly is a name (Italy, Cleverly)."""
    return token.low in words("adverb") or (token.low.endswith("ly") and token.text.islower())


class _Walk:
    """Walks left from a verb over auxiliaries, adverbs, negations and "to" chains."""

    def __init__(self, tokens: Sequence[Token], first: int) -> None:
        self.tokens, self.begin, self.verb = tokens, first, tokens[first].low
        self.modality, self.negations = Modality.ACTUAL, 0
        self.passive = self.joined = self.controlled = self.marked = False

    def run(self) -> None:
        while self.begin and self._step(self.tokens[self.begin - 1]):
            self.marked = True
        if self.begin and self.tokens[self.begin - 1].low in {"and", "or", "nor", ","}:
            self.joined = True
            if self.tokens[self.begin - 1].low == "nor":
                self.negations += 1

    def _step(self, token: Token) -> bool:
        low, j = token.low, self.begin - 1
        if low == "t" and j >= 2 and self.tokens[j - 1].text in {"'", "’"}:
            self.negations += 1
            self.begin = j - 2
            self._modal(self.tokens[self.begin].low.removesuffix("n"))
            return True
        if low in {"not", "never", "no", "hardly", "cannot", "neither"}:
            self.negations += 1
        elif low in words("auxiliary"):
            self.passive |= low in _BE and not self.verb.endswith("ing")
        elif low == "to":
            return self._infinitive(j)
        elif self._gerund() and low in forms("refuse"):
            self.negations += 1  # "denied attacking", "denied having attacked"
        elif self._gerund() and low in {"without", "of", "than", "from"}:
            return self._instead(j)
        elif not self._modal(low) and not is_adverb(token):
            return False
        self.begin = j
        return True

    def _gerund(self) -> bool:
        return self.tokens[self.begin].low.endswith("ing")

    def _instead(self, j: int) -> bool:
        """Step over "without attacking", "instead of selling", "refrained from sending"."""
        low = self.tokens[j].low
        before = self.tokens[j - 1].low if j else ""
        if low == "without" or (before, low) in {("instead", "of"), ("rather", "than")}:
            self.negations += 1
        elif not (low == "from" and before in forms("refuse")):
            return False
        self.begin = j
        return True

    def _modal(self, low: str) -> bool:
        modality = _FINITE.get(low)
        if low in {"should", "must", "ought"}:
            modality = Modality.DEMANDED
        elif low in {"may", "might", "could", "can", "ca"}:
            modality = Modality.POSSIBLE
        if modality is None:
            return low == "wo"
        self.modality = modality
        return True

    def _infinitive(self, j: int) -> bool:
        """Step over "refused to", "plans to", "urged Russia to"; stop at a bare purpose "to"."""
        k = j - 1
        while k >= 0 and (self.tokens[k].low in words("adverb") or self.tokens[k].low == "not"):
            self.negations += self.tokens[k].low in {"not", "yet"}
            k -= 1
        if k < 0:
            return False
        low = self.tokens[k].low
        if low in _BE:  # "is to visit"
            self.modality, self.begin = Modality.PLANNED, k
            return True
        if low in forms("refuse") or low == "used":
            self.negations += 1  # "used to pass" passes no longer
        elif low in words("demanded") and low not in {"need", "demand"}:
            self.modality = Modality.DEMANDED
        elif low in words("planned") or low in {"intention", "plans", "plan", "decision"}:
            self.modality = Modality.PLANNED
            if k >= 1 and self.tokens[k - 1].low == "no":
                self.negations += 1
        elif low in words("possible") or low in {"able", "began", "begun", "started", "continues"}:
            self.modality = Modality.POSSIBLE if low in words("possible") else self.modality
        elif self.tokens[k + 1].low == "yet" and low in words("auxiliary"):
            self.modality = Modality.ACTUAL  # "has yet to sign"
        else:
            return self._object_control(j)
        self.begin = k
        return True

    def _object_control(self, j: int) -> bool:
        for k in range(j - 1, max(j - 9, -1), -1):
            low = self.tokens[k].low
            if low in _URGING:
                self.modality, self.controlled = Modality.DEMANDED, True
                break
            if low in _ENABLING:
                self.modality, self.controlled = Modality.PLANNED, True
                break
            if low in {".", ";", ","}:
                break
        # the infinitive's subject stands right before "to" only under control
        self.begin = j
        return False
