"""Collections: any number of articles, read on all cores, kept in a store, resumable."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing

from graph.errors import DataError, UsageError
from graph.explorer.engines import Engine, engine
from graph.explorer.portions import Known, Outcome, Part, part_digest, portions
from graph.extract.version import extractor_version
from graph.read import parts
from graph.store import Store

_SHOWN_FAULTS = 5


class Collection:
    """Articles read one after the other or side by side, in order, with memory kept flat.

    Parameters
    ----------
    store
        Where documents are put as soon as they are read, and what is not read again because
        it is there already; none when left out.
    workers
        How many processes read; all cores when left out.
    scheduler
        The address of a Dask scheduler to read on instead.
    notice
        Told in one line what is left out (links, folders that cannot be listed).
    progress
        Told after each article how many there were, and how many relationships.

    Attributes
    ----------
    read, known, found
        How many articles were read, how many were in the store already, and how many
        relationships the ones read state.
    faults
        An error for each article that could not be read.
    """

    def __init__(
        self,
        store: Store | None = None,
        *,
        workers: int | None = None,
        scheduler: str | None = None,
        notice: Callable[[str], None] | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        if workers is not None and workers < 1:
            raise UsageError(f"{workers} workers read nothing", "Give 1 or more.")
        self._store = store
        self._engine: Engine = engine(workers, scheduler)
        self._notice, self._progress = notice, progress
        self.read = self.known = self.found = 0
        self.faults: list[DataError] = []

    def collect(self, paths: Sequence[str]) -> Generator[Outcome, None, None]:
        """Read articles and put them into the store; yield what became of each, in order.

        What cannot be read in a folder or table is added to `faults`.

        Raises
        ------
        DataError
            If a path itself cannot be read, or the store cannot be written.
        """
        # closed at once where it is broken off, not when its traceback is forgotten
        with closing(self._outcomes(self._fresh(paths))) as outcomes:
            for outcome in outcomes:
                self._take(outcome)
                self._tell()
                yield outcome

    def _take(self, outcome: Outcome) -> None:
        if outcome.document is None:
            self.known += 1
            return
        self.read += 1
        self.found += len(outcome.found)
        if self._store:
            self._store.add(
                outcome.document,
                outcome.found,
                extractor=extractor_version(),
                digest=outcome.digest,
            )

    def renew(self) -> None:
        """Read again what another version of the extractor read, from the store's own text."""
        if self._store is None:
            return
        version = extractor_version()
        with closing(self._outcomes(self._store.documents(other_than=version))) as outcomes:
            for outcome in outcomes:
                if outcome.document is not None:
                    self.read += 1
                    self.found += len(outcome.found)
                    self._store.replace(outcome.document, outcome.found, extractor=version)
                self._tell()

    def fail_for_faults(self) -> None:
        """Raise one error for all articles that could not be read, if there are any.

        Raises
        ------
        DataError
            With a line for each, the first five shown.
        """
        total = self.read + self.known + len(self.faults)
        if not self.faults:
            return
        if total == 1:
            raise self.faults[0]
        more = len(self.faults) - _SHOWN_FAULTS
        shown = [one.what for one in self.faults[:_SHOWN_FAULTS]]
        raise DataError(
            f"{len(self.faults)} of {total} articles could not be read:",
            "The others were read. Mend these or leave them out.",
            [*shown, *([f"and {more} more"] if more > 0 else [])],
        )

    def _tell(self) -> None:
        if self._progress:
            self._progress(self.read + self.known, self.found)

    def _outcomes(self, waiting: Iterator[Part]) -> Generator[Outcome, None, None]:
        with closing(self._engine(portions(waiting))) as outcomes:  # type: ignore[type-var]
            for outcome in outcomes:
                if outcome.fault:
                    self.faults.append(DataError(*outcome.fault))
                else:
                    yield outcome

    def _fresh(self, paths: Sequence[str]) -> Iterator[Part]:
        """Yield the parts of `paths`, those that the store holds by their hash alone."""
        for part in parts(paths, self._notice, self.faults.append):
            digest = part_digest(part)
            yield Known(digest) if self._store and self._store.knows(digest) else part
