"""A real Dask scheduler with two workers in processes of their own, one killed midway."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph.store import Store

pytest.importorskip("distributed")
ENV = {**os.environ, "PYTHONWARNINGS": "ignore"}


@pytest.fixture
def cluster(tmp_path):
    """Give the scheduler's address and the pids of two workers."""
    file = tmp_path / "scheduler.json"
    common = ["--scheduler-file", str(file)]
    dask = [sys.executable, "-m", "distributed.cli"]
    started = [
        start([*dask[:2], "distributed.cli.dask_scheduler", "--port", "0", "--no-dashboard",
               "--host", "127.0.0.1", *common]),
        *(start([*dask[:2], "distributed.cli.dask_worker", "--nthreads", "1", "--no-nanny",
                 "--no-dashboard", "--local-directory", str(tmp_path), *common])
          for _ in range(2)),
    ]  # fmt: skip
    try:
        yield address(file), [worker.pid for worker in started[1:]]
    finally:
        for process in started:
            process.kill()
            process.wait()


def start(command):
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, stdout=quiet, stderr=quiet, env=ENV)


def address(file: Path) -> str:
    import json

    for _ in range(600):
        if file.exists() and (text := file.read_text()):
            return json.loads(text)["address"]
        time.sleep(0.1)
    raise AssertionError("the scheduler did not start")


def test_a_cluster_gives_the_same_and_survives_a_worker(tmp_path, cluster):
    scheduler, workers = cluster
    articles = tmp_path / "articles"
    articles.mkdir()
    for number in range(600):
        text = f"On day {number} Kazakhstan exports oil to China. Russia warned Kazakhstan.\n\n"
        (articles / f"{number:04d}.txt").write_text(text + "Nothing else happened. " * 150)
    command = [sys.executable, "-m", "graph", "add", str(articles), "--store"]
    alone, spread = tmp_path / "alone.db", tmp_path / "spread.db"
    subprocess.run([*command, str(alone), "--workers", "1"], check=True, capture_output=True)

    # A worker that stands still keeps what it was given, so the run cannot end before it dies.
    os.kill(workers[0], signal.SIGSTOP)
    run = [*command, str(spread), "--scheduler", scheduler]
    with subprocess.Popen(
        run, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENV, encoding="utf-8"
    ) as done:
        held = wait_for_both_to_be_given_work(scheduler)
        assert done.poll() is None, "it was killed midway"
        os.kill(workers[0], signal.SIGKILL)
        _, error = done.communicate(timeout=300)
    assert held
    assert done.returncode == 0, error
    assert "Traceback" not in error
    with Store(alone) as one, Store(spread) as other:
        assert list(one.documents()) == list(other.documents())
        assert list(one.relationships()) == list(other.relationships())
        assert one.counts()[0] == 600


def wait_for_both_to_be_given_work(scheduler: str) -> bool:
    from distributed import Client

    with Client(scheduler, timeout=30, set_as_default=False) as client:
        for _ in range(1200):
            if all(given := list(client.processing().values())) and len(given) == 2:
                return True
            time.sleep(0.05)
    return False
