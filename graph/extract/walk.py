"""What stands before a verb: auxiliaries, adverbs, denials, and the verbs that govern it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from graph.extract.lexicon import any_of, forms, needs, words
from graph.extract.tokens import Token
from graph.model import Modality

_BE = {"is", "are", "was", "were", "be", "been", "being"}
_NOT = {"not", "never", "no", "hardly", "scarcely", "barely", "cannot", "neither"}
_FINITE = {
    "will": Modality.PLANNED, "would": Modality.PLANNED, "shall": Modality.PLANNED,
    "should": Modality.DEMANDED, "must": Modality.DEMANDED, "ought": Modality.DEMANDED,
    "may": Modality.POSSIBLE, "might": Modality.POSSIBLE, "could": Modality.POSSIBLE,
    "can": Modality.POSSIBLE, "ca": Modality.POSSIBLE,
}  # fmt: skip
_CONDITIONS = {"if", "unless"}
_HAVE = {"have", "has", "had", "having"}
_INTENT = {"intention", "intentions", "plan", "plans", "wish", "desire", "decision", "intent"}
_NEGATING_PAIRS = {("instead", "of"), ("rather", "than")}
_EXCLUDING = {"exclude", "excludes", "excluded", "excluding"}
_NEARING = {"about", "poised", "close", "closer"}
_CALLING = {"call", "calls", "called", "calling", "press", "pressed", "pushed"}
_IN_NAMES = {"and", "of", ",", "'", "’", "s", "-", "&"}
_ASPECT = {"able", "began", "begun", "started", "continues", "continue", "continued", "continuing"}


@cache
def _urging() -> frozenset[str]:
    return forms("demanded") | forms("urging")


@cache
def is_adverb_word(low: str, *, lower: bool) -> bool:
    """Tell an adverb by its folded form; `lower` where it is written without a capital."""
    return low in words("adverb") or (
        lower and low.endswith("ly") and low not in words("nolyadverb")
    )


def is_adverb(token: Token) -> bool:
    """Tell an adverb; a capitalised word on -ly is a name (Italy, Cleverly)."""
    return is_adverb_word(token.low, lower=token.text.islower())


@cache
def _refusing() -> frozenset[str]:
    return forms("refuse") | forms("denial") | forms("opposing") | {"without", "against"}


@cache
def _governor_mood(low: str) -> Modality | None:
    """Return the modality that a word gives to the infinitive behind it."""
    if low in words("demanded"):
        return Modality.DEMANDED
    if low in _BE | _INTENT | _NEARING | any_of("planned", "trying") | needs("agreement"):
        return Modality.PLANNED
    return Modality.POSSIBLE if low in words("possible") else None


class Walk:
    """Walks left from a verb over auxiliaries, adverbs, negations and "to" chains.

    `begin` is where its group starts, `negations` how often it is denied.
    """

    def __init__(self, tokens: Sequence[Token], first: int) -> None:
        self.tokens, self.begin, self.verb = tokens, first, tokens[first].low
        self.modality, self.negations = Modality.ACTUAL, 0
        self.passive = self.joined = self.controlled = self.marked = self.governed = False
        self.excluded = self.weighed = self.urged = False

    def run(self) -> None:
        """Walk as far as the group reaches."""
        while self.begin and (self._step(self.tokens[self.begin - 1]) or self._parenthesis()):
            self.marked = True
        if self.excluded and self.negations % 2 == 0:
            self.modality = Modality.POSSIBLE  # "has not ruled out sending"
        if self.weighed:
            self.modality = Modality.POSSIBLE  # "would consider sending"
        if self.urged:
            self.modality = Modality.DEMANDED  # "called for closing"
        before = self.tokens[self.begin - 1].low if self.begin else ""
        if before in {"and", "or", "nor", ","}:
            self.joined = True
            self.negations += before == "nor"
        elif before != "that":
            self._inverted()

    def _parenthesis(self) -> bool:
        """Step over "did not, as reported, sign"; count "neither of which", "in no case"."""
        lows = [t.low for t in self.tokens[max(0, self.begin - 3) : self.begin]]
        if lows[-1:] in (["case"], ["circumstances"], ["way"]) and lows[-2:-1] == ["no"]:
            self.negations += 1
            self.begin -= 3
            return True
        if lows[1:] in (["of", "which"], ["of", "whom"]) and lows[0] in {"neither", "none"}:
            self.negations += 1
            return False
        if lows[-1:] != [","]:
            return False
        for i in range(self.begin - 3, max(self.begin - 8, 0), -1):
            if self.tokens[i].text == ",":
                helped = self.tokens[i - 1].low in any_of("auxiliary", "negative", "modal")
                self.begin = i if helped else self.begin
                return helped
        return False

    def _inverted(self) -> None:
        """Take in "nor will it close", "never has Peru attacked": the subject stands inside."""
        for k in range(self.begin - 1, max(self.begin - 8, 0), -1):
            low = self.tokens[k].low
            helps = low in words("auxiliary") or low in _FINITE
            if helps and self.tokens[k - 1].low in {"nor", "neither", "never"}:
                self.negations += 1
                self._modal(low)
                return
            if helps or low in {",", ";", "and", "but"}:
                return

    def _step(self, token: Token) -> bool:
        low, j = token.low, self.begin - 1
        if low == "t" and j >= 2 and self.tokens[j - 1].text in {"'", "’"}:
            self.negations += 1
            self.begin = j - 2
            self._modal(self.tokens[self.begin].low.removesuffix("n"))
            return True
        if low in _NOT:
            # "not only supports": no denial
            self.negations += self.tokens[self.begin].low not in {"only", "just", "merely"}
        elif low in words("auxiliary"):
            gerund = self.verb.endswith("ing")
            self.passive |= low in _BE and not gerund and not self.governed
        elif low == "to":
            return self._infinitive(j)
        elif self._gerund() and self._denied_gerund(low, j):
            return True
        elif self._aside(low, j):
            j -= low == "doubt"
        elif not self._modal(low) and not is_adverb(token):
            return False
        self.begin = j
        return True

    def _aside(self, low: str, j: int) -> bool:
        """Tell "no doubt supports", "has since left"."""
        before = self.tokens[j - 1].low if j else ""
        if low == "doubt":
            return before == "no"
        return low == "since" and before in words("auxiliary")

    def _gerund(self) -> bool:
        return self.tokens[self.begin].low.endswith("ing")

    def _denied_gerund(self, low: str, j: int) -> bool:
        """Step over "denied attacking", "without attacking", "ruled out sending"."""
        before = self.tokens[j - 1].low if j else ""
        if low in _refusing() or (before, low) in _NEGATING_PAIRS:
            count = 1
        elif low == "out" and before in {"rule", "rules", "ruled", "ruling"}:
            count, j, self.excluded = 1, j - 1, True
        elif low in _EXCLUDING:
            count, self.excluded = 1, True
        elif low in forms("weighing"):
            count, self.weighed = 0, True
        elif low in _urging() or (low == "for" and before in _CALLING):
            count, self.urged = 0, True
        elif low == "of" and before in _INTENT | {"idea"}:
            self.modality = Modality.PLANNED
            count, j = 0, j - 1
        elif low == "in" and before in {"part", "role", "interest"}:
            count, j = 0, j - 1  # "had no part in attacking"
        elif low in {"from", "of"} and before in forms("refuse") | {"short", "far"}:
            count, j = 1, j - 1
        elif low == "from" and (governor := self._preventing(j)) is not None:
            count = 1 + governor
            self.controlled = True
        else:
            return False
        self.negations += count
        self.begin = j
        return True

    def _preventing(self, j: int) -> int | None:
        """Return how often "prevented Russia from" is itself denied, or None."""
        for k in range(j - 1, max(j - 7, 0), -1):
            if self.tokens[k].low in forms("preventing"):
                governor = Walk(self.tokens, k)
                governor.run()
                return governor.negations
        return None

    def _modal(self, low: str) -> bool:
        modality = _FINITE.get(low)
        if modality is None:
            return low == "wo"
        on_condition = low == "would" and any(t.low in _CONDITIONS for t in self.tokens)
        self.modality = Modality.POSSIBLE if on_condition else modality
        return True

    def _infinitive(self, j: int) -> bool:
        """Step over "refused to", "plans to", "urged Russia to"; stop at a bare purpose "to"."""
        k = j - 1
        while k >= 0 and (self.tokens[k].low in {"not", "never"} or self._steps_over(k)):
            self.negations += self.tokens[k].low in {"not", "never", "yet"}
            k -= 1
        if k < 0:
            return False
        if self._headlined(k + 1):
            self.modality, self.begin = Modality.PLANNED, k + 1
            return False
        if not self._governed(k, self.tokens[k].low):
            return self._object_control(j)
        self.begin = min(k, self.begin)
        self.governed = True  # a form of "be" before it is not the verb's own
        return True

    def _headlined(self, end: int) -> bool:
        """Tell "Chad and Mali to sign", a headline whose subject alone stands before "to"."""
        before = self.tokens[:end]
        acting = _IN_NAMES | any_of("government", "office")
        named = all(t.text[0].isupper() or t.low in acting for t in before)
        opener = before[0].low
        return named and opener not in any_of("preposition", "conjunction", "planned", "demanded")

    def _steps_over(self, k: int) -> bool:
        low = self.tokens[k].low
        timed = low == "on" and self.tokens[k + 1].low in words("time")
        return low in words("adverb") or timed or (low in words("time") and low != "may")

    def _governed(self, k: int, low: str) -> bool:
        """Take in the word that governs "to ..."; tell whether there is one."""
        if low in {"need", "demand"} and self.tokens[k - 1].low in words("determiner"):
            return False
        if low == "whether":
            self._undecided(k)
        elif low in _HAVE:
            # "has yet to sign" is a fact, "has to sign" a duty
            yet = self.tokens[k + 1].low == "yet"
            self.modality = Modality.ACTUAL if yet else Modality.DEMANDED
        elif low in forms("refuse") or low in words("refusal") or low in {"used", "unlikely"}:
            self.negations += 1  # "used to pass" passes no longer
            self.modality = Modality.POSSIBLE if low == "unlikely" else self.modality
        elif (modality := _governor_mood(low)) is not None:
            self.modality = modality
            self._dropped(k)
        else:
            return low in _ASPECT or low in words("aspect")
        return True

    def _dropped(self, k: int) -> None:
        """Step over "abandoned its plan to", "denied any plan to"."""
        for j in range(k - 1, max(k - 4, -1), -1):
            low = self.tokens[j].low
            if low in words("called off") or low in forms("denial") | forms("opposing"):
                governor = Walk(self.tokens, j)
                governor.run()
                self.negations += 1 + governor.negations
                self.begin = governor.begin
            if low not in words("determiner") and not is_adverb(self.tokens[j]):
                return

    def _undecided(self, k: int) -> None:
        """Step over "has not decided whether to": open, and not denied."""
        self.modality = Modality.POSSIBLE
        loose = any_of("auxiliary", "negative", "adverb", "deciding")
        while k and self.tokens[k - 1].low in loose:
            k -= 1
        self.begin = k

    def _object_control(self, j: int) -> bool:
        for k in range(j - 1, max(j - 9, -1), -1):
            low = self.tokens[k].low
            if low in _urging():
                self.modality, self.controlled = Modality.DEMANDED, True
                break
            if low in words("enabling"):
                self.modality, self.controlled = Modality.PLANNED, True
                break
            if low in {".", ";", ","}:
                break
        # the infinitive's subject stands right before "to" only under control
        self.begin = j
        return False
