"""What is kept on disk: files written whole, and a database of what documents state."""

from graph.store.database import Store
from graph.store.files import write_whole
from graph.store.packing import content_hash, file_digest

__all__ = ["Store", "content_hash", "file_digest", "write_whole"]
