#!/usr/bin/env python3
"""Scores the order book made from labelled acts: what matching and projection cost, without the reading of words.

usage: score_gold_acts.py SCORER BINARY FOLDER... [--rows] [--misses N] [--json] [--keep DIR]

SCORER is score_chats.py or score_abroad.py of the labelled talk; FOLDER holds sellers (`<seller>/exports` or `export`, `truth.json`, `acts`). Every seller is imported into a fresh pool with
`--acts <seller>/acts`. With score_chats.py only what belongs to chats that have acts is scored: truths of other chats, and predicted orders whose evidence stands in them, are left out.
Standard library only.
"""
import argparse, collections, importlib.util, json, pathlib, subprocess, sys, tempfile


def load(path):
    spec = importlib.util.spec_from_file_location("scorer", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def labelled(seller):
    return {f.name[: -len(".jsonl")] for f in (seller / "acts").glob("*.jsonl")}


def has_acts(path, names):
    return any(path.replace("/", "__").endswith(n) for n in names)


def customers_of(binary, seller, keep):
    exports = next(seller / n for n in ("exports", "export") if (seller / n).exists())
    with tempfile.TemporaryDirectory() as folder:
        out = (keep or pathlib.Path(folder)) / f"{seller.parent.name}-{seller.name}.jsonl"
        run = subprocess.run(
            [binary, "import", str(exports), "--pool", folder + "/pool.db", "--acts", str(seller / "acts"), "-o", str(out)],
            capture_output=True, text=True)
        if run.returncode:
            print(f"{seller}: import ended with {run.returncode}: {run.stderr[-400:]}", file=sys.stderr)
        text = out.read_text(encoding="utf-8") if out.exists() else ""
    return [json.loads(line) for line in text.splitlines() if line.strip()], run.stderr


def restricted(truth, customers, names):
    """Truth and customers without what belongs to chats that nobody labelled."""
    chats = {cid for cid, c in truth["chats"].items() if has_acts(c["file"], names)}
    for p in truth["persons"]:
        for kind in ("orders", "inquiries", "feedback"):
            p[kind] = [x for x in p[kind] if x.get("chat", next(iter(chats), None)) in chats]
    truth["must_not"] = [x for x in truth.get("must_not", []) if not x.get("acc") or x["acc"][0] in chats]
    for c in customers:
        other = {}
        for e in c.get("evidence", []):
            parts = e["field"].split("/")
            if parts[0] in ("orders", "feedback") and len(parts) > 1 and not has_acts(e.get("file") or "", names):
                other.setdefault(parts[0], set()).add(int(parts[1]))
        # Orders keep their places, since evidence names them by place: an emptied cancelled one counts for nothing.
        for i in other.get("orders", ()):
            c["orders"][i].update(status="cancelled", items=[], trackings=[], amount=None)
        c["feedback"] = [f for i, f in enumerate(c["feedback"]) if i not in other.get("feedback", ())]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("scorer"), ap.add_argument("binary"), ap.add_argument("folders", nargs="+")
    ap.add_argument("--rows", action="store_true"), ap.add_argument("--misses", type=int, default=0)
    ap.add_argument("--json", action="store_true"), ap.add_argument("--keep")
    a = ap.parse_args()
    scorer = load(a.scorer)
    keep = pathlib.Path(a.keep) if a.keep else None
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
    score = scorer.Score()
    totals = collections.OrderedDict()
    for folder in map(pathlib.Path, a.folders):
        part = scorer.Score()
        for seller in sorted(p.parent for p in folder.glob("*/acts")):
            names = labelled(seller)
            truth = json.loads((seller / "truth.json").read_text(encoding="utf-8"))
            customers, log = customers_of(a.binary, seller, keep)
            restricted(truth, customers, names)
            for s in (score, part):
                copy = json.loads(json.dumps(customers))
                scorer.score_seller(json.loads(json.dumps(truth)), copy, s, f"{folder.name}/{seller.name}", log)
        totals[folder.name] = part
    if a.json:
        print(json.dumps(scorer.report(score), ensure_ascii=False, indent=1))
    else:
        for k, v in scorer.report(score).items():
            if k != "errors":
                print(f"{k:32s} " + "  ".join(f"{x} {y}" for x, y in v.items()))
        for name, part in totals.items():
            r = scorer.report(part)
            print(f"{name}: whole {r['orders whole']['right']}/{r['orders whole']['of']}, inquiries {r['inquiries']['f1']}, "
                  f"feedback {r['feedback']['f1']}, must not {r['must not']['violated']}/{r['must not']['of']}")
        print("errors: " + ", ".join(f"{k} {v}" for k, v in scorer.report(score)["errors"].items()))
    if a.rows:
        for r in score.rows:
            print(" | ".join(r))
    if a.misses:
        for k, v in sorted(score.miss.items(), key=lambda kv: -len(kv[1])):
            print(f"\n== {k} ({len(v)})")
            for x in v if a.misses < 0 else v[: a.misses]:
                print("  " + x)


if __name__ == "__main__":
    main()
