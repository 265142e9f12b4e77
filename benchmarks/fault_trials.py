"""The trials of the fault table: each does its worst, counts, and compares with what should be."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from fault_child import Child, Done, run

from graph.errors import DataError
from graph.extract import extract
from graph.model import Document, Relationship
from graph.store import Store
from graph.store.database import Store as Database

TEXT = (
    "On day {0} Kazakhstan exports oil to China. Russia warned Kazakhstan {0} times.\n\n"
    "The Middle Corridor crosses the Caspian Sea, Azerbaijan, Georgia and Turkey."
)
Content = tuple[list[Document], list[Relationship]]


@dataclass
class Trial:
    """What was tried, how often, and what happened how often."""

    what: str
    tried: int = 0
    happened: Counter[str] = field(default_factory=Counter)
    lost: int = 0
    tracebacks: int = 0

    def saw(self, what: str, done: Done | None = None) -> None:
        """Count one try."""
        self.tried += 1
        self.happened[what] += 1
        if done is not None and "Traceback" in done.error:
            self.tracebacks += 1


def folder_of_articles(folder: Path, count: int, first: int = 0) -> Path:
    """Write `count` short articles, one a file."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(first, first + count):
        (folder / f"{number:06d}.txt").write_text(TEXT.format(number), "utf-8")
    return folder


def content(path: Path) -> Content:
    """Read a store whole; its tables and their indexes must be sound."""
    with Store(path) as store:
        found = list(store.documents()), list(store.relationships())
    connection = sqlite3.connect(path)
    (sound,) = connection.execute("PRAGMA integrity_check").fetchone()
    connection.close()
    assert sound == "ok", sound
    return found


def expected(articles: Path) -> Content:
    """Return what a store of these articles must hold."""
    documents = [
        Document(name=str(p), text=p.read_text("utf-8")) for p in sorted(articles.iterdir())
    ]
    return documents, [one for document in documents for one in extract(document)]


def whole_prefix(path: Path, articles: Content) -> int:
    """Return how many documents a store holds; each must be there with all that it states.

    One process reads them in order, so that they must also be the first ones.
    """
    if not path.exists() or not path.stat().st_size:
        return 0
    try:
        documents, stated = content(path)
    except DataError as error:
        if "is empty" in error.what:  # killed before the first transaction
            return 0
        raise
    assert documents == articles[0][: len(documents)], "a document is missing or changed"
    names = {document.name for document in documents}
    assert stated == [one for one in articles[1] if one.evidence[0].document in names]
    return len(documents)


def killed_adds(folder: Path, times: int, seed: int = 0) -> Trial:
    """Kill `corridor add` by SIGKILL at random moments, and let another go on after it."""
    trial = Trial("`corridor add` killed (SIGKILL) at a random moment")
    articles = folder_of_articles(folder / "articles", 40)
    content_due = expected(articles)
    begun = time.perf_counter()
    assert run("add", articles, "--store", folder / "whole.db", "--workers", "1").code == 0
    lasts_s = time.perf_counter() - begun
    draw, store = random.Random(seed), folder / "killed.db"  # noqa: S311 - not a secret
    held = 0
    while trial.tried < times:
        child = Child(["add", str(articles), "--store", str(store), "--workers", "1"])
        time.sleep(draw.uniform(0, lasts_s))
        child.kill(signal.SIGKILL)
        done = child.wait()
        now = whole_prefix(store, content_due)
        trial.lost += now < held
        trial.saw("ended before it was killed" if done.code == 0 else _grew(now - held), done)
        held = now
        if now == len(content_due[0]):
            assert content(store) == content_due
            held = 0
            for left in folder.glob("killed.db*"):
                left.unlink()
    return trial


def _grew(documents: int) -> str:
    return "store as before" if documents == 0 else "store as after a later document, none in part"


def killed_at_statements(folder: Path, step: int = 1) -> Trial:
    """Kill a writer just before its n-th SQL statement, for each n."""
    trial = Trial("writer killed before its n-th SQL statement, for each n")
    articles = folder_of_articles(folder / "articles", 2)
    content_due = expected(articles)
    number = 0
    while True:
        store = folder / f"{number}.db"
        done = run(
            "add", articles, "--store", store, "--workers", "1",
            before=lambda: _die_at(number),  # noqa: B023 - runs before the next round
        )  # fmt: skip
        held = whole_prefix(store, content_due)
        if done.code == 0:
            assert held == len(content_due[0])
            return trial
        trial.saw(f"{held} of 2 documents there, each whole", done)
        number += step


def _die_at(number: int) -> None:
    seen = [0]
    connect = Database._connect  # noqa: SLF001

    def connected(store: Database) -> sqlite3.Connection:
        connection = connect(store)

        def count(_statement: str) -> None:
            seen[0] += 1
            if seen[0] > number:
                os.kill(os.getpid(), signal.SIGKILL)

        connection.set_trace_callback(count)
        return connection

    Database._connect = connected  # type: ignore[method-assign]  # noqa: SLF001


def many_writers(folder: Path, times: int, writers: int = 2) -> Trial:
    """Let several processes add overlapping articles to one store at once."""
    trial = Trial(f"{writers} writers add overlapping articles at once, a reader reads meanwhile")
    halves = [folder_of_articles(folder / f"w{n}", 20, first=10 * n) for n in range(writers)]
    texts = {TEXT.format(number) for number in range(10 * (writers + 1))}
    for number in range(times):
        store = folder / f"{number}.db"
        Store(store, write=True).close()
        children = [
            Child(["add", str(half), "--store", str(store), "--workers", "1"]) for half in halves
        ]
        reader = Child(["list", "state", "--store", str(store)])
        ends = [child.wait() for child in (*children, reader)]
        documents, stated = content(store)
        fine = all(end.code == 0 for end in ends)
        trial.lost += len(texts) - len({document.text for document in documents})
        trial.tracebacks += sum("Traceback" in end.error for end in ends)
        twice = len(documents) != len(texts) or len(stated) != 6 * len(texts)
        trial.saw("all there once" if fine and not twice else str(ends))
    return trial


def killed_exports(folder: Path, times: int, seed: int = 0) -> Trial:
    """Kill an export at random moments; the file must be the old one or the new one."""
    trial = Trial("`corridor export` over an old file killed at a random moment")
    store, target = folder / "s.db", folder / "out.graphml"
    run("add", folder_of_articles(folder / "articles", 200), "--store", store, "--workers", "1")
    begun = time.perf_counter()
    run("export", "--store", store, "-o", target)
    lasts_s, new = time.perf_counter() - begun, target.read_bytes()
    draw = random.Random(seed)  # noqa: S311
    for _ in range(times):
        target.write_text("old")
        child = Child(["export", "--store", str(store), "-o", str(target)])
        time.sleep(draw.uniform(0.3, 1.02) * lasts_s)
        child.kill(signal.SIGKILL)
        done = child.wait()
        now = target.read_bytes()
        trial.lost += now not in {b"old", new}
        trial.saw("old file" if now == b"old" else "new file", done)
    return trial


def full_disks(folder: Path, times: int, limit: Callable[[int], Callable[[], None]]) -> Trial:
    """Run out of space at ever other points, then go on with enough."""
    trial = Trial("disk full while adding (a limit on file size), then more space")
    articles = folder_of_articles(folder / "articles", 40)
    content_due = expected(articles)
    whole = folder / "whole.db"
    run("add", articles, "--store", whole, "--workers", "1")
    most = whole.stat().st_size
    for number in range(times):
        store = folder / f"{number}.db"
        bytes_left = 512 + number * most // times
        command = ["add", articles, "--store", store, "--workers", "1"]
        done = run(*command, before=limit(bytes_left))
        held = whole_prefix(store, content_due)
        clear = done.code == 2 and "disk" in done.error
        again = run(*command)
        trial.lost += again.code != 0 or content(store) != content_due
        trial.saw(
            f"clear error, store intact ({'none' if not held else 'some'} added), then completed"
            if clear and again.code == 0
            else "fitted" if done.code == 0 else f"{done.code}: {done.error}",
            done,
        )  # fmt: skip
    return trial
