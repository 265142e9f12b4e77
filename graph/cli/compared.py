"""The rules and a model side by side, as a person reads them in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from graph.cli.output import harmless
from graph.cli.text import wrapped
from graph.llm.compare import STATUSES, Pairing


def comparison_text(pairs: Sequence[Pairing]) -> str:
    """Return every statement of either side, agreement first, each with its sentence."""
    lines: list[str] = []
    for status in STATUSES:
        alike = [pair for pair in pairs if pair.status == status]
        if alike:
            lines.append(typer.style(f"{status} ({len(alike)})", bold=True))
            lines += [line for pair in alike for line in _pairing(pair)]
            lines.append("")
    both, conflict = (
        sum(pair.status == status for pair in pairs) for status in ("both", "conflict")
    )
    told = f"Agreed on {both} of {len(pairs)} statements; {conflict} found by both, read otherwise."
    return "\n".join([*lines, told]) + "\n"


def _pairing(pair: Pairing) -> list[str]:
    one, row = pair.shown, pair.record()
    sides = [
        f"{side}: {row[f'{side}_polarity']}, {row[f'{side}_modality']}"
        for side in ("rules", "model")
        if row[f"{side}_polarity"]
    ]
    verb = one.relation.replace("_", " ")
    told = f"{one.source.name} {verb} {one.target.name} ({'; '.join(sides)})"
    return [f"  {harmless(told)}", wrapped(f"“{row['quote']}”", "    ")]
