#!/usr/bin/env python3
"""Score `chatpool extract` on labelled order messages.

    score_orders.py CASES.jsonl [CHATPOOL | --lines OUT.jsonl] [--misses]

CASES.jsonl has one case a line: `text`, `role` (buyer, seller, system), `context` (the messages before it) and `expected`
(`intent`, `items`, `amount`, `currency`, `tracking`, `order_no`). Every case is a chat of its own. Prints, as percentages, how many
cases have the right intent, exactly the right items (product, quantity, unit, unit price), amount, currency, tracking and order numbers, and
how many cases without any order data (traps) stay empty.
"""
import argparse, json, subprocess, sys, unicodedata


def message(case, turn):
    sender = {"buyer": {"id": "buyer", "name": "buyer", "is_owner": False}, "seller": {"id": "seller", "name": "seller", "is_owner": True}}.get(turn["role"])
    out = {"platform": "wechat", "chat": {"id": case["id"], "kind": "direct"}, "kind": "text", "text": turn["text"]}
    if sender:
        out["sender"] = sender
    return out


def squash(s):
    return "".join(unicodedata.normalize("NFKC", s or "").lower().split())


def item(i):
    number = lambda x: None if x is None else round(float(x), 4)
    return squash(i.get("product")), number(i.get("quantity")), i.get("unit"), number(i.get("unit_price"))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("cases")
    ap.add_argument("chatpool", nargs="?", default="chatpool")
    ap.add_argument("--lines", help="readings made already, one line a case")
    ap.add_argument("--misses", action="store_true")
    a = ap.parse_args()
    cases = [json.loads(line) for line in open(a.cases, encoding="utf-8") if line.strip()]
    if a.lines:
        readings = [json.loads(line) for line in open(a.lines, encoding="utf-8")]
    else:
        turns = [(n, message(c, t)) for n, c in enumerate(cases) for t in (c.get("context") or []) + [c]]
        text = "".join(json.dumps(m, ensure_ascii=False) + "\n" for _, m in turns)
        done = subprocess.run([a.chatpool, "extract", "-"], input=text, capture_output=True, text=True, check=True).stdout.splitlines()
        last = {}
        for (n, _), line in zip(turns, done):
            last[n] = json.loads(line)
        readings = [last[n] for n in range(len(cases))]
    hits = {k: [0, 0] for k in ("intent", "items", "amount", "currency", "tracking", "courier", "order_no", "traps")}
    for case, got in zip(cases, readings):
        e = case["expected"]
        wrong = []

        def count(kind, ok, applies=True):
            if applies:
                hits[kind][1] += 1
                hits[kind][0] += bool(ok)
                if not ok:
                    wrong.append(kind)
        count("intent", got.get("intent") == e["intent"])
        count("items", sorted(map(item, got.get("items") or []), key=str) == sorted(map(item, e["items"]), key=str))
        want, have = e.get("amount"), got.get("amount")
        count("amount", want == have or want is not None and have is not None and abs(want - have) < 0.005)
        count("currency", e.get("currency") == got.get("currency"))
        count("tracking", sorted(e.get("tracking") or []) == sorted(t["number"] for t in got.get("trackings") or []))
        count("courier", [e["courier"]] == [t.get("courier") for t in got.get("trackings") or []][:1], e.get("courier") and e.get("tracking"))
        count("order_no", ([e["order_no"]] if e.get("order_no") else []) == (got.get("order_numbers") or []))
        empty = e["intent"] is None and not e["items"] and not e.get("order_no") and not e.get("tracking")
        count("traps", got.get("intent") is None and not got.get("items") and not got.get("trackings") and not got.get("order_numbers"), empty)
        if wrong and a.misses:
            print(case["id"], wrong, repr(case["text"]), [t["text"] for t in case.get("context") or []])
            print("   want", e["intent"], e["items"], e.get("amount"), e.get("currency"), e.get("tracking"), e.get("order_no"))
            print("   got ", got.get("intent"), got.get("items"), got.get("amount"), got.get("currency"), got.get("trackings"), got.get("order_numbers"))
    for kind, (ok, total) in hits.items():
        print(f"{kind:10} {ok / total:6.1%}  {ok} of {total}" if total else f"{kind:10}      -")


main()
