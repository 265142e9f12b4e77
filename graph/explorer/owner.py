"""What a person adds to the network: legs, closures and costs, used by every question after."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from graph.explorer.namer import Namer
from graph.facts import NOTHING, Own, OwnClosure, OwnCost, OwnLeg
from graph.progress import How

if TYPE_CHECKING:
    import pandas as pd

    from graph.explorer.own import Reader
    from graph.network import Network

    Table = str | Path | pd.DataFrame

Row = TypeVar("Row", OwnLeg, OwnClosure, OwnCost)


class Owner(Namer):
    """Holds rows of one's own, and the network with them; the explorer adds questions."""

    _own: Own = NOTHING
    _laid: Network | None = None
    progress: How = True

    @property
    def own(self) -> Own:
        """The legs, closures and costs that were added.

        Examples
        --------
        >>> import graph
        >>> graph.Explorer([]).own.legs
        ()
        """
        return self._own

    def add_legs(self, table: Table) -> list[OwnLeg]:
        """Add legs of your own to the network; the next question uses them.

        Parameters
        ----------
        table
            A CSV, JSON lines or Parquet file, or a DataFrame. It has the columns `mode`, `from`
            and `to` (cities, ports, UN/LOCODEs or `lat,lon`), and any of `id`, `name`,
            `from_lat`, `from_lon`, `to_lat`, `to_lon` (degrees; a name may then be new), `via`
            (`lat lon; lat lon`), `km`, `hours`, `usd_per_t`, `capacity_mt_y` (million tonnes
            a year), `commodity` (needed for pipelines), `open_from`, `open_to`, `source`,
            `year`, `confidence`, `note`.

        Returns
        -------
        list of OwnLeg
            What was added. A leg whose id is known already takes the place of that one.

        Raises
        ------
        DataError
            With every fault of the table at once; nothing is added then.

        Notes
        -----
        Ways by land run straight between their points and are cut at the borders they cross;
        those by sea or ferry follow the sea lanes, with the straits on them. Each end joins
        the nearest line, road, port and own leg of its state within 60 km. What you do not
        give is worked out from the table of costs; `hours` and `usd_per_t` are those of the
        way itself, and borders and handling come on top.

        Examples
        --------
        >>> import graph, pandas
        >>> ferry = pandas.DataFrame([["ferry", "Turkmenbashi", "Makhachkala", 20]],
        ...                          columns=["mode", "from", "to", "hours"])
        >>> explorer = graph.Explorer([])
        >>> explorer.add_legs(ferry)[0].id
        'turkmenbasy-makhachkala'
        >>> way = explorer.paths("Turkmenbashi", "Makhachkala", modes=["ferry", "road"], k=1)[0]
        >>> way.legs[-1].note
        'your own leg: Türkmenbaşy-Makhachkala (DataFrame row 2, its length worked out)'
        """
        return self._add("legs", self._reader.legs(table))

    def add_closures(self, table: Table) -> list[OwnClosure]:
        """Close what you name to every question, from a day to a day.

        Parameters
        ----------
        table
            As in `add_legs`, with the column `what` (written as for `avoid`: `Russia`,
            `border:KZ-UZ`, `passage:suez`, `port:Poti`, `ferry:aktau-alat`, `leg:my-line`) and
            any of `id`, `mode` (all where left out), `closed_from`, `closed_to` (the last day),
            `reason`, `source`. A row with the id of a shipped closure stands in its place.

        Raises
        ------
        DataError
            With every fault of the table at once; nothing is added then.

        Examples
        --------
        >>> import graph, pandas
        >>> shut = pandas.DataFrame([["border:KZ-UZ", "2026-01-01"]],
        ...                         columns=["what", "closed_from"])
        >>> graph.Explorer([]).add_closures(shut)[0].avoid.id
        'KZ-UZ'
        """
        return self._add("closures", self._reader.closures(table))

    def add_costs(self, table: Table) -> list[OwnCost]:
        """Let figures of your own count instead of those of the table of costs.

        Parameters
        ----------
        table
            As in `add_legs`, with the columns `mode`, `parameter` (`speed_kmh`, `usd_per_tkm`,
            `border_h`, `port_h`, `canal_usd_per_t` ...), `scope` (`world`, a state, a pair of
            states such as `CN-KZ` for borders, a passage for canals) and `value`; any of `id`,
            `unit` (checked), `source`, `year`, `confidence`.

        Raises
        ------
        DataError
            With every fault of the table at once; nothing is added then.

        Examples
        --------
        >>> import graph, pandas
        >>> dear = pandas.DataFrame([["rail", "usd_per_tkm", "Kazakhstan", 0.05]],
        ...                         columns=["mode", "parameter", "scope", "value"])
        >>> graph.Explorer([]).add_costs(dear)[0].scope
        'KZ'
        """
        return self._add("costs", self._reader.costs(table))

    def clear_own(self) -> None:
        """Forget all legs, closures and costs of your own.

        Examples
        --------
        >>> import graph
        >>> explorer = graph.Explorer([])
        >>> explorer.clear_own()
        >>> explorer.own.legs
        ()
        """
        self._own, self._laid = NOTHING, None

    @property
    def _reader(self) -> Reader:
        from graph.explorer.own import Reader

        return Reader(self.gazetteer, self.network_in_use())

    def _add(self, kind: str, rows: tuple[Row, ...]) -> list[Row]:
        """Take rows in, once the network with them has been made."""
        from graph.explorer.ground import compiled_world
        from graph.explorer.own import laid_over, with_rows

        own = with_rows(self._own, kind, rows)
        laid = laid_over(compiled_world(show=self.progress), own)
        self._own, self._laid = own, laid
        return list(rows)

    def network_in_use(self) -> Network:
        """Return the compiled network with the rows of your own, compiled on first use.

        Examples
        --------
        >>> import graph
        >>> graph.Explorer([]).network_in_use().own.legs
        ()
        """
        from graph.explorer.ground import compiled_world

        return self._laid or compiled_world(show=self.progress)
