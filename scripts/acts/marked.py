"""Labelled talk in its compact form (fixtures/talk/marked): the marks stand in the text, the acts behind it. The form is described in fixtures/talk/README.md.

`python3 marked.py FILE ...` says what does not parse.
"""
import datetime, pathlib, re, sys
from labels import DETAILS

HEAD = re.compile(r"@ (.+?); ?sellers?: (.+); ?(private|group)\s*$")
DAY = re.compile(r"= (\d{4})-(\d\d?)-(\d\d?)")
MESSAGE = re.compile(r"(\d\d?):(\d\d) (.+?)[:：] ?(.*)$")
MARK = re.compile(r"\{(PR|[PQUTSCW]) ([^{}]*)\}")
ACT = re.compile(r"([a-z_]+)(?:\(([^()]*)\))?$")
ACTS = {"offer", "quote", "inquire", "request", "consider", "propose", "confirm", "decline", "change", "withdraw", "assign", "give", "correct", "pay", "paid_seen", "ship", "ready",
        "hand_over", "arrive", "complain", "praise", "refund_asked", "refund_promised", "refund_paid", "refund_received", "return", "resend", "exchange", "tally", "list",
        "introduce", "wish", "collects", "pay_later", "own_talk"}
METHODS = {"card", "ticket", "cash"}
SELF = {"self", "seller"}
# A row of the platform and what kind of message it is.
ROWS = [(re.compile(r"\[(?:转账|轉賬|轉帳|transfer)"), "transfer"), (re.compile(r"\[(?:微信)?(?:红包|紅包|利是)"), "red_packet"), (re.compile(r"\[(?:图片|圖片|照片|相片|photo|image|foto|รูป|写真|사진)"), "image"),
        (re.compile(r"\[(?:语音|語音|voice)"), "voice")]


def details(name, words):
    """The fields of an act's details: `give(phone,self)` ..."""
    act = {"act": name}
    for word in filter(None, (w.strip() for w in (words or "").split(","))):
        if name == "pay": act["method" if word in METHODS else "part"] = word
        elif name == "arrive": act["complete"] = word != "incomplete"
        elif name == "request": act[word if word in ("for", "like") else "for"] = "yes"
        elif name == "give": act["whose" if "what" in act else "what"] = word
        elif DETAILS.get(name): act[DETAILS[name][0]] = word
    return act


def message(text, acts, complain):
    """A row of a chat: its text in pieces ([words, tag or None]), and acts with the pieces that they reach over."""
    parts = text.split(" // ")
    of_part = acts.split(" // ") if acts else ["-"] * len(parts)
    if len(parts) != len(of_part):
        complain(f"{len(parts)} parts of the text, {len(of_part)} of the acts: {text} | {acts}")
        return None
    pieces, found = [], []
    for number, (part, names) in enumerate(zip(parts, of_part)):
        if number and not (pieces and re.search(r"[\s,，.。!！?？~～…;；]$", pieces[-1][0])): pieces.append([" ", None])
        start, at = len(pieces), 0
        names = [n.strip() for n in names.replace(" · ", " + ").split(" + ") if n.strip() not in ("-", "")]
        part = part.replace("\\n", "\n")
        for mark in MARK.finditer(part):
            if mark.start() > at: pieces.append([part[at:mark.start()], None])
            pieces.append([mark[2].strip(), mark[1] if names else None])
            at = mark.end()
        if at < len(part): pieces.append([part[at:], None])
        if any("{" in words or "}" in words for words, _ in pieces[start:]): complain(f"a mark that does not parse: {part}")
        for name in names:
            act = ACT.match(name)
            if not act or act[1] not in ACTS: complain(f"no such act: {name}: {part}")
            else: found.append(dict(details(act[1], act[2]), pieces=(start, len(pieces))))
    return {"pieces": pieces, "acts": found}


def spread(row):
    """Sets the text of a row from its pieces, the byte ranges of its acts, and its marks [start, end, tag] in bytes."""
    ends = [0]
    for words, _ in row["pieces"]: ends.append(ends[-1] + len(words.encode()))
    row["text"] = "".join(words for words, _ in row["pieces"])
    row["marks"] = [(ends[i], ends[i + 1], tag) for i, (_, tag) in enumerate(row["pieces"]) if tag]
    for act in row["acts"]: act["at"] = (ends[act["pieces"][0]], ends[act["pieces"][1]])
    return row


def chats(path, complain=lambda words: None):
    """The chats of a file, as `train.load` gives them."""
    result, chat, day = [], None, datetime.datetime(2026, 1, 1)
    for number, line in enumerate(pathlib.Path(path).read_text().splitlines(), 1):
        def say(words, number=number): complain(f"{path}:{number}: {words}")
        if not line.strip() or line.startswith("#"): continue
        if head := HEAD.match(line):
            chat = {"writer": "marked/" + pathlib.Path(path).parent.name, "seller": str(path), "file": head[1], "rows": [], "generated": False, "marked": True}
            sellers, group, senders = {n.strip() for n in re.split("[,，、]", head[2])}, head[3] == "group", {}
            result.append(chat)
        elif date := DAY.match(line):
            day = datetime.datetime(int(date[1]), int(date[2]), int(date[3]), tzinfo=datetime.timezone.utc)
        elif (said := MESSAGE.match(line)) and chat:
            text, _, acts = said[4].partition(" | ")
            row = message(text, acts.strip(), say)
            if not row: continue
            name = said[3].strip()
            kind = next((kind for words, kind in ROWS if words.match(text.strip())), "text")
            if kind == "image" and not row["acts"]: continue
            row |= {"role": "s" if name in sellers else "c", "who": senders.setdefault(name, len(senders)), "name": name, "kind": kind, "pay": None, "amount": None, "group": group,
                    "time": int((day + datetime.timedelta(hours=int(said[1]), minutes=int(said[2]))).timestamp()), "index": len(chat["rows"])}
            chat["rows"].append(spread(row))
        else:
            say(f"neither head, day nor message: {line[:80]}")
    return [c for c in result if c["rows"]]


if __name__ == "__main__":
    everything = [c for path in sys.argv[1:] for c in chats(path, print)]
    rows = [r for c in everything for r in c["rows"]]
    print(f"{len(everything)} chats, {len(rows)} messages, {sum(bool(r['acts']) for r in rows)} with acts, {sum(len(r['marks']) for r in rows)} marks")
