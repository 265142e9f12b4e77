"""Cut loops out of ways: searches that make much dearer may pass one stretch there and back.

The nodes of the core on a way differ, but two shortcuts of one cell may share what lies inside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from graph.network.core import Core
from graph.network.unpack import Stretch, arcs_of
from graph.routing.search import Step


def passed(core: Core, steps: Sequence[Step]) -> tuple[list[int], list[int]]:
    """Give the arcs of the network on a way, and the nodes: one more than arcs."""
    stretches = [Stretch(step.ref, step.start, step.end, step.tail) for step in steps]
    arcs, _, ends = arcs_of(core, stretches)
    return arcs, [steps[0].start, *ends]


def without_loops(core: Core, steps: Sequence[Step]) -> list[Step]:
    """Give the steps with all loops cut out.

    Steps that lose nothing stay as they are; others come back arc by arc.
    """
    pieces = [(number, piece) for number, step in enumerate(steps) for piece in _undone(core, step)]
    kept: list[tuple[int, Step]] = []
    at = {steps[0].start: 0}
    for pair in pieces:
        end = pair[1].end
        kept.append(pair)
        if (first := at.get(end)) is not None:
            for _, gone in kept[first:]:
                del at[gone.end]
            del kept[first:]
        at[end] = len(kept)
    return _joined(steps, pieces, kept)


def _joined(
    steps: Sequence[Step], pieces: list[tuple[int, Step]], kept: list[tuple[int, Step]]
) -> list[Step]:
    """Put steps of which all is kept together again."""
    before, after = (Counter(number for number, _ in pairs) for pairs in (pieces, kept))
    whole = {number for number in after if after[number] == before[number]}
    joined: list[Step] = []
    for number, piece in kept:
        step = steps[number] if number in whole else piece
        if not joined or joined[-1] is not step:
            joined.append(step)
    return joined


def _undone(core: Core, step: Step) -> Iterator[Step]:
    """Undo a shortcut: its arcs in the order passed, each with its metres."""
    first, target = core.up_first.data, core.up_target.data
    refs, metres = core.up_ref.data, core.up_metres.data
    waiting = [step]
    while waiting:
        one = waiting.pop()
        if one.ref >= 0:
            yield one
            continue
        middle = -1 - one.ref
        slots = range(first[middle], first[middle + 1])
        up = next(slot for slot in slots if target[slot] == one.start)
        down = next(slot for slot in slots if target[slot] == one.end)
        inner = one._replace(tail=middle, arc=-1)
        waiting.append(inner._replace(ref=refs[down], metres=metres[down], start=middle))
        waiting.append(inner._replace(ref=refs[up], metres=metres[up], end=middle))
