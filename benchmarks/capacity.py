"""How much fits, beside what others have published, as Markdown.

Run with `uv run python benchmarks/capacity.py [-o FILE]`. Each row of `capacity.csv` asks for
the most of a commodity that fits on all ways at once, and tells a published figure. Two of ours
stand beside it: what facilities built for the commodity alone take, and what all take if
nothing else used them; a real answer lies between. Exit code 1 if a question has no answer.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

from graph import Explorer
from graph.errors import CorridorError
from graph.model import Flow
from graph.store import write_whole

TABLE = Path(__file__).with_name("capacity.csv")
AS_OF = "2025-06-01"
SHOWN = 4
HEAD = "|question|for it alone|with shared|published|within|binding|\n|---|---:|---:|---:|---|---|"


def rows() -> list[dict[str, str]]:
    """Read the table of questions."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ask(explorer: Explorer, row: dict[str, str]) -> Flow | str:
    """Give the flow that answers a row, or why there is none."""
    try:
        return explorer.capacity(
            row["origin"],
            row["destination"],
            commodity=row["commodity"],
            avoid=[part for part in row["avoid"].split(";") if part],
            modes=[part for part in row["modes"].split(";") if part] or None,
            as_of=AS_OF,
        ).flow
    except CorridorError as error:
        return error.what


def within(flow: Flow, low: float, high: float) -> bool:
    """Tell whether the published range meets that of ours."""
    return flow.dedicated <= high and low <= flow.total


def line(row: dict[str, str], flow: Flow) -> str:
    """Return a row of the report."""
    low, high = float(row["published_low"]), float(row["published_high"])
    binding = [f"{limit.name} {limit.flow:g}" for limit in flow.binding]
    more = f" and {len(binding) - SHOWN} more" if len(binding) > SHOWN else ""
    cells = [
        row["question"],
        f"{flow.dedicated:g}",
        f"{flow.total:g}",
        "-".join(dict.fromkeys((f"{low:g}", f"{high:g}"))),
        "yes" if within(flow, low, high) else "no",
        "; ".join(binding[:SHOWN]) + more,
    ]
    return f"|{'|'.join(cells)}|"


def report(answers: list[tuple[dict[str, str], Flow | str]]) -> str:
    """Return the report in Markdown."""
    found = [(row, flow) for row, flow in answers if isinstance(flow, Flow)]
    lines = [
        "# How much fits, beside published figures",
        "",
        f"Mt a year, borders and services as of {AS_OF}.",
        "",
        HEAD,
        *(line(row, flow) for row, flow in found),
        "",
        f"## No answer: {len(answers) - len(found)} of {len(answers)}",
        "",
        *(f"- {row['question']}: {told}" for row, told in answers if isinstance(told, str)),
        "",
        "## What was published, and what is not counted here",
        "",
    ]
    for row, flow in found:
        dark = ", ".join(limit.name for limit in flow.uncounted) or "nothing"
        lines.append(f"- {row['question']}: {row['what']} ({row['source']}). Not counted: {dark}.")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-o", "--output", type=Path)
    asked = parser.parse_args()
    explorer = Explorer()
    answers = [(row, ask(explorer, row)) for row in rows()]
    text = report(answers)
    if asked.output:
        write_whole(asked.output, text)
    else:
        print(text)
    return int(any(isinstance(flow, str) for _, flow in answers))


if __name__ == "__main__":
    raise SystemExit(main())
