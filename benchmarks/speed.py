"""How fast text is read: `uv run python benchmarks/speed.py`.

Prints megabytes of annotated news text a second on one core, the best of five runs.
"""

from __future__ import annotations

import time
from pathlib import Path

from graph.extract import extract
from graph.model import Document

ARTICLES = sorted((Path(__file__).parents[1] / "tests" / "gold" / "train").glob("*.txt"))
REPEATS = 10


def main() -> None:
    """Read the training articles as one text, several times over."""
    text = "\n\n".join(path.read_text("utf-8") for path in ARTICLES) * REPEATS
    document = Document(name="benchmark", text=text)
    seconds = []
    for _ in range(5):
        begun = time.perf_counter()
        extract(document)
        seconds.append(time.perf_counter() - begun)
    print(f"{len(text) / 1e6 / min(seconds):.2f} MB/s over {len(text) / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
