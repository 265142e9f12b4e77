"""Files made to harm: each is refused in a second or two and little memory, with a reason."""

from __future__ import annotations

import csv
import io
import json
import os
import time
import zlib
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from graph.errors import DataError
from graph.read import bombs, limits, read, read_paths, tabular
from graph.read.paths import parts

PAGE = b"<html><body><article>%s</article></body></html>"
SAID = b"<p>Kazakhstan exports oil to China, and it says so again and again.</p>"


def pdf(content=b"BT /F1 12 Tf 10 10 Td (Oil flows.) Tj ET", pages=1):
    packed = zlib.compress(content, 9)
    kids = b" ".join(b"%d 0 R" % (4 + i) for i in range(pages))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 3 0 R /Resources "
    page += b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages),
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed),
        *[page] * pages,
    ]
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, 2)
    offsets = []
    for number, one in enumerate(objects, start=1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, one))
    end = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % offset for offset in offsets))
    out.write(b"trailer << /Size %d /Root 1 0 R >>\n" % (len(objects) + 1))
    out.write(b"startxref\n%d\n%%%%EOF" % end)
    return out.getvalue()


BOMBS = {
    "many elements": ("html", PAGE % (SAID * 60_000), "elements"),
    "deep": ("html", PAGE % (b"<p><b><i>" * 60_000), "elements"),
    "many attributes": (
        "html", PAGE % (b"<p %s>x</p>" % b" ".join(b"a%d" % i for i in range(9_000))), "attributes",
    ),
    "quoted attributes": (
        "html", PAGE % (b"<p %s>x</p>" % b"".join(b'a%d=">"' % i for i in range(9_000))),
        "attributes",
    ),
    "unfolding stream": ("pdf", pdf(b" " * 200_000_000), "unfold"),
    "many pages": ("pdf", pdf(pages=10_001), "pages"),
    "nested": ("jsonl", b'{"text": ' + b"[" * 100_000, "line 1"),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_at_once(tmp_path, name):
    ending, data, says = BOMBS[name]
    path = tmp_path / f"bomb.{ending}"
    path.write_bytes(data)
    begun = time.process_time()
    with pytest.raises(DataError, match=says) as caught:
        list(read(path))
    assert time.process_time() - begun < 10
    assert caught.value.todo


def test_a_column_that_unfolds_too_far_is_refused(tmp_path):
    path = tmp_path / "bomb.parquet"
    column = pa.array([" " * 60_000_000] * 2)
    pq.write_table(pa.table({"text": column}), path, compression="zstd", use_dictionary=False)
    assert path.stat().st_size < 1_000_000
    with pytest.raises(DataError, match="column text would unfold"):
        list(read(path))


def test_real_pages_with_a_long_attribute_are_read(tmp_path):
    path = tmp_path / "a.html"
    image = b'<img alt="a chart" src="data:image/png;base64,%s">' % (b"QUJD" * 200_000)
    path.write_bytes(PAGE % (image + SAID * 5))
    (document,) = read(path)
    assert "exports oil" in document.text


def test_a_real_pdf_is_read(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(pages=3))
    (document,) = read(path)
    assert document.text == "Oil flows.\n\nOil flows.\n\nOil flows."


def test_the_text_of_a_pdf_has_an_end(tmp_path, monkeypatch):
    monkeypatch.setattr("graph.read.pages.MOST_PDF_CHARACTERS", 25)
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(pages=3))
    with pytest.raises(DataError, match="more than"):
        list(read(path))


def test_no_entity_brings_a_file_in(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("Albania attacks Zambia.")
    path = tmp_path / "a.html"
    head = b'<!DOCTYPE html [<!ENTITY x SYSTEM "file://%s">]>' % os.fsencode(secret)
    path.write_bytes(head + PAGE % (SAID * 9 + b"<p>And: &x; said the page.</p>"))
    (document,) = read(path)
    assert "Albania" not in document.text


@pytest.mark.parametrize("ending", ["txt", "html", "md", "pdf"])
def test_what_is_too_large_is_not_read_to_its_end(tmp_path, monkeypatch, ending):
    monkeypatch.setattr("graph.read.paths.LARGEST_BYTES", 1000)
    monkeypatch.setattr("graph.read.paths._LARGEST", {".html": 1000})
    path = tmp_path / f"a.{ending}"
    path.write_bytes(b"Kazakhstan exports oil. " * 100)
    with pytest.raises(DataError, match="more than"):
        list(read(path))


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device")
def test_a_device_without_end_is_not_read_for_ever(monkeypatch):
    monkeypatch.setattr("graph.read.paths.LARGEST_BYTES", 1_000_000)
    with pytest.raises(DataError, match="more than 1 MB"):
        list(read_paths(["/dev/zero"]))


def test_links_are_told_and_not_followed(tmp_path):
    inside, outside = tmp_path / "in", tmp_path / "out"
    (inside / "sub").mkdir(parents=True)
    outside.mkdir()
    (outside / "secret.txt").write_text("secret")
    (inside / "a.txt").write_text("a")
    (inside / "away.txt").symlink_to(outside / "secret.txt")
    (inside / "sub" / "away").symlink_to(outside)
    (inside / "sub" / "round").symlink_to(inside)
    (inside / "broken.txt").symlink_to(tmp_path / "nothing")
    told = []
    assert [d.text for d in read_paths([str(inside)], told.append)] == ["a"]
    assert len(told) == 1
    assert "and 3 more" in told[0]
    # what the user names is read, link or not
    assert [d.text for d in read_paths([str(inside / "away.txt")])] == ["secret"]


def test_pipes_and_sockets_in_a_folder_are_left_out(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "a.txt").write_text("a")
    assert [d.text for d in read_paths([str(tmp_path)])] == ["a"]


def test_a_folder_is_read_whatever_folder_it_lies_in(tmp_path):
    hidden = tmp_path / ".hidden" / "articles"
    hidden.mkdir(parents=True)
    (hidden / "a.txt").write_text("a")
    assert [d.text for d in read_paths([str(hidden)])] == ["a"]


def test_names_that_are_no_unicode_are_cited_all_the_same(tmp_path):
    (tmp_path / os.fsdecode(b"\xff\xfe.txt")).write_bytes(b"Kazakhstan exports oil.")
    (document,) = read_paths([str(tmp_path)])
    document.name.encode()


def test_a_bad_line_harms_no_other(tmp_path):
    path = tmp_path / "a.jsonl"
    lines = ['{"text": "one"}', "{broken", "[1]", '{"text": "\\ud800 two \\ud83d\\udea2"}', "7"]
    path.write_text("\n".join(lines))
    faults = []
    found = list(parts([str(tmp_path)], fault=faults.append))
    assert [(d.name.rpartition("#")[2], d.text) for d in found] == [
        ("1", "one"),
        ("4", "\ufffd two 🚢"),
    ]
    assert [f"line {number}" in str(fault) for number, fault in zip((2, 3, 5), faults, strict=True)]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b'text\n"unfinished\n', "unexpected end"),
        (b"text,title\na,b\na,b,c\n", "row 2: 3 fields"),
        (b"text\n\xff\xff\n", "decode"),
        (b"", "no column"),
        (b"\n\n", "no column"),
    ],
)
def test_a_broken_csv_says_where(tmp_path, content, says):
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(DataError, match=says):
        list(read(path))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_tables_as_spreadsheets_save_them(tmp_path, delimiter, encoding):
    path = tmp_path / "a.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerows([["Title", "Text"], ["São; Tomé, x", 'He said "no",\r\nthen\tyes.\0']])
    (document,) = read(path)
    assert (document.title, document.text) == ("São; Tomé, x", 'He said "no",\r\nthen\tyes.\0')


def test_tables_are_read_row_by_row(tmp_path):
    """The first article of a long table comes before the last line is looked at."""
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": "one"}) + "\n{broken")
    rows = read(path)
    assert next(rows).text == "one"
    with pytest.raises(DataError, match="line 2"):
        next(rows)


def test_a_line_without_end_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(tabular, "LARGEST_CELL", 1000)
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "' + "a" * 5000)
    with pytest.raises(DataError, match="more than"):
        list(read(path))


def test_limits_are_above_what_people_write():
    assert limits.LARGEST_PAGE_BYTES >= 10_000_000
    assert bombs.MOST_ELEMENTS >= 30_000
