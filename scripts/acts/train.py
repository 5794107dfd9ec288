#!/usr/bin/env python3
"""Fits the act network and packs it: train.py [--out FILE] [--chats DIR ...] [--binary chatpool]

Reads labelled chats (`WRITER/SELLER/{exports,truth.json,acts}`, and those in the compact form), asks the program what it makes of each message (`chatpool acts --features`), and fits
a small network (drawn in Sources/ChatActs/ActNetwork.swift, which reads it): which acts a clause has (several), and of each token whether it is product, quantity, unit, price, total ...
Words that the labelled chats never say are known by their vectors (foolnltk, see words.py), which are folded into the table. Writers are left out in turn (or --folds groups of
them): what is said of a writer comes from a network that was not trained on that writer. JAX and optax from PyPI, on processors alone; fixed seeds. Prints F1 by act and by tag.
"""
import argparse, collections, datetime, json, os, pathlib, struct, subprocess, sys, time
import numpy as np
try: from orjson import loads
except ImportError: from json import loads
import jax, jax.numpy as jnp, optax
import marked, words
from labels import TAG, TAGS, columns_of, marked_tags, spans, token_tags
from renaming import Names, renamed

HERE = pathlib.Path(__file__).resolve().parent
# Numbers a token has; hidden numbers of the layers over neighbours, of clauses, of tags.
WIDTH, NEAR, CLAUSE, TOKEN = 64, 96, 128, 64
# Rows of the tables, as in Sources/ChatActs/TokenInput.swift and MessageInput.swift; the last table of messages tells the compact form and stays here.
HASH_BITS, PLACES, GAPS, GOODS, HEARD, CLASSES = 20, 4 * 48, 4, 3, 13, 64
# What a token is told by before its classes: four hashes, place, gap, goods, word, what was heard of it.
FIXED = 9
# In so many sellers' talk a hash must stand to have a row of its own; all others share one, so that the network learns what a word is that it does not know.
KNOWN_FROM = 2
MESSAGE = [3, 32, 2, 4, 7, 6, 9, 5]
# Of so many windows the sides are hidden while it learns: these teach it whose words are a seller's.
HIDDEN = 0.12
STEPS = [1, 2, 1]
# A chat is taught in windows of so many messages, the first of which only lead in.
WINDOW, LEAD = 40, 8
# A batch: windows, tokens, clauses at most; tokens of a message, classes of a token.
WINDOWS, TOKENS, CLAUSES, LONGEST, MOST_CLASSES = 12, 4096, 1024, 160, 6
# How many tokens are read as unknown while it learns, by each of the hashes; and of how many windows nearly all, as talk in a language that nobody taught.
UNKNOWN, FOREIGN = (0.08, 0.2, 0.2, 0.1), 0.1
# Copies with other names of each plain chat.
PLAIN_COPIES = 4
# Share of the threshold with the best F1 that an act needs to count, by what a miss and a wrong act do to the order book: a request that is missed loses an order, a
# complaint that is none is told to the seller.
SHARES = collections.defaultdict(lambda: 0.9, request=0.8, hand_over=0.6, arrive=0.6, praise=1, complain=1, inquire=1, ship=1)
# Acts that the labels of generated chats tell.
TOLD = {"request", "change", "pay", "paid_seen", "arrive", "ship", "refund_paid", "refund_asked", "withdraw", "quote"}
SILENT = {"image", "sticker", "video", "file", "system", "recall", "forward", "contact_card", "call"}


# ---- data

def names_of(seller):
    if isinstance(seller, list): return {(x if isinstance(x, str) else x.get("name", "")).strip() for x in seller}
    return {x.strip() for x in seller.get("names", []) + seller.get("team", [])}


def load(binary, roots):
    """Chats with their messages: side, sender, time, text and labelled acts."""
    chats = []
    for root in roots:
        for truth in sorted(pathlib.Path(root).glob("**/truth.json")):
            folder = truth.parent
            if not (folder / "acts").is_dir(): continue
            exports = folder / "exports" if (folder / "exports").is_dir() else folder / "export"
            data = json.load(open(truth))
            sellers = names_of(data["seller"])
            files = {str(p.relative_to(exports)).replace("/", "__"): p for p in exports.rglob("*") if p.is_file()}
            for labelled in sorted((folder / "acts").glob("*.jsonl")):
                path = files.get(labelled.name[:-6])
                if not path: sys.exit(f"{labelled}: no such export")
                acts, labels = collections.defaultdict(list), {}
                for line in open(labelled):
                    row = json.loads(line)
                    acts[row["index"]] += row["acts"]
                    labels[row["index"]] = row["text"]
                rows, senders = [], {}
                out = subprocess.run([binary, "messages", str(path)], capture_output=True, check=True).stdout.decode()
                for m in map(json.loads, out.splitlines()):
                    sender = m.get("sender") or {}
                    name = (sender.get("name") or sender.get("id") or "").strip()
                    if m["kind"] in SILENT and m["source"]["index"] not in acts: continue
                    sent = m.get("sent_at")
                    rows.append({
                        "role": "s" if name in sellers else "c", "who": senders.setdefault(sender.get("id") or name, len(senders)), "name": name, "kind": m["kind"],
                        "pay": (m.get("payment") or {}).get("state"), "amount": (m.get("payment") or {}).get("amount"), "group": m["chat"].get("kind") != "direct",
                        "time": int(datetime.datetime.fromisoformat(sent[:19]).replace(tzinfo=datetime.timezone.utc).timestamp()) if sent else None,
                        "text": m.get("text") or "", "index": m["source"]["index"], "acts": acts.pop(m["source"]["index"], [])})
                if acts: print(f"{labelled}: no message {sorted(acts)[:5]}", file=sys.stderr)
                if any(r["acts"] and labels[r["index"]].strip() != r["text"].strip() for r in rows): print(f"{labelled}: a label's text is not its message's", file=sys.stderr)
                # Some exports run newest first.
                if rows and rows[0]["time"] and rows[-1]["time"] and rows[0]["time"] > rows[-1]["time"]: rows.sort(key=lambda r: r["time"] or 0)
                parts = folder.parts
                chats.append({"writer": "/".join(parts[-3:-1]), "seller": str(folder), "file": path.name, "rows": rows,
                              "generated": bool(data.get("generated"))})
                if chats[-1]["generated"]: chats[-1]["rows"] = [r for r in rows if "接龙" not in r["text"] and "\n1" not in r["text"]]
    return chats


def features(command, chats, goods=None):
    """What the program makes of each message, in order; `goods`: names for each seller."""
    lines = []
    for number, chat in enumerate(chats):
        for r in chat["rows"]:
            line = {k: r[k] for k in ("role", "who", "kind", "pay", "amount", "time", "group", "text")}
            line["chat"] = number
            if goods is not None: line["goods"] = goods.get(chat["seller"], [])
            lines.append(json.dumps(line, ensure_ascii=False))
    out = subprocess.run(command, input="\n".join(lines) + "\n", capture_output=True, check=True, text=True).stdout.splitlines()
    assert len(out) == len(lines), (len(out), len(lines))
    return [loads(line) for line in out]


def runs(tags, what):
    i = 0
    while i < len(tags):
        if TAGS[tags[i]] == "B-" + what or TAGS[tags[i]] == what:
            j = i + 1
            while j < len(tags) and TAGS[tags[j]] == "I-" + what: j += 1
            yield i, j
            i = j
        else:
            i += 1


class Data:
    """Labelled chats in arrays: messages, their clauses and their tokens, one behind the other."""

    def __init__(self, chats, command):
        self.chats = chats
        self.rows = [(c, r) for c in chats for r in c["rows"]]
        feats = features(command, chats)
        self.writer = np.array([c["writer"] for c, _ in self.rows])
        self.chat = np.repeat(np.arange(len(chats)), [len(c["rows"]) for c in chats])
        # Copies with other names teach by the messages that read otherwise, and are never scored.
        self.original = np.array([not c.get("copy") for c, _ in self.rows])
        self.taught = np.array([not c.get("copy") or r["changed"] for c, r in self.rows])
        counts = collections.Counter(x for c, r in self.rows if not c["generated"] and not c.get("copy") for a in r["acts"] for x in set(columns_of(a)))
        self.columns = sorted(k for k, n in counts.items() if "." not in k or n >= 12)
        self.acts = [k for k in self.columns if "." not in k]
        column = {k: i for i, k in enumerate(self.columns)}
        # Of generated chats only these acts are labelled, and details of none; tokens only where goods are asked for.
        told = np.array([k in TOLD for k in self.columns])
        taggable = [not c["generated"] or any(a["act"] in ("request", "change", "quote") for a in r["acts"]) for c, r in self.rows]
        # Chats in the compact form are labelled in another way: how often their acts and marks are told is theirs alone, not the program's.
        self.message = np.array([f["m"] + [1 if c.get("marked") else 0] for f, (c, _) in zip(feats, self.rows)], np.int32)
        labels, self.clauses, tokens, tags, self.bounds = [], [], [], [], []
        for n, ((c, r), f) in enumerate(zip(self.rows, feats)):
            where = list(spans(r["text"], r["acts"]))
            first = len(labels)
            for start, end in f["c"]:
                y = np.zeros(len(self.columns), np.int8)
                for act, (low, high) in zip(r["acts"], where):
                    if low < end and high > start or start == end:
                        for k in columns_of(act):
                            if k in column: y[column[k]] = 1
                if c["generated"]: y[~told] = -1
                labels.append(y)
            self.clauses.append((first, len(labels)))
            own = marked_tags(r["text"], f["t"], r["marks"]) if "marks" in r else token_tags(r["text"], f["t"], r["acts"])
            begin = len(tokens)
            for t, tag in zip(f["t"][:LONGEST], own):
                clause = max((k for k, (low, _) in enumerate(f["c"]) if low <= t[0]), default=0)
                classes = t[6 + FIXED:6 + FIXED + MOST_CLASSES]
                tokens.append(t[6:6 + FIXED] + classes + [CLASSES] * (MOST_CLASSES - len(classes)) + [clause])
                tags.append(tag if taggable[n] else -1)
            self.bounds.append((begin, len(tokens)))
        self.y, self.token, self.tag = np.array(labels), np.array(tokens, np.int32), np.array(tags, np.int32)
        self.clauses, self.bounds = np.array(self.clauses), np.array(self.bounds)
        self.hashes = self.token[:, :4].copy()
        # Whose goods a shop's talk names, as the second reading of a shop knows them.
        known = features(command, chats, self.goods(feats))
        self.known = np.array([t[12] for f in known for t in f["t"][:LONGEST]], np.int32)

    def know(self, writers):
        """Gives the hashes rows that the talk of some writers knows, and returns for each table the sorted hashes behind its first row."""
        sellers = {s: i for i, s in enumerate(sorted({c["seller"] for c in self.chats}))}
        seller = np.repeat(np.array([sellers[c["seller"]] for c in self.chats])[self.chat], self.bounds[:, 1] - self.bounds[:, 0])
        taught = np.repeat(np.isin(self.writer, list(writers)) & self.taught, self.bounds[:, 1] - self.bounds[:, 0])
        tables = []
        for i in range(4):
            pairs = np.unique(self.hashes[taught, i].astype(np.int64) * len(sellers) + seller[taught])
            found, count = np.unique(pairs // len(sellers), return_counts=True)
            tables.append(found[count >= KNOWN_FROM])
            at = np.minimum(np.searchsorted(tables[i], self.hashes[:, i]), len(tables[i]) - 1)
            self.token[:, i] = np.where(tables[i][at] == self.hashes[:, i], at + 1, 0)
        return tables

    def goods(self, feats):
        """Names that a shop's talk gives its goods: said twice, or once by the seller."""
        found = collections.defaultdict(collections.Counter)
        for (c, r), (low, high), f in zip(self.rows, self.bounds, feats):
            data = r["text"].encode()
            for a, b in runs(np.maximum(self.tag[low:high], 0), "P"):
                name = data[f["t"][a][0]:f["t"][b - 1][1]].decode("utf8", "ignore").strip().lower()
                if 2 <= len(name) <= 24: found[c["seller"]][name] += 2 if r["role"] == "s" else 1
        return {s: sorted(k for k, n in names.items() if n >= 2) for s, names in found.items()}

    def windows(self, writers, originals=False):
        """Runs of messages of one chat, with which of them count."""
        ok = np.isin(self.writer, list(writers)) & (self.original if originals else True)
        result = []
        for c in np.unique(self.chat[ok]):
            messages = np.flatnonzero(self.chat == c)
            step = WINDOW - LEAD
            for i in range(0, len(messages), step):
                own = messages[max(0, i - LEAD):i + step]
                result.append((own, len(messages[i:i + step])))
        return result


class Batch:
    """Some windows as the network takes them. Of everything that is missing the index is one past the last."""

    def __init__(self, d, windows, random=None, hidden=False):
        room = WINDOWS * WINDOW
        message = np.zeros((room, len(MESSAGE) + 1), np.int32)
        before, partner = np.full(room, room, np.int32), np.full(room, room, np.int32)
        token, owner, clause = np.zeros((TOKENS, FIXED + MOST_CLASSES), np.int32), np.full(TOKENS, room, np.int32), np.full(TOKENS, CLAUSES, np.int32)
        tag, known = np.full(TOKENS, -1, np.int32), np.zeros(TOKENS, np.int32)
        side = np.full(room, -1, np.int32)
        y, of = np.full((CLAUSES, len(d.columns)), -1, np.int8), np.full(CLAUSES, room, np.int32)
        self.message_rows, self.clause_rows, self.token_rows = [], [], []
        t = q = 0
        for w, (own, count) in enumerate(windows):
            last = {}
            start = t
            hides = hidden or random is not None and random.rand() < HIDDEN
            for i, m in enumerate(own):
                at = w * WINDOW + i
                message[at] = d.message[m]
                own_side = int(d.message[m, 0])
                if i: before[at] = at - 1
                counts = i >= len(own) - count
                if hides:
                    message[at, 0], message[at, 3] = 2, min(message[at, 3], 2)
                    if counts and d.bounds[m, 1] > d.bounds[m, 0]: side[at] = own_side
                else:
                    partner[at] = last.get(1 - own_side, room)
                    last[own_side] = at
                teaches = counts and not hides and (random is None or d.taught[m])
                (a, b), (low, high) = d.clauses[m], d.bounds[m]
                b, high = min(b, a + CLAUSES - q), min(high, low + TOKENS - t)
                of[q:q + b - a] = at
                if teaches: y[q:q + b - a] = d.y[a:b]
                token[t:t + high - low] = d.token[low:high, :-1]
                owner[t:t + high - low] = at
                # Who said a word before tells sides too.
                if hides: token[t:t + high - low, 8] = (token[t:t + high - low, 8] + 2) // 3 * 3 - 2 * (token[t:t + high - low, 8] > 0)
                clause[t:t + high - low] = np.minimum(q + d.token[low:high, -1], max(q + b - a - 1, 0))
                if teaches: tag[t:t + high - low] = d.tag[low:high]
                known[t:t + high - low] = d.known[low:high]
                if counts:
                    self.message_rows.append((at, m))
                    self.clause_rows.append((q, a, b - a)), self.token_rows.append((t, low, high - low))
                t, q = t + high - low, q + b - a
            if random is not None:
                marks = known[start:t]
                # A shop's names are known in part, and some that are none are taken for names.
                if random.rand() < 0.35: marks[:] = 0
                if random.rand() < FOREIGN:
                    strange = random.rand(t - start) < 0.6
                    token[start:t][strange, :4] = 0
                    token[start:t][strange, 7] = 0
                begins = np.flatnonzero(marks == 1)
                for at in begins[random.rand(len(begins)) < 0.3]:
                    marks[at] = 0
                    while at + 1 < len(marks) and marks[at + 1] == 2:
                        at += 1
                        marks[at] = 0
                for at in np.flatnonzero(random.rand(max(0, len(marks) - 1)) < 0.01):
                    if marks[at] == 0 and marks[at + 1] == 0: marks[at], marks[at + 1] = 1, 2
        if random is not None: token[:, 6] = known
        self.arrays = {"message": message, "before": before, "partner": partner, "token": token, "owner": owner, "clause": clause, "tag": tag, "y": y, "of": of, "side": side}


def batches(d, windows, random=None):
    """Windows in batches that they fit."""
    size = lambda w: sum(int(d.bounds[m, 1] - d.bounds[m, 0]) for m in w[0])
    count = lambda w: sum(int(d.clauses[m, 1] - d.clauses[m, 0]) for m in w[0])
    order = random.permutation(len(windows)) if random is not None else range(len(windows))
    some, t, q = [], 0, 0
    for i in order:
        a, b = size(windows[i]), count(windows[i])
        if some and (len(some) == WINDOWS or t + a > TOKENS or q + b > CLAUSES):
            yield some
            some, t, q = [], 0, 0
        some.append(windows[i])
        t, q = t + a, q + b
    if some: yield some


# ---- the network

def begin(key, columns, hashed):
    keys = iter(jax.random.split(key, 64))
    rows = lambda n: jax.random.normal(next(keys), (n, WIDTH)) * 0.08
    dense = lambda i, o, bias=0.0: {"w": jax.random.normal(next(keys), (i, o)) / np.sqrt(i), "b": jnp.full(o, bias)}
    return {
        "hashed": [rows(n + 1) for n in hashed], "place": rows(PLACES), "gap": rows(GAPS), "goods": rows(GOODS), "heard": rows(HEARD), "classes": rows(CLASSES + 1),
        "message": [rows(n) for n in MESSAGE + [2]], "vector": jax.random.normal(next(keys), (100, WIDTH)) * 0.15,
        "near": [(dense(3 * WIDTH, NEAR), dense(NEAR, WIDTH)) for _ in STEPS], "input": dense(2 * WIDTH, 3 * WIDTH), "state": dense(WIDTH, 3 * WIDTH),
        "clause": dense(6 * WIDTH, CLAUSE), "acts": dense(CLAUSE, columns, -3.0), "context": dense(2 * WIDTH, TOKEN), "doing": dense(columns, TOKEN), "token": dense(WIDTH, TOKEN),
        "tags": dense(TOKEN, len(TAGS)), "side": dense(2 * WIDTH, 1), "follow": jnp.zeros((len(TAGS), len(TAGS))), "first": jnp.zeros(len(TAGS))}


def apply(layer, x): return x @ layer["w"] + layer["b"]


def dropped(x, share, key, whole_rows=False):
    if key is None: return x
    return x * jax.random.bernoulli(key, 1 - share, x.shape[:1] + (1,) if whole_rows else x.shape) / (1 if whole_rows else 1 - share)


def forward(p, vectors, b, key=None):
    """Weights of the columns for each clause, of the tags for each token, and of the seller's side for each message."""
    keys = iter(jax.random.split(key, 32)) if key is not None else iter([None] * 32)
    room = WINDOWS * WINDOW
    whole = sum(p["message"][i][b["message"][:, i]] for i in range(len(MESSAGE) + 1))
    token, owner, clause = b["token"], b["owner"], b["clause"]
    real = (owner < room)[:, None]
    x = jnp.concatenate([whole, jnp.zeros((1, WIDTH))])[owner]
    for i, share in enumerate(UNKNOWN):
        # Some words are read as if they were not known.
        row = token[:, i] if key is None else token[:, i] * jax.random.bernoulli(next(keys), 1 - share, (TOKENS,))
        x += p["hashed"][i][row]
    x += p["place"][token[:, 4]] + p["gap"][token[:, 5]] + p["goods"][token[:, 6]] + p["heard"][token[:, 8]]
    x += dropped(vectors[token[:, 7]] @ p["vector"], 0.1, next(keys), True)
    classes = p["classes"] * (jnp.arange(CLASSES + 1) < CLASSES)[:, None]
    x += classes[token[:, FIXED:]].sum(1)
    x = dropped(x, 0.1, next(keys)) * real
    for (gather, back), step in zip(p["near"], STEPS):
        left, right = jnp.roll(x, step, 0), jnp.roll(x, -step, 0)
        left *= ((jnp.roll(owner, step) == owner) & (jnp.arange(TOKENS) >= step))[:, None]
        right *= ((jnp.roll(owner, -step) == owner) & (jnp.arange(TOKENS) < TOKENS - step))[:, None]
        x = (x + apply(back, dropped(jax.nn.relu(apply(gather, jnp.concatenate([left, x, right], 1))), 0.15, next(keys)))) * real
    greatest = jnp.maximum(jax.ops.segment_max(x, clause, CLAUSES + 1, indices_are_sorted=True)[:CLAUSES], -1.0)
    sizes = jax.ops.segment_sum(real.astype(jnp.float32), clause, CLAUSES + 1, indices_are_sorted=True)[:CLAUSES]
    means = jax.ops.segment_sum(x, clause, CLAUSES + 1, indices_are_sorted=True)[:CLAUSES] / jnp.maximum(sizes, 1)
    top = jnp.maximum(jax.ops.segment_max(greatest, b["of"], room + 1, indices_are_sorted=True)[:room], -1.0)

    def step(state, new):
        old = apply(p["state"], state)
        reset, keep = (jax.nn.sigmoid(new[:, i * WIDTH:(i + 1) * WIDTH] + old[:, i * WIDTH:(i + 1) * WIDTH]) for i in (0, 1))
        change = jnp.tanh(new[:, 2 * WIDTH:] + reset * old[:, 2 * WIDTH:])
        return (1 - keep) * change + keep * state, state
    new = apply(p["input"], dropped(jnp.concatenate([top, whole], 1), 0.15, next(keys))).reshape(WINDOWS, WINDOW, -1)
    _, carried = jax.lax.scan(step, jnp.zeros((WINDOWS, WIDTH)), new.transpose(1, 0, 2))
    carried = carried.transpose(1, 0, 2).reshape(room, WIDTH)

    tops = jnp.concatenate([top, jnp.zeros((1, WIDTH))])
    of_message = jnp.concatenate([top, carried, tops[b["before"]], tops[b["partner"]]], 1)
    of_message = jnp.concatenate([of_message, jnp.zeros((1, 4 * WIDTH))])
    inputs = dropped(jnp.concatenate([greatest, means, of_message[b["of"]]], 1), 0.25, next(keys))
    columns = apply(p["acts"], dropped(jax.nn.relu(apply(p["clause"], inputs)), 0.2, next(keys)))

    context = jnp.concatenate([apply(p["context"], jnp.concatenate([carried, top], 1)), jnp.zeros((1, TOKEN))])[owner]
    doing = jnp.concatenate([apply(p["doing"], jax.nn.sigmoid(columns)), jnp.zeros((1, TOKEN))])[clause]
    hidden = jax.nn.relu(apply(p["token"], dropped(x, 0.15, next(keys))) + context + doing)
    sides = apply(p["side"], dropped(jnp.concatenate([carried, top], 1), 0.2, next(keys)))[:, 0]
    return columns, apply(p["tags"], dropped(hidden, 0.2, next(keys))), sides


# Which tag can follow which: 0 where it can, and what nothing makes good where it cannot.
NEVER = np.array([[-1e4 if name.startswith("I-") and TAGS[b] not in ("B-" + name[2:], name) else 0 for name in TAGS] for b in range(len(TAGS))], np.float32)
NEVER_FIRST = np.array([-1e4 if name.startswith("I-") else 0 for name in TAGS], np.float32)


def tag_loss(p, weights, b):
    """How unlikely the labelled rows of tags are among all rows (a conditional random field), for each labelled token."""
    follow, first = p["follow"] + NEVER, p["first"] + NEVER_FIRST
    owner, told = b["owner"], b["tag"] >= 0
    starts = jnp.concatenate([jnp.ones(1, bool), owner[1:] != owner[:-1]])
    ends = jnp.concatenate([starts[1:], jnp.ones(1, bool)])

    def step(sums, token):
        weights, is_first = token
        sums = jnp.where(is_first, first, jax.nn.logsumexp(sums[:, None] + follow, axis=0)) + weights
        return sums, jax.nn.logsumexp(sums)
    _, all_rows = jax.lax.scan(step, jnp.zeros(len(TAGS)), (weights, starts), unroll=16)
    tag = jnp.maximum(b["tag"], 0)
    own = jnp.take_along_axis(weights, tag[:, None], 1)[:, 0] + jnp.where(starts, first[tag], follow[jnp.roll(tag, 1), tag])
    return ((all_rows * ends - own) * told).sum() / jnp.maximum(told.sum(), 1)


def loss(p, vectors, b, key):
    columns, tags, sides = forward(p, vectors, b, key)
    y, told = jnp.maximum(b["y"], 0).astype(jnp.float32), b["y"] >= 0
    cross = lambda x, y: jnp.maximum(x, 0) - x * y + jnp.log1p(jnp.exp(-jnp.abs(x)))
    of_acts = cross(columns, y)
    of_acts = (of_acts * told).sum() / jnp.maximum(told.any(1).sum(), 1)
    hidden = b["side"] >= 0
    of_sides = (cross(sides, 1.0 - b["side"]) * hidden).sum() / jnp.maximum(hidden.sum(), 1)
    return of_acts + 4 * tag_loss(p, tags, b) + 0.5 * of_sides


def fit(d, vectors, writers, epochs, seed=1):
    windows, random = d.windows(writers), np.random.RandomState(seed)
    steps = epochs * sum(1 for _ in batches(d, windows))
    rate = optax.cosine_onecycle_schedule(steps, 4e-3, pct_start=0.15)
    descent = optax.adamw(rate, weight_decay=0.01)
    known = d.know(writers)
    p = begin(jax.random.PRNGKey(seed), len(d.columns), [len(t) for t in known])
    state = descent.init(p)

    @jax.jit
    def update(p, state, b, key):
        value, slope = jax.value_and_grad(loss)(p, vectors, b, key)
        change, state = descent.update(slope, state, p)
        return optax.apply_updates(p, change), state, value
    key = jax.random.PRNGKey(seed + 1)
    for epoch in range(epochs):
        started, total, count = time.time(), 0.0, 0
        for some in batches(d, windows, random):
            key, own = jax.random.split(key)
            p, state, value = update(p, state, Batch(d, some, random).arrays, own)
            total, count = total + float(value), count + 1
        print(f"  epoch {epoch + 1}: loss {total / count:.3f}, {time.time() - started:.0f} s", file=sys.stderr, flush=True)
    return p, known


def fit_all(d, vectors, writers, epochs, count): return [fit(d, vectors, writers, epochs, seed + 1) for seed in range(count)]


READ = jax.jit(forward)


def predict(d, vectors, models, writers):
    """Probabilities of the clauses and tags of the tokens of some writers, by all networks together."""
    chances, tags = np.zeros((len(d.y), len(d.columns)), np.float32), np.zeros(len(d.tag), np.int32)
    whole = {name: np.mean([np.asarray(p[name]) for p, _ in models], 0) for name in ("follow", "first")}
    for some in batches(d, d.windows(writers, originals=True)):
        b = Batch(d, some)
        answers = [[np.asarray(x) for x in READ(p, vectors, b.arrays)] for p, _ in models]
        columns = np.mean([1 / (1 + np.exp(-a[0])) for a in answers], 0)
        weights = np.mean([a[1] for a in answers], 0)
        for at, row, count in b.clause_rows: chances[row:row + count] = columns[at:at + count]
        for at, row, count in b.token_rows: tags[row:row + count] = decoded(whole, weights[at:at + count])
    return chances, tags


def sides(d, vectors, p, writers):
    """For each message of some writers how much it sounds like the seller's side, which is hidden (log odds)."""
    result = np.zeros(len(d.rows), np.float32)
    for some in batches(d, d.windows(writers, originals=True)):
        b = Batch(d, some, hidden=True)
        weights = np.asarray(READ(p, vectors, b.arrays)[2])
        for at, m in b.message_rows: result[m] = weights[at]
    return result


def decoded(p, weights):
    """As Sources/ChatActs/TagDecoder.swift."""
    if not len(weights): return []
    follow, best, back = np.asarray(p["follow"]) + NEVER, np.asarray(p["first"]) + NEVER_FIRST + weights[0], []
    for row in weights[1:]:
        scores = best[:, None] + follow
        back.append(scores.argmax(0))
        best = scores.max(0) + row
    tags = [int(best.argmax())]
    for row in reversed(back): tags.append(int(row[tags[-1]]))
    return tags[::-1]


# ---- packing

def pack(d, vectors, models, thresholds):
    """The table in the program: several networks of one training part, told apart by their seeds, whose answers are averaged."""
    def names(some):
        data = " ".join(some).encode()
        return struct.pack("<I", len(data)) + data

    def rows(table):
        # A few numbers may be cut; their size must not cost all others their precision.
        scale = np.float32(max(np.quantile(np.abs(table), 0.9999), 1e-6) / 127)
        return struct.pack("<IIf", *table.shape, scale) + np.clip(np.round(table / scale), -127, 127).astype(np.int8).tobytes()

    def sparse(has, table):
        """A bit for each number that has a row, the row of all others, then theirs."""
        bits = np.packbits(np.concatenate([has, np.zeros(-len(has) % 64, bool)]), bitorder="little")
        return struct.pack("<I", len(has)) + bits.tobytes() + rows(table)

    def dense(layer): return struct.pack("<II", *layer["w"].shape) + layer["w"].astype("<f4").tobytes() + layer["b"].astype("<f4").tobytes()
    has = np.abs(vectors[1:]).sum(1) > 0

    def network(p, known):
        p = jax.tree.map(np.asarray, p)
        # What tells the compact form is, for the program, always the same.
        message = [t.copy() for t in p["message"]]
        message[0] += message.pop()[0]
        out = struct.pack("<I", WIDTH)
        for table, hashes in zip(p["hashed"], known): out += sparse(np.isin(np.arange(1 << HASH_BITS), hashes), table)
        for table in [p["place"], p["gap"], p["goods"], p["heard"], p["classes"][:CLASSES], *message]: out += rows(table)
        out += sparse(has, np.concatenate([vectors[:1], vectors[1:][has]]) @ p["vector"])
        for gather, back in p["near"]: out += dense(gather) + dense(back)
        for name in ("input", "state", "clause", "acts", "context", "doing", "token", "tags", "side"): out += dense(p[name])
        return out + np.concatenate([p["follow"], p["first"][None]]).astype("<f4").tobytes()
    head = names(["chatpool-acts", "5"]) + names(d.columns) + thresholds.astype("<f4").tobytes() + names(TAGS) + struct.pack("<I", len(models))
    return head + b"".join(network(*model) for model in models)


# ---- figures

def tops(d, chances, writers):
    """For each message of some writers the greatest probability of each column, and what is labelled."""
    messages = np.flatnonzero(np.isin(d.writer, list(writers)) & d.original)
    top, gold = np.zeros((len(messages), len(d.columns)), np.float32), np.zeros((len(messages), len(d.columns)), bool)
    for i, m in enumerate(messages):
        a, b = d.clauses[m]
        if b > a: top[i], gold[i] = chances[a:b].max(0), (d.y[a:b] > 0).any(0)
    return top, gold


def best_thresholds(d, top, gold):
    """For each column the threshold with the best F1 over messages, pulled towards one third where examples are few; before the shares."""
    result = np.full(len(d.columns), 1 / 3, np.float32)
    for k in range(len(d.columns)):
        n = gold[:, k].sum()
        if n < 8: continue
        f, x = max((2 * (hit & gold[:, k]).sum() / max(1, hit.sum() + n), x) for x in np.arange(0.1, 0.71, 0.05) for hit in [top[:, k] > x])
        result[k] = (x * n + 10 / 3) / (n + 10)
    return result


def shared(d, thresholds): return thresholds * np.array([SHARES[k.split(".")[0]] for k in d.columns], np.float32)


def report(d, chances, tags, thresholds, writers, title):
    top, gold = tops(d, chances, writers)
    acts = [d.columns.index(k) for k in d.acts]
    hit = top > thresholds
    tp, fp, fn = (hit & gold).sum(0), (hit & ~gold).sum(0), (~hit & gold).sum(0)
    f = lambda a, b, c: 2 * a / max(1, 2 * a + b + c)
    a, b, c = tp[acts].sum(), fp[acts].sum(), fn[acts].sum()
    print(f"{title}: acts micro F1 {f(a, b, c):.3f} (P {a / max(1, a + b):.3f}, R {a / max(1, a + c):.3f})")
    print("  " + "  ".join(f"{d.columns[k]} {f(tp[k], fp[k], fn[k]):.2f}/{gold[:, k].sum()}" for k in acts))
    count = collections.defaultdict(lambda: [0, 0, 0])
    for m in np.flatnonzero(np.isin(d.writer, list(writers)) & d.original):
        low, high = d.bounds[m]
        for what in ("P", "Q", "U", "S", "PR", "T", "C", "W"):
            g, t = set(runs(np.maximum(d.tag[low:high], 0), what)), set(runs(tags[low:high], what))
            count[what][0] += len(g & t); count[what][1] += len(t - g); count[what][2] += len(g - t)
    print(f"{title}: tags " + "  ".join(f"{k} {f(*v):.3f}/{v[0] + v[2]}" for k, v in count.items()), flush=True)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--chats", nargs="+", default=[str(HERE.parents[1] / "fixtures/talk/open"), str(HERE.parents[1] / "fixtures/talk/generated")])
    ap.add_argument("--marked", nargs="*", default=[str(HERE.parents[1] / "fixtures/talk/marked")], help="folders of chats in the compact form")
    ap.add_argument("--binary", default=str(HERE.parents[1] / ".build/release/chatpool"))
    ap.add_argument("--out", default=str(HERE.parents[1] / "Sources/CActData/acts.bin"))
    ap.add_argument("--epochs", type=int, default=12)
    ap.add_argument("--networks", type=int, default=2, help="how many networks answer together")
    ap.add_argument("--folds", type=int, default=0, help="leave out groups of writers instead of one at a time")
    ap.add_argument("--fold-tables", help="a folder for the table of each fold, and folds.json that says which writers it left out")
    ap.add_argument("--only-folds", type=int, nargs="+", help="train and report these groups alone")
    ap.add_argument("--vectors", help="a file that keeps the words' vectors from run to run")
    ap.add_argument("--no-out", action="store_true")
    ap.add_argument("--thresholds", help="thresholds.json of an earlier run's --fold-tables: pack the table only, without folds")
    a = ap.parse_args()
    chats = load(a.binary, a.chats)
    for path in sorted(p for folder in a.marked for p in pathlib.Path(folder).rglob("*.txt")): chats += marked.chats(path, lambda words: print(words, file=sys.stderr))
    names = Names()
    copies = [renamed(c, names, seed) for c in chats for seed in range(PLAIN_COPIES if c["writer"].endswith("/plain") else 0 if c["generated"] or c.get("marked") else 1)]
    d = Data(chats + [c for c in copies if c], [a.binary, "acts", "--features"])
    if a.vectors and os.path.exists(a.vectors): vectors = np.load(a.vectors)
    else:
        vectors = words.vectors([r[0] for r in words.table()[0].values()])
        if a.vectors: np.save(a.vectors, vectors)
    # The first row is that of a word without a vector.
    vectors = np.concatenate([np.zeros((1, vectors.shape[1]), np.float32), np.asarray(vectors, np.float32)])
    d.token[:, 7] += 1
    device = jnp.asarray(vectors)
    print(f"{len(d.chats)} chats, {len(d.rows)} messages, {len(d.y)} clauses, {len(d.token)} tokens, {len(d.columns)} columns, {len(set(d.writer))} writers", flush=True)
    everyone = sorted(set(d.writer))
    generated = {c["writer"] for c in d.chats if c["generated"]}
    # Chats that have no order book to be scored by are in every training part: generated ones, and those in the compact form.
    writers = [w for w in everyone if w not in generated and not w.startswith("marked/")]
    groups = [writers[i::a.folds] for i in range(a.folds)] if a.folds else [[w] for w in writers]
    if a.thresholds:
        known = json.load(open(a.thresholds))
        thresholds = shared(d, np.array([known.get(k, 1 / 3) for k in d.columns], np.float32))
        open(a.out, "wb").write(pack(d, vectors, fit_all(d, device, everyone, a.epochs, a.networks), thresholds))
        return
    chances, tags, models = np.zeros((len(d.y), len(d.columns)), np.float32), np.zeros(len(d.tag), np.int32), {}
    for number, left in enumerate(groups):
        if a.only_folds and number not in a.only_folds: continue
        models[number] = fit_all(d, device, [w for w in everyone if w not in left], a.epochs, a.networks)
        own, own_tags = predict(d, device, models[number], left)
        chances, tags = chances + own, tags + own_tags
        own_thresholds = best_thresholds(d, *tops(d, own, left))
        print(f"{' '.join(left)}, thresholds of their own:")
        for kind in ("zh", "abroad"):
            some = [w for w in left if w.startswith(kind)]
            if some: report(d, own, own_tags, own_thresholds, some, "  " + " ".join(some))
    seen = [w for number in models for w in groups[number]]
    thresholds = {number: best_thresholds(d, *tops(d, chances, [w for w in seen if w not in groups[number]] or seen)) for number in models}
    if a.fold_tables:
        os.makedirs(a.fold_tables, exist_ok=True)
        for number, model in models.items(): open(f"{a.fold_tables}/fold{number}.bin", "wb").write(pack(d, vectors, model, shared(d, thresholds[number])))
        json.dump({f"fold{number}.bin": groups[number] for number in models}, open(f"{a.fold_tables}/folds.json", "w"))
        json.dump(dict(zip(d.columns, map(float, best_thresholds(d, *tops(d, chances, seen))))), open(f"{a.fold_tables}/thresholds.json", "w"), indent=1)
    for kind in ("zh", "abroad"):
        some = [w for w in seen if w.startswith(kind)]
        if some: report(d, chances, tags, best_thresholds(d, *tops(d, chances, seen)), some, kind)
    if not a.only_folds and not a.no_out:
        data = pack(d, vectors, fit_all(d, device, everyone, a.epochs, a.networks), shared(d, best_thresholds(d, *tops(d, chances, seen))))
        open(a.out, "wb").write(data)
        print(f"{a.out}: {len(data)} bytes")


if __name__ == "__main__":
    main()
