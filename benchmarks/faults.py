"""What was tried to break it, how often, what happened: writes docs/faults.md.

`uv run python benchmarks/faults.py` takes some minutes on Linux; `--times 20` is a tenth of it.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import fault_inputs as inputs
import fault_trials as trials
from fault_child import Done, run, warm_up
from fault_trials import Trial

OUT = Path(__file__).parents[1] / "docs" / "faults.md"
HEAD = """\
# Faults: what was tried, how often, what happened

Written by `uv run python benchmarks/faults.py{arguments}` on Linux; the trials are in
`benchmarks/fault_trials.py` and `benchmarks/fault_inputs.py`, a few of each run with the tests.
Kills are SIGKILL to a real process. After each, every document in the store must be there with
all that it states, no document that was there before may be gone, and SQLite's integrity check
must find nothing. "Lost" counts documents, files or results that were not as they should be.

| tried | times | what happened | lost | tracebacks |
|---|---:|---|---:|---:|
"""
BOMBS = """
## Files made to harm

Each was given to `corridor extract`. Memory is the most that the process held, Python and the
gazetteer (about {base:.0f} MB) included.

| file | exit code | said | memory MB |
|---|---:|---|---:|
"""


def main() -> None:
    """Run the trials and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=200, help="how often each")
    parser.add_argument("--only", nargs="+", help="names of trials; their lines are replaced")
    parser.add_argument("-o", "--output", type=Path, default=OUT)
    options = parser.parse_args()
    if sys.platform != "linux":
        sys.exit("the trials need Linux: they fork, kill and look into /proc")
    warm_up()
    arguments = f" --times {options.times}" if options.times != 200 else ""
    found = ["" if options.only else HEAD.format(arguments=arguments)]
    with tempfile.TemporaryDirectory() as name:
        for line in lines(Path(name), options.times, options.only):
            found.append(line)
            print(line, end="", flush=True)
    text = "".join(found)
    if options.only:
        text = replaced(options.output.read_text("utf-8"), found)
    options.output.write_text(text, "utf-8")


def replaced(text: str, found: list[str]) -> str:
    """Return the table with the lines of the same trials replaced."""
    new = {line.split(" | ")[0]: line for line in found if line.startswith("| ")}
    return "".join(new.get(old.split(" | ")[0], old) for old in text.splitlines(keepends=True))


def lines(folder: Path, times: int, only: list[str] | None) -> Iterator[str]:
    """Yield the lines of both tables."""
    for name, trial in all_trials(folder, times).items():
        if only is None or name in only:
            yield from map(row, trial(fresh(folder, name)))
    if only is None or "bombs" in only:
        article = folder / "plain.txt"
        article.write_text("Chile exports copper to Peru.")
        yield "" if only else BOMBS.format(base=inputs.measured(article).peak_mb)
        yield from (bomb_row(what, done) for what, done in inputs.bombs(folder / "bombs"))


def all_trials(disk: Path, times: int) -> dict[str, Callable[[Path], Iterable[Trial]]]:
    """Return the trials by name; each is given an empty folder."""
    few = max(2, times // 10)
    return {
        "kills": lambda folder: [trials.killed_adds(folder, times)],
        "statements": lambda folder: [trials.killed_at_statements(folder)],
        "exports": lambda folder: [trials.killed_exports(folder, times)],
        "workers": lambda folder: [inputs.killed_workers(folder, few)],
        "two": lambda folder: [trials.many_writers(folder, few, writers=2)],
        "four": lambda folder: [trials.many_writers(folder, few, writers=4)],
        "space": lambda folder: [trials.full_disks(folder, times // 2, file_limit)],
        "disk": lambda _: filter(None, [small_disk(disk / "mounted")]),
        "files": lambda folder: inputs.damaged_inputs(folder, times),
        "stores": lambda folder: [inputs.damaged_stores(folder, times)],
    }


def fresh(folder: Path, name: str) -> Path:
    """Return an empty folder."""
    (folder / name).mkdir()
    return folder / name


def file_limit(size: int) -> Callable[[], None]:
    """Return what keeps a process from writing more than `size` bytes to a file."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def small_disk(mount: Path) -> Trial | None:
    """Fill a real file system of 1 MB, if this user may make one; then free some of it."""
    mount.mkdir()
    made = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(mount)]
    if os.geteuid() or subprocess.run(made, check=False, capture_output=True).returncode:
        return None
    trial = Trial("real file system of 1 MB full while adding, then space is freed")
    try:
        articles = trials.folder_of_articles(mount.parent / "many", 40)
        due = trials.expected(articles)
        for left_kb in range(20, 220, 20):
            done, again = fill(mount, articles, left_kb)
            trial.lost += trials.content(mount / "s.db") != due
            clear = done.code == 2 and "full" in done.error and again.code == 0
            said = "clear error, then completed" if clear else f"fitted ({done.code})"
            trial.saw(said if done.code in {0, 2} else done.error, done)
            (mount / "s.db").unlink()
    finally:
        subprocess.run(["umount", str(mount)], check=True)
    return trial


def fill(mount: Path, articles: Path, left_kb: int) -> tuple[Done, Done]:
    """Add with `left_kb` free, then again with the rest freed."""
    ballast = mount / "ballast"
    ballast.write_bytes(b"x" * (shutil.disk_usage(mount).free - left_kb * 1024))
    command = ["add", articles, "--store", mount / "s.db", "--workers", "1"]
    done = run(*command)
    ballast.unlink()
    return done, run(*command)


def row(trial: Trial) -> str:
    """Return a trial as a line of the table."""
    happened = "; ".join(f"{count} × {what}" for what, count in trial.happened.most_common())
    return f"| {trial.what} | {trial.tried} | {happened} | {trial.lost} | {trial.tracebacks} |\n"


def bomb_row(what: str, done: Done) -> str:
    """Return a file as a line of its table."""
    first = (done.error or done.output).strip().splitlines()[0].removeprefix("corridor: ")
    said = first if len(first) < 120 else f"{first[:100]} ..."
    for folder in Path(tempfile.gettempdir()).glob("tmp*"):
        said = said.replace(f"{folder}/bombs/", "")
    return f"| {what} | {done.code} | {said} | {done.peak_mb:.0f} |\n"


if __name__ == "__main__":
    main()
