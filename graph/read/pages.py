"""HTML pages and PDF files, through trafilatura and PDFium."""

from __future__ import annotations

from pathlib import Path

from graph.errors import DataError
from graph.model import Document


def html(path: Path, data: bytes) -> Document:
    """Return the main text of a page with its title, date, publisher and address."""
    import trafilatura

    page = trafilatura.bare_extraction(data, with_metadata=True)
    if page is None or isinstance(page, dict) or not page.text:
        raise DataError(
            f"{path} holds no article text", "Save the page itself, not its frame or its script."
        )
    return Document(
        name=str(path),
        text=page.text,
        title=page.title,
        publisher=page.sitename,
        date=page.date,
        url=page.url,
    )


def pdf(path: Path, data: bytes) -> Document:
    """Return the text of all pages, a blank line between two."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as file:
            pages = [page.get_textpage().get_text_range() for page in file]
    except pypdfium2.PdfiumError as error:
        raise DataError(
            f"cannot read {path}: not a PDF that can be opened ({error})",
            "Save it again, without a password.",
        ) from error
    # PDFium ends lines with CR LF; offsets count the text as it is handed on here
    text = "\n\n".join(page.replace("\r\n", "\n") for page in pages)
    return Document(name=str(path), text=text.replace("\ufffe", "-"))
