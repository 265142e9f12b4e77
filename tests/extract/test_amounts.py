from __future__ import annotations

import pytest

from graph.extract import extract
from graph.model import Document, to_record


@pytest.mark.parametrize(
    ("text", "amount", "unit", "per"),
    [
        ("Chile exports 1.5 million tonnes of copper a year to China.", 1_500_000, "t", "year"),
        ("Iraq exports 400,000 barrels of oil a day to Turkey.", 400_000, "barrel", "day"),
        ("Iraq exports 400,000 bpd of oil to Turkey.", 400_000, "barrel", "day"),
        ("Russia sold 3 bcm of gas to Hungary.", 3, "bcm", None),
        ("China gave Laos a loan of $6 billion.", 6e9, "USD", None),
        ("France sent 2,500 soldiers to Mali.", 2500, "person", None),
        ("Chile exports copper to China.", None, None, None),
        ("Kenya, with 50 million people, exports tea to Oman.", None, None, None),
    ],
)
def test_how_much(text, amount, unit, per):
    record = to_record(extract(Document(name="t", text=text))[0])
    assert (record["amount"], record["unit"], record["per"]) == (amount, unit, per)


@pytest.mark.parametrize("text", ["²", "1,", "1.", "1.2.3 tonnes", "٣ tonnes", "$", "$ 5"])
def test_odd_digits_are_no_trouble(text):
    extract(Document(name="t", text=f"Chile exports {text} copper to China."))
