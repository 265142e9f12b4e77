"""Denial of every kind, crossed with relations of every frame; generated, not picked."""

from __future__ import annotations

import pytest

from graph.extract import extract
from graph.model import Document

# relation: base, third person, past, participle, gerund, each with its words before the target
VERBS = {
    "attacks": ("attack", "attacks", "attacked", "attacked", "attacking"),
    "invades": ("invade", "invades", "invaded", "invaded", "invading"),
    "supports": ("support", "supports", "supported", "supported", "supporting"),
    "recognises": ("recognise", "recognises", "recognised", "recognised", "recognising"),
    "criticises": ("condemn", "condemns", "condemned", "condemned", "condemning"),
    "threatens": ("threaten", "threatens", "threatened", "threatened", "threatening"),
    "exports_to": (
        "sell oil to", "sells oil to", "sold oil to", "sold oil to", "selling oil to",
    ),
    "imports_from": (
        "buy wheat from", "buys wheat from", "bought wheat from", "bought wheat from",
        "buying wheat from",
    ),
    "signed_agreement": (
        "sign a treaty with", "signs a treaty with", "signed a treaty with",
        "signed a treaty with", "signing a treaty with",
    ),
    "deploys_troops_to": (
        "send troops to", "sends troops to", "sent troops to", "sent troops to",
        "sending troops to",
    ),
    "sanctions": (
        "impose sanctions on", "imposes sanctions on", "imposed sanctions on",
        "imposed sanctions on", "imposing sanctions on",
    ),
    "closes": (
        "close its border with", "closes its border with", "closed its border with",
        "closed its border with", "closing its border with",
    ),
    "provides": (
        "give weapons and money to", "gives weapons and money to", "gave weapons and money to",
        "given weapons and money to", "giving weapons and money to",
    ),
    "visits": ("visit", "visits", "visited", "visited", "visiting"),
    "depends_on": ("depend on", "depends on", "depended on", "depended on", "depending on"),
}  # fmt: skip
DENIED = [
    "Chad did not {base} Niger.",
    "Chad didn't {base} Niger.",
    "Chad has not {part} Niger.",
    "Chad hasn’t {part} Niger.",
    "Chad has never {part} Niger.",
    "Chad never {past} Niger.",
    "Chad had hardly ever {part} Niger.",
    "Chad will not {base} Niger.",
    "Chad would never {base} Niger.",
    "Chad could not {base} Niger.",
    "Chad cannot {base} Niger.",
    "Chad no longer {third} Niger.",
    "Chad refused to {base} Niger.",
    "Chad has again declined to {base} Niger.",
    "Chad failed to {base} Niger.",
    "Chad was unable to {base} Niger.",
    "Chad is unwilling to {base} Niger.",
    "Chad has no plans to {base} Niger.",
    "Chad has no intention of {gerund} Niger.",
    "Chad has ruled out {gerund} Niger.",
    "Chad stopped short of {gerund} Niger.",
    "Chad refrained from {gerund} Niger.",
    "Chad has stopped {gerund} Niger.",
    "Chad ceased to {base} Niger.",
    "Chad used to {base} Niger.",
    "Chad has yet to {base} Niger.",
    "Chad denied {gerund} Niger.",
    "Chad denied having {part} Niger.",
    "Chad denied that it had {part} Niger.",
    "Chad denied it had {part} Niger.",
    "Chad rejected claims that it had {part} Niger.",
    "There is no evidence that Chad {past} Niger.",
    "It is not true that Chad {past} Niger.",
    "Chad said it had not {part} Niger.",
    "Chad said on Monday that it would not {base} Niger.",
    "The government of Chad did not {base} Niger.",
    "Chad's president has not {part} Niger.",
    "Chad, which has not {part} Niger, borders Sudan.",
    "Neither Chad nor Mali {past} Niger.",
    "Chad neither {past} Niger nor praised Mali.",
    "Chad neither praised Mali nor {past} Niger.",
    "Chad left Mali without {gerund} Niger.",
    "Chad met Mali instead of {gerund} Niger.",
    "Chad opposed {gerund} Niger.",
    "Chad is far from {gerund} Niger.",
    "Chad abandoned its plan to {base} Niger.",
    "Chad is unlikely to {base} Niger.",
    "Chad does not need to {base} Niger.",
    "It would be wrong to say that Chad {past} Niger.",
    "Chad did not, as reported, {base} Niger.",
    "Chad decided against {gerund} Niger.",
    "Chad promised never to {base} Niger.",
    "Chad will in no case {base} Niger.",
    "Chad had no part in {gerund} Niger.",
    "Mali prevented Chad from {gerund} Niger.",
    "Chad's refusal to {base} Niger angered Mali.",
    "Chad did not praise or {base} Niger.",
    "Mali will not go to war, nor will Chad {base} Niger.",
    "Mali tried to help, but Chad did not {base} Niger.",
]
ASSERTED = [
    "Chad {past} Niger.",
    "Chad not only {past} Niger but praised Mali.",
    "Chad did not stop {gerund} Niger.",
    "Chad refused to stop {gerund} Niger.",
    "Chad has never ceased to {base} Niger.",
    "Chad did not deny that it had {part} Niger.",
    "Chad left Mali alone but {past} Niger.",
    "Chad did not praise Mali, but it {past} Niger.",
    "Chad, which did not leave, {past} Niger.",
    "Although Mali did nothing, Chad {past} Niger.",
    "Mali did not go to war. Chad {past} Niger.",
    "No minister resigned when Chad {past} Niger.",
    "Chad no doubt {past} Niger.",
]


def polarities(text, relation):
    return {
        said.polarity.value
        for one in extract(Document(name="t", text=text))
        for said in one.evidence
        if one.relation == relation and {one.source.id, one.target.id} == {"TD", "NE"}
    }


def filled(template, relation):
    base, third, past, part, gerund = VERBS[relation]
    return template.format(base=base, third=third, past=past, part=part, gerund=gerund)


@pytest.mark.parametrize("relation", VERBS)
@pytest.mark.parametrize("template", DENIED)
def test_what_is_denied_is_negated(template, relation):
    assert polarities(filled(template, relation), relation) == {"negated"}


@pytest.mark.parametrize("relation", VERBS)
@pytest.mark.parametrize("template", ASSERTED)
def test_what_is_said_is_asserted(template, relation):
    assert polarities(filled(template, relation), relation) == {"asserted"}


NOUNS = {
    "signed_agreement": ("agreement", "with"),
    "negotiates": ("talks", "with"),
    "supports": ("support", "for"),
    "sanctions": ("sanctions", "on"),
    "exports_to": ("exports of oil", "to"),
}
DENIED_NOUNS = [
    "Chad ended its {noun} {prep} Niger.",
    "Chad has suspended its {noun} {prep} Niger.",
    "Chad's suspension of its {noun} {prep} Niger was sudden.",
    "Chad called off its {noun} {prep} Niger.",
    "Chad announced the end of its {noun} {prep} Niger.",
]


@pytest.mark.parametrize("relation", NOUNS)
@pytest.mark.parametrize("template", DENIED_NOUNS)
def test_what_has_ended_is_negated(template, relation):
    noun, prep = NOUNS[relation]
    assert polarities(template.format(noun=noun, prep=prep), relation) == {"negated"}


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("There is no agreement between Chad and Niger.", "signed_agreement"),
        ("No agreement was reached between Chad and Niger.", "signed_agreement"),
        ("Chad did not sign a memorandum with Niger.", "signed_agreement"),
        ("Chad and Niger parted without an agreement.", "signed_agreement"),
        ("Chad cancelled a contract with Niger.", "signed_agreement"),
        ("Chad withdrew from a defence treaty with Niger.", "signed_agreement"),
        ("Talks between Chad and Niger on a road have collapsed.", "negotiates"),
        ("Chad and Niger broke off their talks.", "negotiates"),
        ("The lifting of Chad's sanctions on Niger was slow.", "sanctions"),
        ("Chad's withdrawal from Niger was slow.", "deploys_troops_to"),
        ("Chad withdrew its troops from Niger.", "deploys_troops_to"),
        ("Chad has no troops in Niger.", "deploys_troops_to"),
        ("Not one Chadian soldier was sent to Niger.", "deploys_troops_to"),
        ("No Chadian troops are stationed in Niger.", "deploys_troops_to"),
        ("Chad is no longer an ally of Niger.", "allied_with"),
        ("Chad is not dependent on Niger.", "depends_on"),
        ("Chad does not have to negotiate with Niger.", "negotiates"),
        ("Chad cut aid to Niger.", "provides"),
        ("Chad cannot become an ally of Niger.", "allied_with"),
        ("Chad reneged on a deal with Niger.", "signed_agreement"),
        ("Chad backed out of an agreement with Niger.", "signed_agreement"),
        ("Chad shelved a visit to Niger.", "visits"),
        ("Chad's oil exports to Niger ceased in May.", "exports_to"),
        ("The treaty between Chad and Niger was never signed.", "signed_agreement"),
        ("Talks between Chad and Niger did not take place.", "negotiates"),
        ("Chad stayed out of the sanctions on Niger.", "sanctions"),
        ("Chad withdrew its recognition of Niger.", "recognises"),
    ],
)
def test_an_event_that_did_not_happen_or_is_over_is_negated(text, relation):
    assert polarities(text, relation) == {"negated"}


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Talks between Chad and Niger have not been suspended.", "negotiates"),
        ("Chad has not broken off talks with Niger.", "negotiates"),
        ("Chad refused to lift its sanctions on Niger.", "sanctions"),
        ("Chad did not ease its embargo on arms sales to Niger.", "sanctions"),
        ("Chad refused to withdraw its troops from Niger.", "deploys_troops_to"),
        ("Mali refused to discuss Chad's sanctions on Niger.", "sanctions"),
        ("Mali did not support Chad's invasion of Niger.", "invades"),
        ("Chad did not close its border with Niger.", "borders"),
    ],
)
def test_what_goes_on_is_asserted(text, relation):
    assert polarities(text, relation) == {"asserted"}


@pytest.mark.parametrize("state", ["Poland", "Chile", "the Philippines"])
@pytest.mark.parametrize(
    ("group", "polarity", "modality"),
    [
        ("has not ruled out", "asserted", "possible"),
        ("did not rule out", "asserted", "possible"),
        ("refused to rule out", "asserted", "possible"),
        ("did not exclude", "asserted", "possible"),
        ("has ruled out", "negated", "actual"),
        ("excluded", "negated", "actual"),
    ],
)
@pytest.mark.parametrize(
    ("gerund", "relation"),
    [("attacking", "attacks"), ("recognising", "recognises"), ("invading", "invades")],
)
def test_what_is_not_ruled_out_is_possible(state, group, polarity, modality, gerund, relation):
    text = f"{state[0].upper()}{state[1:]} {group} {gerund} Armenia."
    (found,) = [one for one in extract(Document(name="a", text=text)) if one.relation == relation]
    assert (found.polarity, found.modality) == (polarity, modality)


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Japan would support Chile if Peru attacked.", "possible"),
        ("If Peru attacked, Japan would support Chile.", "possible"),
        ("Japan would support Chile unless Peru withdrew.", "possible"),
        ("Japan said it would support Chile.", "planned"),
    ],
)
def test_what_hangs_on_a_condition_is_possible(text, modality):
    (found,) = [o for o in extract(Document(name="a", text=text)) if o.relation == "supports"]
    assert found.modality == modality


@pytest.mark.parametrize("deal", ["treaty", "pact", "accord", "agreement"])
@pytest.mark.parametrize(
    ("end", "polarity"),
    [
        ("ended three decades of dispute", "asserted"),
        ("ended a long war", "asserted"),
        ("stopped hostilities along the river", "asserted"),
        ("ended 12 years of mistrust", "asserted"),
        ("ended last year", "negated"),
        ("ended on Friday", "negated"),
        ("collapsed in May", "negated"),
        ("expired", "negated"),
    ],
)
def test_a_deal_that_ends_something_else_has_not_ended(deal, end, polarity):
    text = f"The {deal} between Peru and Ecuador {end}."
    found = [o for o in extract(Document(name="a", text=text)) if o.relation == "signed_agreement"]
    assert [one.polarity for one in found] == [polarity]


@pytest.mark.parametrize("state", [("Russian", "RU"), ("Turkish", "TR"), ("Eritrean", "ER")])
@pytest.mark.parametrize("noun", ["troops", "soldiers", "peacekeepers"])
@pytest.mark.parametrize(
    ("before", "behind", "polarity"),
    [
        ("Thousands of", "remain in", "asserted"),
        ("About 2,000", "are stationed in", "asserted"),
        ("The", "stayed in", "asserted"),
        ("No", "remain in", "negated"),
    ],
)
def test_troops_that_stay(state, noun, before, behind, polarity):
    text = f"{before} {state[0]} {noun} {behind} Chad."
    (found,) = [
        o for o in extract(Document(name="a", text=text)) if o.relation == "deploys_troops_to"
    ]
    assert (found.source.id, found.target.id) == (state[1], "TD")
    assert (found.polarity, found.modality) == (polarity, "actual")


@pytest.mark.parametrize("verb", ["went to", "headed to", "reached"])
@pytest.mark.parametrize(
    ("start", "goods"),
    [
        ("Zambia's copper", True),
        ("Zambia's exports", True),
        ("Most of Zambia's copper exports", True),
        ("Copper from Zambia", True),
        ("After copper prices fell, Zambia's president", False),
        ("Zambia, whose exports fell,", False),
        ("Zambia's minister of copper", False),
    ],
)
def test_goods_that_go_are_exports_and_people_are_not(start, verb, goods):
    found = extract(Document(name="a", text=f"{start} {verb} China."))
    assert [(o.source.id, o.target.id) for o in found if o.relation == "exports_to"] == (
        [("ZM", "CN")] if goods else []
    )


@pytest.mark.parametrize("verb", ["travelled through", "passed through", "went via"])
@pytest.mark.parametrize(
    ("start", "goods"),
    [
        ("Kenya's oil", True),
        ("Oil from the fields of Kenya", True),
        ("Kenya's exports", True),
        ("After oil prices fell, Kenya's president", False),
        ("Kenya's minister of trade", False),
    ],
)
def test_goods_that_travel_are_in_transit_and_people_are_not(start, verb, goods):
    found = extract(Document(name="a", text=f"{start} {verb} Uganda."))
    ends = [(o.source.id, o.target.id) for o in found if o.relation == "transits_through"]
    assert ends == ([("KE", "UG")] if goods else [])
