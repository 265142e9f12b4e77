"""What is kept on disk."""

from graph.store.files import write_whole

__all__ = ["write_whole"]
