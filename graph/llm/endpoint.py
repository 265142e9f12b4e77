"""One question to an OpenAI-compatible endpoint, asked again where that may help."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import httpx

from graph.errors import CorridorError, UsageError

MOST_BYTES = 4_000_000
"""An answer larger than this is not read to its end."""
_LONGEST_WAIT_S = 120.0
_BUSY = frozenset({408, 425, 429})
_TODO = {
    401: "Put a valid key into the environment variable CORRIDOR_LLM_KEY.",
    403: "Put a valid key into the environment variable CORRIDOR_LLM_KEY.",
    404: "Check --llm-url (it ends in /v1 as a rule) and --llm-model.",
    413: "Allow fewer tokens a part with --llm-limit.",
}


class EndpointError(CorridorError):
    """An endpoint that cannot be used."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: the text, or `fault` where there is none; tokens as the endpoint counts."""

    content: str
    fault: str = ""
    prompt_tokens: int | None = None
    completion_tokens: int | None = None


@dataclass(slots=True)
class Endpoint:
    """A chat endpoint and the model to ask there.

    Parameters
    ----------
    url
        Its base (`https://host/v1`), or the whole address of its chat completions.
    model
        The model's name there.
    key
        Sent as a bearer token; never printed, stored or put into an error.
    timeout_s
        The most seconds one answer may take in all, however slowly it drips.
    attempts
        How often to ask where the endpoint is busy, fails or does not answer.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    timeout_s: float = 180.0
    attempts: int = 5
    sleep: Callable[[float], None] = time.sleep
    requests: int = 0
    _plain_format: bool = False

    def __post_init__(self) -> None:
        """Check what can be checked without asking."""
        parts = urlsplit(self.url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise UsageError("not a URL: what --llm-url gives", "Give it as https://host/v1.")
        self.key = self.key.strip()
        if not self.key.isascii() or not self.key.isprintable():
            raise UsageError(
                "the key holds characters that no key has", "Set CORRIDOR_LLM_KEY again."
            )

    @property
    def address(self) -> str:
        """Where the endpoint is, without anything secret."""
        parts = urlsplit(self.url)
        port = f":{parts.port}" if parts.port else ""
        return f"{parts.scheme}://{parts.hostname}{port}{parts.path}"

    @property
    def exposed(self) -> bool:
        """Whether the key would cross a network unencrypted."""
        parts = urlsplit(self.url)
        near = parts.hostname in {"localhost", "127.0.0.1", "::1"}
        return bool(self.key) and parts.scheme == "http" and not near

    def ask(self, system: str, user: str) -> Reply:
        """Return the model's answer.

        Raises
        ------
        EndpointError
            If the endpoint refuses, or fails at every attempt.
        """
        why = ""
        for attempt in range(self.attempts):
            wait = 2.0**attempt
            try:
                status, headers, body = self._post(system, user)
            except httpx.InvalidURL as error:
                raise UsageError("not a URL: what --llm-url gives", str(error)) from None
            except (httpx.TransportError, _TooSlowError) as error:
                why = f"{type(error).__name__.removeprefix('_')}: {self.safe(str(error))}"
            else:
                if status < 300:
                    return self._reply(body)
                why = f"status {status}"
                if status == 400 and not self._plain_format:
                    self._plain_format = True  # some know no response_format
                    continue
                if status not in _BUSY and status < 500:
                    raise self._refusal(status, body)
                wait = self._asked_wait(headers, wait)
            if attempt + 1 < self.attempts:
                self.sleep(wait)
        raise EndpointError(
            f"{self.address} did not answer in {self.attempts} attempts ({why})",
            "Try again later: parts already answered are kept in the cache.",
        )

    def safe(self, text: str) -> str:
        """Return `text` in one line, printable and without the key."""
        hidden = text.replace(self.key, "***") if self.key else text
        line = " ".join("".join(c if c.isprintable() else " " for c in hidden).split())
        return line[:200]

    def _post(self, system: str, user: str) -> tuple[int, httpx.Headers, bytes]:
        self.requests += 1
        begun, body = time.monotonic(), bytearray()
        waits = httpx.Timeout(self.timeout_s, connect=min(15.0, self.timeout_s))
        with (
            httpx.Client(timeout=waits, headers=self._headers()) as client,
            client.stream("POST", self._target(), content=self._payload(system, user)) as answer,
        ):
            for chunk in answer.iter_bytes():
                body += chunk
                if time.monotonic() - begun > self.timeout_s:
                    raise _TooSlowError(f"no whole answer in {self.timeout_s:g} s")
                if len(body) > MOST_BYTES:
                    break
            return answer.status_code, answer.headers, bytes(body)

    def _target(self) -> str:
        base = self.url.rstrip("/")
        return base if base.endswith("/chat/completions") else f"{base}/chat/completions"

    def _headers(self) -> dict[str, str]:
        # identity: a small packed answer must not unfold into a huge one
        headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
        return headers | ({"Authorization": f"Bearer {self.key}"} if self.key else {})

    def _payload(self, system: str, user: str) -> bytes:
        payload: dict[str, object] = {
            "model": self.model,
            "temperature": 0,
            "messages": [
                {"role": "system", "content": system},
                {"role": "user", "content": user},
            ],
        }
        if not self._plain_format:
            payload["response_format"] = {"type": "json_object"}
        return json.dumps(payload).encode()

    def _reply(self, body: bytes) -> Reply:
        if len(body) > MOST_BYTES:
            return Reply("", "answer too large")
        try:
            answer: Any = json.loads(body)
        except (ValueError, RecursionError):
            return Reply("", "no JSON")
        usage = _under(answer, "usage")
        counts = _count(_under(usage, "prompt_tokens")), _count(_under(usage, "completion_tokens"))
        choices = _under(answer, "choices")
        choice = choices[0] if isinstance(choices, list) and choices else None
        message = _under(choice, "message")
        content = _under(message, "content")
        if _under(message, "refusal") or _under(choice, "finish_reason") == "content_filter":
            return Reply("", "refused", *counts)
        if not isinstance(content, str) or not content.strip():
            return Reply("", "empty answer", *counts)
        cut = _under(choice, "finish_reason") == "length"
        text = content.replace(self.key, "***") if self.key else content
        return Reply(text, "answer cut off" if cut else "", *counts)

    def _refusal(self, status: int, body: bytes) -> EndpointError:
        said = self.safe(body[:2000].decode("utf-8", "replace"))
        what = f"{self.address} refused with status {status}: {said}"
        todo = "Check --llm-url and --llm-model."
        if 300 <= status < 400:
            todo = "Give the address that it points to: a key is not sent on to another place."
        return EndpointError(what, _TODO.get(status, todo))

    def _asked_wait(self, headers: httpx.Headers, usual: float) -> float:
        """Return the seconds to wait: what the endpoint asks for, else `usual`."""
        asked = _seconds(headers.get("retry-after", ""))
        if asked is None:
            return usual
        if asked > _LONGEST_WAIT_S:
            raise EndpointError(
                f"{self.address} asks to wait {asked:.0f} s before the next question",
                "Try again then: parts already answered are kept in the cache.",
            )
        return max(asked, 0.0)


class _TooSlowError(Exception):
    pass


def _under(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else None


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and 0 <= value < 10**12 else None


def _seconds(header: str) -> float | None:
    """Read Retry-After: seconds, or a date of HTTP."""
    if header.strip().isdecimal():
        return float(header)
    try:
        when = parsedate_to_datetime(header)
    except ValueError:
        return None
    return (when.replace(tzinfo=when.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
