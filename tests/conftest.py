import pytest

from graph.network import Network, load


@pytest.fixture(scope="session")
def world() -> Network:
    """Give the compiled network; the first use builds it into the cache."""
    return load()
