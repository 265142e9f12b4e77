"""`corridor extract` with a review and with a model, as a script sees it."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

_spec = spec_from_file_location("stub", Path(__file__).parents[1] / "llm" / "conftest.py")
stub_module = module_from_spec(_spec)
_spec.loader.exec_module(stub_module)
answer, fact, KEY = stub_module.answer, stub_module.fact, stub_module.KEY

TEXT = "Kazakhstan exports oil to Germany. France attacked Mali."


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.fixture
def stub():
    with stub_module.served() as one:
        yield one


@pytest.fixture
def run(tmp_path):
    def call(*arguments, **env):
        env = {
            **os.environ, "PYTHONWARNINGS": "error", "COLUMNS": "100", "NO_COLOR": "1",
            "NO_PROXY": "*", "XDG_CACHE_HOME": str(tmp_path / "cache"), **env,
        }  # fmt: skip
        return subprocess.run(
            [sys.executable, "-m", "graph", "extract", *map(str, arguments)],
            capture_output=True, encoding="utf-8", env=env, check=False, cwd=tmp_path,
        )  # fmt: skip

    return call


def records(done):
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_review_goes_out_and_comes_back(run, article, tmp_path):
    table = tmp_path / "review.csv"
    plain = run(article, "--review", table, "--format", "jsonl")
    assert "Wrote 2 rows" in plain.stderr
    assert len(records(plain)) == 2

    rows = list(csv.DictReader(table.read_text("utf-8-sig").splitlines()))
    rows[0]["verdict"], rows[1]["verdict"] = "reject", "correct"
    rows[1]["corrected_target"] = "Niger"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)

    done = run(article, "--reviewed", table, "--format", "jsonl")
    (one,) = records(done)
    assert (one["target"], one["reviewed"], one["machine"]["target"]) == ("NE", "corrected", "ML")
    assert "0 accepted, 1 corrected, 1 rejected" in done.stderr
    both = run(article, "--reviewed", table, "--format", "csv", "--rejected")
    assert [row["reviewed"] for row in csv.DictReader(both.stdout.splitlines())] == [
        "corrected", "rejected",
    ]  # fmt: skip
    refused = run(article, "--review", table)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "would be lost" in refused.stderr

    whole = run(tmp_path, "--format", "jsonl")
    assert len(records(whole)) == 2, "the review beside the articles is none of them"

    article.write_text("France \x1b[2Jattacked Mali.", "utf-8")
    done = run(article, "--reviewed", table)
    assert "\x1b[2J" not in done.stderr + done.stdout
    article.write_text("France attacked Mali.", "utf-8")
    assert "row 2: its sentence stands no longer" in run(article, "--reviewed", table).stderr


def test_a_bad_review_is_told_whole_and_nothing_is_written(run, article, tmp_path):
    table = tmp_path / "review.csv"
    table.write_text("id,verdict\nr1,maybe\n", "utf-8")
    done = run(article, "--reviewed", table, "-o", tmp_path / "out.jsonl")
    assert done.returncode == 2
    assert "row 1: quote: column is missing" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out.jsonl").exists()


def test_a_model_is_asked_and_the_account_told(run, article, stub):
    stub.script = [answer(
        fact("France", "attacks", "Mali", "France attacked Mali."),
        fact("Peru", "attacks", "Chile", "Peru attacked Chile."),
    )]  # fmt: skip
    asked = ("--llm", "--llm-url", stub.url, "--llm-model", "m", "--llm-price", "1,2")
    done = run(article, *asked, "--format", "jsonl", CORRIDOR_LLM_KEY=KEY)
    (one,) = records(done)
    assert one["method"] == "llm:m"
    assert "1 relationship kept, 1 dropped: 1 quote not in the text" in done.stderr
    assert "cost 0.000140" in done.stderr
    assert KEY not in done.stderr + done.stdout
    again = run(article, *asked, "--llm-compare", CORRIDOR_LLM_KEY=KEY)
    assert "1 part, 1 from the cache, 0 requests" in again.stderr
    assert "both (1)" in again.stdout
    assert "only rules (1)" in again.stdout
    assert "Agreed on 1 of 2 statements; 0 found by both" in again.stdout
    table = run(article, *asked, "--llm-compare", "--format", "csv", CORRIDOR_LLM_KEY=KEY)
    assert [row["status"] for row in csv.DictReader(table.stdout.splitlines())] == [
        "both", "only rules",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["--llm"], 2, "--llm-url URL"),
        (["--llm-url", "{url}"], 2, "--llm-url does nothing alone"),
        (["--rejected"], 2, "--reviewed FILE"),
        (["--llm", "--llm-url", "{url}", "--llm-model", "m", "--format", "xml"], 2, "table, jsonl"),
        (["--llm", "--store", "s.db"], 2, "--store and --scheduler"),
        (["--llm", "--llm-url", "nowhere", "--llm-model", "m"], 2, "not a URL"),
        (["--llm", "--llm-url", "{url}", "--llm-model", "m", "--llm-price", "x"], 2, "not a price"),
        (["--llm", "--llm-url", "{url}", "--llm-model", "m", "--llm-limit", "5"], 2, "too small"),
        (["--llm", "--llm-url", "{url}", "--llm-model", "m"], 1, "status 401"),
    ],
)
def test_a_mistake_gets_its_exit_code_and_no_key_is_told(run, article, stub, arguments, code, says):
    stub.script = [401]
    done = run(article, *(one.format(url=stub.url) for one in arguments), CORRIDOR_LLM_KEY=KEY)
    assert (done.returncode, done.stdout) == (code, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert KEY not in done.stderr
