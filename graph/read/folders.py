"""Walking a folder: by name, in a stream, and never out of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

Notice = Callable[[str], None]


def files(folder: Path, notice: Notice) -> Iterator[Path]:
    """Yield the regular files under `folder` in the order of their paths.

    Hidden files and folders are left out. Symbolic links are not followed, because they may
    lead out of the folder that the user named, or round in a circle; `notice` is told how
    many there were, and of each folder that cannot be listed.
    """
    links: list[Path] = []
    yield from _walk(folder, notice, links)
    if links:
        more = f" and {len(links) - 1} more" if len(links) > 1 else ""
        notice(f"not followed: the symbolic link {links[0]}{more}")


def _walk(folder: Path, notice: Notice, links: list[Path]) -> Iterator[Path]:
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        try:
            if path != folder and path.is_symlink():
                links.append(path)
            elif path.is_dir():
                names = sorted(name for name in os.listdir(path) if not name.startswith("."))  # noqa: PTH208 - names, not paths: half the memory
                waiting += [path / name for name in reversed(names)]
            elif path.is_file():  # no pipe, socket or device
                yield path
        except OSError as error:
            notice(f"skipped {path}: {error.strerror or error}")
