"""How fast text is read, on one core: `uv run python benchmarks/speed.py`.

Prints megabytes a second of processor time, and the time as a multiple of what a fixed loop
takes on the same machine, which tells two machines apart from two versions. `--line` adds one
line of 10 MB: its time for each megabyte must be that of a shorter line.
"""

from __future__ import annotations

import argparse
import time
import tracemalloc
from pathlib import Path

from graph.extract import extract
from graph.model import Document

GOLD = Path(__file__).parents[1] / "tests" / "gold"
RUNS = 5
LINE = "Kazakhstan exports oil to China and Russia, while Iran attacked Iraq; it was a fine day. "


def seconds_of(text: str, runs: int = RUNS) -> float:
    """Return the least processor time (s) in which `text` was read."""
    document = Document(name="benchmark", text=text)
    best = float("inf")
    for _ in range(runs):
        begun = time.process_time()
        extract(document)
        best = min(best, time.process_time() - begun)
    return best


def loop_seconds() -> float:
    """Return the least processor time (s) of a fixed loop."""
    best = float("inf")
    for _ in range(RUNS):
        begun = time.process_time()
        sum(i * i for i in range(1_000_000))
        best = min(best, time.process_time() - begun)
    return best


def row(name: str, text: str, loop: float, runs: int = RUNS) -> str:
    """Write one line of the table."""
    seconds, size = seconds_of(text, runs), len(text.encode()) / 1e6
    return f"| {name} | {size:.2f} | {size / seconds:.2f} | {seconds / size / loop:.1f} |"


def kept_bytes(text: str, documents: int) -> int:
    """Return how much memory stays in use after so many documents, their results dropped."""
    tracemalloc.start()
    for number in range(documents):
        extract(Document(name=f"{number}", text=text))
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return kept


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--line", action="store_true", help="also read one line of 10 MB")
    options = parser.parse_args()
    news = "\n\n".join(path.read_text("utf-8") for path in sorted(GOLD.glob("train/*.txt")))
    # a match report is known by its words and not read at all: it would flatter the figure
    plain = [path for path in sorted(GOLD.glob("plain/*.txt")) if path.stem != "football"]
    prose = "\n\n".join(path.read_text("utf-8") for path in plain)
    seconds_of(news, 1)  # tables are read once
    loop = loop_seconds()
    print("| text | MB | MB/s | loops for 1 MB |\n|---|---|---|---|")
    print(row("annotated articles (a relationship in every second sentence)", news * 4, loop))
    print(row("articles and four times as much other prose", news + prose * 16, loop))
    print(row("prose without geopolitics", prose * 16, loop))
    if options.line:
        print(row("one line of 1 MB", LINE * (1_000_000 // len(LINE)), loop, 1))
        print(row("one line of 10 MB", LINE * (10_000_000 // len(LINE)), loop, 1))
    few, many = kept_bytes(news, 2), kept_bytes(news, 8)
    print(f"\nKept in memory after 2 readings {few / 1e6:.2f} MB, after 8 {many / 1e6:.2f} MB.")


if __name__ == "__main__":
    main()
