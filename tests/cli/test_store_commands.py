"""The commands around a store, as a script sees them."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

CORRIDOR = [sys.executable, "-m", "graph"]
ENV = {**os.environ, "PYTHONWARNINGS": "error", "COLUMNS": "100", "NO_COLOR": "1"}


def run(*arguments, **options):
    return subprocess.run(
        [*CORRIDOR, *map(str, arguments)],
        capture_output=True, check=False,
        **{"encoding": "utf-8", "env": ENV} | options,
    )  # fmt: skip


@pytest.fixture
def articles(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("The Lobito Corridor crosses Angola, DR Congo and Zambia.")
    (folder / "b.txt").write_text("Chile exports copper to China.")
    return folder


@pytest.fixture
def store(tmp_path, articles):
    path = tmp_path / "s.db"
    done = run("add", articles, "--store", path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "holds 2 articles" in done.stdout
    return path


def test_adding_again_changes_nothing(store, articles):
    before = store.read_bytes()
    done = run("add", articles, "--store", store)
    assert "2 were there already" in done.stdout
    assert store.read_bytes() == before


def test_every_command_that_reads_relations_takes_a_store(store, tmp_path):
    ask = ["--store", store]
    paths = run("paths", "Zambia", "Angola", "--on", "relations", *ask)
    assert "Zambia → DR Congo → Angola" in paths.stdout, paths.stderr
    assert "Lobito" in run("show", "Angola", *ask).stdout
    assert "Chile" in run("list", "state", *ask).stdout
    page = run("render", "-o", tmp_path / "p.html", *ask)
    assert page.returncode == 0, page.stderr
    assert "Lobito" in (tmp_path / "p.html").read_text("utf-8")
    export = run("export", "-o", tmp_path / "x.csv", *ask)
    assert "relationships" in export.stderr
    assert "Lobito" in (tmp_path / "x.csv").read_text("utf-8")


@pytest.mark.parametrize("form", ["table", "jsonl", "csv"])
def test_extract_with_a_store_says_the_same_the_second_time(articles, tmp_path, form):
    command = ["extract", articles, "--format", form]
    plain = run(*command)
    with_store = [run(*command, "--store", tmp_path / "t.db") for _ in range(2)]
    assert [one.stdout for one in with_store] == [plain.stdout] * 2
    assert plain.stdout
    run(*command, "-o", tmp_path / "out")
    assert (tmp_path / "out").read_text("utf-8") == plain.stdout


def test_a_bad_article_in_a_folder_is_told_after_the_others_are_read(articles, tmp_path):
    (articles / "aa.txt").write_bytes(b"\0\0\0")
    done = run("extract", articles, "--format", "jsonl", "-o", tmp_path / "out.jsonl")
    assert done.returncode == 2
    assert "1 of 3 articles" in done.stderr
    assert "aa.txt" in done.stderr
    assert "Traceback" not in done.stderr
    lines = (tmp_path / "out.jsonl").read_text("utf-8").splitlines()
    sources = {json.loads(line)["source"] for line in lines}
    assert sources == {"corridor:lobito", "CL"}


def test_many_workers_say_what_one_says(articles):
    one, two = (run("extract", articles, "--format", "jsonl", "--workers", n) for n in "12")
    assert one.stdout == two.stdout
    assert one.stdout


def test_links_are_told_on_standard_error(articles):
    (articles / "c.txt").symlink_to(articles / "a.txt")
    done = run("extract", articles)
    assert done.returncode == 0
    assert "not followed" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["add", "articles"], 2, "--store"),
        (["add", "--store", "new.db"], 2, "nothing to add"),
        (["add", "articles", "--store", "articles"], 2, "is a folder"),
        (["add", "articles", "--store", "articles/a.txt"], 2, "not a store"),
        (["add", "articles", "--store", "no/where/s.db"], 2, "cannot be opened"),
        (["add", "nothing", "--store", "new.db"], 2, "nothing"),
        (["add", "articles", "--store", "s.db", "--workers", "0"], 2, "1 or more"),
        (["list", "state", "--store", "no.db"], 2, "there is no store"),
        (["list", "state", "--store", "articles/a.txt"], 2, "not a store"),
        (["export", "--store", "s.db", "-o", "x.docx"], 2, "graphml"),
        (["export", "--store", "s.db", "-o", "no/x.csv"], 2, "cannot write"),
        (["export", "--store", "s.db", "-o", "articles", "--format", "csv"], 2, "cannot write"),
        (["extract", "articles", "--format", "xml"], 2, "table, jsonl or csv"),
    ],
)
def test_mistakes_get_a_message_and_a_code(store, tmp_path, arguments, code, says):
    done = run(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (code, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "no").exists()
    assert store.exists()


def test_a_terminal_of_few_characters_shows_numbers(articles):
    (articles / "c.txt").write_text("By sea 🚢 Chile exports copper to Peru.", "utf-8")
    narrow = {"encoding": "cp1252", "env": ENV | {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}}
    done = run("extract", articles, "--format", "jsonl", **narrow)
    assert done.returncode == 0, done.stderr
    assert "\\U0001f6a2" in done.stdout


def test_an_article_gives_the_terminal_no_orders(articles):
    said = "Chile exports copper to Peru and \x1b]0;owned\x07 to \x9b2JSpain now."
    said += "\n\n" + "Nothing else was said on that day in any of the ports. " * 4
    (articles / "c.txt").write_text(said, "utf-8")
    (articles / "bad\x1b[2J.txt").write_bytes(b"\0")
    for done in (run("extract", articles), run("show", "Chile", "--articles", articles / "c.txt")):
        assert "Peru" in done.stdout
        assert not {"\x9b", "\x07"} & set(done.stdout + done.stderr)
        assert "\x1b]" not in done.stdout
        assert "\x1b" not in done.stderr


@pytest.mark.parametrize("command", ["add", "export"])
def test_the_new_commands_have_help(command):
    done = run(command, "--help")
    assert done.returncode == 0
    assert "--store" in done.stdout
