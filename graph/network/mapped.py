"""Arrays in one file, read in place: only the pages that are used come into memory."""

from __future__ import annotations

import json
import mmap
import os
import zlib
from pathlib import Path
from typing import Any

import numpy as np

_MAGIC = b"CORRIDOR"
_ALIGN = 64
_WIDTHS = (np.int8, np.int16, np.int32, np.int64)


class Damaged(Exception):  # noqa: N818 - a state of the file, caught by the cache
    """The file is not what was written."""


def narrow(values: np.ndarray) -> np.ndarray:
    """Give whole numbers in the least width that holds them; others as they are."""
    if values.dtype != np.int64:
        return values
    low, high = (int(values.min()), int(values.max())) if len(values) else (0, 0)
    for width in _WIDTHS:
        limits = np.iinfo(width)
        if limits.min <= low and high <= limits.max:
            return values.astype(width)
    return values


def write(arrays: dict[str, np.ndarray], about: dict[str, Any], target: Path) -> None:
    """Write arrays and what is to be known about them, whole or not at all."""
    blocks = {name: np.ascontiguousarray(narrow(value)) for name, value in arrays.items()}
    entries, place = {}, 0
    for name, block in blocks.items():
        entries[name] = [block.dtype.str, block.shape, place]
        place += -(-block.nbytes // _ALIGN) * _ALIGN
    crc = 0
    for block in blocks.values():
        crc = zlib.crc32(_padded(block), crc)
    head = json.dumps({"arrays": entries, "about": about, "size": place, "crc": crc}).encode()
    head += b" " * (-(len(head) + 20) % _ALIGN)
    draft = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    try:
        with draft.open("wb") as stream:
            stream.write(_MAGIC + len(head).to_bytes(8, "little"))
            stream.write(zlib.crc32(head).to_bytes(4, "little") + head)
            for block in blocks.values():
                stream.write(_padded(block))
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _padded(block: np.ndarray) -> bytes:
    return block.tobytes() + b"\0" * (-block.nbytes % _ALIGN)


def read(source: Path, *, check: bool) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
    """Map the arrays of a file, and give what is known about them.

    Parameters
    ----------
    source
        A file that `write` made.
    check
        Whether to read it all and compare checksums; its head and size are checked always.

    Raises
    ------
    Damaged
        If the file is cut short or changed.
    OSError
        If it cannot be read.
    """
    with source.open("rb") as stream:
        start = stream.read(20)
        count = int.from_bytes(start[8:16], "little")
        head = stream.read(min(count, 1 << 24))
        sound = start[:8] == _MAGIC and zlib.crc32(head) == int.from_bytes(start[16:20], "little")
        if not sound:
            raise Damaged(source)
        known = json.loads(head)
        begin = 20 + count
        if source.stat().st_size != begin + known["size"]:
            raise Damaged(source)
        held = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    if check and zlib.crc32(memoryview(held)[begin:]) != known["crc"]:
        raise Damaged(source)
    arrays = {}
    for name, (kind, shape, place) in known["arrays"].items():
        size = int(np.prod(shape))
        flat = np.frombuffer(held, dtype=kind, count=size, offset=begin + place)
        arrays[name] = flat.reshape(shape)
    return arrays, known["about"]
