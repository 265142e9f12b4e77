import sys
from pathlib import Path

# Benchmarks are scripts, not a package: their folder is what makes them importable.
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
