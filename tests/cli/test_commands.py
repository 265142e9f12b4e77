"""The command as a script sees it: output, exit codes, and how fast it starts."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time

import pytest

CORRIDOR = [sys.executable, "-m", "graph"]
ENV = {**os.environ, "PYTHONWARNINGS": "error", "COLUMNS": "100", "NO_COLOR": "1"}
ON = ["--on", "relations"]


def run(*arguments, stdin=None):
    return subprocess.run(
        [*CORRIDOR, *map(str, arguments)],
        input=stdin, capture_output=True, encoding="utf-8", env=ENV, check=False,
    )  # fmt: skip


def test_the_question_of_the_first_article():
    done = run("paths", "Kazakhstan", "Turkey", "--avoid", "Russia", *ON)
    assert done.returncode == 0, done.stderr
    assert "Kazakhstan → Caspian Sea → Azerbaijan → Georgia → Turkey" in done.stdout
    assert "Middle Corridor" in done.stdout
    assert "“The Middle Corridor crosses" in done.stdout, "the sentence that says so"
    assert "Russia →" not in done.stdout


def test_with_nothing_avoided_russia_shows_too():
    done = run("paths", "Kazakhstan", "Turkey", *ON)
    assert "Kazakhstan → Russia → Turkey" in done.stdout


def test_json_has_the_published_shape():
    done = run("paths", "KZ", "TR", "--avoid", "RU", *ON, "--format", "json")
    payload = json.loads(done.stdout)
    assert payload["schema"] == "corridor.paths/1"
    (route,) = payload["routes"]
    assert route["countries"] == ["KZ", "AZ", "GE", "TR"]
    assert route["corridors"] == ["corridor:middle"]
    assert route["legs"][0]["from"] == "Kazakhstan"
    assert all(leg["evidence"][0].keys() == {"source", "quote"} for leg in route["legs"])


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["paths", "Kazakstan", "Turkey", *ON], 2, "Kazakhstan"),
        (["paths", "Kazakhstan", "Atlantis City", *ON], 2, "unknown place"),
        (["paths", "Kazakhstan", "Turkey", *ON, "--avoid", "Nowhereland"], 2, "unknown"),
        (["paths", "Kazakhstan", "Turkey", *ON, "-k", "0"], 2, "at least 1"),
        (["paths", "Kazakhstan", "Turkey", *ON, "--format", "xml"], 2, "table, json"),
        (["paths", "Kazakhstan", "Turkey", "--on", "moon"], 2, "unknown graph"),
        (["render", "--from", "Kazakhstan"], 2, "go together"),
        (["extract", "no/such/file.txt"], 2, "no/such/file.txt"),
        (["list", "planet"], 2, "unknown kind"),
        (["show", "Kazakhstn"], 2, "Kazakhstan"),
        (
            ["paths", "Kazakhstan", "Turkey", *ON, "--avoid", "Russia", "--avoid", "Georgia"],
            3,
            "Lift --avoid Georgia",
        ),
    ],
)
def test_a_mistake_gets_its_exit_code_and_two_lines(arguments, code, says):
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) <= 2


def test_extract_reads_standard_input_and_keeps_offsets(tmp_path):
    text = "Zambia borders Angola. Chile exports copper to China."
    done = run("extract", "-", "--format", "jsonl", stdin=text)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert {(r["source"], r["relation"], r["target"]) for r in records} >= {
        ("CL", "exports_to", "CN")
    }
    assert all(text[r["start"] : r["end"]] == r["quote"] for r in records)

    out = tmp_path / "found.jsonl"
    assert run("extract", "-", "--format", "jsonl", "-o", out, stdin=text).returncode == 0
    assert out.read_text("utf-8") == done.stdout


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02\xff" * 99, "Österreich".encode("latin-1"), b"\xff\xfeA\x00"]
)
def test_odd_files_end_in_a_message_or_a_result(tmp_path, content):
    path = tmp_path / "odd.txt"
    path.write_bytes(content)
    done = run("extract", path)
    assert done.returncode in {0, 2}
    assert "Traceback" not in done.stderr
    assert done.returncode == 0 or "odd.txt" in done.stderr


def test_output_is_written_whole_or_not_at_all(tmp_path):
    target = tmp_path / "missing" / "page.html"
    done = run("render", "-o", target)
    assert done.returncode == 2
    assert not target.parent.exists()
    assert list(tmp_path.iterdir()) == []


def test_show_tells_a_denial_as_a_denial():
    done = run("show", "Kazakhstan")
    assert re.search(r"Kazakhstan supports Russia \(negated\)", done.stdout)


def test_own_articles_replace_the_shipped_ones(tmp_path):
    article = tmp_path / "lobito.txt"
    article.write_text("The Lobito Corridor crosses Angola, DR Congo and Zambia.", "utf-8")
    done = run("paths", "Zambia", "Angola", *ON, "--articles", article)
    assert "Zambia → DR Congo → Angola" in done.stdout
    assert run("paths", "Kazakhstan", "Turkey", *ON, "--articles", article).returncode == 3


@pytest.mark.network
def test_the_ground_is_asked_by_default(world):
    assert len(world.states) > 200
    done = run("paths", "Kazakhstan", "Germany", "--avoid", "Russia", "-k", "2", "--format", "json")
    assert done.returncode == 0, done.stderr
    payload = json.loads(done.stdout)
    assert payload["routes"]
    for route in payload["routes"]:
        assert "RU" not in route["countries"]
        assert route["countries"][0] == "KZ"
        assert route["countries"][-1] == "DE"
        for figure in ("distance_km", "duration_h", "cost_usd_per_t", "co2_kg_per_t"):
            legs = sum(leg[figure] for leg in route["legs"])
            assert route[figure] == pytest.approx(legs)


@pytest.mark.network
@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["Lusaka", "sea", "--avoid", "Atlantis"], 2, "unknown"),
        (["Lusaka", "sea", "--by", "beauty"], 2, "unknown objective"),
        (["Lusaka", "sea", "--mode", "balloon"], 2, "unknown mode"),
        (["Lusaka", "sea", "--as-of", "yesterday"], 2, "not a date"),
        (["95,10", "sea"], 2, "no such point"),
        (["Maseru", "sea", "--avoid", "South Africa", "-k", "1"], 3, "--avoid South Africa"),
    ],
)
def test_questions_to_the_ground_that_cannot_be_met(world, arguments, code, says):
    assert world.km.sum() > 1e6
    done = run("paths", *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.network
def test_geojson_draws_each_leg_and_credits_the_map(world):
    assert world.facts
    done = run("paths", "40.2,-74", "DEHAM", "-k", "1", "--format", "geojson")
    assert done.returncode == 0, done.stderr
    collection = json.loads(done.stdout)
    assert "OpenStreetMap" in collection["attribution"]
    for feature in collection["features"]:
        assert len(feature["geometry"]["coordinates"]) >= 2


@pytest.mark.network
def test_network_info_tells_licences(world):
    assert world.labels
    done = run("network", "info")
    assert "OpenStreetMap" in done.stdout
    assert re.search(r"rail +\d{5,}", done.stdout)


@pytest.mark.parametrize("command", ["extract", "paths", "render", "show", "list", "network"])
def test_every_command_has_help(command):
    done = run(command, "--help")
    assert done.returncode == 0
    assert "Usage" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "most_s"),
    [(["--help"], 0.3), (["paths", "Kazakhstan", "Turkey", "--avoid", "Russia", *ON], 1.0)],
)
def test_it_starts_fast(arguments, most_s):
    """Against a bare interpreter in the same moment, so that a busy machine fails nothing."""

    # as on a user's machine, where Python keeps what it has compiled
    kept = {key: value for key, value in ENV.items() if key != "PYTHONDONTWRITEBYTECODE"}

    def seconds(command):
        begun = time.perf_counter()
        subprocess.run(command, capture_output=True, env=kept, check=True)
        return time.perf_counter() - begun

    bare = min(seconds([sys.executable, "-c", "pass"]) for _ in range(5))
    ours = min(seconds([*CORRIDOR, *arguments]) for _ in range(5))
    usual_bare_s = 0.02
    assert ours < most_s * max(1.0, bare / usual_bare_s)


def test_list_relations_shows_meaning_ends_and_codes():
    listed = run("list", "relations").stdout
    assert "signed_agreement" in listed
    assert "PLOVER AGREE; CAMEO 057" in listed
    assert "state, bloc, org <-> state, bloc, org" in listed


@pytest.mark.network
def test_a_page_may_ask_for_the_sea(tmp_path):
    asked = ["--from", "Mongolia", "--to", "sea", "--avoid", "Russia"]
    done = run("render", *asked, "-o", str(tmp_path / "p.html"))
    assert done.returncode == 0
    assert "the open sea without Russia" in done.stdout
