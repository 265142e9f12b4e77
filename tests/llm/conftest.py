"""A stub endpoint on this machine that answers as told, and misbehaves as told."""

from __future__ import annotations

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

KEY = "sk-very-secret-0123456789"


def completion(content, *, usage=(100, 20), **choice):
    """Return the body of a good answer."""
    message = {"role": "assistant", "content": content}
    body = {"choices": [{"index": 0, "message": message, "finish_reason": "stop"} | choice]}
    if usage:
        body["usage"] = {"prompt_tokens": usage[0], "completion_tokens": usage[1]}
    return body


def fact(source, relation, target, quote, **others):
    """Return a fact as a model writes it; its words are the names themselves."""
    return {
        "source": source, "relation": relation, "target": target, "quote": quote,
        "source_kind": "state", "target_kind": "state", "polarity": "asserted",
        "modality": "actual", "source_text": source, "target_text": target,
        "trigger_text": quote.split()[1],
    } | others  # fmt: skip


def answer(*facts):
    return completion(json.dumps({"relationships": list(facts)}))


class Stub:
    """Plays `script` step by step, the last step for ever; remembers what it was asked.

    A step is a body (a dict, or text), a status, or a (status, headers, body).
    """

    def __init__(self):
        self.script, self.asked, self.url = [], [], ""
        self.drip_s, self.hang_s = 0.0, 0.0

    def step(self):
        step = self.script[min(len(self.asked), len(self.script)) - 1]
        if isinstance(step, int):
            return step, {}, {"error": {"message": f"Incorrect API key: {KEY}"}}
        return step if isinstance(step, tuple) else (200, {}, step)

    def text_of(self, number):
        return self.asked[number][1]["messages"][1]["content"]


@contextmanager
def served():
    stub = Stub()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            stub.asked.append((self.path, body, dict(self.headers)))
            status, headers, said = stub.step()
            data = said if isinstance(said, bytes) else (
                said if isinstance(said, str) else json.dumps(said)
            ).encode()  # fmt: skip
            time.sleep(stub.hang_s)
            try:
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.drip(data)
            except OSError:
                pass  # the client has had enough

        def drip(self, data):
            if not stub.drip_s:
                self.wfile.write(data)
                return
            for at in range(len(data)):
                self.wfile.write(data[at : at + 1])
                self.wfile.flush()
                time.sleep(stub.drip_s)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    stub.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def stub(monkeypatch, tmp_path):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with served() as one:
        yield one
