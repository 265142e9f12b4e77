"""Is a confidence of 0.9 right nine times in ten? Measured, written down, and shown."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gold_scorer import key_of, ratio

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gold_scorer import Tally

# What the rules made of articles that they had not been changed for: the only finds that
# tell how sure one may be on other texts.
FIRST = Path(__file__).parents[1] / "tests" / "gold" / "first_readings.csv"
TABLE = Path(__file__).parents[1] / "graph" / "extract" / "tables" / "reliability.csv"
# A kind with few finds is drawn towards the rate of all: so many finds count as one vote each.
_PRIOR = 8


@dataclass(frozen=True, slots=True)
class Outcome:
    """One find: its kind, its confidence (0..1), and whether triple and polarity are right."""

    kind: str
    confidence: float
    right: bool


def first_readings() -> list[Outcome]:
    """Return the recorded finds, with raw scores as confidence."""
    with FIRST.open(encoding="utf-8", newline="") as file:
        return [
            Outcome(row["kind"], float(row["score"]), row["right"] == "yes")
            for row in csv.DictReader(file)
        ]


def record(article: str, seen: Iterable[Outcome]) -> None:
    """Add the finds of one article, read for the first time."""
    with FIRST.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        for one in seen:
            writer.writerow([article, one.kind, one.confidence, "yes" if one.right else "no"])


def outcomes(tally: Tally, told: dict[tuple[str, str, str], tuple[str, float]]) -> list[Outcome]:
    """Pair each scored find of one text with its kind and confidence, as `told` by key."""
    found = [(match.found, match.found.polarity == match.gold.polarity) for match in tally.matches]
    found += [(fact, False) for fact in tally.false]
    return [
        Outcome(*told[key_of(fact.source, fact.relation, fact.target)], right)
        for fact, right in found
    ]


def fitted(seen: Sequence[Outcome], bin_of: object) -> list[dict[str, str]]:
    """Return the rows of the reliability table, rates rising with the score within a kind."""
    overall = ratio(sum(one.right for one in seen), len(seen))
    rows = [_row("all", "all", seen, overall)]
    kinds: defaultdict[str, list[Outcome]] = defaultdict(list)
    for one in seen:
        kinds[one.kind].append(one)
    for kind, group in sorted(kinds.items()):
        whole = _row(kind, "all", group, overall)
        rows.append(whole)
        bins: defaultdict[str, list[Outcome]] = defaultdict(list)
        for one in group:
            bins[bin_of(one.confidence)].append(one)  # type: ignore[operator]
        prior = float(whole["reliability"])
        rows += _rising([_row(kind, edge, bins[edge], prior) for edge in sorted(bins)])
    return rows


def _row(kind: str, score: str, group: Sequence[Outcome], prior: float) -> dict[str, str]:
    right = sum(one.right for one in group)
    rate = (right + _PRIOR * prior) / (len(group) + _PRIOR)
    return {
        "kind": kind, "score": score, "right": str(right), "found": str(len(group)),
        "reliability": f"{rate:.3f}",
    }  # fmt: skip


def _rising(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Pool neighbours whose rates fall (isotonic regression by pooling adjacent violators)."""
    pools: list[tuple[list[dict[str, str]], float, int]] = []
    for row in rows:
        pools.append(([row], float(row["reliability"]), int(row["found"])))
        while len(pools) > 1 and pools[-2][1] > pools[-1][1]:
            upper, lower = pools.pop(), pools.pop()
            size = upper[2] + lower[2]
            rate = (upper[1] * upper[2] + lower[1] * lower[2]) / size
            pools.append((lower[0] + upper[0], rate, size))
    return [row | {"reliability": f"{rate:.3f}"} for group, rate, _ in pools for row in group]


def write(rows: Iterable[dict[str, str]]) -> None:
    """Write the table that the extractor reads."""
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(
            file, ["kind", "score", "right", "found", "reliability"], lineterminator="\n"
        )
        writer.writeheader()
        writer.writerows(rows)


def brier(seen: Sequence[Outcome]) -> float:
    """Return the mean squared distance of confidence from outcome (0 is perfect)."""
    return ratio(1, len(seen)) * sum((one.confidence - one.right) ** 2 for one in seen)


def shown(part: str, seen: Sequence[Outcome]) -> str:
    """Write the reliability table of one part as Markdown."""
    bins: defaultdict[int, list[Outcome]] = defaultdict(list)
    for one in seen:
        bins[min(int(one.confidence * 20 + 1e-9), 19)].append(one)
    lines = [
        f"| {part}: confidence | finds | mean confidence | right |",
        "|---|---|---|---|",
        *(_line(edge / 20, bins[edge]) for edge in sorted(bins)),
        f"| Brier score | {len(seen)} | | {brier(seen):.3f} |",
    ]
    return "\n".join(lines)


def _line(edge: float, group: Sequence[Outcome]) -> str:
    mean = ratio(1, len(group)) * sum(one.confidence for one in group)
    right = ratio(sum(one.right for one in group), len(group))
    return f"| {edge:.2f} to {edge + 0.05:.2f} | {len(group)} | {mean:.3f} | {right:.3f} |"
