"""Any arguments on the command line: an answer, or a message with its exit code."""

from __future__ import annotations

import contextlib
import io
import sys
from unittest import mock

from hypothesis import example, given, settings
from hypothesis import strategies as st

from graph.cli import main

fuzz = settings.get_profile("fuzz")
COMMANDS = ["extract", "add", "export", "paths", "show", "list", "render", "network", "brief", "x"]
OPTIONS = [
    "--avoid", "--store", "--articles", "--format", "--on", "relations", "network", "-k", "0",
    "-1", "999", "--by", "--mode", "rail", "--as-of", "2022-02-31", "-o", "--workers", "1",
    "--again", "--help", "--", "-", "KZ", "TR", "Kazakhstan", "Turkey", "border:AM-TR", "border:",
    "sea", "sea:", "1e9,1", "nan,nan", "state", "table", "csv", "--from", "--to", "",
]  # fmt: skip
# What a shell can hand over: no NUL; bytes that are no Unicode come as halves of pairs.
word = st.text(
    st.one_of(st.characters(exclude_characters="\0", exclude_categories=["Cs"]),
              st.characters(min_codepoint=0xDC80, max_codepoint=0xDCFF)),
    max_size=12,
)  # fmt: skip
arguments = st.tuples(
    st.sampled_from(COMMANDS),
    st.lists(st.one_of(st.sampled_from(OPTIONS), word), max_size=6),
).map(lambda pair: [pair[0], *pair[1]])


def exit_code():
    try:
        main()
    except SystemExit as end:
        return end.code
    return 0


@settings(fuzz)
@given(arguments)
@example(["show", "\udcff"])
@example(["extract", "\udcff.txt"])
@example(["add", "--store", "\udcff", "x"])
@example(["list", "state", "--store", "a" * 300])
@example(["paths", "Kazakhstan", "Turkey", "--on", "relations", "--articles", ""])
def test_any_arguments(tmp_path_factory, given_arguments):
    folder = tmp_path_factory.mktemp("fuzz")
    # nothing is compiled and nothing opened: those are other tests
    if given_arguments[0] in {"network", "paths"} and "relations" not in given_arguments:
        given_arguments = [*given_arguments, "--on", "relations"]
    out = io.TextIOWrapper(io.BytesIO(), "utf-8")
    error = io.TextIOWrapper(io.BytesIO(), "utf-8", errors="backslashreplace")
    stdin = io.TextIOWrapper(io.BytesIO(b"Chile exports copper to China."), "utf-8")
    with (
        contextlib.chdir(folder),
        mock.patch.object(sys, "argv", ["corridor", *given_arguments]),
        mock.patch.object(sys, "stdin", stdin),
        mock.patch.object(sys, "stdout", out),
        mock.patch.object(sys, "stderr", error),
    ):
        code = exit_code()
    assert code in {0, 1, 2, 3, None}
    error.flush()
    said = error.buffer.getvalue().decode()
    assert "Traceback" not in said
    if code == 1:
        assert said, "an exit code of 1 comes with a message"
