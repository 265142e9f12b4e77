"""The commands that weigh ways, as a script sees them."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

ENV = {**os.environ, "PYTHONWARNINGS": "error", "COLUMNS": "100", "NO_COLOR": "1"}


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "graph", *arguments],
        capture_output=True, encoding="utf-8", env=ENV, check=False,
    )  # fmt: skip


@pytest.mark.network
@pytest.mark.parametrize(
    ("arguments", "schema"),
    [
        (["chokepoints", "Kazakhstan", "Georgia", "--avoid", "Russia"], "corridor.chokepoints/1"),
        (["capacity", "Azerbaijan", "Italy", "--commodity", "gas"], "corridor.capacity/1"),
        (["compare", "KZ", "GE", "--against-avoid", "Russia", "-k", "1"], "corridor.compare/1"),
    ],
)
def test_analysis_prints_a_table_and_json(arguments, schema):
    table = run(*arguments)
    assert table.returncode == 0, table.stderr
    assert all(len(line) <= 100 for line in table.stdout.splitlines())
    assert json.loads(run(*arguments, "--format", "json").stdout)["schema"] == schema


@pytest.mark.network
@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["chokepoints", "KZ", "GE", "--format", "csv"], 2, "table or json"),
        (["capacity", "KZ", "GE", "--commodity", "unobtainium"], 2, "unknown commodity"),
        (["capacity", "KZ", "GE", "--commodity", "electricity"], 2, "no freight"),
        (["paths", "KZ", "GE", "--commodity", "gas", "--mode", "road"], 2, "does not go by road"),
        (["paths", "KZ", "GE", "--avoid", "port:Potti"], 2, "port:Poti"),
        (["paths", "KZ", "GE", "--by", "beauty"], 2, "pareto"),
        (["compare", "MN", "sea", "--avoid", "RU", "--avoid", "CN",
          "--against-avoid", "RU", "--against-avoid", "CN"], 3, "Lift"),
        (["chokepoints", "MN", "sea", "--avoid", "RU", "--avoid", "CN"], 3, "Lift"),
    ],
)  # fmt: skip
def test_analysis_tells_what_is_wrong(arguments, code, says):
    done = run(*arguments)
    assert done.returncode == code
    assert says in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.network
def test_a_brief_is_printed_or_written_whole(tmp_path):
    asked = ["brief", "Kazakhstan", "Georgia", "--avoid", "Russia", "-k", "1"]
    asked += ["--as-of", "2025-06-01"]
    printed = run(*asked)
    assert printed.returncode == 0, printed.stderr
    assert printed.stdout.startswith("# Kazakhstan → Georgia without Russia")
    page = tmp_path / "brief.html"
    assert run(*asked, "-o", str(page)).returncode == 0
    assert page.read_text("utf-8").rstrip().endswith("</html>")
    refused = run(*asked, "-o", str(tmp_path / "brief.pdf"))
    assert refused.returncode == 2
    assert "Traceback" not in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["brief.html"]
