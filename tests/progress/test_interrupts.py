"""Work broken off at any line of it leaves all or nothing."""

from __future__ import annotations

import gc
import signal
import sys
import threading
import types

import numpy as np
import pytest

import graph
from graph.explorer import Explorer
from graph.llm import cache as answers
from graph.llm.reader import ModelReader
from graph.model import Document
from graph.network import build, cache, mapped
from graph.progress.interrupts import Stopped, stoppable, unbroken
from graph.render import kept
from graph.store import Store, database, files, write_whole

TEXT = "On day {0} Kazakhstan exports oil to China. Russia warned Kazakhstan {0} times."


class BrokenOff:
    """Raises a KeyboardInterrupt before the line of a given number that some files run."""

    def __init__(self, at: int, *modules: types.ModuleType) -> None:
        self._left, self._files = at, {module.__file__ for module in modules}

    def __enter__(self):
        self._before = sys.gettrace()
        sys.settrace(self._call)
        return self

    def __exit__(self, *_):
        sys.settrace(self._before)

    def _call(self, frame, _event, _argument):
        return self._line if frame.f_code.co_filename in self._files else None

    def _line(self, _frame, event, _argument):
        if event == "line":
            self._left -= 1
            if self._left == 0:
                raise KeyboardInterrupt
        return self._line


@pytest.fixture(autouse=True, scope="module")
def _quick_collection():
    """Leave out what other tests made before: only what a broken off call leaves is sought."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


def each_line(action, *modules):
    """Break an action off before each of its lines in turn; yield after each time."""
    for at in range(1, 1000):
        broken = False
        try:
            with BrokenOff(at, *modules):
                action()
        except KeyboardInterrupt:
            broken = True
        if not broken:
            assert at > 5, "it was broken off several times"
            return
        gc.collect()  # what a frame still held
        yield
    raise AssertionError("it does not end")


def names(folder):
    return sorted(path.name for path in folder.iterdir())


# a file that was being opened is closed when it is forgotten
@pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)
def test_a_file_is_the_old_one_or_the_new_at_any_line(tmp_path):
    path = tmp_path / "out.txt"
    path.write_text("old")
    for _ in each_line(lambda: write_whole(path, iter(["n", "ew"])), files):
        assert names(tmp_path) == ["out.txt"]
        assert path.read_text() in {"old", "new"}
        path.write_text("old")
    assert path.read_text() == "new"


def test_a_store_holds_whole_documents_at_any_line(tmp_path):
    path = tmp_path / "s.db"
    documents = [Document(name=str(n), text=TEXT.format(n)) for n in range(300)]
    stated = graph.Explorer([], progress=False).extract(TEXT.format(1))
    todo = iter(documents)
    with Store(path, write=True) as store:
        for _ in each_line(lambda: store.add(next(todo), stated), database):
            held, relationships = store.counts()
            assert relationships == held * len(stated)
        store.add(documents[0], stated)
    assert names(tmp_path) == ["s.db"]
    with Store(path) as store:
        assert store.counts()[1] == store.counts()[0] * len(stated)


@pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)
def test_arrays_are_kept_whole_at_any_line(tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "folder", lambda: tmp_path)
    value = np.arange(9)

    def write():
        mapped.write({"a": value}, {}, tmp_path / "file")

    for _ in each_line(write, mapped):
        assert set(names(tmp_path)) <= {"file"}
        (tmp_path / "file").unlink(missing_ok=True)
    (tmp_path / "file").unlink()

    def keep():
        kept.kept("ways", (), lambda: {"a": value}, ["a"])

    for _ in each_line(keep, kept):
        assert all(name.endswith(".npz") for name in names(tmp_path))
        for path in tmp_path.iterdir():
            path.unlink()
    assert len(names(tmp_path)) == 1


def test_a_lock_is_free_again_at_any_line(tmp_path):
    def build_nothing():
        with cache.only_builder(tmp_path / "network-x.npz", pytest.fail):
            pass

    for _ in each_line(build_nothing, cache):
        build_nothing()  # would fail where it had to wait
    assert names(tmp_path) == []


def test_a_build_that_its_callback_breaks_off_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    def stop(_step):
        raise KeyboardInterrupt

    for _ in range(2):  # the second is not held up by the first
        with pytest.raises(KeyboardInterrupt):
            build(stop)
        assert names(tmp_path / "corridor") == []


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.txt").write_text(TEXT.format(number))
    return folder


def edges(explorer):
    return list(explorer.relations.edges(data=True, keys=True))


def stopping_at(number):
    def tell(step):
        if step.done == number and not step.over:
            raise KeyboardInterrupt

    return tell


@pytest.mark.parametrize("at", [1, 3, 5])
def test_extract_adds_all_of_a_folder_or_nothing(folder, at):
    explorer = Explorer([], progress=stopping_at(at))
    before = edges(explorer)
    with pytest.raises(KeyboardInterrupt):
        explorer.extract(folder)
    assert edges(explorer) == before
    explorer.progress = False
    explorer.extract(folder)
    undisturbed = Explorer([], progress=False)
    undisturbed.extract(folder)
    assert edges(explorer) == edges(undisturbed)


def test_relations_are_read_anew_where_reading_was_broken_off(folder):
    explorer = Explorer([folder], progress=stopping_at(3))
    with pytest.raises(KeyboardInterrupt):
        _ = explorer.relations
    explorer.progress = False
    assert edges(explorer) == edges(Explorer([folder], progress=False))


def test_a_graph_that_is_added_to_takes_all_before_an_interrupt(folder, monkeypatch):
    from graph import relations

    explorer = Explorer([], progress=False)
    _ = explorer.relations
    add = relations.add

    def interrupted(*arguments):
        signal.raise_signal(signal.SIGINT)
        add(*arguments)

    monkeypatch.setattr(relations, "add", interrupted)
    with pytest.raises(KeyboardInterrupt):
        explorer.extract(folder)
    whole = Explorer([folder], progress=False)
    assert edges(explorer) == edges(whole)


def test_a_model_is_asked_for_no_part_twice(tmp_path, monkeypatch):
    monkeypatch.setattr(answers, "folder", lambda: tmp_path)
    asked = []

    def ask(_system, user):
        asked.append(user)
        if len(asked) == 3:
            raise KeyboardInterrupt
        return types.SimpleNamespace(
            content='{"relationships": []}', fault="", prompt_tokens=1, completion_tokens=1
        )

    endpoint = types.SimpleNamespace(model="m", ask=ask, requests=0)
    document = Document(name="d", text="\n\n".join(TEXT.format(n) for n in range(300)))
    told = []
    with pytest.raises(KeyboardInterrupt):
        ModelReader(endpoint, part_tokens=1000).extract(document, lambda *one: told.append(one))
    reader = ModelReader(endpoint, part_tokens=1000)
    reader.extract(document)
    assert reader.account.cached == 2
    assert len(asked) == len(set(asked)) + 1, "only the part that was broken off"
    assert told == [(done, reader.account.parts) for done in range(3)]


def test_each_signal_to_stop_stops_a_command():
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        before = signal.getsignal(number)
        with pytest.raises(Stopped), stoppable():
            signal.raise_signal(number)
        assert signal.getsignal(number) is before


def test_a_signal_that_is_ignored_stays_so():
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with stoppable(), unbroken():
            signal.raise_signal(signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_key_held_down_does_not_break_the_clearing_up():
    cleared = []

    def stopped():
        try:
            signal.raise_signal(signal.SIGINT)
        finally:
            signal.raise_signal(signal.SIGINT)
            cleared.append(True)

    with pytest.raises(Stopped), stoppable():
        stopped()
    assert cleared


def test_elsewhere_than_in_the_main_thread_they_do_nothing():
    done = []

    def run():
        with stoppable(), unbroken():
            done.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert done == [signal.getsignal(signal.SIGINT)]
