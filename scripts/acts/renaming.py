"""Copies of labelled chats in which the goods have other names, so that names are told by what stands around them."""
import copy, pathlib, random, re
from marked import spread

GOODS = pathlib.Path(__file__).resolve().parent / "goods"
# Words that point at a good and are no name of it.
POINTS = re.compile("[这這那哪]|[的款样樣种種个個]$|^(it|this|that|one|same)$")


def is_han(text): return bool(re.search(r"[㐀-鿿]", text))


class Names:
    """Names and variants of goods by script."""

    def __init__(self):
        self.names, self.specs = {True: [], False: []}, {True: [], False: []}
        for path in sorted(GOODS.glob("*.tsv")):
            for line in path.read_text().splitlines():
                name, _, specs = (line.split("\t") + ["", ""])[:3]
                self.names[is_han(name)].append(name.strip())
                self.specs[is_han(name)] += [s.strip() for s in specs.split("|") if 1 < len(s.strip()) <= 12]


def lines_of(act):
    for lines in [act.get("lines"), act.get("head"), act.get("from")] + [entry.get("lines") for entry in act.get("entries") or []]:
        if isinstance(lines, list): yield from (line for line in lines if isinstance(line, dict))


def renamed(chat, names, seed):
    """A copy of a chat with every good's name and many variants replaced throughout; `changed` marks the messages that read otherwise."""
    chance = random.Random(f"{seed} {chat['seller']} {chat['file']}")
    said, specs = set(), set()
    for row in chat["rows"]:
        for word, tag in row.get("pieces", []):
            if tag in ("P", "S") and 2 <= len(word) <= 24 and not POINTS.search(word.lower()) and not word.isdigit(): (said if tag == "P" else specs).add(word)
        for act in row["acts"]:
            for line in lines_of(act):
                for field, found in (("said", said), ("spec", specs)):
                    word = line.get(field)
                    if isinstance(word, str) and 2 <= len(word) <= 24 and not POINTS.search(word.lower()) and not word.isdigit(): found.add(word)
    new = {w: chance.choice(names.specs[is_han(w)]) for w in sorted(specs) if chance.random() < 0.5}
    new |= {w: chance.choice(names.names[is_han(w)]) for w in sorted(said)}
    if not new: return None
    pattern = re.compile("|".join(re.escape(w) if is_han(w) else rf"(?<!\w){re.escape(w)}(?!\w)" for w in sorted(new, key=lambda w: (-len(w), w))))

    def swapped(text): return pattern.sub(lambda m: new[m[0]], text)

    result = dict(chat, rows=[], copy=True, seller=f"{chat['seller']}#{seed}")
    for row in chat["rows"]:
        row = copy.deepcopy(row)
        text = row["text"]
        if "pieces" in row:
            for piece in row["pieces"]: piece[0] = swapped(piece[0])
            spread(row)
        else:
            row["text"] = swapped(text)
        row["changed"] = text != row["text"]
        for act in row["acts"]:
            if act.get("span"): act["span"] = swapped(act["span"])
            for line in lines_of(act):
                for field in ("said", "spec"):
                    if isinstance(line.get(field), str): line[field] = swapped(line[field])
        result["rows"].append(row)
    return result
