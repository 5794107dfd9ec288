#!/usr/bin/env python3
"""Scores chatpool on hand-written, hand-labelled Chinese seller chats (standard library only).

usage:
  score_chats.py CORPUS customers.jsonl [--json] [--misses N]       one seller: CORPUS/truth.json, one customers.jsonl
  score_chats.py CORPUS DIR             [--json] [--misses N]       a half (dev, heldout): CORPUS/*/truth.json, DIR/<seller>.jsonl
  score_chats.py CORPUS --run BINARY    [--catalog] [--json] [--misses N]
        imports CORPUS/<seller>/exports for each seller into a fresh pool (no --owner), with CORPUS/<seller>/catalog.csv when --catalog

Lenient about product wording (a predicted name counts when it contains an accepted alias of 2+ characters, or an alias contains it);
`names clean` says how many of those are no longer than the alias needs. Strict about quantity (1 箱 is not 10 斤), amount, status, person.
An order is FOUND when the same person has a predicted order within 3 days that shares a product, a tracking number or the amount, or,
failing that, one with any items placed at most a day away (then only its content is wrong);
it is WHOLE when its items (all, with quantities), amount and status are right as well. Truth fields that list several values accept each
(partial refunds, spoken variants). `optional` truth entries are never missed and never invented. Predicted orders with status `inquired`
are inquiries. --misses N prints N lines for each kind of error (0: none, -1: all).
"""
import argparse, collections, json, pathlib, re, signal, subprocess, sys, tempfile
from datetime import date

WEIGHT = {"斤", "公斤", "kg", "KG", "千克", "g", "克", "两", "半斤", "市斤"}
PUNCT = re.compile(r"[\s,，.。、:：;；()（）\-—_/|·•#\"'“”]+")

def norm(s): return PUNCT.sub("", str(s or "")).lower()
def digits(s):
    d = re.sub(r"\D", "", str(s or ""))
    return (d[2:] if d.startswith("86") and len(d) >= 12 else d).lstrip("0")
def listed(x): return x if isinstance(x, list) else [x]
def day(s): return date.fromisoformat(s[:10]) if s else None
def product_hit(pred, aliases):
    """0 none, 1 contains, 2 clean"""
    p = norm(pred)
    if not p: return 0
    best = 0
    for a in aliases:
        n = norm(a)
        if p == n: return 2
        if len(n) >= 2 and n in p: best = max(best, 2 if len(p) <= len(n) + 3 else 1)
        elif len(p) >= 2 and p in n: best = max(best, 2)
    return best
def same_qty(pq, pu, t):
    ok = [t["q"]] + t.get("q_ok", [])
    if pq is None: return False
    if (pu in WEIGHT) != (t.get("u") in WEIGHT) and pu not in (None, ""): return False
    return any(abs(pq - x) < 1e-9 for x in ok)

def items_compare(pred, truth):
    """(tp, fp list, fn list, wrong-quantity pairs, clean count)"""
    pred = list(pred); left = []; tp = clean = 0; wrong = []
    used = set()
    for rank in (2, 1):
        for ti, t in enumerate(truth):
            if ti in used: continue
            for p in pred:
                h = product_hit(p.get("product"), t["p"])
                if h >= rank and same_qty(p.get("quantity"), p.get("unit"), t):
                    tp += 1; clean += h == 2; pred.remove(p); used.add(ti); break
    for ti, t in enumerate(truth):
        if ti in used or "split" not in t: continue
        c = [p for p in pred if product_hit(p.get("product"), t["p"])]
        if sorted(p.get("quantity") or 0 for p in c) == sorted(t["split"]) and all((p.get("unit") in WEIGHT) == (t.get("u") in WEIGHT) for p in c if p.get("unit")):
            tp += 1; used.add(ti); clean += all(product_hit(p.get("product"), t["p"]) == 2 for p in c)
            for p in c: pred.remove(p)
    for p in list(pred):   # one line for what the truth holds in two (蔓越莓 2 + 抹茶 1 as 雪花酥 3)
        part = [ti for ti, t in enumerate(truth) if ti not in used and product_hit(p.get("product"), t["p"])]
        if len(part) > 1 and p.get("quantity") == sum(truth[ti]["q"] for ti in part):
            tp += len(part); clean += len(part); used.update(part); pred.remove(p)
    fn = [t for ti, t in enumerate(truth) if ti not in used]
    for t in list(fn):
        for p in pred:
            if product_hit(p.get("product"), t["p"]): wrong.append((p, t)); break
    fp = [p for p in pred if p.get("product") or p.get("quantity") not in [t["q"] for t in fn]]
    return tp, fp, fn, wrong, clean

class Score:
    def __init__(s): s.n = collections.Counter(); s.miss = collections.defaultdict(list); s.rows = []
    def m(s, kind, text): s.n["miss:" + kind] += 1; s.miss[kind].append(text)

def short_order(o):
    return f"{(o.get('placed_at') or o.get('inquired_at') or '?')[:10]} {o['status']} " + " + ".join(f"{i.get('product')}×{i.get('quantity')}{i.get('unit') or ''}" for i in o["items"]) + f" ={o.get('amount')}"
def short_truth(t): return f"{t['day']} {'/'.join(t['status'])} " + " + ".join(f"{i['p'][0]}×{i['q']}{i.get('u','')}" for i in t["items"]) + f" ={t['amount']}"

def match_weight(o, t, content_only=False):
    d0 = day(o.get("placed_at") or o.get("inquired_at") or o.get("paid_at"))
    days = [day(t["day"])] + [day(x) for x in t.get("day_ok", [])]
    if d0 is None: return 0
    gap = min(abs((d0 - d).days) for d in days)
    if gap > 3: return 0
    tp, fp, fn, wrong, _ = items_compare(o["items"], t["items"])
    hits = tp + len(wrong)
    tr = len({x["number"] for x in o["trackings"]} & set(t.get("track", [])))
    am = o.get("amount") is not None and o["amount"] in [t["amount"]] + t.get("amount_ok", [])
    if not (hits or tr or am): return 0.5 if gap <= 1 and o["items"] and not content_only else 0
    return 10 * tp + 4 * len(wrong) + 6 * tr + 5 * am + (3 - gap) - len(fp)

def score_seller(truth, customers, S, who, log=None):
    chats = truth["chats"]
    def chat_of(path):
        for cid, c in chats.items():
            if path and path.endswith(c["file"]): return cid
        return None
    # ---- which customer holds which truth account
    for c in customers:
        c["_nicks"] = {(a.get("nickname") or "").strip() for a in c["accounts"]} | {x.strip() for x in c["nicknames"]}
        c["_chats"] = {chat_of(e.get("file")) for e in c.get("evidence", [])}
        c["_ochat"] = {}
        for e in c.get("evidence", []):
            m = re.match(r"orders/(\d+)", e["field"])
            if m: c["_ochat"].setdefault(int(m[1]), chat_of(e.get("file")))
    holder = {}
    for p in truth["persons"]:
        for cid, nick in p["accounts"]:
            c = [x for x in customers if nick.strip() in x["_nicks"]]
            best = [x for x in c if cid in x["_chats"]] or c
            holder[(cid, nick)] = best[0] if best else None
    person_of = collections.defaultdict(set)
    for p in truth["persons"]:
        for a in p["accounts"]:
            c = holder[tuple(a)]
            if c is not None: person_of[c["id"]].add(p["id"])
    n = S.n
    # ---- identity
    for a, b in truth.get("same", []):
        x, y = holder[tuple(a)], holder[tuple(b)]
        n["same"] += 1
        if x is not None and x is y: n["same_ok"] += 1
        else: S.m("identity: not joined", f"{who} {a} / {b}")
    for a, b in truth.get("different", []):
        x, y = holder[tuple(a)], holder[tuple(b)]
        n["diff"] += 1
        if x is not None and x is y: S.m("identity: wrongly joined", f"{who} {a} / {b}")
        else: n["diff_ok"] += 1
    for c, ps in person_of.items():
        if len(ps) > 1: S.m("identity: one customer, several people", f"{who} {sorted(ps)}")
    # ---- strangers
    allnick = {nick.strip() for p in truth["persons"] for _, nick in p["accounts"]}
    for c in customers:
        n["customers"] += 1
        if not person_of.get(c["id"]): S.m("customer who is none", f"{who} {c.get('name')} {sorted(c['_nicks'])} orders={len(c['orders'])}")
    # ---- persons
    for p in truth["persons"]:
        held = {id(holder[tuple(a)]): holder[tuple(a)] for a in p["accounts"] if holder[tuple(a)] is not None}.values()
        mychats = {a[0] for a in p["accounts"]}
        n["persons"] += 1
        if not held: S.m("person missing", f"{who} {p['id']}"); 
        tag = f"{who} {p['id']}"
        names = {c.get("name") for c in held if c.get("name")}
        if p["names"]:
            n["names"] += 1
            if names & set(p["names"]): n["names_ok"] += 1
            elif names: n["names_wrong"] += 1; S.m("name wrong", f"{tag}: {names} for {p['names']}")
            else: S.m("name missing", f"{tag}: {p['names']}")
        elif names - set(p.get("names_ok", [])):
            n["names_invented"] += 1; S.m("name of somebody else", f"{tag}: {names}")
        phones = {digits(x["number"]) for c in held for x in c["phones"]}
        for ph in p["phones"]:
            n["phones"] += 1
            if digits(ph) in phones: n["phones_ok"] += 1
            else: S.m("phone missing", f"{tag}: {ph}")
        for ph in phones - {digits(x) for x in p["phones"]}:
            n["phones_wrong"] += 1; S.m("phone of somebody else", f"{tag}: {ph}")
        # ---- recipients
        rec = [r for c in held for r in c["recipients"] if r.get("address")]
        left = list(rec)
        for t in p["recipients"]:
            n["rcpt"] += 1
            def parts(r):
                a = r.get("address") or {}
                return {"name": r.get("name") in [t["name"]] + t.get("name_ok", []),
                        "phone": digits(r.get("phone")) in [digits(x) for x in listed(t["phone"])],
                        "province": a.get("province") in listed(t["province"]), "city": a.get("city") in listed(t["city"]),
                        "district": t["district"] is None or a.get("district") in listed(t["district"]),
                        "town": not t.get("town") or a.get("town") == t["town"] or norm(t["town"]) in norm(a.get("detail")),
                        "detail": all(norm(x) in norm((a.get("town") or "") + (a.get("detail") or "")) for x in t["detail"]) and not any(norm(x) in norm(a.get("detail")) for x in t.get("wrong_detail", []))}
            cand = sorted(((sum(parts(r).values()), i) for i, r in enumerate(left) if parts(r)["phone"] or (parts(r)["detail"])), key=lambda x: -x[0])
            if not cand: S.m("recipient missing", f"{tag}: {t['name']} {t['detail']}"); continue
            r = left.pop(cand[0][1]); g = parts(r)
            if all(g.values()): n["rcpt_ok"] += 1
            else: n["rcpt_wrong"] += 1; S.m("recipient wrong: " + ",".join(k for k, v in g.items() if not v), f"{tag}: {r.get('name')} {r.get('phone')} {json.dumps(r.get('address'), ensure_ascii=False)} for {t['name']} {t['detail']}")
        for r in left:
            n["rcpt_extra"] += 1; S.m("recipient invented or doubled", f"{tag}: {r.get('name')} {r.get('phone')} {json.dumps(r.get('address'), ensure_ascii=False)}")
        # ---- orders
        pred = []
        for c in held:
            several = len(person_of[c["id"]]) > 1
            for i, o in enumerate(c["orders"]):
                if several and c["_ochat"].get(i) not in mychats: continue
                o["_c"] = c; pred.append(o)
        asked = [o for o in pred if o["status"] == "inquired"]
        pred = [o for o in pred if o["status"] != "inquired"]
        T = p["orders"]
        pairs = sorted(((match_weight(o, t), -i, -j) for i, t in enumerate(T) for j, o in enumerate(pred)), reverse=True)
        mt, mp = {}, {}
        for w, i, j in pairs:
            i, j = -i, -j
            if w > 0 and i not in mt and j not in mp: mt[i] = j; mp[j] = i
        # an order to several people, or added to later, may stand as several predicted orders
        joined = collections.defaultdict(list)
        for i, t in enumerate(T):
            if i not in mt: continue
            base = pred[mt[i]]
            for j, o in enumerate(pred):
                if j in mp or not o["items"] or not (any("split" in x or "day" in x for x in t["items"])): continue
                if match_weight(o, dict(t, day_ok=t.get("day_ok", []) + [x["day"] for x in t["items"] if "day" in x]), True) > 0:
                    a = items_compare(base["items"], t["items"]); b = items_compare(base["items"] + o["items"], t["items"])
                    if b[0] > a[0] and len(b[1]) <= len(a[1]):
                        base = dict(base, items=base["items"] + o["items"], trackings=base["trackings"] + o["trackings"], amount=(base.get("amount") or 0) + (o.get("amount") or 0) or None)
                        mp[j] = i; joined[i].append(j)
            joined[i].insert(0, base)
        for i, t in enumerate(T):
            if i not in mt:
                if t.get("optional"): continue
                n["ord_t"] += 1; n["item_fn"] += len(t["items"]); n["trk_fn"] += len(t.get("track", []))
                S.m("order missing", f"{tag}: {short_truth(t)}"); S.rows.append((tag, t["chat"], "MISSING", "", "", short_truth(t), "")); continue
            if not t.get("optional"): n["ord_t"] += 1; n["ord_tp"] += 1
            else: continue
            o = joined[i][0]
            tp, fp, fn, wrong, clean = items_compare(o["items"], t["items"])
            n["item_tp"] += tp; n["item_fp"] += len(fp); n["item_fn"] += len(fn); n["clean"] += clean
            for a, b in wrong: S.m("item: quantity or unit wrong", f"{tag}: {a.get('product')}×{a.get('quantity')}{a.get('unit') or ''} for {b['p'][0]}×{b['q']}{b.get('u','')} ({t['day']})")
            wid = {id(b) for _, b in wrong}; pid = {id(a) for a, _ in wrong}
            for x in fn:
                if id(x) not in wid: S.m("item missing", f"{tag}: {x['p'][0]}×{x['q']}{x.get('u','')} ({t['day']}); got {short_order(o)}")
            for x in fp:
                if id(x) not in pid: S.m("item invented", f"{tag}: {x.get('product')}×{x.get('quantity')}{x.get('unit') or ''} ({t['day']})")
            n["amt"] += 1; okamt = False
            if o.get("amount") is None:
                if None in t.get("amount_ok", []): okamt = True
                else: n["amt_missing"] += 1; S.m("amount missing", f"{tag}: {t['amount']} ({t['day']})")
            elif any(x is not None and abs(o["amount"] - x) < 0.005 for x in [t["amount"]] + t.get("amount_ok", [])): okamt = True
            else: n["amt_wrong"] += 1; S.m("amount wrong", f"{tag}: {o['amount']} for {t['amount']} ({t['day']})")
            n["amt_ok"] += okamt
            n["st"] += 1
            if o["status"] in t["status"]: n["st_ok"] += 1; okst = True
            else: okst = False; S.m("status wrong", f"{tag}: {o['status']} for {'/'.join(t['status'])} ({t['day']} {t['items'][0]['p'][0]})")
            if t.get("to"):
                n["to"] += 1
                r = o["_c"]["recipients"][o["recipient"]]["name"] if o.get("recipient") is not None and o["recipient"] < len(o["_c"]["recipients"]) and o["_c"]["recipients"][o["recipient"]].get("name") else None
                if r in t["to"]: n["to_ok"] += 1
                elif r is None: n["to_missing"] += 1; S.m("order's recipient missing", f"{tag}: {t['to']} ({t['day']})")
                else: n["to_wrong"] += 1; S.m("order's recipient wrong", f"{tag}: {r} for {t['to']} ({t['day']})")
            got = {x["number"] for x in o["trackings"]}; want = set(t.get("track", []))
            n["trk_tp"] += len(got & want); n["trk_fp"] += len(got - want); n["trk_fn"] += len(want - got)
            for x in want - got: S.m("tracking missing from its order", f"{tag}: {x} ({t['day']})")
            for x in got - want: S.m("tracking on another order", f"{tag}: {x} ({t['day']})")
            whole = not fp and not fn and okamt and okst; n["whole"] += whole
            S.rows.append((tag, t["chat"], "items " + ("ok" if not fp and not fn else "wrong"), "amount " + ("ok" if okamt else "missing" if o.get("amount") is None else "wrong"), "status " + ("ok" if okst else "wrong"), short_truth(t), short_order(o)))
        for j, o in enumerate(pred):
            if j in mp:
                if not T[mp[j]].get("optional"): n["ord_p"] += mt.get(mp[j]) == j
                continue
            dead = o["status"] == "cancelled"
            n["ord_p"] += not dead; n["item_fp"] += len([x for x in o["items"] if x.get("product")]) * (not dead)
            if not dead: S.m("order invented", f"{tag}: {short_order(o)} [{o['_c']['_ochat'].get(o['_c']['orders'].index(o))}]")
        # ---- inquiries
        used = set()
        for t in p["inquiries"]:
            hit = next((k for k, o in enumerate(asked) if k not in used and any(product_hit(x.get("product"), t["p"]) for x in o["items"]) and abs((day(o.get("inquired_at") or o.get("placed_at")) - day(t["day"])).days) <= 3), None)
            if hit is not None: used.add(hit)
            if not t.get("optional"):
                n["inq_t"] += 1; n["inq_tp"] += hit is not None
                if hit is None: S.m("inquiry missing", f"{tag}: {t['day']} {t['p'][0]}")
            elif hit is not None: n["inq_opt"] += 1
        for k, o in enumerate(asked):
            if k in used: continue
            if any(product_hit(x.get("product"), i["p"]) for x in o["items"] for t in T for i in t["items"]): n["inq_before_order"] += 1; continue
            n["inq_fp"] += 1; S.m("inquiry invented", f"{tag}: {short_order(o)}")
        # ---- feedback
        fb = [f for c in held for f in c["feedback"] if len(person_of[c["id"]]) == 1 or True]
        used = set()
        for t in sorted(p["feedback"], key=lambda t: bool(t.get("optional"))):
            hit = next((k for k, f in enumerate(fb) if k not in used and f["kind"] == t["kind"] and (f.get("at") or "")[:10] == t["day"]), None)
            if hit is not None: used.add(hit)
            if not t.get("optional"):
                n["fb_t"] += 1; n["fb_tp"] += hit is not None
                if hit is None: S.m("feedback missing", f"{tag}: {t['kind']} {t['day']}")
        ds = {(t["kind"], t["day"]) for t in p["feedback"]}
        for k, f in enumerate(fb):
            if k in used or (f["kind"], (f.get("at") or "")[:10]) in ds: continue
            if f["kind"] == "suggestion": continue
            n["fb_fp"] += 1; S.m("feedback invented", f"{tag}: {f['kind']} {f.get('reason')} {(f.get('at') or '')[:10]} {f.get('quote')}")
        # ---- wishes
        for w in p.get("wishes", []):
            n["wish"] += 1
            if any(c.get("do_not_contact") for c in held): n["wish_ok"] += 1
            else: S.m("wish missing", f"{tag}: {w}")
        if not p.get("wishes") and any(c.get("do_not_contact") for c in held): S.m("do-not-contact invented", tag)
        if p.get("birthday"):
            n["bd"] += 1
            if any((c.get("birth_date") or "").endswith(p["birthday"]) for c in held): n["bd_ok"] += 1
            else: S.m("birthday missing", tag)
        for e in p.get("emails", []):
            n["mail"] += 1
            if any(e in (c.get("emails") or []) for c in held): n["mail_ok"] += 1
            else: S.m("email missing", f"{tag}: {e}")
        if p.get("agent"):
            n["agent"] += 1
            if any(c["stage"] == "reseller" or any(r["kind"] == "agent" for r in c.get("relations", [])) for c in held): n["agent_ok"] += 1
            else: S.m("agent not seen", tag)
        elif any(c["stage"] == "reseller" for c in held): S.m("agent invented", tag)
    # ---- must not
    for x in truth.get("must_not", []):
        acc = x.get("acc"); cs = [holder[tuple(acc)]] if acc and holder.get(tuple(acc)) is not None else ([] if acc else customers)
        live = [(c, o) for c in cs for i, o in enumerate(c["orders"]) if o["status"] not in ("inquired", "cancelled") and (not acc or c["_ochat"].get(i) in (acc[0], None))]
        k = x["kind"]; bad = None
        if k == "address": bad = next((r for c in cs for r in c["recipients"] if norm(x["v"]) in norm((r.get("address") or {}).get("detail"))), None)
        elif k == "phone": bad = next((c.get("name") or 1 for c in cs if digits(x["v"]) in {digits(p["number"]) for p in c["phones"]} | {digits(r.get("phone")) for r in c["recipients"]}), None)
        elif k == "tracking": bad = next((1 for c, o in live if x["v"] in {t["number"] for t in o["trackings"]}), None)
        elif k == "product": bad = next((short_order(o) for c, o in live for i in o["items"] if norm(x["v"]) in norm(i.get("product"))), None)
        elif k == "order": bad = next((short_order(o) for c, o in live if (not x.get("day") or (o.get("placed_at") or "")[:10] == x["day"]) and (not x.get("p") or any(product_hit(i.get("product"), x["p"]) for i in o["items"]))), None)
        elif k == "order_qty": bad = next((short_order(o) for c, o in live for i in o["items"] if i.get("quantity") == x["q"] and (not x.get("p") or product_hit(i.get("product"), x["p"]))), None)
        elif k == "order_amount": bad = next((short_order(o) for c, o in live if o.get("amount") == x["v"]), None)
        elif k == "order_status": bad = next((short_order(o) for c, o in live if (o.get("placed_at") or "")[:10] == x["day"] and o["status"] in (x.get("not") or [x.get("v")])), None)
        elif k == "person": bad = next((1 for c in cs if c.get("name") == x["v"] or x["v"] in {r.get("name") for r in c["recipients"]}), None)
        elif k == "customer": bad = next((1 for c in cs if x["v"] in c["_nicks"] or c.get("name") == x["v"]), None)
        elif k == "customer_birthday": bad = next((c["birth_date"] for c in cs if c.get("birth_date")), None)
        elif k == "phone_owner": bad = next((1 for c in cs if digits(x["v"]) in {digits(p["number"]) for p in c["phones"]}), None)
        n["soft" if x.get("soft") else "mustnot"] += 1
        if bad: n["soft_bad" if x.get("soft") else "mustnot_bad"] += 1; S.m("must not" + (" (soft)" if x.get("soft") else ""), f"{who} {k} {x.get('v') or x.get('q') or x.get('p') or x.get('day') or ''} {acc or ''} ({x.get('why', '')}): {bad}")
    # ---- seller
    n["seller"] += 1
    sellernames = set(truth["seller"]["names"])
    asn = [c for c in customers if c["_nicks"] & sellernames]
    if log is not None:
        m = re.search(r"^Seller: (.+?) \((.*)\)\s*$", log, re.M)
        ok = bool(m) and any(s in sellernames for s in [m[1]] + re.split(r"[、,，]\s*", m[1]))
        n["seller_ok"] += ok and not asn
        if not ok or asn: S.m("seller wrong", f"{who} {m and m[0]}")
    else:
        n["seller_ok"] += not asn
        if asn: S.m("seller wrong", f"{who}: the seller is a customer")

def f1(tp, p, t):
    P = tp / p if p else 0; R = tp / t if t else 0
    return P, R, (2 * P * R / (P + R) if P + R else 0)

def report(S):
    n = S.n; out = collections.OrderedDict()
    def rate(k, a, b): out[k] = {"right": a, "of": b, "rate": round(a / b, 3) if b else None}
    def prf(k, tp, p, t): P, R, F = f1(tp, p, t); out[k] = {"precision": round(P, 3), "recall": round(R, 3), "f1": round(F, 3), "right": tp, "predicted": p, "true": t}
    rate("seller", n["seller_ok"], n["seller"]); rate("identity: same", n["same_ok"], n["same"]); rate("identity: different", n["diff_ok"], n["diff"])
    rate("customer name", n["names_ok"], n["names"]); out["customer name"]["invented"] = n["names_invented"]
    rate("own phones", n["phones_ok"], n["phones"]); out["own phones"]["of others"] = n["phones_wrong"]
    rate("recipients whole", n["rcpt_ok"], n["rcpt"]); out["recipients whole"].update(wrong=n["rcpt_wrong"], missing=n["rcpt"] - n["rcpt_ok"] - n["rcpt_wrong"], invented=n["rcpt_extra"])
    prf("orders found", n["ord_tp"], n["ord_p"], n["ord_t"]); rate("orders whole", n["whole"], n["ord_t"])
    prf("items", n["item_tp"], n["item_tp"] + n["item_fp"], n["item_tp"] + n["item_fn"]); rate("names clean", n["clean"], n["item_tp"])
    rate("amount (of found)", n["amt_ok"], n["amt"]); out["amount (of found)"].update(missing=n["amt_missing"], wrong=n["amt_wrong"])
    rate("status (of found)", n["st_ok"], n["st"])
    rate("order's recipient (of found)", n["to_ok"], n["to"]); out["order's recipient (of found)"].update(missing=n["to_missing"], wrong=n["to_wrong"])
    prf("tracking on its order", n["trk_tp"], n["trk_tp"] + n["trk_fp"], n["trk_tp"] + n["trk_fn"])
    prf("inquiries", n["inq_tp"], n["inq_tp"] + n["inq_fp"], n["inq_t"])
    prf("feedback", n["fb_tp"], n["fb_tp"] + n["fb_fp"], n["fb_t"])
    rate("wishes", n["wish_ok"], n["wish"]); rate("birthdays", n["bd_ok"], n["bd"]); rate("emails", n["mail_ok"], n["mail"]); rate("agents seen", n["agent_ok"], n["agent"])
    out["must not"] = {"violated": n["mustnot_bad"], "of": n["mustnot"], "soft violated": n["soft_bad"], "soft": n["soft"]}
    out["errors"] = {k: len(v) for k, v in sorted(S.miss.items(), key=lambda kv: -len(kv[1]))}
    return out

def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("corpus"); ap.add_argument("customers", nargs="?"); ap.add_argument("--run"); ap.add_argument("--catalog", action="store_true")
    ap.add_argument("--json", action="store_true"); ap.add_argument("--misses", type=int, default=0); ap.add_argument("--rows", action="store_true", help="one line for each true order"); ap.add_argument("--keep", help="with --run: folder for the customers.jsonl files")
    a = ap.parse_args(); root = pathlib.Path(a.corpus)
    sellers = [root] if (root / "truth.json").exists() else sorted(p.parent for p in root.glob("*/truth.json"))
    S = Score()
    for d in sellers:
        truth = json.loads((d / "truth.json").read_text(encoding="utf-8")); log = None
        if a.run:
            with tempfile.TemporaryDirectory() as t:
                keep = pathlib.Path(a.keep) if a.keep else pathlib.Path(t); keep.mkdir(parents=True, exist_ok=True)
                f = keep / f"{d.name}.jsonl"
                r = subprocess.run([a.run, "import", str(d / "exports"), "--pool", t + "/pool.db", "-o", str(f)] + (["--catalog", str(d / "catalog.csv")] if a.catalog else []), capture_output=True, text=True)
                log = r.stderr; text = f.read_text(encoding="utf-8") if f.exists() else ""
                if r.returncode: print(f"{d.name}: import ended with {r.returncode}: {r.stderr[-300:]}", file=sys.stderr)
        else:
            f = pathlib.Path(a.customers); f = f / f"{d.name}.jsonl" if f.is_dir() else f
            text = f.read_text(encoding="utf-8")
        score_seller(truth, [json.loads(l) for l in text.splitlines() if l.strip()], S, d.name, log)
    out = report(S)
    if a.json: print(json.dumps(out, ensure_ascii=False, indent=1))
    else:
        for k, v in out.items():
            if k == "errors": continue
            print(f"{k:32s} " + "  ".join(f"{x} {y}" for x, y in v.items()))
        print("\nerrors: " + ", ".join(f"{k} {v}" for k, v in out["errors"].items()))
    if a.rows:
        for r in S.rows: print(" | ".join(r))
    if a.misses:
        for k, v in sorted(S.miss.items(), key=lambda kv: -len(kv[1])):
            print(f"\n== {k} ({len(v)})")
            for x in v if a.misses < 0 else v[:a.misses]: print("  " + x)
if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL); main()
