#!/usr/bin/env python3
"""Fits the act model and packs it: train.py [--out FILE] [--chats DIR ...] [--binary chatpool]

Reads labelled chats (`WRITER/SELLER/{exports,truth.json,acts}`), asks the program for each message's features (`chatpool acts --features`), and fits
  1. the clause model: which acts a clause has (several; logistic regression),
  2. the same with the acts of the messages before, as the first stage tells them for writers it was not trained on,
  3. the token model: product, quantity, unit, price, total ... (a tag depends on the one before), with the clause's acts and the shop's goods.
Everything that a later stage takes from an earlier one is predicted by a model that has not seen that writer. Numpy and a C compiler; fixed seed; the same
data gives the same bytes. Prints F1 by act and by tag, each writer left out in turn (or --folds groups of writers), and with --curve the learning curve.
"""
import argparse, collections, ctypes, datetime, json, os, pathlib, struct, subprocess, sys, tempfile
import numpy as np
try: from orjson import loads
except ImportError: from json import loads
import marked
from labels import TAG, TAGS, columns_of, marked_tags, spans, token_tags
from renaming import Names, renamed

HERE = pathlib.Path(__file__).resolve().parent
PLACES = 1 << 22
MASK = (1 << 64) - 1
SEED = 0xCBF29CE484222325
# Rows of the packed matrices.
CLAUSE_ROWS, TOKEN_ROWS = 70_000, 220_000
# Share of a clause's features that a training step leaves out.
DROP = 0.3
# Rounds at the end of a fit whose weights are averaged.
LAST = 3
# Copies with other names of each plain chat.
PLAIN_COPIES = 4
# Share of the threshold with the best F1 that an act needs to count, by what a miss and a wrong act do to the order book: a request that is missed loses an order, a
# complaint that is none is told to the seller. Measured on eleven open writers by tables that had not seen them: orders whole .146 at 1 throughout, .198 so.
SHARES = collections.defaultdict(lambda: 0.5, request=0.3, hand_over=0.3, arrive=0.3, praise=1, complain=1, inquire=1, ship=1)
# Acts that the labels of generated chats tell.
TOLD = {"request", "change", "pay", "paid_seen", "arrive", "ship", "refund_paid", "refund_asked", "withdraw", "quote"}
SILENT = {"image", "sticker", "video", "file", "system", "recall", "forward", "contact_card", "call"}


# ---- hashes, as in Sources/ChatActs/FeatureHash.swift

def mix(h, v):
    h = ((h ^ v) * 0x9E3779B97F4A7C15) & MASK
    h ^= h >> 29
    return (h * 0xBF58476D1CE4E5B9) & MASK


def place(h): return (h ^ (h >> 32)) & (PLACES - 1)


def mixed(h, v):
    """`mix` of a number with many."""
    h = (np.uint64(h) ^ v) * np.uint64(0x9E3779B97F4A7C15)
    return (h ^ h >> np.uint64(29)) * np.uint64(0xBF58476D1CE4E5B9)


def act_places(column, keys, kinds):
    """Places of an act's features for many tokens: tokens x 3."""
    head = mix(mix(SEED, 0x2000), column)
    both = np.stack([mixed(head, keys), mixed(head, kinds + np.uint64(0x100))], axis=1)
    both = (both ^ both >> np.uint64(32)) & np.uint64(PLACES - 1)
    return np.concatenate([np.full((len(keys), 1), place(head), np.int32), both.astype(np.int32)], axis=1)


def history_place(distance, column, same_side): return place(mix(mix(mix(SEED, 0x3000 + distance), column), 1 if same_side else 0))


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


class Ragged:
    """Rows of different lengths in one array."""

    def __init__(self, flat, lengths): self.flat, self.lengths = flat, lengths

    @staticmethod
    def of(rows):
        lengths = np.fromiter((len(r) for r in rows), np.int64, len(rows))
        return Ragged(np.concatenate([np.asarray(r, np.int32) for r in rows]) if len(rows) else np.zeros(0, np.int32), lengths)

    def beside(self, other):
        """Each row followed by the other's."""
        lengths = self.lengths + other.lengths
        starts = np.cumsum(lengths) - lengths
        flat = np.empty(lengths.sum(), np.int32)
        for part, begin in ((self, starts), (other, starts + self.lengths)):
            flat[np.repeat(begin - (np.cumsum(part.lengths) - part.lengths), part.lengths) + np.arange(len(part.flat))] = part.flat
        return Ragged(flat, lengths)

    def above(self, other): return Ragged(np.concatenate([self.flat, other.flat]), np.concatenate([self.lengths, other.lengths]))


class Features:
    """What the program makes of messages: `clauses` and `tokens` with their features, and for each message which of them are its own."""

    def __init__(self, lines):
        self.clauses, self.tokens, clause_rows, token_rows = [], [], [], []
        for line in lines:
            row = loads(line)
            self.clauses.append([c[:2] for c in row["c"]])
            self.tokens.append([t[:6] for t in row["t"]])
            clause_rows += [np.array(c[2], np.int32) for c in row["c"]]
            token_rows += [np.array(t[6], np.int32) for t in row["t"]]
        self.of_clauses, self.of_tokens = Ragged.of(clause_rows), Ragged.of(token_rows)


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
    return Features(out)


class Sparse:
    """Rows of feature places, compacted to the features that occur twice or more."""

    def __init__(self, rows, least=2):
        counts = np.bincount(rows.flat, minlength=PLACES)
        self.kept = np.flatnonzero(counts >= least)
        column = np.full(PLACES, -1, np.int32)
        column[self.kept] = np.arange(len(self.kept))
        columns = column[rows.flat]
        ok = columns >= 0
        total = np.concatenate([[0], np.cumsum(ok)])
        self.indptr = total[np.concatenate([[0], np.cumsum(rows.lengths)])].astype(np.int64)
        self.idx = columns[ok]
        self.count = len(self.kept)


# ---- fitting

def library():
    target = pathlib.Path(tempfile.mkdtemp()) / "sgd.so"
    subprocess.run(["cc", "-O3", "-mavx2", "-mfma", "-ffast-math", "-shared", "-fPIC", "-o", str(target), str(HERE / "sgd.c"), "-lm"], check=True)
    return ctypes.CDLL(str(target))


LIB = library()


def ptr(a): return a.ctypes.data_as(ctypes.c_void_p)


class Mean:
    """The mean of weights after several rounds: less is left to the order of the examples."""

    def __init__(self): self.sum, self.count = None, 0

    def add(self, *weights):
        self.sum = [w.copy() for w in weights] if self.sum is None else [s + w for s, w in zip(self.sum, weights)]
        self.count += 1

    def value(self): return tuple((s / self.count).astype(np.float32) for s in self.sum)


def fit_labels(x, y, rows, epochs=8, rate=0.3, seed=1):
    width = y.shape[1]
    w, g, b = np.zeros((x.count, width), np.float32), np.full(x.count, 1e-2, np.float32), np.full(width, -3, np.float32)
    random, mean = np.random.RandomState(seed), Mean()
    LIB.seed_random(ctypes.c_uint64(seed))
    for epoch in range(epochs):
        order = random.permutation(rows).astype(np.int32)
        LIB.labels_train(ptr(x.indptr), ptr(x.idx), ptr(y), ptr(order), ctypes.c_int64(len(order)), width, ptr(w), ptr(g), ptr(b), ctypes.c_float(rate), ctypes.c_float(DROP))
        rate *= 0.8
        if epoch >= epochs - LAST: mean.add(w, b)
    return mean.value()


def predict_labels(x, model, rows):
    w, b = model
    rows = np.asarray(rows, np.int32)
    p = np.zeros((len(rows), len(b)), np.float32)
    LIB.labels_predict(ptr(x.indptr), ptr(x.idx), ptr(rows), ctypes.c_int64(len(rows)), len(b), ptr(w), ptr(b), ptr(p))
    return p


BANNED = np.zeros((len(TAGS) + 1, len(TAGS)), np.uint8)
for begin, inside in (("B-P", "I-P"), ("B-S", "I-S"), ("B-W", "I-W")):
    for p in range(len(TAGS) + 1):
        if p == len(TAGS) or TAGS[p] not in (begin, inside): BANNED[p, TAG[inside]] = 1


def fit_tags(x, tags, bounds, messages, epochs=5, rate=0.3, seed=1):
    width = len(TAGS)
    w, g = np.zeros((x.count, width), np.float32), np.full(x.count, 1e-2, np.float32)
    t, h = np.zeros((width + 1, width), np.float32), np.full(width + 1, 1e-2, np.float32)
    random, mean = np.random.RandomState(seed), Mean()
    for epoch in range(epochs):
        order = random.permutation(messages).astype(np.int32)
        LIB.tags_train(ptr(x.indptr), ptr(x.idx), ptr(tags), ptr(bounds[0]), ptr(bounds[1]), ptr(order), ctypes.c_int64(len(order)), width, ptr(w), ptr(g), ptr(t), ptr(h), ptr(BANNED), ctypes.c_float(rate))
        rate *= 0.8
        if epoch >= epochs - LAST: mean.add(w, t)
    return mean.value()


def predict_tags(x, model, bounds, messages, count):
    w, t = model
    messages = np.asarray(messages, np.int32)
    out = np.zeros(count, np.uint8)
    LIB.tags_predict(ptr(x.indptr), ptr(x.idx), ptr(bounds[0]), ptr(bounds[1]), ptr(messages), ctypes.c_int64(len(messages)), len(TAGS), ptr(w), ptr(t), ptr(BANNED), ptr(out))
    return out


class Training:
    """The labelled chats with their features, and the stages fitted on any part of the writers."""

    def __init__(self, chats, command, least_column=12):
        self.chats, self.command = chats, command
        self.rows = [(c, r) for c in chats for r in c["rows"]]
        self.writer = np.array([c["writer"] for c, _ in self.rows])
        self.seller = [c["seller"] for c, _ in self.rows]
        # Copies with other names teach by the messages that read otherwise, and are never scored.
        self.original = np.array([not c.get("copy") for c, _ in self.rows])
        self.taught = np.array([not c.get("copy") or r["changed"] for c, r in self.rows])
        self.feats = features(command, chats)
        counts = collections.Counter(x for c, r in self.rows if not c["generated"] and not c.get("copy") for a in r["acts"] for x in set(columns_of(a)))
        self.columns = sorted(k for k, n in counts.items() if "." not in k or n >= least_column)
        self.acts = [k for k in self.columns if "." not in k]
        column = {k: i for i, k in enumerate(self.columns)}
        # Of generated chats only these acts are labelled, and details of none.
        told = np.array([k in TOLD for k in self.columns])
        # Chats in the compact form are labelled in another way: how often their acts and marks are told is theirs alone, not the program's.
        form = np.array([1 if c.get("marked") else 0 for c, _ in self.rows])
        self.form = lambda counts: Ragged(np.full((form * counts).sum(), place(mix(SEED, 0x4000)), np.int32), np.repeat(form, counts))
        of = self.feats
        of.of_clauses = of.of_clauses.beside(self.form([len(c) for c in of.clauses]))
        of.of_tokens = of.of_tokens.beside(self.form([len(t) for t in of.tokens]))
        labels, self.message = [], []
        for n, (_, r) in enumerate(self.rows):
            where = list(spans(r["text"], r["acts"]))
            for start, end in self.feats.clauses[n]:
                y = np.zeros(len(self.columns), np.float32)
                for act, (low, high) in zip(r["acts"], where):
                    if low < end and high > start or start == end:
                        for k in columns_of(act):
                            if k in column: y[column[k]] = 1
                if self.rows[n][0]["generated"]: y[~told] = -1
                labels.append(y), self.message.append(n)
        self.y, self.message = np.array(labels), np.array(self.message)
        self.clauses_of = collections.defaultdict(list)
        for i, m in enumerate(self.message): self.clauses_of[m].append(i)
        # Tokens of a generated chat are labelled where it asks for goods.
        self.taggable = np.array([not c["generated"] or any(a["act"] in ("request", "change", "quote") for a in r["acts"]) for c, r in self.rows])
        gold = [marked_tags(r["text"], self.feats.tokens[n], r["marks"]) if "marks" in r else token_tags(r["text"], self.feats.tokens[n], r["acts"])
                for n, (_, r) in enumerate(self.rows)]
        self.tags = np.array([tag for tags in gold for tag in tags], np.uint8)
        ends = np.cumsum([len(tags) for tags in gold]).astype(np.int64)
        self.bounds = (np.concatenate([[0], ends[:-1]]).astype(np.int64), ends)
        # Of each token its clause, its key and its kind.
        first = {m: c[0] for m, c in self.clauses_of.items()}
        self.clause_of = np.array([first[n] + next((i for i, (low, high) in enumerate(self.feats.clauses[n]) if low <= t[0] < max(high, 1)), -1 - first[n])
                                   for n in range(len(self.rows)) for t in self.feats.tokens[n]], np.int64)
        self.keys = np.array([t[5] for tokens in self.feats.tokens for t in tokens], np.uint64)
        self.kinds = np.array([t[2] for tokens in self.feats.tokens for t in tokens], np.uint64)
        self.x1 = Sparse(self.feats.of_clauses)

    def jackknife(self, writers, parts, run):
        """run(train writers, left-out writers) for each part, so that every prediction is for unseen writers."""
        writers = sorted(writers)
        for part in [writers[i::parts] for i in range(min(parts, len(writers)))]: run([w for w in writers if w not in part], part)

    def clause_sel(self, writers): return np.flatnonzero(np.isin(self.writer[self.message], writers)).astype(np.int32)
    def clause_fit(self, writers): return np.flatnonzero(np.isin(self.writer[self.message], writers) & self.taught[self.message]).astype(np.int32)
    def clause_score(self, writers): return np.flatnonzero(np.isin(self.writer[self.message], writers) & self.original[self.message]).astype(np.int32)
    def message_sel(self, writers): return np.flatnonzero(np.isin(self.writer, writers)).astype(np.int32)
    def message_score(self, writers): return np.flatnonzero(np.isin(self.writer, writers) & self.original).astype(np.int32)
    def tag_fit(self, writers): return np.flatnonzero(np.isin(self.writer, writers) & self.taggable & self.taught).astype(np.int32)

    def history(self, p):
        """Features of what the messages before did, by the probabilities `p` of each clause."""
        index = {k: i for i, k in enumerate(self.columns)}
        extra, did, chat = [], [], None
        for n, (c, r) in enumerate(self.rows):
            if c is not chat: did, chat = [], c
            f = set()
            for back, (acts, side) in enumerate(reversed(did[-12:])):
                for a in acts:
                    if back < 2: f.add(history_place(back, a, side == r["role"]))
                    f.add(history_place(2, a, side == r["role"]))
            other = next((acts for acts, side in reversed(did) if side != r["role"]), [])
            for a in other: f.add(history_place(3, a, False))
            extra.append(sorted(f))
            top = np.max(p[self.clauses_of[n]], axis=0)
            did.append(([index[k] for k in self.acts if top[index[k]] > 0.3], r["role"]))
        return extra

    def second(self, p):
        extra = self.history(p)
        return Sparse(self.feats.of_clauses.beside(Ragged.of([extra[m] for m in self.message])))

    def act_rows(self, p):
        """For each token the features of its clause's acts."""
        found, tokens = [np.zeros((0, 3), np.int32)], [np.zeros(0, np.int64)]
        for column in (self.columns.index(k) for k in self.acts):
            at = np.flatnonzero((self.clause_of >= 0) & (p[self.clause_of, column] > 0.25))
            found.append(act_places(column, self.keys[at], self.kinds[at]))
            tokens.append(at)
        tokens = np.concatenate(tokens)
        order = np.argsort(tokens, kind="stable")
        return Ragged(np.concatenate(found)[order].reshape(-1), 3 * np.bincount(tokens, minlength=len(self.tags)))

    def goods(self, tags, bounds):
        """Names that a shop's talk gives its goods: said twice, or once by the seller."""
        found = collections.defaultdict(lambda: collections.Counter())
        for n, (c, r) in enumerate(self.rows):
            data = r["text"].encode()
            for low, high in runs(tags[bounds[0][n]:bounds[1][n]], "P"):
                t = self.feats.tokens[n]
                name = data[t[low][0]:t[high - 1][1]].decode("utf8", "ignore").strip().lower()
                if 2 <= len(name) <= 24: found[c["seller"]][name] += 2 if r["role"] == "s" else 1
        return {s: sorted(k for k, n in names.items() if n >= 2) for s, names in found.items()}


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


def fit(t, writers, inner=4):
    """All stages on some writers: (clause model, token model) with their feature sets."""
    p1 = np.zeros(t.y.shape, np.float32)

    def stage1(train, left):
        rows = t.clause_sel(left)
        p1[rows] = predict_labels(t.x1, fit_labels(t.x1, t.y, t.clause_fit(train)), rows)
    t.jackknife(writers, inner, stage1)
    others = [w for w in set(t.writer) if w not in writers]
    base = fit_labels(t.x1, t.y, t.clause_fit(writers))
    if others: p1[t.clause_sel(others)] = predict_labels(t.x1, base, t.clause_sel(others))
    x2 = t.second(p1)
    p2 = np.zeros(t.y.shape, np.float32)

    def stage2(train, left):
        rows = t.clause_sel(left)
        p2[rows] = predict_labels(x2, fit_labels(x2, t.y, t.clause_fit(train)), rows)
    t.jackknife(writers, inner, stage2)
    clause = fit_labels(x2, t.y, t.clause_fit(writers))
    weak = np.ones(len(clause[0]), bool)
    weak[strongest(clause[0], CLAUSE_ROWS)] = False
    clause[0][weak] = 0
    if others: p2[t.clause_sel(others)] = predict_labels(x2, clause, t.clause_sel(others))
    acts, tags, bounds = t.act_rows(p2), t.tags, t.bounds
    rows = t.feats.of_tokens.beside(acts)
    x3 = Sparse(rows)
    first = np.zeros(len(tags), np.uint8)

    # These tell only which goods a shop has: few rounds will do.
    def stage3(train, left):
        out = predict_tags(x3, fit_tags(x3, tags, bounds, t.tag_fit(train), epochs=3), bounds, t.message_sel(left), len(tags))
        sel = t.message_sel(left)
        for m in sel: first[bounds[0][m]:bounds[1][m]] = out[bounds[0][m]:bounds[1][m]]
    t.jackknife(writers, inner, stage3)
    if others:
        out = predict_tags(x3, fit_tags(x3, tags, bounds, t.tag_fit(writers), epochs=3), bounds, t.message_sel(others), len(tags))
        for m in t.message_sel(others): first[bounds[0][m]:bounds[1][m]] = out[bounds[0][m]:bounds[1][m]]
    known = features(t.command, t.chats, t.goods(first, bounds))
    x4 = Sparse(rows.above(known.of_tokens.beside(t.form([len(k) for k in known.tokens])).beside(acts)))
    double = (np.concatenate([bounds[0], bounds[0] + len(tags)]), np.concatenate([bounds[1], bounds[1] + len(tags)]))
    sel = t.tag_fit(writers)
    model = fit_tags(x4, np.concatenate([tags, tags]), double, np.concatenate([sel, sel + len(t.rows)]), epochs=4)
    return {"x2": x2, "clause": clause, "p2": p2, "x4": x4, "tag": model, "tags": tags, "bounds": double, "half": len(t.rows)}


# ---- packing

def strongest(w, most):
    """The rows that weigh most; the rest cost more room than they tell."""
    top = np.abs(w).max(axis=1)
    return np.sort(np.argsort(-top, kind="stable")[:most])


def matrix(x, w, most):
    keep = strongest(w, most)
    kept, w = x.kept[keep], w[keep]
    scale = np.float32(min(float(np.abs(w).max()), 4.0) / 127)
    bits = np.zeros(PLACES, np.uint8)
    bits[kept] = 1
    packed = np.packbits(bits, bitorder="little").tobytes()
    order = np.argsort(kept)
    q = np.clip(np.round(w[order] / scale), -127, 127).astype(np.int8)
    return struct.pack("<If", w.shape[1], scale) + packed + q.tobytes()


def words(names):
    data = " ".join(names).encode()
    return struct.pack("<I", len(data)) + data


def pack(t, model, thresholds):
    w, b = model["clause"]
    tw, tt = model["tag"]
    return (words(["chatpool-acts", "2"]) + words(t.columns) + matrix(model["x2"], w, CLAUSE_ROWS) + b.astype("<f4").tobytes() + thresholds.astype("<f4").tobytes()
            + words(TAGS) + matrix(model["x4"], tw, TOKEN_ROWS) + tt.astype("<f4").tobytes())


# ---- figures

def best_thresholds(t, p, rows):
    """For each column the threshold with the best F1 over messages, pulled towards one third where examples are few."""
    messages = sorted(set(t.message[rows]))
    place = {m: i for i, m in enumerate(messages)}
    where = np.array([place[m] for m in t.message[rows]])
    top, gold = np.zeros((len(messages), p.shape[1]), np.float32), np.zeros((len(messages), p.shape[1]), bool)
    np.maximum.at(top, where, p[rows])
    np.logical_or.at(gold, where, t.y[rows] > 0.5)
    result = np.full(p.shape[1], 1 / 3, np.float32)
    for k in range(p.shape[1]):
        n = gold[:, k].sum()
        if n < 8: continue
        best = (-1, 1 / 3)
        for x in np.arange(0.15, 0.66, 0.05):
            hit = top[:, k] > x
            f = 2 * (hit & gold[:, k]).sum() / max(1, hit.sum() + n)
            best = max(best, (f, x))
        result[k] = (best[1] * n + 10 / 3) / (n + 10)
    result *= np.array([SHARES[k.split(".")[0]] for k in t.columns], np.float32)
    return result, top, gold


def report(t, p, thresholds, rows, title):
    _, top, gold = best_thresholds(t, p, rows)
    acts = [t.columns.index(k) for k in t.acts]
    hit = top > thresholds
    tp, fp, fn = (hit & gold).sum(0), (hit & ~gold).sum(0), (~hit & gold).sum(0)
    f = lambda a, b, c: 2 * a / max(1, 2 * a + b + c)
    print(f"{title}: acts micro F1 {f(tp[acts].sum(), fp[acts].sum(), fn[acts].sum()):.3f}")
    print("  " + "  ".join(f"{t.columns[k]} {f(tp[k], fp[k], fn[k]):.2f}/{gold[:, k].sum()}" for k in acts))
    return tp, fp, fn


def tag_report(t, out, gold, bounds, messages, title):
    c = collections.defaultdict(lambda: [0, 0, 0])
    for m in messages:
        a, b = bounds[0][m], bounds[1][m]
        for what in ("P", "Q", "U", "S", "PR", "T", "C", "W"):
            g, p = set(runs(gold[a:b], what)), set(runs(out[a:b], what))
            c[what][0] += len(g & p); c[what][1] += len(p - g); c[what][2] += len(g - p)
    print(f"{title}: tags " + "  ".join(f"{k} {2 * v[0] / max(1, 2 * v[0] + v[1] + v[2]):.3f}/{v[0] + v[2]}" for k, v in c.items()))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--chats", nargs="+", default=[str(HERE.parents[1] / "fixtures/talk/open"), str(HERE.parents[1] / "fixtures/talk/generated")])
    ap.add_argument("--marked", nargs="*", default=[str(HERE.parents[1] / "fixtures/talk/marked")], help="folders of chats in the compact form")
    ap.add_argument("--binary", default=str(HERE.parents[1] / ".build/release/chatpool"))
    ap.add_argument("--features", help="another program that prints features", default=None)
    ap.add_argument("--out", default=str(HERE.parents[1] / "Sources/CActData/acts.bin"))
    ap.add_argument("--inner", type=int, default=3, help="parts of the writers that predict each other's acts within a fold")
    ap.add_argument("--folds", type=int, default=0, help="leave out groups of writers instead of one at a time")
    ap.add_argument("--fold-tables", help="a folder for the table of each fold, and folds.json that says which writers it left out")
    ap.add_argument("--copies", type=int, default=1, help="copies of each chat with other names of goods")
    ap.add_argument("--only-fold", type=int, help="train and report this group alone")
    ap.add_argument("--no-out", action="store_true")
    ap.add_argument("--thresholds", help="thresholds.json of an earlier run's --fold-tables: pack the table only, without folds")
    a = ap.parse_args()
    command = [a.features] if a.features else [a.binary, "acts", "--features"]
    chats = load(a.binary, a.chats)
    for path in sorted(p for folder in a.marked for p in pathlib.Path(folder).rglob("*.txt")): chats += marked.chats(path, lambda words: print(words, file=sys.stderr))
    names = Names()
    copies = [renamed(c, names, seed) for c in chats
              for seed in range(PLAIN_COPIES if c["writer"].endswith("/plain") else 0 if c["generated"] or c.get("marked") else a.copies)]
    t = Training(chats + [c for c in copies if c], command)
    print(f"{len(t.chats)} chats, {len(t.rows)} messages, {len(t.y)} clauses, {len(t.columns)} columns, {len(set(t.writer))} writers", flush=True)
    everyone = sorted(set(t.writer))
    generated = {c["writer"] for c in t.chats if c["generated"]}
    # Generated chats are never scored: they are in every training part.
    writers = [w for w in everyone if w not in generated]
    groups = [writers[i::a.folds] for i in range(a.folds)] if a.folds else [[w] for w in writers]
    if a.thresholds:
        known = json.load(open(a.thresholds))
        open(a.out, "wb").write(pack(t, fit(t, everyone, a.inner), np.array([known.get(k, 1 / 3) for k in t.columns], np.float32)))
        return
    p, out, gold, bounds, saved = np.zeros(t.y.shape, np.float32), None, None, None, {}
    for number, left in enumerate(groups):
        if a.only_fold is not None and number != a.only_fold: continue
        model = fit(t, [w for w in everyone if w not in left], a.inner)
        rows = t.clause_score(left)
        p[rows] = model["p2"][rows]
        got = predict_tags(model["x4"], model["tag"], model["bounds"], t.message_sel(left) + model["half"], 2 * len(model["tags"]))[len(model["tags"]):]
        if out is None: out, gold, bounds = np.zeros(len(got), np.uint8), model["tags"], (model["bounds"][0][:model["half"]], model["bounds"][1][:model["half"]])
        for m in t.message_sel(left): out[bounds[0][m]:bounds[1][m]] = got[bounds[0][m]:bounds[1][m]]
        thresholds, _, _ = best_thresholds(t, model["p2"], t.clause_score([w for w in writers if w not in left]))
        print(f"{' '.join(left)}: {model['x2'].count} features of clauses, {model['x4'].count} of tokens")
        for kind in ("zh", "abroad", "marked"):
            own = [w for w in left if w.startswith(kind)]
            if not own: continue
            report(t, model["p2"], thresholds, t.clause_score(own), "  " + " ".join(own))
            tag_report(t, out, gold, bounds, t.message_score(own), "  " + " ".join(own))
        if a.fold_tables:
            os.makedirs(a.fold_tables, exist_ok=True)
            open(f"{a.fold_tables}/fold{number}.bin", "wb").write(pack(t, model, thresholds))
            saved[f"fold{number}.bin"] = left
        sys.stdout.flush()
    if a.only_fold is not None: return
    if a.fold_tables: json.dump(saved, open(f"{a.fold_tables}/folds.json", "w"))
    everything = t.clause_score(writers)
    thresholds, _, _ = best_thresholds(t, p, everything)
    if a.fold_tables: json.dump(dict(zip(t.columns, map(float, thresholds))), open(f"{a.fold_tables}/thresholds.json", "w"), indent=1)
    for name, sel in ((kind, [w for w in writers if w.startswith(kind)]) for kind in ("zh", "abroad", "marked")):
        if sel:
            report(t, p, thresholds, t.clause_score(sel), name)
            tag_report(t, out, gold, bounds, t.message_score(sel), name)
    if not a.no_out:
        data = pack(t, fit(t, everyone, a.inner), thresholds)
        open(a.out, "wb").write(data)
        print(f"{a.out}: {len(data)} bytes")


if __name__ == "__main__":
    main()
