"""A few of the trials of the fault table in each run; `benchmarks/faults.py` does hundreds."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
import fault_child
import fault_trials as trials

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the trials fork")


@pytest.fixture(scope="module", autouse=True)
def _warm():
    fault_child.warm_up()


def clean(trial):
    assert trial.tried
    assert (trial.lost, trial.tracebacks) == (0, 0), trial
    return trial.happened


def test_a_kill_at_random_moments_leaves_whole_documents(tmp_path):
    clean(trials.killed_adds(tmp_path, 8))


def test_a_kill_before_any_statement_leaves_whole_documents(tmp_path):
    happened = clean(trials.killed_at_statements(tmp_path, step=7))
    assert len(happened) >= 2, "it was killed before, between and after documents"


def test_two_writers_lose_nothing(tmp_path):
    assert set(clean(trials.many_writers(tmp_path, 2))) == {"all there once"}


def test_a_killed_export_leaves_the_old_file_or_the_new(tmp_path):
    clean(trials.killed_exports(tmp_path, 4))


def test_a_full_disk_is_told_and_the_store_goes_on(tmp_path):
    def limit(size):
        return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    happened = clean(trials.full_disks(tmp_path, 5, limit))
    assert all("clear error" in what for what in happened), happened
