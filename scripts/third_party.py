#!/usr/bin/env python3
"""Writes THIRD-PARTY.md, what chatpool stands on and under which licences, out of third_party.tsv: third_party.py [--check]

The table is held against the tree: every Swift package, system library, linked library of C++ and PyPI source of tables that the tree names must have its
line, and no line may outlive what it speaks of. Where a licence text is at hand (a checkout, /usr/share/doc) it must hold the words that the table says.
--check writes nothing and ends with 1 when the file is not what would be written.
"""
import pathlib, re, sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
USES = {
    "built in": "Built into the program",
    "linked": "Shared libraries that the program is linked to",
    "opened": "Shared library that is opened when a workbook is written; without it everything else works",
    "tables": "Facts in the tables that are compiled in",
}
# Build tools alone.
TOOLS = {"debian pkg-config"}
# Needed for the documentation alone, and in no build that is given away.
DOCUMENTATION = {"package swift-docc-plugin"}


def named():
    """What the tree names, in the form of the table's fifth column."""
    package, make = (ROOT / "Package.swift").read_text(), (ROOT / "Makefile").read_text()
    found = {"package " + url.rsplit("/", 1)[1].removesuffix(".git") for url in re.findall(r'\.package\(\s*url: "([^"]+)"', package)}
    packages = re.search(r"^PACKAGES\s*:=\s*(.*)$", make, re.M)
    found |= {"debian " + name for name in packages.group(1).split()}
    if "--static-swift-stdlib" in make: found.add("flag --static-swift-stdlib")
    if '"stdc++"' in package: found.add("library stdc++")
    for script in [*ROOT.glob("scripts/**/*.py"), *ROOT.glob("docs/*.md")]:
        if script == pathlib.Path(__file__).resolve(): continue
        for line in re.findall(r"pip install ([^\n,`:]+)", script.read_text(encoding="utf-8")):
            if "requirements.txt" in line: continue
            found |= {"pypi " + word.lower() for word in line.replace(" - ", " ").split() if re.fullmatch(r"[a-z][a-z0-9-]+", word.lower())}
    return found - TOOLS - DOCUMENTATION


def licence_text(where):
    """The licence text at hand, None where there is none."""
    kind, _, name = where.partition(" ")
    if kind == "checkout":
        files = [f for build in ROOT.glob(".build*") for f in (build / "checkouts" / name).glob("LICENSE*")]
    else:
        files = [f for f in [pathlib.Path("/usr/share/doc") / name / "copyright"] if f.exists()]
    return files[0].read_text(encoding="utf-8", errors="replace") if files else None


def main():
    problems, entries = [], []
    for line in (ROOT / "scripts/third_party.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"): continue
        fields = line.split("\t")
        if len(fields) != 7 or fields[2] not in USES:
            problems.append(f"not a line of the table: {fields[0]}")
            continue
        entries.append(fields)
    tree = named()
    for name, _, _, _, sign, where, words in entries:
        kind, _, value = sign.partition(" ")
        if kind == "text":
            path, _, word = value.partition(" ")
            if word not in (ROOT / path).read_text(encoding="utf-8"): problems.append(f"{name}: {path} does not speak of {word} any more")
        elif sign not in tree: problems.append(f"{name}: nothing in the tree names it any more ({sign})")
        text = licence_text(where) if where != "-" else None
        if text is not None and words not in text: problems.append(f"{name}: its licence text does not say '{words}'")
    known = {entry[4] for entry in entries}
    problems += [f"{sign}: has no line in scripts/third_party.tsv" for sign in sorted(tree - known)]

    out = ["# What chatpool stands on", "", "Made by `scripts/third_party.py` out of `scripts/third_party.tsv`. chatpool itself is Apache-2.0 ([LICENSE](LICENSE)); "
           "[NOTICE](NOTICE) names who asks to be named and says what the LGPL gives you.", ""]
    for use, title in USES.items():
        out += [f"## {title}", "", "| | licence (SPDX) |", "|---|---|"]
        out += [f"| [{name}]({home}) | {spdx} |" for name, spdx, u, home, *_ in entries if u == use] + [""]
    out.append("libarchive and libxlsxwriter stand on further libraries; the tarball that `make package` makes carries them and lists each with its version and its licence.\n")
    text, path = "\n".join(out), ROOT / "THIRD-PARTY.md"
    if "--check" not in sys.argv: path.write_text(text, encoding="utf-8")
    elif not path.exists() or path.read_text(encoding="utf-8") != text: problems.append("THIRD-PARTY.md is not what scripts/third_party.py writes")
    for problem in problems: print(problem, file=sys.stderr)
    return 1 if problems else 0


sys.exit(main())
