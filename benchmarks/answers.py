"""The questions people bring, answered: our ways with their km and days beside published ones.

Run with `uv run python benchmarks/answers.py [-o FILE]`. Each row of `answers.csv` asks for
one way; it is found if one of five alternatives enters all its states and, where places are
named, one of them. What is not found, and what differs by more than a half from a published
figure, is told at the end. Exit code 1 if a way is missing.
"""

from __future__ import annotations

import argparse
import csv
from dataclasses import dataclass
from pathlib import Path

from graph import Explorer
from graph.errors import CorridorError
from graph.model import Route
from graph.store import write_whole

TABLE = Path(__file__).with_name("answers.csv")
AS_OF = "2025-06-01"
WAYS = 5
FAR = 0.5


@dataclass(frozen=True)
class Answer:
    """A row of the table, and the way that answers it; None where there is none."""

    row: dict[str, str]
    way: Route | None
    told: str = ""


def rows() -> list[dict[str, str]]:
    """Read the table of questions."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def parts(cell: str) -> list[str]:
    """Split a cell of several values."""
    return [part for part in cell.split(";") if part]


def answer(explorer: Explorer, row: dict[str, str]) -> Answer:
    """Ask for the ways of a row and pick the first that is meant."""
    try:
        ways = explorer.paths(
            row["origin"],
            row["destination"],
            avoid=parts(row["avoid"]),
            modes=parts(row["modes"]) or None,
            commodity=row["commodity"] or None,
            by=row["by"],
            k=WAYS,
            as_of=AS_OF,
        )
    except CorridorError as error:
        return Answer(row, None, error.what)
    meant = [way for way in ways if fits(way, row)]
    found = "; ".join("-".join(way.countries) for way in ways)
    return Answer(row, meant[0] if meant else None, "" if meant else f"only {found}")


def fits(way: Route, row: dict[str, str]) -> bool:
    """Tell whether a way enters the states of a row and touches one of its places."""
    places = {*way.stops, *(name for leg in way.legs for name in (leg.start, leg.end))}
    named = parts(row["stops"])
    return set(parts(row["countries"])) <= set(way.countries) and (
        not named or any(place.startswith(name) for place in places for name in named)
    )


def report(answers: list[Answer]) -> str:
    """Return the report in Markdown, misses last."""
    lines = [
        "# Ways out, beside published figures",
        "",
        f"Borders, closures and services as of {AS_OF}. Days are hours in motion and at stops.",
    ]
    question = ""
    for one in answers:
        if one.row["question"] != question:
            question = one.row["question"]
            lines += [
                "",
                f"## {question}",
                "",
                "|way|states|modes|km|published|days|published|USD/t|",
            ]
            lines.append("|---|---|---|---:|---:|---:|---:|---:|")
        lines.append(line(one))
    missing = [one for one in answers if one.way is None]
    apart = [text for one in answers if (text := difference(one))]
    lines += ["", f"## Not found: {len(missing)} of {len(answers)}", ""]
    lines += [f"- {one.row['question']}, {one.row['way']}: {one.told}" for one in missing]
    lines += ["", f"## More than half apart from what is published: {len(apart)}", ""]
    return "\n".join([*lines, *(f"- {text}" for text in apart)]) + "\n"


def line(one: Answer) -> str:
    """Return a row of the report."""
    row, way = one.row, one.way
    days = "-".join(dict.fromkeys(filter(None, (row["days_min"], row["days_max"]))))
    if way is None:
        return f"|{row['way']}|not found|||{row['km']}||{days}||"
    cells = [
        row["way"],
        " ".join(way.countries),
        ", ".join(way.modes),
        f"{way.distance_km:,.0f}",
        row["km"],
        f"{(way.duration_h or 0) / 24:.1f}",
        days,
        f"{way.cost_usd_per_t:,.0f}",
    ]
    return f"|{'|'.join(cells)}|"


def difference(one: Answer) -> str:
    """Tell where a way is more than half longer or shorter than published, or ''."""
    if one.way is None:
        return ""
    row, told = one.row, []
    ours = {"km": one.way.distance_km or 0, "days": (one.way.duration_h or 0) / 24}
    known = {
        "km": [float(row["km"])] if row["km"] else [],
        "days": [float(row[name]) for name in ("days_min", "days_max") if row[name]],
    }
    for unit, values in known.items():
        if values and not min(values) * (1 - FAR) <= ours[unit] <= max(values) * (1 + FAR):
            told.append(f"{ours[unit]:,.1f} {unit} against {min(values):g}-{max(values):g}")
    return f"{row['question']}, {row['way']}: {', '.join(told)} ({row['source']})" if told else ""


def main() -> int:
    """Write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-o", "--output", type=Path)
    asked = parser.parse_args()
    explorer = Explorer()
    answers = [answer(explorer, row) for row in rows()]
    text = report(answers)
    if asked.output:
        write_whole(asked.output, text)
    else:
        print(text)
    return int(any(one.way is None for one in answers))


if __name__ == "__main__":
    raise SystemExit(main())
