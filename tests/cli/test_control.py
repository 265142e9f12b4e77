"""`--control`, `--strict-waters` and `--as-of` as a script sees them."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

ENV = {**os.environ, "PYTHONWARNINGS": "error", "NO_COLOR": "1"}
CRIMEA = ["44.95,34.10", "45.35,36.47", "--mode", "road", "-k", "1"]


def paths(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "graph", "paths", *arguments],
        capture_output=True,
        encoding="utf-8",
        env=ENV,
        check=False,
    )


def countries(*arguments: str) -> list[str]:
    done = paths(*arguments, "--format", "json")
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout)["routes"][0]["countries"])


@pytest.mark.network
@pytest.mark.usefixtures("world")
def test_crimea_by_view_and_by_day() -> None:
    assert countries(*CRIMEA) == ["RU"]
    assert countries(*CRIMEA, "--control", "legal") == ["UA"]
    assert countries(*CRIMEA, "--as-of", "2013-01-01") == ["UA"]
    for view, avoided in (("actual", "Russia"), ("legal", "Ukraine")):
        done = paths(*CRIMEA, "--control", view, "--avoid", avoided)
        assert done.returncode == 3
        assert f"--avoid {avoided}" in done.stderr


@pytest.mark.network
@pytest.mark.usefixtures("world")
def test_strict_waters_count_the_coasts_that_ships_pass() -> None:
    sail = ["54.40,18.67", "51.95,4.05", "--mode", "sea", "-k", "1"]
    assert countries(*sail) == ["PL", "NL"]
    assert {"DK", "SE"} & set(countries(*sail, "--strict-waters"))


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--control", "moral"], "actual, legal"),
        (["--control", "legal", "--on", "relations"], "network only"),
        (["--strict-waters", "--on", "relations"], "network only"),
    ],
)
def test_what_does_not_fit_is_told(arguments: list[str], says: str) -> None:
    done = paths("Kazakhstan", "Turkey", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr
