#!/usr/bin/env python3
"""Packs the tables of CIdentityData from PyPI data: pip install pypinyin opencc-python-reimplemented cpca, then run this.

identity.bin is a stream of little-endian 16-bit words:
  simplified[20992], syllable[20992]          for U+4E00...U+9FFF; a character without an entry maps to itself, syllable 0
  n, then n x (character, syllable)           readings that a character has as a surname
  n, then n x (first, second or 0, share)     surnames, share of the population in 1/100000
  n, then n x (code high, code low, length, characters...)  divisions by short and long name; code is the six-digit division code
"""
import csv, importlib.util, pathlib, re, struct, unicodedata

from pypinyin.pinyin_dict import pinyin_dict

def package(name):
    return pathlib.Path(importlib.util.find_spec(name).origin).parent


here = pathlib.Path(__file__).resolve().parent
FIRST, LAST = 0x4E00, 0x9FFF
words = []

simple = {}
for line in (package("opencc") / "dictionary" / "TSCharacters.txt").open(encoding="utf-8"):
    a, b = line.split("\t")
    b = b.split()[0]
    if len(a) == 1 and FIRST <= ord(a) <= LAST and FIRST <= ord(b) <= LAST:
        simple[ord(a)] = ord(b)
words += [simple.get(c, c) for c in range(FIRST, LAST + 1)]


def toneless(reading):
    base = unicodedata.normalize("NFD", reading.replace("ü", "v"))
    return re.sub("[^a-zv]", "", base.replace("u\u0308", "v"))


readings = {c: toneless(pinyin_dict[c].split(",")[0]) for c in range(FIRST, LAST + 1) if c in pinyin_dict}
syllables = {s: i + 1 for i, s in enumerate(sorted(set(readings.values()) | {"piao", "ou", "zha", "qiu", "xie", "shan", "zeng", "ge", "gai", "ji", "miao", "zhai", "xian", "yan", "yu", "mo", "wan"}))}
words += [syllables[readings[c]] if c in readings else 0 for c in range(FIRST, LAST + 1)]

as_surname = {"曾": "zeng", "单": "shan", "解": "xie", "仇": "qiu", "区": "ou", "查": "zha", "朴": "piao", "盖": "gai", "纪": "ji", "缪": "miao", "翟": "zhai", "冼": "xian", "燕": "yan", "尉": "yu", "万": "wan"}
words.append(len(as_surname))
for c, s in as_surname.items():
    words += [ord(c), syllables[s]]

surnames = {}
for line in (here / "surnames.txt").open(encoding="utf-8"):
    if line.startswith("#"):
        continue
    parts = line.split()
    if len(parts) == 2 and re.fullmatch(r"[\d.]+", parts[1]):
        surnames[parts[0]] = round(float(parts[1]) * 1000)
    else:
        for p in parts:
            surnames.setdefault(p, 10)
words.append(len(surnames))
for name, share in surnames.items():
    words += [ord(name[0]), ord(name[1]) if len(name) > 1 else 0, max(1, share)]

nations = [r["name"] if "name" in r else list(r.values())[0] for r in csv.DictReader((package("cpca") / "resources" / "56_nations.csv").open(encoding="utf-8"))]
nations = sorted({n for n in nations} | {n[:-1] for n in nations if n.endswith("族") and len(n) > 2}, key=len, reverse=True)


def short(name, level):
    if level == 1:
        return re.sub("(壮族自治区|维吾尔自治区|回族自治区|自治区|特别行政区|省|市)$", "", name)
    plain = re.sub("(自治州|自治县|自治旗|林区|特区|地区|盟|市|区|县|旗)$", "", name)
    if plain != name and re.search("(自治.|族区)$", name):
        while True:
            cut = next((n for n in nations if plain.endswith(n) and len(plain) > len(n)), None)
            if not cut:
                break
            plain = plain[: -len(cut)]
    return plain


divisions = set()
for row in csv.DictReader((package("cpca") / "resources" / "adcodes.csv").open(encoding="utf-8")):
    code, name = row["adcode"][:6], row["name"]
    if name in ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划") or row["adcode"][6:] != "000000":
        continue
    level = 1 if code.endswith("0000") else 2 if code.endswith("00") else 3
    for form in {name, short(name, level)}:
        if len(form) >= 2 and all(FIRST <= ord(c) <= LAST for c in form):
            divisions.add((int(code), form))
words.append(len(divisions))
for code, form in sorted(divisions):
    words += [code >> 16, code & 0xFFFF, len(form), *map(ord, form)]

target = here.parent.parent / "Sources" / "CIdentityData" / "identity.bin"
target.write_bytes(struct.pack(f"<{len(words)}H", *words))
print(len(surnames), "surnames", len(divisions), "division names", len(syllables), "syllables", target.stat().st_size, "bytes")
