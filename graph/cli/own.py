"""The options that add rows of one's own, and the explorer that has them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from graph.explorer import Explorer

Legs = Annotated[
    list[Path] | None,
    typer.Option("--legs", metavar="FILE", help="Legs of your own: mode, from, to ... Repeatable."),
]
Closures = Annotated[
    list[Path] | None,
    typer.Option("--closures", metavar="FILE", help="Closures of your own: what, closed_from ..."),
]
Costs = Annotated[
    list[Path] | None,
    typer.Option("--costs", metavar="FILE", help="Costs of your own: mode, parameter, scope ..."),
]


def explorer_with(
    articles: list[str] | None,
    store: Path | None,
    legs: list[Path] | None,
    closures: list[Path] | None,
    costs: list[Path] | None,
) -> Explorer:
    """Return the explorer of some texts with tables of one's own, read before any question.

    Raises
    ------
    DataError
        With all faults of all the tables.
    """
    from graph.errors import DataError
    from graph.explorer import Explorer

    explorer, faulty = Explorer(articles, store=store), list[DataError]()
    for add, tables in (
        (explorer.add_legs, legs),
        (explorer.add_closures, closures),
        (explorer.add_costs, costs),
    ):
        for table in tables or ():
            try:
                add(table)
            except DataError as error:
                faulty.append(error)
    if len(faulty) == 1:
        raise faulty[0]
    if faulty:
        faults = [fault for error in faulty for fault in error.faults]
        raise DataError(f"{len(faulty)} tables have faults", "Mend these cells.", faults)
    return explorer
