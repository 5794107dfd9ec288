#!/usr/bin/env python3
"""Writes Sources/CGazetteerData/personal_names.tsv: words that are names of persons, by whether they are given or family names.

Source: the lists of names of Faker (PyPI, MIT licence), of the lands whose shops write in letters; `pip install faker==40.63.0`, then run this.
The names of China, Japan and Korea have tables of their own. Words that address_words.tsv knows as words of places or of talk are left out, so that a name never outweighs a street.
"""
import importlib, pathlib, re, sys, unicodedata

ROOT = pathlib.Path(__file__).resolve().parents[1]
SKIPPED = {"ja_JP", "ko_KR", "zh_CN", "zh_TW"}
# How many words of a kind a land may add: its lists go from the frequent to the rare, or have no order at all.
MOST = 1000
PARTICLES = {"de", "la", "del", "da", "do", "dos", "das", "van", "von", "den", "der", "el", "al", "di", "e", "y", "thi", "bin", "binti", "st", "mc", "le", "ter", "ten", "op"}


def words_of(names):
    seen = []
    for name in list(names)[:MOST * 2]:
        for word in re.split(r"[\s\-'’.]+", str(name)):
            word = unicodedata.normalize("NFC", word).lower()
            if len(word.encode()) >= 3 and word not in PARTICLES and not re.search(r"\d", word): seen.append(word)
    return list(dict.fromkeys(seen))[:MOST]


def main():
    import faker.providers.person as person
    folder = pathlib.Path(person.__file__).parent
    known = set()
    for line in (ROOT / "Sources/CGazetteerData/address_words.tsv").read_text().splitlines():
        parts = line.split("\t")
        if len(parts) == 2 and re.match(r"abroad\.|name\.(title|lead|care)|land\.", parts[0]): known.update(w.lower() for w in re.split(r"[| ]", parts[1]))
    for line in (ROOT / "Sources/CGazetteerData/lands.tsv").read_text().splitlines():
        parts = line.split("\t")
        if not line.startswith("#"): known.update(w.lower() for part in parts[1:] for w in re.split(r"[|, ]", part))
    given, family = set(), set()
    for place in sorted(p.name for p in folder.iterdir() if p.is_dir() and p.name not in SKIPPED and not p.name.startswith("_")):
        provider = importlib.import_module(f"faker.providers.person.{place}").Provider
        for attribute in dir(provider):
            value = getattr(provider, attribute)
            if not isinstance(value, (tuple, list, dict, set)) or attribute.startswith("_"): continue
            if "first" in attribute and "name" in attribute: given.update(words_of(value))
            elif "last" in attribute and "name" in attribute or attribute.startswith("family"): family.update(words_of(value))
    given, family = given - known, family - known
    out = ["# Words that are names of persons, in lower case, made by scripts/build_names.py from the lists of Faker (PyPI, MIT licence)."]
    for kind, words in (("given", given), ("family", family)): out.append(f"{kind}\t{'|'.join(sorted(words))}")
    (pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "Sources/CGazetteerData/personal_names.tsv").write_text("\n".join(out) + "\n")
    print(f"{len(given)} given, {len(family)} family")


if __name__ == "__main__":
    main()
