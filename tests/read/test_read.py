from __future__ import annotations

import pandas as pd
import pytest

from graph.errors import DataError
from graph.read import read, read_paths

TEXT = "Kazakhstan exports oil to China.\nSão Tomé borders no state."


def one(path):
    (document,) = read(path)
    return document


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_in_the_usual_encodings(tmp_path, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode(encoding))
    assert one(path).text == TEXT


def test_line_ends_are_one_character(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"one\r\ntwo\rthree")
    assert one(path).text == "one\ntwo\nthree"


def test_front_matter_is_not_text(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: 'A: title'\ndate: 2023-03-18\nother: x\n---\n\nThe body.", "utf-8")
    document = one(path)
    assert (document.text, document.title, document.date) == ("The body.", "A: title", "2023-03-18")


def test_a_page_gives_its_main_text_and_date(tmp_path):
    path = tmp_path / "a.html"
    body = "".join(f"<p>{TEXT} This is sentence {i} of the report.</p>" for i in range(6))
    path.write_text(
        "<html><head><title>Oil</title><meta property='article:published_time' "
        f"content='2024-05-06T07:00:00Z'></head><body><nav>Menu</nav><article><h1>Oil</h1>{body}"
        "</article><script>alert(1)</script></body></html>",
        "utf-8",
    )
    document = one(path)
    assert "exports oil to China" in document.text
    assert "alert" not in document.text
    assert document.date == "2024-05-06"


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "parquet"])
def test_tables_of_articles(tmp_path, suffix):
    path = tmp_path / f"a.{suffix}"
    frame = pd.DataFrame({"Title": ["x", "y", "z"], "text": [TEXT, "", "More."]})
    if suffix == "csv":
        frame.to_csv(path, index=False)
    elif suffix == "jsonl":
        frame.to_json(path, orient="records", lines=True)
    else:
        frame.to_parquet(path)
    documents = list(read(path))
    assert [(d.name, d.title, d.text) for d in documents] == [
        (f"{path}#1", "x", TEXT),
        (f"{path}#3", "z", "More."),
    ]


def test_folders_are_read_in_order_without_links_and_hidden_files(tmp_path):
    for name in ("b.txt", "a.txt", ".hidden.txt", "picture.png"):
        (tmp_path / name).write_text(name)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "c.md").write_text("c")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    assert [d.name for d in read_paths([str(tmp_path)])] == [
        str(tmp_path / name) for name in ("a.txt", "b.txt", "sub/c.md")
    ]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.txt", b"", "no text"),
        ("a.txt", b"\x7fELF\x00\x01\x02" * 40, "not text"),
        ("a.pdf", b"%PDF-1.4 broken", "not a PDF"),
        ("a.parquet", b"PAR1", "cannot read"),
        ("a.csv", b"x,y\n1,2\n", "no column of article text"),
        ("a.jsonl", b"{broken", "cannot read"),
        ("a.docx", b"x", "unknown kind"),
        ("a.html", b"<html><body></body></html>", "no article text"),
    ],
)
def test_bad_input_says_what_and_what_to_do(tmp_path, name, content, says):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(DataError, match=says) as caught:
        list(read(path))
    assert caught.value.todo


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DataError, match=r"nowhere\.txt"):
        list(read_paths([str(tmp_path / "nowhere.txt")]))
