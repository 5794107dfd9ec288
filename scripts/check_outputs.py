#!/usr/bin/env python3
"""Reads what chatpool wrote with other people's libraries: vobject for cards, openpyxl for workbooks, Python's csv for CSV, json for JSON lines, html.parser for pages.

usage: check_outputs.py FOLDER    every .vcf, .xlsx, .csv, .jsonl, .html, .txt in it; says what it found, ends with 1 when something is wrong.
"""
import csv
import html.parser
import json
import pathlib
import re
import sys
import unicodedata

LINK = re.compile(r"""=HYPERLINK\("#'(订单明细|证据)'!A"&MATCH\(\$[A-Z]+\d+,'(订单明细|证据)'!\$[A-Z]+:\$[A-Z]+,0\),\d+\)""")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
wrong = []


def expect(condition, what):
    if not condition:
        wrong.append(what)


def cards(path):
    import vobject

    count = 0
    raw = path.read_bytes()
    expect(all(len(line) <= 75 for line in raw.split(b"\r\n")), f"{path.name}: a line is longer than 75 bytes")
    for card in vobject.readComponents(raw.decode("utf-8")):
        count += 1
        expect(card.fn.value and card.n.value is not None, f"{path.name}: card {count} without a name")
        expect(card.version.value in ("3.0", "4.0"), f"{path.name}: card {count} has another version")
        expect(any(c.value for c in card.contents.get("tel", [])), f"{path.name}: card {count} without a phone")
    return f"{count} cards"


def workbook(path):
    import openpyxl

    book = openpyxl.load_workbook(path)
    cells = 0
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None:
                    continue
                cells += 1
                ours = cell.data_type != "f" or LINK.fullmatch(str(cell.value))
                expect(ours, f"{path.name}: {sheet.title}!{cell.coordinate} is a formula, and no link to a customer's rows")
                if cell.hyperlink is not None:
                    expect(cell.hyperlink.target is None, f"{path.name}: {sheet.title}!{cell.coordinate} leads out of the workbook")
    return f"{len(book.sheetnames)} sheets, {cells} cells, {sum(len(s._charts) for s in book)} charts"


def table(path):
    raw = path.read_bytes()
    for_excel = raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(raw.decode("utf-8-sig").splitlines(keepends=True)))
    expect(len({len(row) for row in rows}) == 1, f"{path.name}: rows of different lengths")
    if for_excel:
        for row in rows:
            for cell in row:
                expect(not cell.startswith(FORMULA), f"{path.name}: a cell begins like a formula")
    return f"{len(rows) - 1} rows, {len(rows[0])} columns"


def lines(path):
    values = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    return f"{len(values)} lines"


class Page(html.parser.HTMLParser):
    """Counts scripts and notes what would load or run something else."""

    def __init__(self):
        super().__init__()
        self.scripts, self.rows, self.bad = 0, 0, []

    def handle_starttag(self, tag, attributes):
        self.scripts += tag == "script"
        self.rows += tag == "tr"
        if tag in ("img", "iframe", "object", "embed", "link", "base", "form", "audio", "video", "foreignobject"):
            self.bad.append(tag)
        for name, value in attributes:
            if name.startswith("on") or name in ("src", "srcset", "action", "formaction", "xlink:href") or (name == "href" and not (value or "").startswith(("#", "tel:"))):
                self.bad.append(f"{tag} {name}")


def page(path):
    reader = Page()
    reader.feed(path.read_text(encoding="utf-8"))
    reader.close()
    expect(reader.scripts == 1, f"{path.name}: {reader.scripts} scripts")
    expect(not reader.bad, f"{path.name}: {reader.bad[:5]}")
    return f"{reader.rows} rows"


def text(path):
    unseen = {c for c in path.read_text(encoding="utf-8") if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co") and c not in "\n\r\t\u200d"}
    expect(not unseen, f"{path.name}: {sorted(map(hex, map(ord, unseen)))}")
    return f"{path.stat().st_size} bytes"


readers = {".vcf": cards, ".xlsx": workbook, ".csv": table, ".jsonl": lines, ".html": page, ".txt": text}
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    reader = readers.get(path.suffix)
    if reader is None:
        continue
    try:
        print(f"{path.name}: {reader(path)}")
    except ModuleNotFoundError as missing:
        print(f"{path.name}: not read, {missing.name} is not installed")
    except Exception as error:
        wrong.append(f"{path.name}: {type(error).__name__}: {error}")
for line in wrong[:20]:
    print("WRONG " + line)
sys.exit(1 if wrong else 0)
