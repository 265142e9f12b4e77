import json
from pathlib import Path

import pytest
from gold_corpus import PARTS, ROOT, articles, load_article, plain_texts
from gold_scorer import key_of

from graph.model import ontology

RELATIONS = frozenset(name for name, kind in ontology().items() if kind.core)
FIELDS = frozenset(
    [
        "source",
        "relation",
        "target",
        "polarity",
        "modality",
        "commodity",
        "share",
        "order",
        "quote",
        "source_text",
        "trigger_text",
        "target_text",
        "also",
        "optional",
    ]
)
KINDS = ("city", "sea", "passage", "corridor", "pipeline", "commodity", "bloc", "org", "person")
TEXTS = sorted(path for part in PARTS for path in (ROOT / part).glob("*.txt"))


def is_id(value: str) -> bool:
    kind, _, slug = value.partition(":")
    if slug:
        return kind in KINDS and slug == slug.lower() and " " not in slug
    return len(value) == 2 and value.isupper() and value.isalpha()


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_article_is_short_and_its_quotes_are_verbatim(path: Path) -> None:
    article = load_article(path)  # raises where words are absent or stand twice
    assert 80 <= len(article.text.split()) <= 220


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_annotation_follows_the_schema(path: Path) -> None:
    keys = []
    for line in map(json.loads, path.with_suffix(".jsonl").read_text("utf-8").splitlines()):
        assert set(line) <= FIELDS
        assert {line["relation"], *line.get("also", ())} <= RELATIONS
        assert line["polarity"] in {"asserted", "negated"}
        assert line["modality"] in {"actual", "planned", "demanded", "possible"}
        assert is_id(line["source"]), line["source"]
        assert is_id(line["target"]), line["target"]
        assert line["source"] != line["target"]
        keys.append(key_of(line["source"], line["relation"], line["target"]))
    assert len(keys) == len(set(keys)), "one key once a text"


@pytest.mark.parametrize("part", PARTS)
def test_every_annotation_has_its_article(part: str) -> None:
    stems = {path.stem for path in (ROOT / part).glob("*.jsonl")}
    assert stems == {article.name for article in articles(part)}


def test_plain_texts_are_long_enough_to_count() -> None:
    assert all(len(article.text.split()) > 350 for article in plain_texts())
