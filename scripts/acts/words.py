#!/usr/bin/env python3
"""Packs the words of Chinese for cutting talk into words: words.py [--out FILE]

Source: the word list of jieba 0.42.1 (MIT, PyPI): words with their counts and parts of speech; and the names of goods in scripts/acts/goods/*.tsv, written for
this project. Of the list the words of up to four characters that occur often enough are kept. Layout, little-endian, read by Sources/ChatActs/WordTable.swift:
number of words, then for each, in the order of their hashes, four bytes of hash; then a byte of cost each (ten times -log of the share of all words); then a
byte of class each (low four bits) with 16 for a good's name.
"""
import argparse, io, math, pathlib, struct, subprocess, sys, tarfile, tempfile

HERE = pathlib.Path(__file__).resolve().parent
MASK = (1 << 64) - 1
# Classes: WordTable.Kind.
OF_TAG = {"n": 1, "ng": 1, "v": 2, "vn": 2, "vg": 2, "a": 3, "ag": 3, "an": 3, "ad": 3, "b": 3, "z": 3, "d": 4, "r": 5, "m": 6, "mq": 6, "q": 7, "t": 8, "tg": 8,
          "ns": 9, "nr": 10, "nrt": 10, "nrfg": 10, "i": 11, "l": 11, "p": 12, "c": 12, "u": 12, "y": 12, "e": 12, "o": 12, "f": 13, "s": 13, "nz": 14, "nt": 14}
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


def jieba():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:", "jieba==0.42.1", "-d", folder], check=True)
        with tarfile.open(next(pathlib.Path(folder).glob("jieba*"))) as archive:
            return io.TextIOWrapper(archive.extractfile("jieba-0.42.1/jieba/dict.txt"), encoding="utf8").read().splitlines()


def goods():
    """Names of goods in simplified characters (hanziconv 0.3.2, Apache 2.0, PyPI), as talk is read."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", folder, "hanziconv==0.3.2"], check=True)
        sys.path.insert(0, folder)
        from hanziconv import HanziConv
    for path in sorted((HERE / "goods").glob("*.tsv")):
        for line in path.read_text().splitlines():
            name = line.split("\t")[0].strip()
            if name: yield HanziConv.toSimplified(name)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--out", default=str(HERE.parents[1] / "Sources/CActData/words.bin"))
    a = ap.parse_args()
    rows = [line.split(" ") for line in jieba()]
    total = sum(int(r[1]) for r in rows)
    words = {}
    for word, count, tag in rows:
        count, kind = int(count), OF_TAG.get(tag.strip(), 0)
        # The rarest are mostly names of people and terms of a single book.
        least = 1 if len(word) == 1 else 20 if kind == 10 else 4
        if is_han(word) and len(word) <= 4 and count >= least: words[word] = (min(255, round(-10 * math.log(count / total))), kind)
    known = 0
    for name in goods():
        if not is_han(name) or not 2 <= len(name) <= 4: continue
        cost, kind = words.get(name, (GOODS_COST, 1))
        words[name] = (min(cost, GOODS_COST), kind | GOODS)
        known += 1
    table = {}
    for word, value in sorted(words.items()): table.setdefault(key(word), value)
    hashes = sorted(table)
    data = struct.pack("<I", len(hashes)) + struct.pack(f"<{len(hashes)}I", *hashes) + bytes(table[h][0] for h in hashes) + bytes(table[h][1] for h in hashes)
    open(a.out, "wb").write(data)
    print(f"{a.out}: {len(hashes)} words, {known} names of goods, {len(data)} bytes")


if __name__ == "__main__":
    main()
