"""The rules and a model side by side, as a person reads them in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

import typer

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
    both = sum(pair.status == "both" for pair in pairs)
    return "\n".join([*lines, f"Agreed on {both} of {len(pairs)} statements."]) + "\n"


def _pairing(pair: Pairing) -> list[str]:
    one, row = pair.shown, pair.record()
    sides = [
        f"{side}: {row[f'{side}_polarity']}, {row[f'{side}_modality']}"
        for side in ("rules", "model")
        if row[f"{side}_polarity"]
    ]
    verb = one.relation.replace("_", " ")
    told = f"{one.source.name} {verb} {one.target.name} ({'; '.join(sides)})"
    return [f"  {told}", wrapped(f"“{row['quote']}”", "    ")]
