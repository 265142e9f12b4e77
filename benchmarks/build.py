"""What a build of the world network takes: `uv run python benchmarks/build.py`.

Compiles the network into a folder of its own and prints seconds of one core, megabytes at the
peak and megabytes on disk, beside the limits.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from pathlib import Path

LIMITS = {"seconds of one core": 60, "MB at the peak": 1000, "MB on disk": 60}


def main() -> None:
    """Build once and print."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        from graph.network import build

        begun = time.process_time()
        build()
        seconds = time.process_time() - begun
        # Linux tells kilobytes, macOS bytes.
        scale = 1e6 if sys.platform == "darwin" else 1e3
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale
        size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file()) / 1e6
    for (name, limit), value in zip(LIMITS.items(), (seconds, peak, size), strict=True):
        print(f"{value:7.1f} {name} (limit {limit})")


if __name__ == "__main__":
    main()
