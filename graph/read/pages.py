"""HTML pages and PDF files, through trafilatura and PDFium."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.errors import DataError
from graph.model import Document
from graph.read.bombs import check_pdf, page_tree
from graph.read.limits import MOST_PDF_CHARACTERS, MOST_PDF_PAGES, too_large

if TYPE_CHECKING:
    from collections.abc import Iterator


def html(name: str, data: bytes) -> Document:
    """Return the main text of a page with its title, date, publisher and address."""
    page = _main_text(name, data)
    if page is None or isinstance(page, dict) or not page.text:
        raise DataError(
            f"{name} holds no article text", "Save the page itself, not its frame or its script."
        )
    return Document(
        name=name,
        text=page.text,
        title=page.title,
        publisher=page.sitename,
        date=page.date,
        url=page.url,
    )


def _main_text(name: str, data: bytes) -> Any:
    import trafilatura

    try:
        tree = page_tree(name, data)
        return None if tree is None else trafilatura.bare_extraction(tree, with_metadata=True)
    except DataError:
        raise
    except Exception as error:  # whatever a foreign parser raises on hostile markup
        raise DataError(
            f"cannot read {name}: its markup cannot be followed ({type(error).__name__})",
            "Save its text, or print it to PDF.",
        ) from error


def pdf(name: str, data: bytes) -> Document:
    """Return the text of all pages, a blank line between two."""
    import pypdfium2

    check_pdf(name, data)
    try:
        with pypdfium2.PdfDocument(data) as file:
            if len(file) > MOST_PDF_PAGES:
                raise DataError(
                    f"cannot read {name}: it has {len(file)} pages; the most is {MOST_PDF_PAGES}",
                    "Split it into articles.",
                )
            text = "\n\n".join(_pages(name, file))
    except pypdfium2.PdfiumError as error:
        raise DataError(
            f"cannot read {name}: not a PDF that can be opened ({error})",
            "Save it again, without a password.",
        ) from error
    return Document(name=name, text=text)


def _pages(name: str, file: Any) -> Iterator[str]:
    held = 0
    for page in file:
        # PDFium ends lines with CR LF; offsets count the text as it is handed on here
        text = page.get_textpage().get_text_range().replace("\r\n", "\n").replace("\ufffe", "-")
        held += len(text)
        if held > MOST_PDF_CHARACTERS:  # its pages may all show the same text
            raise too_large(name, MOST_PDF_CHARACTERS)
        yield text
