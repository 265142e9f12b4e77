"""An endpoint that misbehaves in every way that endpoints do."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import UsageError
from graph.llm.endpoint import MOST_BYTES, Endpoint, EndpointError

from .conftest import KEY, completion


@pytest.fixture
def waits():
    return []


@pytest.fixture
def endpoint(stub, waits):
    return Endpoint(stub.url, "m", KEY, timeout_s=5, sleep=waits.append)


def test_a_good_answer(stub, endpoint, waits):
    stub.script = [completion("{}")]
    reply = endpoint.ask("be good", "text")
    assert (reply.content, reply.fault) == ("{}", "")
    assert (reply.prompt_tokens, reply.completion_tokens) == (100, 20)
    (path, body, headers), *more = stub.asked
    assert (path, more, waits) == ("/v1/chat/completions", [], [])
    assert headers["Authorization"] == f"Bearer {KEY}"
    assert [one["role"] for one in body["messages"]] == ["system", "user"]
    assert body["temperature"] == 0


@pytest.mark.parametrize("status", [429, 500, 502, 503, 408])
def test_it_asks_again_where_that_may_help(stub, endpoint, waits, status):
    stub.script = [status, status, completion("ok")]
    assert endpoint.ask("s", "u").content == "ok"
    assert waits == [1.0, 2.0]


def test_it_waits_as_long_as_it_is_asked_to(stub, endpoint, waits):
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    stub.script = [
        (429, {"Retry-After": "7"}, ""), (503, {"Retry-After": soon}, ""),
        (429, {"Retry-After": "soon"}, ""), completion("ok"),
    ]  # fmt: skip
    assert endpoint.ask("s", "u").content == "ok"
    assert waits[0] == 7.0
    assert 20 < waits[1] <= 30
    assert waits[2] == 4.0


def test_it_does_not_wait_for_an_hour(stub, endpoint, waits):
    stub.script = [(429, {"Retry-After": "3600"}, "")]
    with pytest.raises(EndpointError, match="3600 s"):
        endpoint.ask("s", "u")
    assert waits == []


def test_500_for_ever_ends(stub, endpoint, waits):
    stub.script = [500]
    with pytest.raises(EndpointError, match="did not answer in 5 attempts"):
        endpoint.ask("s", "u")
    assert len(stub.asked) == 5
    assert waits == [1.0, 2.0, 4.0, 8.0]


@pytest.mark.parametrize(("status", "todo"), [(401, "CORRIDOR_LLM_KEY"), (404, "--llm-model")])
def test_a_refusal_is_not_asked_again_and_tells_no_key(stub, endpoint, status, todo):
    stub.script = [status]
    with pytest.raises(EndpointError) as caught:
        endpoint.ask("s", "u")
    assert len(stub.asked) == 1
    assert todo in caught.value.todo
    assert KEY not in str(caught.value)
    assert "***" in str(caught.value), "what the endpoint says is shown, but for the key"


def test_a_redirect_is_not_followed_with_the_key(stub, endpoint):
    stub.script = [(302, {"Location": "http://127.0.0.1:9/elsewhere"}, "")]
    with pytest.raises(EndpointError, match="302"):
        endpoint.ask("s", "u")
    assert len(stub.asked) == 1


def test_an_endpoint_that_knows_no_response_format(stub, endpoint):
    stub.script = [400, completion("ok")]
    assert endpoint.ask("s", "u").content == "ok"
    assert "response_format" in stub.asked[0][1]
    assert "response_format" not in stub.asked[1][1]


def test_silence_and_slow_drip_end_in_time(stub, waits):
    endpoint = Endpoint(stub.url, "m", timeout_s=0.3, attempts=2, sleep=waits.append)
    stub.script = [completion("x" * 500)]
    for misbehave in ("hang_s", "drip_s"):
        stub.hang_s = stub.drip_s = 0.0
        setattr(stub, misbehave, 0.6 if misbehave == "hang_s" else 0.02)
        begun = time.monotonic()
        with pytest.raises(EndpointError, match="2 attempts"):
            endpoint.ask("s", "u")
        assert time.monotonic() - begun < 5
    assert waits == [1.0, 1.0]


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<html>nginx</html>", "no JSON"),
        ("[" * 100_000, "no JSON"),
        (b"\xff\xfe\x00", "no JSON"),
        ({}, "empty answer"),
        ({"choices": []}, "empty answer"),
        ({"choices": [None]}, "empty answer"),
        ({"choices": [{"message": {"content": None}}]}, "empty answer"),
        ([1, 2], "empty answer"),
        (completion("", finish_reason="content_filter"), "refused"),
        ({"choices": [{"message": {"content": "", "refusal": "I cannot"}}]}, "refused"),
        (completion('{"relationships": [', finish_reason="length"), "answer cut off"),
        (completion("x" * (MOST_BYTES + 10)), "answer too large"),
    ],
)
def test_an_odd_answer_is_a_fault_not_a_traceback(stub, endpoint, body, fault):
    stub.script = [body]
    assert endpoint.ask("s", "u").fault == fault


@pytest.mark.parametrize("url", ["", "host/v1", "ftp://host/v1", "http://", "file:///etc/passwd"])
def test_a_url_that_is_none(url):
    with pytest.raises(UsageError, match="not a URL"):
        Endpoint(url, "m")


def test_nothing_secret_is_shown(stub):
    endpoint = Endpoint("https://user:pw@host:1/v1?key=abc", "m", KEY)
    assert endpoint.address == "https://host:1/v1"
    assert KEY not in repr(endpoint)
    for bad in ("a\nb", "schlüssel"):
        with pytest.raises(UsageError) as caught:
            Endpoint(stub.url, "m", bad)
        assert bad not in str(caught.value)


def test_a_key_over_plain_http_to_another_machine_is_told():
    assert Endpoint("http://10.0.0.7/v1", "m", KEY).exposed
    assert not Endpoint("https://host/v1", "m", KEY).exposed
    assert not Endpoint("http://localhost:1/v1", "m", KEY).exposed


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["choices", "message", "content", "usage", "prompt_tokens", "refusal"]),
        inner,
    ),
    max_leaves=12,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(["choices", "usage", "error"]), JSON) | JSON)
def test_no_answer_however_odd_ends_in_a_traceback(body):
    reply = Endpoint("http://127.0.0.1/v1", "m")._reply(json.dumps(body).encode())
    assert reply.content or reply.fault
    assert reply.prompt_tokens is None or reply.prompt_tokens >= 0


def test_no_one_at_home(waits):
    endpoint = Endpoint("http://127.0.0.1:9/v1", "m", KEY, attempts=2, sleep=waits.append)
    with pytest.raises(EndpointError, match="ConnectError"):
        endpoint.ask("s", "u")
