"""Tables of articles: CSV, JSON lines, Parquet; one article a row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import DataError
from graph.model import Document

if TYPE_CHECKING:
    import pandas as pd

TABLES = frozenset({".csv", ".jsonl", ".ndjson", ".parquet"})
_TEXT_COLUMNS = ("text", "body", "content", "article", "maintext")
_FIELDS = ("title", "publisher", "date", "url")


def rows(path: Path) -> Iterator[Document]:
    """Yield one document for each row that has text, named `file#row` (rows count from 1).

    Raises
    ------
    DataError
        If the table cannot be read, or has no column of text.
    """
    frame = _frame(path)
    frame.columns = [str(name).strip().lower() for name in frame.columns]
    column = next((name for name in _TEXT_COLUMNS if name in frame), None)
    if column is None:
        raise DataError(
            f"{path} has no column of article text (it has: {', '.join(frame.columns) or 'none'})",
            f"Name the column one of: {', '.join(_TEXT_COLUMNS)}",
        )
    for number, row in enumerate(frame.to_dict("records"), start=1):
        text = row[column]
        if isinstance(text, str) and text.strip():
            fields = {name: _text(row.get(name)) for name in _FIELDS}
            yield Document(name=f"{path}#{number}", text=text, **fields)


def _text(value: object) -> str | None:
    return None if value is None or value != value else str(value)  # noqa: PLR0124 - NaN


def _frame(path: Path) -> pd.DataFrame:
    import pandas as pd

    try:
        match path.suffix.lower():
            case ".csv":
                return pd.read_csv(path, dtype=str, keep_default_na=False)
            case ".parquet":
                return pd.read_parquet(path)
            case _:
                return pd.read_json(path, lines=True, dtype=False)
    except ImportError as error:
        raise DataError(
            f"cannot read {path}: Parquet needs pyarrow",
            "Install it: pip install 'corridor-graph[parquet]'",
        ) from error
    except (OSError, ValueError) as error:  # pandas' own parsing errors are ValueErrors
        first = str(error).splitlines()[0]
        raise DataError(f"cannot read {path}: {first}", "Check the file and its ending.") from error
