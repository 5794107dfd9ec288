#!/usr/bin/env python3
"""Lists what the program says to people, and fails where a sentence stands in one language alone.

Two kinds of places: sentences whose Chinese stands beside them in the source (Words.say, Wording), which must have both; and English sentences of help, errors and
diagnostics, whose Chinese is a line of Sources/CDeskData/spoken.tsv: the English, a tab, the Chinese, with {1}, {2} for values and \\n for a new line.

    scripts/said.py           checks, and says what is missing
    scripts/said.py --list    lists every sentence
"""
import re
import sys
from pathlib import Path

ROOT = Path(sys.argv[sys.argv.index("--root") + 1]) if "--root" in sys.argv else Path(__file__).resolve().parent.parent
TABLE = ROOT / "Sources/CDeskData/spoken.tsv"
# Calls whose strings people read.
CALLS = re.compile(r"\b(ImportError|ValidationError|Diagnostic|output\.report|report\.add|say|ArgumentHelp|Words\.of|refused|damaged|fault|SettingsError)\(")
# Properties of a command that ArgumentParser shows.
NAMED = re.compile(r"\b(help|abstract|discussion): (?=\")")
# Files whose sentences are all said: what a file is that cannot be read.
WHOLE = {"FileHint.swift"}
BOTH = re.compile(r"\b(Words\.say|Wording)\(")


def literal(text, at):
    """The string literal at a place with its values as {1}, {2} …, and where it ends."""
    block = text.startswith('"""', at)
    end, i, out, values = ('"""' if block else '"'), at + (3 if block else 1), [], 0
    while not text.startswith(end, i):
        if text.startswith("\\(", i):
            depth, i = 1, i + 2
            while depth:
                if text[i] == '"':
                    _, i = literal(text, i)
                    continue
                depth += {"(": 1, ")": -1}.get(text[i], 0)
                i += 1
            values += 1
            out.append("{%d}" % values)
        elif text[i] == "\\":
            out.append({"n": "\n", "t": "\t", "\n": ""}.get(text[i + 1], text[i + 1]))
            i += 2
        else:
            out.append(text[i])
            i += 1
    said = "".join(out)
    if block:
        lines = said.split("\n")[1:]
        indent = len(lines[-1])
        said = "\n".join(line[indent:] for line in lines[:-1])
    return said, i + len(end)


def strings(text, at):
    """The literals of a call whose parenthesis has just been opened, without those of calls inside it."""
    found, depth = [], 1
    while depth and at < len(text):
        if text[at] == '"':
            said, at = literal(text, at)
            if depth == 1:
                found.append(said)
            continue
        depth += {"(": 1, ")": -1, "[": 1, "]": -1}.get(text[at], 0)
        at += 1
    return found


def is_sentence(text):
    return re.search(r"[A-Za-z]{2,} [a-z{0-9“'-]|[a-z]{3,}: ", text) is not None


def is_chinese(text):
    return re.search(r"[\u4e00-\u9fff]", text) is not None


def main():
    english, faults = {}, []
    for path in sorted((ROOT / "Sources").rglob("*.swift")):
        text = re.sub(r"(?m)^\s*//.*$", "", path.read_text(encoding="utf-8"))
        place = path.relative_to(ROOT)
        for match in CALLS.finditer(text):
            if text[max(0, match.start() - 5):match.start()].endswith("func "):
                continue
            if match.group(1) == "say" and text[max(0, match.start() - 6):match.start()] == "Words.":
                continue
            for said in strings(text, match.end()):
                if is_sentence(said) and not is_chinese(said.split("\n")[0][:6]):
                    english.setdefault(said, place)
        for match in NAMED.finditer(text):
            said, _ = literal(text, match.end())
            english.setdefault(said, place)
        if path.name in WHOLE:
            for match in re.finditer('"', text):
                if text[:match.start()].count('"') % 2 == 0:
                    said, _ = literal(text, match.start())
                    if re.match(r"(an?|the) ", said):
                        english.setdefault(said, place)
        for match in BOTH.finditer(text):
            pair = strings(text, match.end())
            if len(pair) == 2 and is_sentence(pair[0]) and match.group(1) == "Words.say" and pair[1].isascii():
                faults.append(f"{place}: without Chinese: {pair[0]}")
            if len(pair) == 2 and match.group(1) == "Wording" and is_chinese(pair[0]) and pair[1] == "":
                faults.append(f"{place}: without English: {pair[0]}")
    table = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            cells = line.split("\t")
            if len(cells) != 2 or not cells[1]:
                faults.append(f"{TABLE.name}: no Chinese in: {line}")
                continue
            table[cells[0].replace("\\n", "\n")] = cells[1]
    for said, place in sorted(english.items()):
        # Two languages side by side in one string.
        if is_chinese(said) and " / " in said:
            continue
        if said not in table:
            faults.append(f"{place}: not in {TABLE.name}: " + said.replace("\n", "\\n"))
        else:
            missing = set(re.findall(r"\{\d\}", said)) - set(re.findall(r"\{\d\}", table[said]))
            if missing:
                faults.append(f"{TABLE.name}: {', '.join(sorted(missing))} is lost in: {said}")
    for said in sorted(set(table) - set(english)):
        if not said.startswith("@"):
            faults.append(f"{TABLE.name}: nobody says: {said}")
    if "--list" in sys.argv:
        for said in sorted(english):
            print(said.replace("\n", "\\n"))
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
