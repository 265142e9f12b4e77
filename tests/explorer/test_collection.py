from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from graph.errors import CorridorError, DataError, UsageError
from graph.explorer import Explorer, engines
from graph.explorer.collection import Collection
from graph.explorer.portions import Known, portions, read_portion
from graph.model import Document
from graph.store import Store

TEXT = "On day {0} Kazakhstan exports oil to China. Russia warned Kazakhstan {0} times."


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(100):
        (folder / f"{number:03d}.txt").write_text(TEXT.format(number))
    return folder


def collected(paths, **options):
    collection = Collection(**options)
    found = [(one.document, one.found) for one in collection.collect([str(p) for p in paths])]
    return collection, found


def test_many_processes_give_what_one_gives_in_its_order(folder):
    _, alone = collected([folder], workers=1)
    documents = [Document(name=d.name, text=d.text) for d, _ in alone]
    together = engines.read_on_cores(portions(documents), 2, alone_s=0)
    assert [(one.document, one.found) for one in together] == alone
    assert len(alone) == 100
    assert all(found for _, found in alone)


def test_a_process_that_dies_costs_its_article_and_no_other(monkeypatch):
    """Two documents crash their reader: one worker after the other goes down."""
    documents = [Document(name=str(n), text=TEXT.format(n)) for n in range(200)]
    monkeypatch.setattr(engines, "read_portion", deadly)
    outcomes = list(engines.read_on_cores(portions(documents), 2, alone_s=-1))
    faults = [one.fault[0] for one in outcomes if one.fault]
    assert len(outcomes) == 200
    assert ["50" in faults[0], "150" in faults[1], len(faults)] == [True, True, 2]
    names = [one.document.name for one in outcomes if one.document]
    assert names == [d.name for d in documents if d.name not in {"50", "150"}]


def deadly(portion):
    if any(getattr(part, "name", "") in {"50", "150"} for part in portion):
        os.kill(os.getpid(), signal.SIGKILL)
    return read_portion(portion)


def test_a_worker_killed_from_outside_loses_nothing():
    documents = [Document(name=str(n), text=TEXT.format(n)) for n in range(400)]
    killed = []

    def kill_one():
        children = Path(f"/proc/self/task/{threading.main_thread().native_id}/children")
        for _ in range(200):
            time.sleep(0.05)
            for pid in map(int, children.read_text().split()):
                if "spawn_main" in Path(f"/proc/{pid}/cmdline").read_text() and not killed:
                    os.kill(pid, signal.SIGKILL)
                    killed.append(pid)
                    return

    hunter = threading.Thread(target=kill_one)
    hunter.start()
    outcomes = list(engines.read_on_cores(portions(documents), 2, alone_s=-1))
    hunter.join()
    assert killed
    assert [one.document.name for one in outcomes] == [d.name for d in documents]


def test_what_the_store_holds_is_not_read_again(folder, tmp_path):
    with Store(tmp_path / "s.db", write=True) as store:
        first, found = collected([folder], store=store, workers=1)
        assert (first.read, first.known, store.counts()[0]) == (100, 0, 100)
        (folder / "new.txt").write_text("Chile exports copper to Japan.")
        again, outcomes = collected([folder], store=store, workers=1)
        assert (again.read, again.known) == (1, 100)
        assert [document is None for document, _ in outcomes].count(True) == 100
        assert sum(len(found) for _, found in found) > 100


def test_an_interrupted_run_goes_on_where_it_was(folder, tmp_path):
    with Store(tmp_path / "s.db", write=True) as store:
        running = Collection(store, workers=1).collect([str(folder)])
        for _ in range(40):
            next(running)
        running.close()
        assert store.counts()[0] == 40
        rest, _ = collected([folder], store=store, workers=1)
        assert (rest.read, rest.known, store.counts()[0]) == (60, 40, 100)


def test_faults_in_a_folder_are_gathered_and_the_rest_is_read(folder):
    (folder / "050b.txt").write_bytes(b"\x7fELF\0\0\0\0")
    (folder / "070b.jsonl").write_text('{"text": "Chile exports copper to Japan."}\n{broken')
    collection, found = collected([folder], workers=1)
    assert (collection.read, len(collection.faults)) == (101, 2)
    assert len(found) == 101
    with pytest.raises(DataError, match=r"2 of 103 articles") as caught:
        collection.fail_for_faults()
    assert len(caught.value.faults) == 2


def test_a_fault_of_the_extractor_is_told_with_the_article(monkeypatch):
    def broken(_document):
        raise RuntimeError("no rule")

    monkeypatch.setattr("graph.extract.extract", broken)
    (outcome,) = read_portion([Document(name="a.txt", text="x")])
    assert "a.txt" in outcome.fault[0]
    assert "no rule" in outcome.fault[0]


def test_memory_does_not_grow_with_the_collection():
    """Articles are made as they are asked for: no more are under way than the window holds."""
    made = []

    def endless():
        for number in range(3_000):
            made.append(number)
            yield Known(b"x") if number % 2 else Document(name=str(number), text="x")

    outcomes = engines.read_on_cores(portions(endless()), 2, alone_s=-1)
    most = 0
    for read, _ in enumerate(outcomes):
        most = max(most, len(made) - read)
    assert most <= 32 * 7


def test_renewing_reads_what_another_version_read(folder, tmp_path, monkeypatch):
    with Store(tmp_path / "s.db", write=True) as store:
        monkeypatch.setattr("graph.explorer.collection.extractor_version", lambda: "old")
        collected([folder], store=store, workers=1)
        monkeypatch.setattr("graph.explorer.collection.extractor_version", lambda: "new")
        before = list(store.relationships())
        store.replace(next(store.documents()), [], extractor="old")
        unasked, _ = collected([folder], store=store, workers=1)
        assert (unasked.read, store.outdated("new")) == (0, 100)
        renewing = Collection(store, workers=1)
        renewing.renew()
        assert (renewing.read, store.outdated("new")) == (100, 0)
        assert list(store.relationships()) == before


def test_no_workers_are_refused():
    with pytest.raises(UsageError):
        Collection(workers=0)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense://x"])
def test_a_scheduler_that_does_not_answer_is_told(folder, monkeypatch, address):
    monkeypatch.setattr(engines, "_WAIT_S", 0.2)
    with pytest.raises(CorridorError, match="no Dask scheduler"):
        collected([folder], scheduler=address)


def test_the_explorer_reads_a_store_and_articles_on_top(folder, tmp_path):
    with Store(tmp_path / "s.db", write=True) as store:
        collected([folder], store=store, workers=1)
    stored = Explorer(store=tmp_path / "s.db")
    assert {"KZ", "CN", "RU"} == set(stored.relations)
    (tmp_path / "more.txt").write_text("Chile exports copper to Japan.")
    both = Explorer([tmp_path / "more.txt"], store=tmp_path / "s.db")
    assert {"CL", "JP", "KZ"} <= set(both.relations)
    direct = Explorer([folder])
    edges = [list(one.relations.edges(data=True, keys=True)) for one in (stored, direct)]
    assert edges[0] == edges[1]
