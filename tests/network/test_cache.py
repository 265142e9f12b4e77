import shutil
from pathlib import Path

import numpy as np
import pytest

from graph.network import Network, cache, mapped


@pytest.fixture
def copied(world: Network, tmp_path: Path) -> Path:
    del world
    for part in cache.parts(cache.path()):
        if part.exists():
            shutil.copy(part, tmp_path / part.name)
    return tmp_path / cache.path().name


@pytest.mark.network
def test_a_sound_copy_is_read_and_marked(copied: Path) -> None:
    mark = cache.parts(copied)[2]
    mark.unlink(missing_ok=True)
    assert cache.read(copied) is not None
    assert mark.exists()


@pytest.mark.network
@pytest.mark.parametrize("part", [0, 1])
@pytest.mark.parametrize("harm", ["cut", "flip", "empty", "none"])
def test_harm_to_any_file_is_noticed(copied: Path, part: int, harm: str) -> None:
    file = cache.parts(copied)[part]
    content = bytearray(file.read_bytes())
    if harm == "cut":
        file.write_bytes(content[: len(content) // 2])
    elif harm == "flip":
        content[len(content) // 2] ^= 255
        file.write_bytes(content)
    elif harm == "empty":
        file.write_bytes(b"")
    else:
        file.unlink()
    assert cache.read(copied) is None


def test_arrays_come_back_from_their_file(tmp_path: Path) -> None:
    arrays = {"whole": np.array([1, 70_000, -3]), "part": np.array([0.5]), "none": np.zeros(0)}
    mapped.write(arrays, {"made": "here"}, tmp_path / "file")
    found, about = mapped.read(tmp_path / "file", check=True)
    assert about == {"made": "here"}
    assert found["whole"].dtype == np.int32
    for name, value in arrays.items():
        assert np.array_equal(found[name], value)
    assert [file.name for file in tmp_path.iterdir()] == ["file"]
