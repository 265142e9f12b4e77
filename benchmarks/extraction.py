"""How well does the extractor read? `uv run python benchmarks/extraction.py --part test`."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import gold_baselines as baselines
import gold_calibration as calibration
import gold_scorer as scorer
from gold_corpus import PARTS, Article, articles, plain_texts
from gold_scorer import Fact, Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


@dataclass(slots=True)
class Reading:
    """What the extractor made of some articles."""

    tally: Tally = field(default_factory=Tally)
    pairs: Tally = field(default_factory=Tally)
    outcomes: list[calibration.Outcome] = field(default_factory=list)
    by_article: dict[str, Tally] = field(default_factory=dict)
    evidence: int = 0
    inexact: int = 0


def found_fact(relationship: Any) -> Fact:
    """Take from a relationship of the package what is scored."""
    evidence = relationship.evidence
    return Fact(
        source=relationship.source.id,
        relation=str(relationship.relation),
        target=relationship.target.id,
        polarity=str(relationship.polarity),
        modality=str(relationship.modality),
        commodity=relationship.commodity,
        share=evidence[0].share,
        order=relationship.order,
        spans=tuple(
            (tuple(each.source_span), tuple(each.trigger_span), tuple(each.target_span))
            for each in evidence
        ),
        quote=evidence[0].quote,
    )


def extracted(article: Article) -> list[Any]:
    """Run the extractor on one text."""
    # Imported late, so that scorer and annotation can be tested without it.
    from graph.extract import extract
    from graph.model.document import Document

    return list(extract(Document(name=article.name, text=article.text)))


def is_asked(relation: str) -> bool:
    """Tell the published relations, which the articles are annotated with, from additions."""
    from graph.model import ontology

    return ontology()[relation].core


def is_exact(evidence: Any, text: str) -> bool:
    """Tell whether the offsets give back the quote and all spans lie in the text."""
    spans = (evidence.source_span, evidence.trigger_span, evidence.target_span)
    inside = all(0 <= start < end <= len(text) for start, end in spans)
    return inside and text[evidence.span[0] : evidence.span[1]] == evidence.quote


def told(relationships: Iterable[Any]) -> dict[scorer.Key, tuple[str, float]]:
    """Return by key how a relationship was found and how sure the extractor is of it."""
    from graph.extract.reliability import kind_of

    found: dict[scorer.Key, tuple[str, float]] = {}
    for one in relationships:
        said = one.evidence[0]
        method = said.method.removeprefix("rules:")
        kind = kind_of(
            method.removesuffix("+guess"),
            guessed=method.endswith("+guess"),
            resolved=bool(said.resolved_from),
        )
        key = scorer.key_of(one.source.id, one.relation, one.target.id)
        found.setdefault(key, (kind, said.confidence))
    return found


def record_first(names: Iterable[str]) -> None:
    """Record how training articles are read before any rule is changed for them."""
    from unittest.mock import patch

    with patch("graph.extract.reliability.measured", return_value={}):
        for article in articles("train"):
            if article.name in names:
                calibration.record(article.name, read([article]).outcomes)


def calibrate() -> None:
    """Fit the recorded first readings and write the table of the extractor."""
    from graph.extract.reliability import bin_of

    calibration.write(calibration.fitted(calibration.first_readings(), bin_of))


def read(texts: Iterable[Article]) -> Reading:
    """Extract from and score every article."""
    reading = Reading()
    for article in texts:
        relationships = extracted(article)
        every = [each for relationship in relationships for each in relationship.evidence]
        reading.evidence += len(every)
        reading.inexact += sum(not is_exact(each, article.text) for each in every)
        found = [found_fact(one) for one in relationships if is_asked(one.relation)]
        tally = scorer.score(article.facts, found)
        reading.by_article[article.name] = tally
        reading.tally.add(tally)
        reading.outcomes += calibration.outcomes(tally, told(relationships))
        pairs = baselines.as_pairs(article.facts), baselines.as_pairs(found)
        reading.pairs.add(scorer.score(*pairs))
    return reading


def baseline(
    texts: Iterable[Article],
    find: Callable[[str], Iterable[Fact]],
    gold: Callable[[Iterable[Fact]], Iterable[Fact]],
) -> Tally:
    """Score a yardstick on the same articles."""
    tally = Tally()
    for article in texts:
        tally.add(scorer.score(gold(article.facts), find(article.text)))
    return tally


def row(name: str, tally: Tally, hits: int | None = None) -> str:
    """Write one line of the table."""
    result = scorer.rates(tally, hits)
    asked = len(tally.matches) + len(tally.missed)
    given = len(tally.matches) + len(tally.false)
    return (
        f"| {name} | {result.precision:.3f} | {result.recall:.3f} | {result.f1:.3f} "
        f"| {asked} | {given} |"
    )


def figure(name: str, value: str) -> str:
    """Write a line for something that is neither precision nor recall."""
    return f"| {name} | {value} | | | | |"


def summary_rows(reading: Reading) -> list[str]:
    """Overall rates, and the rest of what makes a reading trustworthy."""
    tally = reading.tally
    exact = 1 - scorer.ratio(reading.inexact, reading.evidence)
    return [
        row("**all relations**", tally),
        row("all, right words too", tally, scorer.strict_hits(tally)),
        row("pairs of states only", reading.pairs),
        figure("polarity accuracy", f"{scorer.polarity_accuracy(tally):.3f}"),
        figure("modality accuracy", f"{scorer.modality_accuracy(tally):.3f}"),
        figure("commodity accuracy", f"{scorer.commodity_accuracy(tally):.3f}"),
        figure("negated read as asserted", str(scorer.negated_as_asserted(tally))),
        figure("offset exactness", f"{exact:.3f}"),
    ]


def plain_row() -> str:
    """Count what is found where nothing is."""
    texts = list(plain_texts())
    words = sum(len(article.text.split()) for article in texts)
    false = len(read(texts).tally.false)
    name = f"false relations per 1,000 words of plain prose ({words} words)"
    return figure(name, f"{1000 * scorer.ratio(false, words):.2f}")


def baseline_rows(texts: list[Article]) -> list[str]:
    """Rate both yardsticks, which know the annotators' words for every state."""
    names = baselines.names_of_states(article for part in PARTS for article in articles(part))
    together = baseline(
        texts, lambda text: baselines.co_occurrence(text, names), baselines.as_pairs
    )
    usual = baselines.commonest_relation(articles("train"))
    guessed = baseline(texts, lambda text: baselines.co_occurrence(text, names, usual), list)
    between = baseline(texts, lambda text: baselines.verb_between(text, names), list)
    return [
        row("baseline: two states in a sentence (pairs only)", together),
        row(f"baseline: two states in a sentence, as {usual}", guessed),
        row("baseline: verb between two states", between),
    ]


def table(part: str, reading: Reading, texts: list[Article]) -> str:
    """Write the whole result as one Markdown table."""
    tally = reading.tally
    lines = [
        f"| {part}: {len(texts)} articles | precision | recall | F1 | annotated | found |",
        "|---|---|---|---|---|---|",
        *summary_rows(reading),
        plain_row(),
        *baseline_rows(texts),
        *(row(relation, tally.only(relation)) for relation in tally.relations),
    ]
    return "\n".join(lines)


def described(label: str, fact: Fact) -> str:
    """Write one error with the words it stands on."""
    said = f"{fact.polarity}/{fact.modality}"
    quote = " ".join(fact.quote.split())
    return f"- {label} `{fact.source} {fact.relation} {fact.target}` ({said}): {quote}"


def errors_of(tally: Tally) -> list[str]:
    """List misses, false finds and wrong readings of one article."""
    lines = [described("MISS", fact) for fact in tally.missed]
    lines += [described("FALSE", fact) for fact in tally.false]
    for match in tally.matches:
        asked = match.gold.polarity, match.gold.modality
        given = match.found.polarity, match.found.modality
        if asked != given:
            lines.append(described(f"READ AS {'/'.join(given)}", match.gold))
        if not scorer.same_place(match):
            quote = " ".join(match.found.quote.split())
            lines.append(described("OTHER WORDS", match.gold) + f" -- found in: {quote}")
        if match.gold.commodity and match.gold.commodity != match.found.commodity:
            label = f"{match.gold.commodity} READ AS {match.found.commodity}"
            lines.append(described(label, match.gold))
    return lines


def error_list(reading: Reading) -> str:
    """List every error by article."""
    lines: list[str] = []
    for name, tally in reading.by_article.items():
        found = errors_of(tally)
        if found:
            lines += ["", f"### {name}", *found]
    return "\n".join(lines)


def main() -> None:
    """Print the table of one part and, where asked, its errors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=PARTS, default="train")
    parser.add_argument("--errors", action="store_true", help="list misses and false finds")
    parser.add_argument(
        "--calibrate", action="store_true", help="write graph/extract/tables/reliability.csv anew"
    )
    parser.add_argument(
        "--first-reading", nargs="+", metavar="ARTICLE", help="record new training articles"
    )
    options = parser.parse_args()
    if options.first_reading:
        record_first(options.first_reading)
        return
    if options.calibrate:
        calibrate()
        return
    if options.errors and options.part == "test":
        parser.error("the test part is only scored: its errors are not looked at")
    texts = list(articles(options.part))
    reading = read(texts)
    print(table(options.part, reading, texts))
    print()
    print(calibration.shown(options.part, reading.outcomes))
    if options.errors:
        print(error_list(reading))


if __name__ == "__main__":
    main()
