"""Trials of the fault table with broken and hostile input, and with workers that die."""

from __future__ import annotations

import io
import os
import random
import signal
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from fault_child import Child, Done, run
from fault_trials import TEXT, Trial, content, expected, folder_of_articles

from graph.errors import DataError
from graph.store import Store

MARKS = (
    b"<",
    b"</p>",
    b"<!--",
    b'"',
    b",",
    b"\n",
    b"[" * 99,
    b"{",
    b"\\ud83d",
    b"\x00",
    b"\xff\xfe",
)
PAGE = "<html><head><title>Oil</title></head><body><article>{}</article></body></html>"


def sound_files() -> dict[str, bytes]:
    """Return a sound file of every kind that is read."""
    import pandas as pd

    frame = pd.DataFrame({"title": ["a", "b"], "text": [TEXT.format(1), TEXT.format(2) * 9]})
    held = io.BytesIO()
    frame.to_parquet(held)
    return {
        "txt": TEXT.format(3).encode(),
        "md": f"---\ntitle: x\n---\n{TEXT.format(4)}".encode(),
        "html": PAGE.format(f"<p>{TEXT.format(5)}</p>" * 6).encode(),
        "pdf": small_pdf(),
        "csv": frame.to_csv(index=False).encode(),
        "jsonl": frame.to_json(orient="records", lines=True).encode(),
        "parquet": held.getvalue(),
    }


def small_pdf(
    stream: bytes = b"BT /F1 12 Tf 10 10 Td (Chile exports copper to Peru.) Tj ET",
) -> bytes:
    """Return a PDF of one page with one packed stream."""
    packed = zlib.compress(stream, 9)
    font = b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 3 0 R "
        b"/Resources %s >>" % font,
    ]  # fmt: skip
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, part in enumerate(parts, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    end = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % o for o in offsets)
    return bytes(out + b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % end)


def damaged(data: bytes, draw: random.Random) -> bytes:
    """Return `data` with bytes changed, cut out, doubled or put in."""
    held = bytearray(data)
    for _ in range(draw.randint(1, 8)):
        at = draw.randrange(len(held) + 1)
        match draw.randrange(5):
            case 0:
                held[at : at + 1] = bytes([draw.randrange(256)])
            case 1:
                del held[at : at + draw.randint(1, 200)]
            case 2:
                held[at:at] = held[at : at + 100]
            case 3:
                held[at:at] = draw.choice(MARKS)
            case _:
                del held[at:]
    return bytes(held)


def damaged_inputs(folder: Path, times: int, seed: int = 0) -> Iterator[Trial]:
    """Read damaged files of each kind, `times` each."""
    folder.mkdir(parents=True, exist_ok=True)
    for ending, data in sound_files().items():
        trial, draw = Trial(f"damaged {ending} file read"), random.Random(f"{seed}{ending}")  # noqa: S311
        for _ in range(times):
            path = folder / f"a.{ending}"
            path.write_bytes(damaged(data, draw))
            _judge(trial, run("extract", path, "--format", "jsonl"))
        yield trial


def _judge(trial: Trial, done: Done) -> None:
    match done.code:
        case 0:
            trial.saw("a result", done)
        case 2 | 3:
            trial.saw("a clear error (exit code 2)", done)
        case _:
            trial.saw(f"exit code {done.code}: {done.error[-300:]}", done)


def damaged_stores(folder: Path, times: int, seed: int = 0) -> Trial:
    """Change bytes of a store, then read it and add to it."""
    trial, draw = Trial("store with damaged bytes read, then added to"), random.Random(seed)  # noqa: S311
    articles = folder_of_articles(folder / "articles", 5)
    whole = folder / "whole.db"
    run("add", articles, "--store", whole, "--workers", "1")
    due, sound = content(whole), whole.read_bytes()
    extra = folder_of_articles(folder / "extra", 1, first=900)
    for number in range(times):
        path = folder / f"{number}.db"
        path.write_bytes(damaged(sound, draw))
        shown = run("list", "state", "--store", path)
        trial.tracebacks += "Traceback" in shown.error
        if shown.code:
            _judge(trial, shown)
        else:
            trial.saw(_seen(path, due), run("add", extra, "--store", path, "--workers", "1"))
        path.unlink()
    return trial


def _seen(path: Path, due: object) -> str:
    try:
        with Store(path) as store:
            same = (list(store.documents()), list(store.relationships())) == due
    except DataError:
        return "a clear error when its texts are read"
    return "the damage lay outside the content" if same else "content changed and not noticed"


_MEASURED = """
import sys
from graph.cli import main
sys.argv = ["corridor", "extract", sys.argv[1]]
try:
    main()
finally:
    status = open("/proc/self/status").read()
    sys.stderr.write("\\n" + status.split("VmHWM:")[1].split()[0])
"""


def measured(path: Path) -> Done:
    """Extract in a fresh process, which tells the most memory that it held."""
    command = [sys.executable, "-c", _MEASURED, str(path)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    error, _, kilobytes = done.stderr.rpartition("\n")
    return Done(done.returncode, done.stdout, error, int(kilobytes) / 1e3)


def bombs(folder: Path) -> Iterator[tuple[str, Done]]:
    """Read files that are made to fill the memory or to take for ever."""
    folder.mkdir(parents=True, exist_ok=True)
    for what, (ending, make) in BOMBS.items():
        path = folder / f"bomb.{ending}"
        _aside(lambda: path.write_bytes(make()))  # noqa: B023 - done before the next round
        yield what, measured(path)
        path.unlink()
    yield "the device /dev/zero", measured(Path("/dev/zero"))


def _aside(work: Callable[[], object]) -> None:
    """Do something in a child, so that its memory is not taken for that of what follows."""
    pid = os.fork()
    if pid == 0:
        work()
        os._exit(0)
    os.waitpid(pid, 0)


def _unfolding_column() -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    held = io.BytesIO()
    column = pa.array([" " * 100_000_000] * 5)
    pq.write_table(pa.table({"text": column}), held, compression="zstd", use_dictionary=False)
    return held.getvalue()


def _many_attributes() -> bytes:
    return PAGE.format("<p " + " ".join(f"a{i}" for i in range(300_000)) + ">x</p>").encode()


BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "HTML of 600,000 nested elements": (
        "html",
        lambda: PAGE.format("<p><b><i>" * 200_000).encode(),
    ),
    "HTML of 100,000 paragraphs": (
        "html",
        lambda: PAGE.format("<p>Kazakhstan exports oil to China.</p>" * 100_000).encode(),
    ),
    "HTML tag with 300,000 attributes": ("html", _many_attributes),
    "PDF of 1 MB that unfolds to 1 GB": ("pdf", lambda: small_pdf(b" " * 1_000_000_000)),
    "JSON nested 1,000,000 deep": ("jsonl", lambda: b'{"text": ' + b"[" * 1_000_000),
    "CSV with one field of 300 MB": ("csv", lambda: b'text\n"' + b"a " * 150_000_000),
    "text file of 250 MB": ("txt", lambda: b"a " * 125_000_000),
    "Parquet of 15 kB that unfolds to 500 MB": ("parquet", _unfolding_column),
}


def killed_workers(folder: Path, times: int, seed: int = 0) -> Trial:
    """Kill one of two worker processes midway; the result must be the same."""
    trial, draw = Trial("one of two worker processes killed midway"), random.Random(seed)  # noqa: S311
    articles = folder_of_articles(folder / "articles", 200)
    due = expected(articles)
    for number in range(times):
        store = folder / f"{number}.db"
        child = Child(
            ["add", str(articles), "--store", str(store), "--workers", "2"], before=_at_once
        )
        killed: list[int] = []
        killer = threading.Thread(
            target=_kill_a_worker, args=(child.pid, draw.uniform(0, 2), killed)
        )
        killer.start()
        done = child.wait()
        killer.join()
        same = done.code == 0 and content(store) == due
        trial.lost += not same
        when = "same result" if killed else "ended before a worker was killed"
        trial.saw(when if same else f"{done.code}: {done.error}", done)
        store.unlink()
    return trial


def _at_once() -> None:
    from graph.explorer import engines

    engines.read_on_cores.__defaults__ = (-1.0,)  # the pool starts with the first article
    os.environ["OMP_NUM_THREADS"] = "1"


def _kill_a_worker(pid: int, after_s: float, killed: list[int]) -> None:
    """Kill one some time after there are workers, if the command has not ended by then."""
    try:
        while not (workers := _workers(pid)):
            time.sleep(0.05)
        time.sleep(after_s)
        os.kill(workers[0], signal.SIGKILL)
        killed.append(workers[0])
    except OSError:
        return  # it had ended before


def _workers(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(c) for c in children if "spawn_main" in Path(f"/proc/{c}/cmdline").read_text()]
