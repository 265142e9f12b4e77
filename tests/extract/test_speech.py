"""Families of news sentences: what is weighed, dropped, urged, blamed, insisted on or inserted."""

from __future__ import annotations

import pytest

from graph.extract import extract
from graph.model import Document

VERBS = {
    "attacks": ("attack", "attacking"),
    "invades": ("invade", "invading"),
    "recognises": ("recognise", "recognising"),
    "visits": ("visit", "visiting"),
    "exports_to": ("sell oil to", "selling oil to"),
    "imports_from": ("buy wheat from", "buying wheat from"),
    "signed_agreement": ("sign a treaty with", "signing a treaty with"),
    "deploys_troops_to": ("send troops to", "sending troops to"),
    "sanctions": ("impose sanctions on", "imposing sanctions on"),
    "closes": ("close its border with", "closing its border with"),
}
DOUBTED = [
    ("Chad considered {gerund} Niger.", "possible", "asserted"),
    ("Chad would consider {gerund} Niger.", "possible", "asserted"),
    ("Chad is weighing {gerund} Niger.", "possible", "asserted"),
    ("Chad proposed {gerund} Niger.", "possible", "asserted"),
    ("Chad suggested {gerund} Niger.", "possible", "asserted"),
    ("Chad has not ruled out {gerund} Niger.", "possible", "asserted"),
    ("Chad refused to rule out {gerund} Niger.", "possible", "asserted"),
    ("Chad did not exclude {gerund} Niger.", "possible", "asserted"),
    ("Chad would {base} Niger if Mali agreed.", "possible", "asserted"),
    ("Chad could {base} Niger provided that Mali agrees.", "possible", "asserted"),
    ("Chad denies plans to {base} Niger.", "planned", "negated"),
    ("Chad denied any intention to {base} Niger.", "planned", "negated"),
    ("Chad rejected a plan to {base} Niger.", "planned", "negated"),
    ("Chad did not deny plans to {base} Niger.", "planned", "asserted"),
    ("Chad is about to {base} Niger.", "planned", "asserted"),
    ("Chad is close to {gerund} Niger.", "planned", "asserted"),
    ("Chad is poised to {base} Niger.", "planned", "asserted"),
    ("Chad undertook to {base} Niger.", "planned", "asserted"),
    ("Chad not to {base} Niger", "planned", "negated"),
    ("Chad to {base} Niger", "planned", "asserted"),
    ("Chad's government to {base} Niger", "planned", "asserted"),
]  # fmt: skip
HARM = ["invasion", "bombing", "shelling", "occupation", "annexation", "blockade"]


def facts(text):
    return {
        (one.source.id, one.relation, one.target.id)
        for one in extract(Document(name="t", text=text))
    }


@pytest.mark.parametrize("relation", VERBS)
@pytest.mark.parametrize(("template", "modality", "polarity"), DOUBTED)
def test_what_is_only_spoken_of_is_not_read_as_done(relation, template, modality, polarity):
    base, gerund = VERBS[relation]
    found = extract(Document(name="t", text=template.format(base=base, gerund=gerund)))
    moods = {
        (one.modality.value, one.polarity.value)
        for one in found
        if one.relation == relation and {one.source.id, one.target.id} == {"TD", "NE"}
    }
    assert moods == {(modality, polarity)}


@pytest.mark.parametrize("harm", HARM)
@pytest.mark.parametrize("verb", ["condemned", "denounced", "deplored", "criticised"])
def test_who_did_the_harm_is_blamed_and_not_its_victim(harm, verb):
    assert ("TD", "criticises", "NE") not in facts(f"Chad {verb} the {harm} of Niger.")
    named = facts(f"Chad {verb} the {harm} of Niger by Mali.")
    assert ("TD", "criticises", "ML") in named
    assert ("TD", "criticises", "NE") not in named


@pytest.mark.parametrize("clause", ["had sold oil", "is a friend", "has left", "would leave"])
def test_to_insist_on_a_fact_demands_nothing(clause):
    assert not [f for f in facts(f"Chad insisted that Niger {clause}.") if f[1] == "demands"]


@pytest.mark.parametrize("clause", ["leave Mali", "must leave", "should leave", "be heard"])
def test_to_insist_on_an_act_demands_it(clause):
    assert ("TD", "demands", "NE") in facts(f"Chad insisted that Niger {clause}.")


@pytest.mark.parametrize("gerund", ["attacking", "shelling", "invading"])
def test_who_is_accused_by_another_is_the_doer(gerund):
    found = facts(f"Chad was accused by Mali of {gerund} Niger.")
    assert not [f for f in found if f[0] == "ML" and f[2] == "NE"]


@pytest.mark.parametrize("each", ["both NATO allies", "all NATO members", "each a NATO member"])
@pytest.mark.parametrize("act", ["opened", "closed", "reopened"])
def test_an_inserted_both_or_all_does_nothing(each, act):
    found = facts(f"Norway and Poland, {each}, {act} their borders.")
    assert not [f for f in found if f[1] in {"opens", "closes"}]


@pytest.mark.parametrize("past", ["once occupied", "formerly ruled", "once invaded"])
@pytest.mark.parametrize("noun", ["chief supplier of fuel", "main supplier of grain"])
def test_its_speaks_of_whom_the_inserted_clause_names(past, noun):
    found = facts(f"South Africa, which {past} Namibia, is its {noun}.")
    assert ("ZA", "exports_to", "NA") in found
    assert ("NA", "exports_to", "ZA") not in found


@pytest.mark.parametrize("span", ["years of fighting", "decades of dispute", "months of talks"])
def test_an_accord_that_ends_a_quarrel_holds(span):
    (one,) = [
        one
        for one in extract(
            Document(name="t", text=f"A peace accord between Chad and Sudan ended {span}.")
        )
        if one.relation == "signed_agreement"
    ]
    assert one.polarity.value == "asserted"


@pytest.mark.parametrize("when", ["", "on Saturday ", "last week ", "today "])
def test_a_promise_to_help_gives_nothing_yet(when):
    found = facts(f"Canada promised {when}to help Kenya and to fund a cable.")
    assert found == {("CA", "supports", "KE")}


@pytest.mark.parametrize("might", ["might attack", "could invade", "would bomb"])
def test_a_warning_about_somebody_threatens_nobody(might):
    assert ("TD", "threatens", "NE") not in facts(f"Chad warned that Niger {might} Mali.")


@pytest.mark.parametrize("good", ["oil", "gas", "wheat"])
def test_not_a_barrel_of_oil_is_none(good):
    text = f"Not a single tonne of Libyan {good} has reached Malta since May."
    (one,) = extract(Document(name="t", text=text))
    assert (one.relation, one.polarity.value) == ("exports_to", "negated")


@pytest.mark.parametrize("verb", ["sold", "supplied"])
@pytest.mark.parametrize("good", ["wheat", "oil", "gas"])
def test_who_was_sold_goods_is_the_buyer(verb, good):
    assert ("RS", "exports_to", "LY") in facts(f"Libya was {verb} {good} by Serbia.")


@pytest.mark.parametrize("rank", ["biggest", "second largest", "third largest"])
@pytest.mark.parametrize("lead", ["The", "Chile met the"])
def test_the_producer_is_named_behind_its_rank(rank, lead):
    found = facts(f"{lead} world's {rank} producer of tin, Indonesia, held an election.")
    assert ("ID", "produces", "commodity:tin") in found
    assert ("CL", "produces", "commodity:tin") not in found


def test_the_seller_is_no_way_and_a_pipeline_is():
    assert facts("Oil was sold to Libya by Serbia.") == {("RS", "exports_to", "LY")}
    found = facts("Spain imports gas from Algeria by the Medgaz pipeline.")
    assert ("ES", "transits_through", "pipeline:medgaz") in found


@pytest.mark.parametrize("verb", ["closed", "guarded", "reopened"])
def test_their_border_with_a_third_is_no_border_between_them(verb):
    borders = {f for f in facts(f"Chad and Togo {verb} their border with Mali.") if "borders" in f}
    assert borders == {("TD", "borders", "ML"), ("TG", "borders", "ML")}


@pytest.mark.parametrize("share", ["60%", "60 percent", "60 per cent"])
def test_a_share_that_goes_somewhere_is_sold_there_now(share):
    text = f"{share} of Brazil's beef exports go to China. Brazil plans to export beef to China."
    (one,) = extract(Document(name="t", text=text))
    assert (one.relation, one.modality.value, one.commodity) == (
        "exports_to", "actual", "commodity:beef",
    )  # fmt: skip
    assert one.evidence[0].share == 0.6
