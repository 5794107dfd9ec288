#!/usr/bin/env python3
"""Packs the gazetteer that Sources/CGazetteerData embeds.

    pip install jionlp==1.5.31 faker==40.54.0 ngender==0.1.1 opencc-python-reimplemented==0.1.7 pypinyin==0.55.0 --no-deps
    python3 scripts/build_gazetteer.py [--facts scripts/data] [--out Sources/CGazetteerData/gazetteer.bin]

Sources: PyPI jionlp (Apache-2.0: divisions down to townships, administrative changes, area codes, character frequencies),
Faker (MIT: surnames with shares), ngender (MIT: given-name characters by sex), opencc-python-reimplemented (Apache-2.0:
traditional to simplified), pypinyin (MIT: readings), and the project's own fact tables in scripts/data. The layout is read by Sources/Gazetteer/PackedTables.swift;
the counts go to scripts/data/counts.json, which the tests compare with what the library sees.
"""
import argparse, csv, io, json, math, pathlib, re, struct, sys, zipfile
import importlib.util

from pypinyin import lazy_pinyin

ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
here = pathlib.Path(__file__).resolve().parent
ap.add_argument("--facts", type=pathlib.Path, default=here / "data")
ap.add_argument("--out", type=pathlib.Path, default=here.parent / "Sources/CGazetteerData/gazetteer.bin")
args = ap.parse_args()


def package(name):
    """Folder of an installed package, without importing it."""
    spec = importlib.util.find_spec(name)
    if spec is None:
        sys.exit(f"{name} is not installed: pip install {name} --no-deps")
    return pathlib.Path(spec.submodule_search_locations[0])


JIO, OPENCC, FAKER, NGENDER = package("jionlp") / "dictionary", package("opencc") / "dictionary", package("faker"), package("ngender")


def jio(name):
    """Text of a jionlp dictionary, which ships zipped."""
    plain = JIO / name
    if plain.exists():
        return plain.read_text(encoding="utf-8")
    with zipfile.ZipFile(JIO / (name.rsplit(".", 1)[0] + ".zip")) as z:
        return z.read(name).decode("utf-8")


# ---------------------------------------------------------------- traditional → simplified, one character for one
fold = {}
for line in (OPENCC / "TSCharacters.txt").read_text(encoding="utf-8").splitlines():
    t, s = line.split("\t")[:2]
    s = s.split(" ")[0]
    if len(t) == 1 and len(s) == 1 and t != s:
        fold[t] = s
for f in ("TWVariants.txt", "HKVariants.txt"):
    for line in (OPENCC / f).read_text(encoding="utf-8").splitlines():
        s, t = line.split("\t")[:2]
        for v in t.split(" "):
            if len(v) == 1 and len(s) == 1 and v not in fold and v != s and fold.get(s, s) != v:
                fold[v] = fold.get(s, s)
# Characters whose traditional form is a word of its own in simplified script are left to the reader of whole words.
for keep in "乾着藉覆":
    fold.pop(keep, None)
fold["臺"] = "台"
fold = {t: s for t, s in fold.items() if 0x4E00 <= ord(t) <= 0x9FFF and 0x4E00 <= ord(s) <= 0x9FFF}
simple = lambda s: "".join(fold.get(c, c) for c in s)

# ---------------------------------------------------------------- divisions
PROVINCE, PREFECTURE, COUNTY = 1, 2, 3
MUNICIPALITIES = {"北京市", "上海市", "天津市", "重庆市"}


class Division:
    def __init__(self, name, level, parent, code=0, short=""):
        self.name, self.level, self.parent, self.code, self.short = name, level, parent, code, short
        self.children, self.towns, self.id, self.zone = [], [], 0, False
        if parent:
            parent.children.append(self)

    @property
    def province(self):
        return self if self.level == PROVINCE else self.parent.province

    @property
    def path(self):
        return (self.parent.path if self.parent else ()) + (self.name,)


NATIONS = sorted(
    "汉族 蒙古族 蒙古 回族 藏族 维吾尔族 维吾尔 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 哈萨克 傣族 黎族 傈僳族 佤族 畲族 拉祜族 水族 东乡族 纳西族 景颇族 "
    "柯尔克孜族 柯尔克孜 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯族 锡伯 阿昌族 普米族 塔吉克族 塔吉克 怒族 鄂温克族 德昂族 保安族 裕固族 独龙族 鄂伦春族 各族".split(),
    key=len, reverse=True)


def stem(name):
    """A division's name without its type and nationalities: 恩施土家族苗族自治州 → 恩施."""
    for tail in ("特别行政区", "自治区", "自治州", "自治县", "自治旗", "联合旗", "地区", "林区", "特区", "矿区", "新区", "省", "市", "区", "县", "州", "盟", "旗"):
        if name.endswith(tail) and len(name) > len(tail):
            base = name[: -len(tail)]
            if tail.startswith("自治"):
                changed = True
                while changed:
                    changed = False
                    for n in NATIONS:
                        if base.endswith(n) and len(base) - len(n) >= 2:
                            base, changed = base[: -len(n)], True
            if tail in ("林区", "特区", "矿区", "新区") and len(base) < 2:
                return name
            return base if len(base) >= 2 else name
    return name


china, zones = [], 0
cur = [None] * 4
for line in jio("china_location.txt").splitlines():
    tabs = len(line) - len(line.lstrip("\t"))
    if tabs > 3 or not line.strip():
        continue
    f = line.strip("\t").split("\t")
    name, code, short = f[0], int(f[1]) if len(f) > 1 else 0, f[2] if len(f) > 2 else ""
    if tabs == 0:
        cur[0] = None if name in ("台湾省", "香港特别行政区", "澳门特别行政区") else Division(name, PROVINCE, None, code, short)
        if cur[0]:
            china.append(cur[0])
    elif cur[0] is None:
        continue
    elif tabs == 1:
        cur[1] = cur[0] if "直辖" in name else Division(name, PREFECTURE, cur[0], code, short)
    elif tabs == 2:
        if "直辖" in name:
            cur[2] = cur[1]  # a city without counties: its towns hang on the city
        else:
            cur[2] = Division(name, COUNTY, cur[1], code, short)
            cur[2].zone = 71 <= code % 100 <= 79 or not name.endswith(("市", "区", "县", "旗")) or name == "天府新区" or name.endswith(("开发区", "产业园", "产业园区", "示范区", "试验区", "管理区"))
    else:
        if name not in cur[2].towns:
            cur[2].towns.append(name)

for row in csv.DictReader(open(args.facts / "corrections.tsv", encoding="utf-8"), delimiter="\t"):
    d = None
    for part in row["division"].split("/"):
        d = next((x for x in (d.children if d else china) if x.name == part), None)
        if d is None:
            sys.exit(f"corrections.tsv: no division {row['division']}")
    if row["action"] == "rename":
        d.name, d.short = row["name"], d.short if d.short in row["name"] else ""
    elif row["action"] == "add":
        Division(row["name"], COUNTY, d)
    elif row["action"] == "merge":
        d.parent.children.remove(d)
        into = next((x for x in d.parent.children if x.name == row["name"]), None) or Division(row["name"], COUNTY, d.parent)
        into.towns += [t for t in d.towns if t not in into.towns]
    elif row["action"] == "remove":
        d.parent.children.remove(d)

taiwan = Division("台湾省", PROVINCE, None, 710000, "台湾")
china.append(taiwan)
counties = {}
for row in csv.DictReader(open(args.facts / "taiwan.tsv", encoding="utf-8"), delimiter="\t"):
    c = counties.get(row["county"]) or counties.setdefault(row["county"], Division(row["county"], PREFECTURE, taiwan, 0, stem(row["county"])))
    Division(row["district"], COUNTY, c, 0, stem(row["district"]))
areas = []  # (form, division): localities that name a district and stay in the detail
latin = []  # (form, division)
sar = json.load(open(args.facts / "hk_macau.json", encoding="utf-8"))
for key, name, short, code in (("hongkong", "香港特别行政区", "香港", 810000), ("macau", "澳门特别行政区", "澳门", 820000)):
    p = Division(name, PROVINCE, None, code, short)
    china.append(p)
    for d in sar[key]:
        c = Division(d["simp"], COUNTY, p, 0, stem(d["simp"]))
        if d.get("en"):
            latin.append((d["en"], c))
            latin.append((re.sub(r" District$", "", d["en"]), c))
        for a in d.get("areas", []):
            areas.append((a["simp"], c))
        for a in d.get("areas_en", []):
            latin.append((a, c))
        for a in d.get("alias", []):
            areas.append((simple(a), c))

# A province's own counties first, then its prefectures' one after the other: every parent's counties are one run.
divisions = [None] + china
prefectures, countylist = [], []
for p in china:
    prefectures += [d for d in p.children if d.level == PREFECTURE]
for p in china:
    countylist += [d for d in p.children if d.level == COUNTY]
    for q in p.children:
        if q.level == PREFECTURE:
            countylist += q.children
divisions += prefectures + countylist
for i, d in enumerate(divisions):
    if d:
        d.id = i
by_path = {d.path: d for d in divisions[1:]}


def find(province, prefecture, county):
    """The division a triple of official names stands for, or None."""
    if county:
        return by_path.get((province, prefecture, county)) or by_path.get((province, county))
    if prefecture:
        return by_path.get((province,)) if prefecture == province else by_path.get((province, prefecture))
    return by_path.get((province,))


# ---------------------------------------------------------------- former names
events = {}  # (old name, old province, old prefecture) → [targets]


def former(old_province, old_prefecture, old_name, target):
    if target is None or not old_name:
        return
    if old_name == target.name and (old_prefecture in ("", target.parent.name if target.parent else "") or target.level == COUNTY):
        return  # the same name under another parent: the parent's own former name handles it
    events.setdefault((old_name, old_province, old_prefecture), [])
    if target not in events[old_name, old_province, old_prefecture]:
        events[old_name, old_province, old_prefecture].append(target)


missing, known = [], set()
# Facts the lists below lack or have wrong: renames that kept their code, and mergers. What they say of a name stands alone.
for row in csv.DictReader(open(args.facts / "more_former_names.tsv", encoding="utf-8"), delimiter="\t"):
    t = find(row["province"], row["prefecture"], row["county"])
    if t is None:
        sys.exit(f"more_former_names.tsv: no division {row['county']} in {row['prefecture']}")
    former(row["old_province"], row["old_prefecture"], row["old_name"], t)
    known.add((row["old_prefecture"] or row["old_province"], row["old_name"]))
for line in jio("china_location_change.txt").splitlines():
    if "=>" not in line:
        continue
    old, new = line.split("=>")
    old, new = old.split("\t")[2:], (new.strip().split("\t") + ["", ""])[:3]
    t = find(*new)
    if len(old) >= 6:
        former(old[0], old[2], old[4], t)
    elif len(old) >= 4:
        former(old[0], "", old[2], t)
for row in csv.DictReader(open(args.facts / "former_names.tsv", encoding="utf-8"), delimiter="\t"):
    t = find(row["province"], row["prefecture"], row["county"])
    if t is None:
        missing.append((row["province"], row["prefecture"], row["county"]))
    if (row["old_prefecture"] or row["old_province"], row["old_name"]) in known:
        continue
    if row["old_name"] in ("市区", "郊区", "市辖区", "县", "矿区", "城区"):
        continue  # no names of their own
    former(row["old_province"], row["old_prefecture"], row["old_name"], t)

# ---------------------------------------------------------------- patterns
FULL, SHORT, VARIANT, FORMER, FORMER_SHORT, AREA, FILLER, ZONE = range(8)
WORD, SHARED, GENERIC = 1, 2, 4  # flags: an ordinary word; several divisions share the form; says nothing without its parent
GENERIC_FORMS = set("新区 郊区 城区 市区 矿区 东区 西区 南区 北区 中区 市中区 城郊区 开发区".split())
patterns = {}


def add(form, kind, target, extra=0):
    form = simple(form)
    if len(form) < 2 or not all(0x4E00 <= ord(c) <= 0x9FFF for c in form):
        return
    entry = (kind, target, extra)
    if entry not in patterns.setdefault(form, []):
        patterns[form].append(entry)


def type_of(name):
    for tail in ("自治州", "自治县", "自治旗", "地区", "州", "盟", "县", "旗", "市", "区"):
        if name.endswith(tail):
            return tail
    return ""


for d in divisions[1:]:
    if d.level == PREFECTURE and d.parent.name in MUNICIPALITIES:
        continue
    add(d.name, FULL, d.id)
    if d.zone:  # 高新区 of this city or that: a hint, which stays in the detail
        zones += 1
        add(d.short, ZONE, d.id)
        for n in {d.parent.name, stem(d.parent.name), stem(d.province.name), d.province.name}:
            if d.name.startswith(n) and len(d.name) - len(n) >= 4:
                add(d.name[len(n):], ZONE, d.id)
        continue
    # 湖南长沙 is the city: a county of its prefecture's stem (长沙县) is written in full, or told by its town.
    bare = {d.short, stem(d.name)} - ({d.parent.short, stem(d.parent.name)} if d.level == COUNTY and d.parent.level == PREFECTURE else set())
    for s in {d.short, stem(d.name)}:
        if s and s != d.name and len(s) >= 2:
            if s in bare:
                add(s, SHORT, d.id)
            kind = type_of(d.name)
            tail = {"自治州": "州", "自治县": "县", "自治旗": "旗"}.get(kind)
            if tail and not s.endswith(tail):
                add(s + tail, VARIANT, d.id)
                add(s + kind, VARIANT, d.id)
            if d.name.endswith("新区"):
                add(s + "区", VARIANT, d.id)
    if "自治" in d.name:  # 广西自治区, 延边朝鲜族州, 延边朝鲜自治州
        kind = d.name[d.name.index("自治"):]
        if kind == "自治区":
            add(stem(d.name) + kind, VARIANT, d.id)
        for form in {d.name[: -len(kind)], d.name.replace("自治", ""), d.name.replace("族", "")}:
            if form != stem(d.name) and len(form) > 3:
                add(form, VARIANT, d.id)
# 員林鎮 is a 市 now, 板橋市 a 區: a district of Taiwan answers to its stem with any of the types.
taken = {d.name for d in divisions[1:]}
for d in divisions[1:]:
    if d.level == COUNTY and d.province is taiwan and d.parent.name not in ("台北市", "基隆市", "新竹市", "嘉义市") and len(stem(d.name)) >= 2:
        for kind in "区市镇乡":
            if stem(d.name) + kind not in taken:
                add(stem(d.name) + kind, VARIANT, d.id)
aliases = 0
for row in csv.DictReader(open(args.facts / "aliases.tsv", encoding="utf-8"), delimiter="\t"):
    parts = row["division"].split("/")
    d = by_path.get(tuple(parts))
    if d is None:
        sys.exit(f"aliases.tsv: no division {row['division']}")
    add(row["form"], VARIANT if len(row["form"]) > 2 else SHORT, d.id)
    aliases += 1
for row in csv.DictReader(open(args.facts / "new_areas.tsv", encoding="utf-8"), delimiter="\t"):
    add(row["name"], ZONE, by_path[tuple(row["division"].split("/"))].id)
for n in "一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四".split():  # the corps' divisions, which are no administrative ones
    if not any(e[0] == ZONE for e in patterns.get(f"第{n}师", [])):
        add(f"第{n}师", FILLER, 0)
    for e in list(patterns[f"第{n}师"]):
        add(f"农{n}师", e[0], e[1])
for form, d in areas:
    if form not in {simple(c.name) for c in d.province.children}:
        add(form, AREA, d.id)
for form in ("市辖区 省直辖县级行政区划 自治区直辖县级行政区划 省直辖县级行政单位 省直辖行政单位 省直辖行政区划 市直辖行政区划 省直辖单位 自治区直辖单位 省直辖县 直辖县 其它区 其他区 全境 "
             "生产建设兵团 中华人民共和国 直辖县级 省直辖 直辖县级行政区划 直辖行政区划 直辖县级行政单位").split():
    add(form, FILLER, 0)

former_table = []  # (target, old province, old prefecture)
for (name, province, prefecture), targets in sorted(events.items(), key=lambda e: e[0]):
    op = by_path.get((province,))
    oq = by_path.get((province, prefecture)) if prefecture else None
    for t in targets:
        former_table.append((t.id, op.id if op else 0, oq.id if oq else 0))
        add(name, FORMER, t.id, len(former_table))
        s = stem(name)
        if s != name:
            add(s, FORMER_SHORT, t.id, len(former_table))

# An ordinary word: the form is listed as a word with a sense of its own, or is a frequent given name or direction.
words = set()
for line in jio("chinese_word_dictionary.txt").splitlines():
    w = line.split("\t")[0].strip()
    if 2 <= len(w) <= 3:
        words.add(w)

# ---------------------------------------------------------------- automaton: a double-array trie over folded characters
freq = {}
for form in patterns:
    for c in form:
        freq[c] = freq.get(c, 0) + 1
alphabet = sorted(freq, key=lambda c: (-freq[c], c))
char_id = {c: i + 1 for i, c in enumerate(alphabet)}
forms = sorted(patterns, key=lambda f: [char_id[c] for c in f])
root = {}
for i, form in enumerate(forms):
    node = root
    for c in form:
        node = node.setdefault(char_id[c], {})
    node[0] = i + 1
SIZE = 1 << 16
base, check, value, used = [0] * SIZE, [0] * SIZE, [0] * SIZE, bytearray(SIZE)
used[0] = used[1] = 1
queue, start_free, high = [(1, root)], 2, 0
pending = []
i = 0
while i < len(queue):
    state, node = queue[i]
    i += 1
    keys = sorted(k for k in node if k)
    value[state] = node.get(0, 0)
    if not keys:
        continue
    while used[start_free]:
        start_free += 1
    b = max(start_free - keys[0], 1)
    while any(used[b + k] for k in keys):
        b += 1
    base[state] = b
    for k in keys:
        used[b + k] = 1
        check[b + k] = state
        high = max(high, b + k)
        queue.append((b + k, node[k]))
states = high + 1 + len(alphabet) + 1
if states > SIZE:
    sys.exit("the trie has outgrown 16-bit states")

# ---------------------------------------------------------------- packing
pool, pool_at = bytearray(), {}


def text(s):
    b = s.encode("utf-8")
    if b not in pool_at:
        pool_at[b] = len(pool)
        pool.extend(b)
    return pool_at[b], len(b)


townlist, town_owner = [], []
town_range = {}
for d in divisions[1:]:
    town_range[d.id] = (len(townlist), len(d.towns))
    for t in sorted(d.towns, key=lambda t: t.encode("utf-8")):
        townlist.append(t)
        town_owner.append(d.id)
first_pref = lambda p: next((q.id for q in p.children if q.level == PREFECTURE), 0)
sections = []
out = bytearray()
for d in divisions:
    if d is None:
        out += struct.pack("<IBBHHHHHIHHIHH", *[0] * 14)
        continue
    off, n = text(d.name)
    soff, sn = text(d.short or stem(d.name))
    if d.level == PROVINCE:
        a = (first_pref(d), sum(q.level == PREFECTURE for q in d.children))
        mine = [c.id for c in countylist if c.province is d]
    elif d.level == PREFECTURE:
        mine, a = [c.id for c in d.children], (0, 0)
    else:
        mine, a = [], (0, 0)
    b = (mine[0], len(mine)) if mine else (0, 0)
    if mine:
        assert mine == list(range(mine[0], mine[0] + len(mine)))
    out += struct.pack("<IBBHHHHHIHHIHH", off, n, d.level, d.parent.id if d.parent else 0, *a, *b, soff | sn << 24, *town_range[d.id], d.code | (1 << 31 if d.zone else 0), d.province.id, 0)
sections.append(("divisions", out))
out = bytearray()
for t, owner in zip(townlist, town_owner):
    off, n = text(t)
    first = ord(t[0])  # so that most towns are told apart without their names
    out += struct.pack("<IHH", off | n << 24, owner, first if first < 65536 else 0)
sections.append(("towns", out))
order = sorted(range(len(townlist)), key=lambda i: (townlist[i].encode("utf-8"), town_owner[i]))
sections.append(("town_order", struct.pack(f"<{len(order)}H", *order)))
chars = [0] * 0x5200
simplified = [0] * 0x5200
for cp in range(0x4E00, 0xA000):
    c = chr(cp)
    s = fold.get(c, c)
    chars[cp - 0x4E00] = char_id.get(s, 0) | (0x8000 if char_id.get(s, 0) in root else 0)
    simplified[cp - 0x4E00] = ord(s)
sections.append(("chars", struct.pack("<20992H", *chars)))
sections.append(("simplified", struct.pack("<20992H", *simplified)))
out = bytearray()
for s in range(states):
    out += struct.pack("<HHHH", base[s] if s < SIZE else 0, check[s] if s < SIZE else 0, value[s] if s < SIZE else 0, 0)


people = {}
for row in csv.DictReader((line for line in open(args.facts / "populations.tsv", encoding="utf-8") if line[0] != "#"), delimiter="\t"):
    d = by_path.get(tuple(row["division"].split("/"))) or find(row["division"].split("/")[0], row["division"].split("/")[0], row["division"].split("/")[-1])
    if d is None:
        sys.exit(f"populations.tsv: no division {row['division']}")
    people[d.id] = int(row["people"])


def rank(d, kind):
    """Order among divisions of one form: the most people first, then by code, so that a capital's come first; Taiwan's and mining districts behind."""
    return (-people.get(d.id, 0), (d.code or 10**6) + (10**7 if kind == SHORT and d.name.endswith(("矿区", "林区")) else 0))


sections.append(("trie", out))
starts, meanings = [0], bytearray()
count = 0
for form in forms:
    entries = sorted(patterns[form], key=lambda e: (e[0], e[2], rank(divisions[e[1]], e[0]) if e[1] else (0, 0), e[1]))  # former names keep the order of their sources
    shared = len({e[1] for e in entries if e[0] in (FULL, SHORT, VARIANT)}) > 1
    for kind, target, extra in entries:
        flags = (WORD if form in words and kind in (SHORT, FORMER_SHORT) else 0) | (SHARED if shared else 0) | (GENERIC if form in GENERIC_FORMS else 0)
        meanings += struct.pack("<HHBB", target, extra, kind, flags)
        count += 1
    starts.append(count)
sections.append(("meaning_starts", struct.pack(f"<{len(starts)}H", *starts)))
sections.append(("meanings", meanings))
sections.append(("formers", b"".join(struct.pack("<HHH", *f) for f in [(0, 0, 0)] + former_table)))

codes = []
by_short = {}
for d in divisions[1:]:
    if d.level in (PROVINCE, PREFECTURE) or d.parent.level == PROVINCE:
        by_short.setdefault((stem(d.province.name), stem(d.name)), d)
        by_short.setdefault((d.province.short, d.short), d)
unresolved = []
for line in jio("landline_phone_area_code.txt").splitlines():
    if "/" not in line:
        continue
    number, where = line.split()
    p, c = where.split("/")
    d = by_short.get((p, c)) or next((v for (a, b), v in sorted(by_short.items()) if a == p and (b.startswith(c) or c.startswith(b))), None)
    if d is None:
        t = next((ts[0] for (n, op, oq), ts in sorted(events.items()) if stem(n) == c and stem(op) == p), None)
        d = t
    if d is None:
        unresolved.append(line)
        continue
    codes.append((int(number), d.id))
codes = sorted(set(codes))
sections.append(("area_codes", b"".join(struct.pack("<HH", *c) for c in codes)))

# ---------------------------------------------------------------- names of people
faker = {}
src = (FAKER / "providers/person/zh_CN/__init__.py").read_text(encoding="utf-8")
for m in re.finditer(r'\("([^"]+)", ([0-9.]+)\)', src):
    faker[m.group(1)] = float(m.group(2)) / 100
rule = (package("jionlp") / "rule/rule_pattern.py").read_text(encoding="utf-8")
block = rule[rule.index("SINGLE_CHINESE_FAMILY_NAME = "):]
first = block[: block.index("SINGLE_CHINESE_FAMILY_NAME = ", 10)]
singles = "".join(re.findall(r"'([^']+)'", first))
double = block[block.index("TWO_CHAR_CHINESE_FAMILY_NAME"):]
double = "".join(re.findall(r"'([^']+)'", double[: double.index("CHINESE_FAMILY_NAME = ", 30)])).split("|")
rare = (args.facts / "surnames_rare.txt").read_text(encoding="utf-8").split()
share = {}
for s in rare:
    for c in ([s] if len(s) == 2 and s in rare and "|" not in s else [s]):
        share[simple(c)] = 0.000002
for c in singles:
    share[simple(c)] = max(share.get(simple(c), 0), 0.00001)
for s in double:
    if len(s) == 2:
        share[simple(s)] = 0.000005
for s, v in faker.items():
    share[simple(s)] = max(share.get(simple(s), 0), v)
share.setdefault("肖", 0.0056), share.setdefault("付", 0.002), share.setdefault("闫", 0.0027), share.setdefault("覃", 0.0018)
weight = lambda v: max(1, min(255, round(240 + 40 * math.log10(v))))
single = [0] * 0x5200
for s, v in share.items():
    if len(s) == 1 and 0x4E00 <= ord(s) <= 0x9FFF:
        single[ord(s) - 0x4E00] = weight(v)
sections.append(("surnames", bytes(single)))
compound = sorted((ord(s[0]), ord(s[1]), weight(v)) for s, v in share.items() if len(s) == 2)
sections.append(("compound_surnames", b"".join(struct.pack("<HHH", *c) for c in compound)))
given, total_m, total_f = {}, 0, 0
for row in csv.DictReader(open(NGENDER / "charfreq.csv", encoding="utf-8")):
    given[row["char"]] = (int(row["male"]), int(row["female"]))
    total_m += int(row["male"])
    total_f += int(row["female"])
texts = {}
for line in jio("char_distribution.json").split("\n"):
    if not line.strip():
        continue
    c, n = json.loads(line)
    if len(c) == 1 and 0x4E00 <= ord(c) <= 0x9FFF:
        texts[simple(c)] = texts.get(simple(c), 0) + n
total_t = sum(texts.values())
like, sex = [0] * 0x5200, [128] * 0x5200
for c, n in texts.items():
    m, f = given.get(c, (0, 0))
    ratio = math.log2(((m + f + 2) / (total_m + total_f)) / ((n + 2) / total_t))
    like[ord(c) - 0x4E00] = max(1, min(255, round(128 + 12 * ratio)))
    if m + f:
        sex[ord(c) - 0x4E00] = round(255 * (f / total_f + 1e-7) / (m / total_m + f / total_f + 2e-7))
sections.append(("given_names", bytes(like)))
sections.append(("given_name_sex", bytes(sex)))

# ---------------------------------------------------------------- latin forms: letters only, lower case, sorted
key = lambda form: re.sub("[^a-z]", "", form.lower())
READINGS = {r["name"]: r["reading"] for r in csv.DictReader(open(args.facts / "readings.tsv", encoding="utf-8"), delimiter="\t")}


def reading(name):
    """A place name in pinyin; names whose characters read otherwise in words are listed."""
    base = next((n for n in READINGS if name.startswith(n)), "")
    return READINGS.get(base, "") + "".join(lazy_pinyin(name[len(base):], v_to_u=False))


seen = {(key(form), d.id) for form, d in latin}
for row in csv.DictReader(open(args.facts / "latin.tsv", encoding="utf-8"), delimiter="\t"):
    seen.add((key(row["form"]), by_path[tuple(row["division"].split("/"))].id))
for d in divisions[1:]:
    if d.zone or d.province.name in ("台湾省", "香港特别行政区", "澳门特别行政区") or d.level == PREFECTURE and d.parent.name in MUNICIPALITIES:
        continue
    for form in {stem(d.name), d.name}:
        seen.add((key(reading(form)), d.id))
    if d.name.endswith("新区"):
        for kind in ("newarea", "newdistrict"):
            seen.add((key(reading(d.name[:-2])) + kind, d.id))
seen = sorted(seen, key=lambda s: (s[0], (divisions[s[1]].code or 10**6), s[1]))
out = bytearray()
for form, target in seen:
    off, n = text(form)
    out += struct.pack("<IHH", off | n << 24, target, 0)
sections.append(("latin", out))
sections.append(("strings", bytes(pool)))

counts = {
    "provinces": len(china), "prefectures": len(prefectures), "counties": len(countylist), "towns": len(townlist),
    "mainland_counties": sum(not d.zone and d.province.name not in ("台湾省", "香港特别行政区", "澳门特别行政区") for d in countylist), "forms": len(forms), "meanings": count,
    "former_names": len(events), "former_targets": len(former_table), "zones": zones, "area_codes": len(codes), "surnames": sum(1 for x in single if x),
    "compound_surnames": len(compound), "given_name_characters": sum(1 for x in given if simple(x) == x), "traditional_characters": len(fold), "latin_forms": len(seen),
    "localities": len(areas),
}
header = bytearray(b"CPG1") + struct.pack("<II", 1, len(sections))
lengths = struct.pack("<7I", len(divisions), len(townlist), len(codes), len(compound), len(seen), len(forms), count)
body, offset = bytearray(), 12 + 8 * len(sections) + len(lengths)
offset += -offset % 8
at = []
for name, data in sections:
    data = bytes(data) + b"\0" * (-len(data) % 8)
    at.append((offset + len(body), len(data)))
    body += data
sizes = {name: len(data) for name, data in sections}
for (name, data), (o, _) in zip(sections, at):
    header += struct.pack("<II", o, len(data))
header += lengths
header += b"\0" * (-len(header) % 8)
args.out.write_bytes(header + body)
(args.facts / "counts.json").write_text(json.dumps(counts, indent=1) + "\n", encoding="utf-8")
print(json.dumps(counts), file=sys.stderr)
print(f"{len(header) + len(body):,} bytes; states {states}, alphabet {len(alphabet)}; {sizes}", file=sys.stderr)
print(f"former names without a current target: {len(missing)} {sorted(set(missing))[:10]}; area codes not placed: {unresolved}", file=sys.stderr)
