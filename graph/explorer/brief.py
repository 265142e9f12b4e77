"""One page to hand on: the ways out, what each costs, who can close it, and the sources."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from graph.errors import UsageError


@dataclass(frozen=True, slots=True)
class Source:
    """What a sentence of the brief rests on; `mark` is how it is cited (`Q1`, `F2`, `P3`)."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Way:
    """One way as the brief tells it: its states by name, its figures, its legs."""

    rank: int
    states: str
    figures: str
    legs: tuple[tuple[str, str, str, str], ...]
    passes: str
    marks: str


@dataclass(frozen=True, slots=True)
class Closer:
    """Who stands on a way, and what closing there would do."""

    name: str
    effect: str
    remains: str


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief of one question; it shows itself in Jupyter and saves as Markdown or HTML.

    The same question over the same texts and tables gives the same brief, to the letter.

    Examples
    --------
    >>> import graph
    >>> brief = graph.Explorer([]).brief("Almaty", "Tashkent", k=1, as_of="2026-11-01")
    >>> brief.short[0]
    'One way was found that leads there, ranked by time.'
    >>> brief.markdown().splitlines()[0], brief.html()[:15]
    ('# Almaty → Tashkent', '<!doctype html>')
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     print(brief.save(pathlib.Path(folder) / "brief.md").name)
    brief.md
    """

    title: str
    as_of: str
    short: tuple[str, ...]
    ways: tuple[Way, ...]
    closers: tuple[Closer, ...]
    quotes: tuple[Source, ...]
    facts: tuple[Source, ...]
    parameters: tuple[Source, ...]
    svg: str
    attribution: str

    def __repr__(self) -> str:
        """Return what it is about, in a line."""
        ways = f"{len(self.ways)} way{'' if len(self.ways) == 1 else 's'}"
        return f"<Brief {self.title}, as of {self.as_of}: {ways}>"

    def markdown(self) -> str:
        """Return the brief as Markdown, without the map."""
        from graph.render import brief_markdown

        return brief_markdown(asdict(self))

    def html(self) -> str:
        """Return the brief as one print-ready HTML page that asks no other file."""
        from graph.render import brief_html

        return brief_html(asdict(self))

    def save(self, path: str | Path) -> Path:
        """Write the brief by its ending (`.md` or `.html`), whole or not at all.

        Raises
        ------
        UsageError
            If the ending is neither.
        DataError
            If the file cannot be written.
        """
        from graph.store import write_whole

        target = Path(path)
        if target.suffix == ".md":
            return write_whole(target, self.markdown())
        if target.suffix in {".html", ".htm"}:
            return write_whole(target, self.html())
        raise UsageError(f"{target}: a brief is Markdown or HTML", "Name it .md or .html.")

    def _repr_html_(self) -> str:
        from html import escape

        # A frame of its own keeps the brief's styles from the notebook's.
        return (
            f'<iframe srcdoc="{escape(self.html())}" title="{escape(self.title)}" sandbox=""'
            ' style="width:100%;height:720px;border:1px solid #ccc"></iframe>'
        )
