"""How fast collections are read: `uv run python benchmarks/scale.py --articles 100000`.

Generates short articles (the sentences of the annotated training set, shuffled with a fixed
seed) into one Parquet file, adds them to a store with 1, 2, ... workers, each in a process of
its own, and prints articles a second, processor time, memory and the size of the store. Memory
is measured at a tenth of the articles and at all of them: it must not grow with their number.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

TEXTS = sorted((Path(__file__).parents[1] / "tests" / "gold" / "train").glob("*.txt"))
SENTENCES_EACH = 12
# Runs the command, then tells on standard error the most memory of it and of its workers.
RUN = """
import resource, sys
from graph.cli import main
sys.argv = ["corridor", *sys.argv[1:]]
try:
    main()
finally:
    most = [resource.getrusage(who).ru_maxrss for who in
            (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    sys.stderr.write(f"MEMORY {most[0]} {most[1]}")
"""


@dataclass(frozen=True)
class Measured:
    """What adding a collection took; memory in MB of the parent and of its largest worker."""

    articles: int
    workers: int
    seconds: float
    processor_s: float
    memory_mb: float
    worker_mb: float
    store_mb: float


def main() -> None:
    """Generate, add, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        few = generate(folder / "few.parquet", options.articles // 10)
        many = generate(folder / "many.parquet", options.articles)
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; articles of", end=" ")
        print(f"{many.stat().st_size / options.articles:.0f} bytes packed")
        print("articles workers seconds articles/s CPU-s ms-CPU/article MB MB/worker store-MB")
        show(add(few, options.articles // 10, 1, folder / "few.db"))
        for workers in options.workers:
            show(add(many, options.articles, workers, folder / f"{workers}.db"))


def generate(path: Path, count: int) -> Path:
    """Write `count` articles, all different, a portion at a time."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    draw = random.Random(count)  # noqa: S311 - not a secret
    lines = [line for text in TEXTS for line in text.read_text("utf-8").split(". ") if line.strip()]
    schema = pa.schema([("title", pa.string()), ("date", pa.string()), ("text", pa.string())])
    with pq.ParquetWriter(path, schema) as writer:
        for first in range(0, count, 1000):
            numbers = range(first, min(first + 1000, count))
            rows = [article(draw, lines, number) for number in numbers]
            writer.write_table(pa.Table.from_pylist(rows, schema=schema))
    return path


def article(draw: random.Random, lines: list[str], number: int) -> dict[str, str]:
    """Return one article."""
    said = ". ".join(line.strip().rstrip(".") for line in draw.sample(lines, SENTENCES_EACH))
    return {"title": f"Article {number}", "date": "2024-01-01", "text": f"{said}. No. {number}."}


def add(table: Path, count: int, workers: int, store: Path) -> Measured:
    """Add a table to a new store in a process of its own."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", RUN, "add", table, "--store", store, "--workers", str(workers)],
        check=True, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    seconds, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    own, child = done.stderr.rpartition("MEMORY ")[2].split()
    processor_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    size = store.stat().st_size / 1e6
    return Measured(count, workers, seconds, processor_s, int(own) / 1e3, int(child) / 1e3, size)


def show(one: Measured) -> None:
    """Print a line of figures."""
    print(
        f"{one.articles:8} {one.workers:7} {one.seconds:7.1f} {one.articles / one.seconds:10.0f} "
        f"{one.processor_s:5.1f} {one.processor_s / one.articles * 1e3:14.2f} "
        f"{one.memory_mb:4.0f} {one.worker_mb:9.0f} {one.store_mb:8.1f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
