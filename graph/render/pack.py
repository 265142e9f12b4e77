"""Whole numbers as compressed text that a page unpacks: deltas, zigzag, varints, zlib, base 85."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Mapping

import numpy as np

from graph.network.geo import Ints

_PLAIN = str.maketrans("<>&", ",.:")


def zigzag(values: Ints) -> Ints:
    """Fold signed numbers into small unsigned ones: 0, -1, 1, -2 become 0, 1, 2, 3."""
    return np.where(values < 0, -2 * values - 1, 2 * values)


def deltas(values: Ints) -> Ints:
    """Give each number less the one before it, folded."""
    return zigzag(np.diff(values, prepend=0))


def varints(values: Ints) -> bytes:
    """Write unsigned numbers with seven bits a byte, low bits first (LEB128).

    Examples
    --------
    >>> varints(np.array([1, 300])).hex()
    '01ac02'
    """
    left = np.asarray(values, dtype=np.int64)
    width = max(1, (int(left.max(initial=0)).bit_length() + 6) // 7)
    parts = (left[:, None] >> (7 * np.arange(width))) & 127
    more = (left[:, None] >> (7 * np.arange(1, width + 1))) > 0
    keep = np.c_[np.ones((len(left), 1), dtype=bool), more[:, :-1]]
    return bytes((parts | (more << 7)).astype(np.uint8)[keep])


def packed(columns: Mapping[str, Ints]) -> str:
    """Pack columns of unsigned numbers: a header line of names and sizes, then all numbers."""
    streams = {name: varints(values) for name, values in columns.items()}
    header = ",".join(
        f"{name}:{len(columns[name])}:{len(stream)}" for name, stream in streams.items()
    )
    return text(f"{header}\n".encode() + b"".join(streams.values()))


def text(content: bytes) -> str:
    """Compress bytes into text that may stand in a page: base 85, without markup's letters.

    Five letters stand for four bytes; base64 takes a sixteenth more.
    """
    return base64.b85encode(zlib.compress(content, 9)).decode("ascii").translate(_PLAIN)
