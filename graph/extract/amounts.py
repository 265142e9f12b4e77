"""How much: numbers with a unit, and per what time ("1.5 million tonnes a year")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from graph.extract.tokens import Token, tokenize
from graph.gazetteer.names import several, table

_SCALES = {
    "thousand": 1e3, "million": 1e6, "millions": 1e6, "billion": 1e9, "billions": 1e9,
    "trillion": 1e12, "m": 1e6, "bn": 1e9, "mn": 1e6, "tn": 1e12,
}  # fmt: skip
_PER = {"day": "day", "week": "week", "month": "month", "year": "year", "annum": "year"}
_OFTEN = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "annually": "year",
    "yearly": "year",
}
_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
_DIGITS = re.compile(r"^\d+$")
_REACH = 12
# What a relation can be counted in; others carry no amount.
COUNTED = {
    "exports_to": "goods", "imports_from": "goods", "transits_through": "goods",
    "diverts": "goods", "produces": "goods", "has_reserves_of": "goods", "provides": "money",
    "lends_to": "money", "invests_in": "money", "deploys_troops_to": "people",
}  # fmt: skip


class Amount(NamedTuple):
    """A number with its unit at tokens `first:last`; `per` is a unit of time or None."""

    value: float
    unit: str
    per: str | None
    of: str
    first: int
    last: int


@cache
def _units() -> dict[tuple[str, ...], tuple[str, str]]:
    rows = table("units", "graph.extract")
    return {
        tuple(t.low for t in tokenize(word)): (row["unit"], row["of"])
        for row in rows
        for word in several(row["words"])
    }


def amounts(tokens: Sequence[Token]) -> list[Amount]:
    """Return the amounts that a sentence names."""
    found: list[Amount] = []
    i = 0
    while i < len(tokens):
        amount = _amount(tokens, i) if tokens[i].text[0].isdecimal() else None
        if amount:
            found.append(amount)
        i = amount.last if amount else i + 1
    return found


def amount_for(found: Sequence[Amount], relation: str, trigger: int, target: int) -> Amount | None:
    """Return the amount that stands nearest to a trigger and is of the right sort."""
    near = [
        (abs(one.first - trigger), one)
        for one in found
        if one.of == COUNTED.get(relation)
        and min(abs(one.first - trigger), abs(one.first - target)) <= _REACH
    ]
    return min(near, key=lambda pair: pair[0])[1] if near else None


def _amount(tokens: Sequence[Token], i: int) -> Amount | None:
    value, j = _number(tokens, i)
    sign = _SIGNS.get(tokens[i - 1].text) if i else None
    if j < len(tokens) and tokens[j].low in _SCALES:
        value *= _SCALES[tokens[j].low]
        j += 1
    if sign:
        return Amount(value, sign, _per(tokens, j), "money", i - 1, j)
    for size in (2, 1):
        k = j + size
        for start in (j, j + 1):  # "8,500 American troops"
            unit = _units().get(tuple(t.low for t in tokens[start : start + size]))
            if unit:
                k = start + size
                often = "day" if tokens[start].low == "bpd" else _per(tokens, k)
                return Amount(value, unit[0], often, unit[1], i, k)
    return None


def _number(tokens: Sequence[Token], i: int) -> tuple[float, int]:
    """Read "1,200", "1.5" or "3" from token `i` on; return the value and where it ends."""
    digits, j = tokens[i].text, i + 1
    if not _DIGITS.match(digits):
        digits = re.match(r"\d+", digits).group()  # type: ignore[union-attr]
    while (
        j + 1 < len(tokens)
        and tokens[j].text in {",", "."}
        and _DIGITS.match(tokens[j + 1].text)
        and tokens[j + 1].start == tokens[j].end == tokens[j].start + 1
        and (tokens[j].text == "." or len(tokens[j + 1].text) == 3)
    ):
        digits += tokens[j + 1].text if tokens[j].text == "," else "." + tokens[j + 1].text
        j += 2
    whole, _, rest = digits.partition(".")
    return float(f"{whole}.{rest.replace('.', '') or 0}"), j


def _per(tokens: Sequence[Token], j: int) -> str | None:
    """Read "a year", "per day", "daily" close behind an amount."""
    for k in range(j, min(j + 5, len(tokens))):
        low = tokens[k].low
        if low in _OFTEN:
            return _OFTEN[low]
        if low in {"a", "per", "each", "every", "/"} and k + 1 < len(tokens):
            per = _PER.get(tokens[k + 1].low)
            if per:
                return per
    return None
