"""What reading with a model cost, and what came of it, in lines."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from graph.errors import UsageError

if TYPE_CHECKING:
    from graph.llm.reader import Account


def parse_price(text: str) -> tuple[float, float]:
    """Read a price per million tokens: `0.15,0.60` for those asked and those answered.

    >>> parse_price("0.15,0.60")
    (0.15, 0.6)

    Raises
    ------
    UsageError
        If it is not two numbers from 0 up.
    """
    try:
        asked, answered = (float(part) for part in text.split(","))
    except ValueError:
        asked = answered = -1.0
    if not (0 <= asked < float("inf") and 0 <= answered < float("inf")):
        raise UsageError(
            f"not a price: {text!r}", "Give --llm-price as 0.15,0.60: asked, answered."
        )
    return asked, answered


def account_lines(account: Account, price: tuple[float, float] | None) -> list[str]:
    """Return the account in lines; the cost only where the price is known."""
    about = "about " if account.estimated else ""
    asked, answered = account.prompt_tokens, account.completion_tokens
    cost = "no price given (--llm-price)"
    if price is not None:
        cost = f"cost {account.cost(price):.6f} at {price[0]:g} and {price[1]:g} a million"
    read = f"{_many(account.parts, 'part')}, {account.cached} from the cache"
    kept = _many(account.kept, "relationship")
    lines = [
        f"llm: {read}, {_many(account.requests, 'request')}",
        f"llm: {about}{asked:,} tokens asked, {answered:,} answered; {cost}",
        f"llm: {kept} kept{_told('dropped', account.dropped)}",
    ]
    if account.notes:
        lines.append(f"llm: of those kept{_told('noted', account.notes)}")
    if account.failed:
        lines.append(f"llm: parts without an answer of use{_told('failed', account.failed)}")
    return lines


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _told(verb: str, reasons: Counter[str]) -> str:
    if not reasons:
        return f", none {verb}"
    each = ", ".join(f"{count} {reason}" for reason, count in reasons.most_common())
    return f", {reasons.total()} {verb}: {each}"
