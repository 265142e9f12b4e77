"""Bytes to text, without guessing what cannot be known."""

from __future__ import annotations

from graph.errors import DataError

_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_CONTROL_SHARE = 0.02


def decoded(data: bytes, name: str) -> str:
    r"""Return `data` as text with `\\n` line ends.

    UTF-8 first, UTF-16 where a byte order mark says so, then Windows-1252, which holds
    every other Western newspaper text.

    Raises
    ------
    DataError
        If it is binary.
    """
    encoding = next((name for mark, name in _MARKS.items() if data.startswith(mark)), "utf-8")
    text = _try(data, encoding)
    if text is None and b"\x00" not in data:
        text = _try(data, "cp1252")
    if text is None or _binary(text):
        raise DataError(
            f"cannot read {name}: it is not text (or in an unknown encoding)",
            "Save it as UTF-8 text, or give the HTML or PDF itself with its file ending.",
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _binary(text: str) -> bool:
    sample = text[:100_000]
    controls = sum(char < " " and char not in "\t\n\r\f" for char in sample)
    return "\x00" in sample or controls > _CONTROL_SHARE * len(sample)
