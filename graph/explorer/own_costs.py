"""Which figures of the table of costs can be replaced, and for what they may be given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.errors import CorridorError
from graph.facts import OwnCost, load
from graph.facts.own import CostRow
from graph.model import Kind
from graph.network import PASSAGES

if TYPE_CHECKING:
    from graph.gazetteer import Gazetteer
    from graph.review.fields import Faults
    from graph.review.ground import Numbered

_WORLD = "world"
# What the model asks for by state, by pair of states, or by passage; all else is the world's.
_BY_STATE = (
    "speed_kmh", "usd_per_tkm", "border_h", "border_usd_per_t", "port_h", "port_usd_per_t",
    "gauge_change_h", "gauge_change_usd_per_t", "wait_h",
)  # fmt: skip
_BY_PAIR = ("border_h", "border_usd_per_t")
_BY_PASSAGE = ("canal_usd_per_t",)


def cost_of(gazetteer: Gazetteer, at: Numbered, row: CostRow, faults: Faults) -> OwnCost | None:
    """Return a figure that the model uses, with its scope as a code; else note the faults."""
    before = len(faults.lines)
    known = {(one.mode, one.parameter): one.unit for one in load("costs")}
    unit = known.get((row.mode, row.parameter))
    if unit is None:
        of_mode = sorted(name for mode, name in known if mode == row.mode)
        told = f"of {row.mode} the model uses {', '.join(of_mode) or 'no figure'}"
        faults.add(at.number, "parameter", f"{row.parameter} is not used; {told}")
    elif row.unit and row.unit.replace(" ", "") != unit.replace(" ", ""):
        faults.add(at.number, "unit", f"is {row.unit!r}; the figure counts in {unit!r}")
    if row.parameter in {"speed_kmh", "driving_h_per_day"} and row.value <= 0:
        faults.add(at.number, "value", f"{row.value:g} would stop all traffic; close it instead")
    scope = _scope(gazetteer, at, row, faults)
    if len(faults.lines) > before or unit is None:
        return None
    return OwnCost(
        id=row.id or f"{row.mode}-{row.parameter}-{scope}".lower().replace("_", "-"),
        mode=row.mode,
        parameter=row.parameter,
        scope=scope,
        value=row.value,
        unit=unit,
        where=at.where,
        source=row.source,
        year=row.year,
        confidence=row.confidence,
    )


def _scope(gazetteer: Gazetteer, at: Numbered, row: CostRow, faults: Faults) -> str:
    """Return the world, a code, a pair of codes or a passage; '' with the fault noted."""
    text, parameter = row.scope.strip(), row.parameter
    if parameter in _BY_PASSAGE:
        name = text.casefold().removeprefix("passage:").replace(" ", "-")
        if name not in PASSAGES[1:]:
            faults.add(at.number, "scope", f"{text!r} is no passage: {', '.join(PASSAGES[1:])}")
        return name
    if text.casefold() == _WORLD:
        return _WORLD
    if parameter not in _BY_STATE:
        faults.add(at.number, "scope", f"{parameter} is known for the world only: write world")
        return ""
    first = ""
    for parts in ((text,), *_pairs(text, parameter)):
        try:
            return "-".join(sorted(gazetteer.resolve(part, {Kind.STATE}).id for part in parts))
        except CorridorError as error:
            first = f"{error.what}. {error.todo}" if len(parts) == 1 else first
    faults.add(at.number, "scope", first)
    return ""


def _pairs(text: str, parameter: str) -> list[tuple[str, str]]:
    """Return the ways to read two states parted by a dash; `Guinea-Bissau` is one."""
    words = text.split("-") if parameter in _BY_PAIR else []
    ways = range(1, len(words))
    return [("-".join(words[:n]).strip(), "-".join(words[n:]).strip()) for n in ways]
