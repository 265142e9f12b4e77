"""Every error that a user may see: what happened, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence


class CorridorError(Exception):
    """The root of all errors raised on purpose.

    Parameters
    ----------
    what
        One line: what happened, and where.
    todo
        One line: what the user can do about it.

    Examples
    --------
    >>> error = CorridorError("the cache cannot be written", "Set XDG_CACHE_HOME.")
    >>> error.what, error.exit_code
    ('the cache cannot be written', 1)
    """

    exit_code = 1

    def __init__(self, what: str, todo: str = "") -> None:
        super().__init__(what if not todo else f"{what}\n{todo}")
        self.what = what
        self.todo = todo


class UsageError(CorridorError):
    """An argument that cannot be used as given.

    Examples
    --------
    >>> UsageError("k is 0", "Ask for one route or more.").exit_code
    2
    """

    exit_code = 2


class UnknownPlaceError(UsageError):
    """A name that no table knows; `suggestions` holds the nearest names, best first.

    Examples
    --------
    >>> import graph
    >>> try:
    ...     graph.Explorer([]).show("Kazakstan")
    ... except UnknownPlaceError as error:
    ...     print(error.suggestions[0])
    Kazakhstan
    """

    def __init__(self, name: str, suggestions: Sequence[str] = (), noun: str = "place") -> None:
        near = ", ".join(suggestions)
        super().__init__(
            f"unknown {noun}: {name!r}",
            f"Did you mean: {near}?" if near else "Check the spelling, or use a code (KZ, DEHAM).",
        )
        self.name = name
        self.suggestions = tuple(suggestions)


class AmbiguousNameError(UsageError):
    """A name with several meanings; `candidates` holds the ways to say which one.

    Examples
    --------
    >>> import graph
    >>> try:
    ...     graph.Explorer([]).show("Congo")
    ... except AmbiguousNameError as error:
    ...     print(error.candidates)
    ('country:DR Congo', 'country:Republic of the Congo')
    """

    def __init__(self, name: str, candidates: Sequence[str]) -> None:
        super().__init__(
            f"{name!r} could mean several things", f"Write one of: {', '.join(candidates)}"
        )
        self.name = name
        self.candidates = tuple(candidates)


class DataError(CorridorError):
    """Unreadable or malformed input; `faults` holds one line for each fault found.

    Examples
    --------
    >>> import graph, pandas
    >>> try:
    ...     graph.Explorer([]).add_closures(pandas.DataFrame({"what": ["Atlantis"]}))
    ... except DataError as error:
    ...     print(error.faults[0].split(". ")[0])
    DataFrame row 2: what: unknown place: 'Atlantis'
    """

    exit_code = 2

    def __init__(self, what: str, todo: str = "", faults: Sequence[str] = ()) -> None:
        super().__init__("\n  ".join([what, *faults]), todo)
        self.faults = tuple(faults) or (what,)


class NoRouteError(CorridorError):
    """No route under the given avoids; `lift` is a smallest set of avoids to give up.

    Examples
    --------
    >>> import graph
    >>> try:
    ...     graph.Explorer([]).paths("Mongolia", "sea", avoid=["Russia", "China"])
    ... except NoRouteError as error:
    ...     print(error.lift)
    ('China',)
    """

    exit_code = 3

    def __init__(self, what: str, lift: Sequence[str] = (), todo: str = "") -> None:
        lifted = " and ".join(f"--avoid {name}" for name in lift)
        super().__init__(what, todo or (f"Lift {lifted} to get a route." if lifted else ""))
        self.lift = tuple(lift)
