"""Our own sentences, from many regions: one thing each."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.extract import extract
from graph.model import Document


def facts(text):
    return {
        (one.source.id, one.relation, one.target.id, str(one.polarity), str(one.modality))
        for one in extract(Document(name="t", text=text))
        if not one.source.id.startswith("person:")
    }


def short(text):
    return {fact[:3] for fact in facts(text)}


A, N = "asserted", "negated"


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Chile exports copper to China.", ("CL", "exports_to", "CN", A, "actual")),
        ("Uganda will not join OPEC.", ("UG", "member_of", "bloc:opec", N, "planned")),
        ("Turkey closed its border with Armenia.", ("TR", "closes", "AM", A, "actual")),
        ("Kenya refused to recognise Somalia.", ("KE", "recognises", "SO", N, "actual")),
        ("Peru may sell gas to Brazil.", ("PE", "exports_to", "BR", A, "possible")),
        ("Vietnam must import coal from Laos.", ("VN", "imports_from", "LA", A, "demanded")),
        ("Poland was invaded by Germany.", ("DE", "invades", "PL", A, "actual")),
        ("Ethiopia depends on Djibouti.", ("ET", "depends_on", "DJ", A, "actual")),
        ("Ghana and Togo signed a trade treaty.", ("GH", "signed_agreement", "TG", A, "actual")),
        (
            "Ghana and Togo signed an accord to open a port.",
            ("GH", "signed_agreement", "TG", A, "actual"),
        ),
        ("Talks between India and Nepal began.", ("IN", "negotiates", "NP", A, "actual")),
        ("Russia's invasion of Ukraine shook markets.", ("RU", "invades", "UA", A, "actual")),
        ("Cuba lifted its sanctions on Haiti.", ("CU", "sanctions", "HT", N, "actual")),
        ("Zaire borders Upper Volta.", ("CD", "borders", "BF", A, "actual")),
        ("Most Zambian copper passes through Tanzania.",
         ("ZM", "transits_through", "TZ", A, "actual")),
        ("Chinese warships were sent to the Red Sea.",
         ("CN", "deploys_troops_to", "sea:red", A, "actual")),
    ],
)  # fmt: skip
def test_one_sentence_one_fact(text, fact):
    assert fact in facts(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Bank of China opened a branch.",
        "Spain beat the Netherlands 2-1 in the final.",
        "Add two spoons of Greek yogurt and serve with French bread.",
        "Michael Jordan met reporters in Chicago.",
        "Turkish coffee is best made slowly.",
        "She learnt Russian in school.",
        "French companies attacked the Brazilian market.",
    ],
)
def test_nothing_is_read_into_it(text):
    assert facts(text) == set()


def test_a_host_is_no_party():
    found = short("Rwanda and Burundi signed an accord in Doha.")
    assert found == {("RW", "signed_agreement", "BI")}


@pytest.mark.parametrize(
    "text",
    [
        "No Russian oil passes through Latvia.",
        "Iran denied that it had attacked Iraq.",
        "Kuwait denied having exported oil to Israel.",
        "Chad sent no troops to Niger.",
        "Mali has yet to recognise Kosovo.",
        "Peru stopped selling gas to Chile.",
        "Poland ended its support for Hungary.",
        "Cuba can no longer import oil from Venezuela.",
        "Neither India nor China exports rice to Japan.",
        "Oman cancelled a visit to Qatar.",
        "Talks between Niger and Benin on a bridge were suspended.",
        "Gabon signed the pact with Togo without recognising Kosovo.",
    ],
)
def test_a_denial_is_never_a_positive_edge(text):
    found = facts(text)
    assert found
    assert any(fact[3] == N for fact in found)
    assert not {fact for fact in found if fact[3] == A} - {
        ("GA", "signed_agreement", "TG", A, "actual")
    }


def test_a_refusal_to_end_something_keeps_it():
    assert ("KE", "supports", "SO", A, "actual") in facts(
        "Kenya refused to end its support for Somalia."
    )


def test_a_denial_reaches_no_further_than_its_verb():
    found = facts("Kazakhstan refused to support Russia's invasion of Ukraine.")
    assert ("KZ", "supports", "RU", N, "actual") in found
    assert ("RU", "invades", "UA", A, "actual") in found


def test_a_double_denial_asserts():
    (fact,) = facts("Egypt refused to lift its sanctions on Iran.")
    assert fact == ("EG", "sanctions", "IR", A, "actual")


def test_a_description_is_resolved_and_says_so():
    text = "Mongolia held elections. The landlocked country exports coal to China."
    (one,) = extract(Document(name="t", text=text))
    assert (one.source.id, one.evidence[0].resolved_from) == ("MN", "The landlocked country")
    assert one.confidence < 0.8


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=20),
            st.sampled_from(
                ["Kazakhstan", "Russia’s", "exports oil to", "العربية", "é́", "🛢️", ".", "\n"]
            ),
        ),
        max_size=25,
    ).map(" ".join)
)
def test_no_text_breaks_an_offset(text):
    for one in extract(Document(name="t", text=text)):
        for said in one.evidence:
            assert text[said.span.start : said.span.end] == said.quote


def test_one_long_line_takes_linear_time():
    import time

    line = "Kazakhstan exports oil to China and Russia, while Iran attacked Iraq; "

    def seconds(times):
        begun = time.perf_counter()
        extract(Document(name="t", text=line * times))
        return time.perf_counter() - begun

    seconds(50)
    few, many = (min(seconds(times) for _ in range(3)) for times in (500, 2000))
    assert many < 10 * few, "four times the text"
