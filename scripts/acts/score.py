#!/usr/bin/env python3
"""Scores the reading of talk over all writers: score.py [--binary chatpool] [--tables DIR] [--only WRITER ...] [--misses N] [--abroad]

Open writers (`fixtures/talk/open`) are scored by the table that was not trained on them: `train.py --fold-tables DIR` makes those. Sealed writers
(`fixtures/talk/sealed`) are never trained on and are scored by the table in the program; nobody reads their chats or their single misses.
"""
import argparse, collections, concurrent.futures, json, os, pathlib, re, subprocess, sys, tempfile

HERE = pathlib.Path(__file__).resolve().parent
TALK = HERE.parents[1] / "fixtures/talk"
ROW = re.compile(r"(seller|recipients whole|orders found|orders whole|items|amount|status|order's recipient|tracking|inquiries|feedback|must not)\b(.*)")


def run(scorer, folder, binary, table, *options):
    """What a scorer prints of one writer, read with a table."""
    with tempfile.NamedTemporaryFile("w", suffix=".sh", delete=False) as wrapper:
        given = f"--act-table {table} " if table else ""
        wrapper.write(f'#!/bin/sh\nif [ "$1" = import ]; then shift; exec {binary} import {given}"$@"; fi\nexec {binary} "$@"\n')
    os.chmod(wrapper.name, 0o755)
    out = subprocess.run([sys.executable, str(HERE / scorer), str(folder), "--run", wrapper.name, *options], capture_output=True, text=True)
    os.unlink(wrapper.name)
    if not out.stdout: print(f"{folder.name}: {out.stderr[-300:]}", file=sys.stderr)
    return out


def counts(folder, binary, table):
    """The counts of a writer abroad."""
    out = run("score_abroad.py", folder, binary, table, "--counts")
    return json.loads(out.stdout.splitlines()[-1]) if out.stdout else {}


def show_abroad(title, all_counts):
    c = collections.Counter()
    for one in all_counts: c.update(one)

    def f1(right, true, predicted): return f"F1 {2 * right / max(1, true + predicted):.3f} ({right} right, {predicted} predicted, {true} true)"
    print(title)
    for name, right, of in (("orders whole", "ord_whole", "ord"), ("amount", "amt_ok", "ord"), ("status", "st_ok", "ord"), ("currency", "cur_ok", "cur"), ("tracking", "trk_ok", "trk"),
                            ("own phones", "phone_found", "phone"), ("recipients whole", "rec_whole", "rec"), ("inquiries", "inq_found", "inq"), ("feedback", "fb_found", "fb"), ("must not", "mn_bad", "mn")):
        print(f"  {name:20} {c[right] / max(1, c[of]):.3f}  ({c[right]} of {c[of]})")
    print(f"  {'orders found':20} {f1(c['ord_tp'], c['ord'], c['ord_tp'] + c['ord_fp'])}")
    print(f"  {'items':20} {f1(c['it_tp'], c['it'], c['it_out'])}")
    print(f"  seller wrong {c['seller_wrong']} of {c['sellers']}, inquiries invented {c['inq_wrong']}, feedback invented {c['fb_wrong']}, recipients invented {c['rec_wrong']}")


def score(folder, binary, table, misses):
    """The counts of one writer: {row: {right, of, predicted, true, violated}}."""
    out = run("score_chats.py", folder, binary, table, "--misses", str(misses))
    if misses: print(out.stdout)
    rows = {}
    for line in out.stdout.splitlines():
        found = ROW.match(line)
        # Of a row the first count of a name is its own; "soft violated" comes after "violated".
        if found: rows.setdefault(found[1], {k: int(n) for k, n in reversed(re.findall(r"(right|of|predicted|true|violated)\s+(\d+)", found[2]))})
    return rows


def show(title, all_rows):
    total = collections.defaultdict(collections.Counter)
    for rows in all_rows:
        for name, counts in rows.items(): total[name].update(counts)
    print(title)
    for name, c in total.items():
        if "predicted" in c:
            p, r = c["right"] / max(1, c["predicted"]), c["right"] / max(1, c["true"])
            print(f"  {name:20} P {p:.3f}  R {r:.3f}  F1 {2 * p * r / max(1e-9, p + r):.3f}  ({c['right']} right, {c['predicted']} predicted, {c['true']} true)")
        else:
            n = c["violated"] if "violated" in c else c["right"]
            print(f"  {name:20} {n / max(1, c['of']):.3f}  ({n} of {c['of']})")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--binary", default=str(HERE.parents[1] / ".build/release/chatpool"))
    ap.add_argument("--tables", help="the folder of train.py --fold-tables")
    ap.add_argument("--only", nargs="+", help="open writers")
    ap.add_argument("--abroad", action="store_true", help="the writers abroad")
    ap.add_argument("--misses", type=int, default=0, help="lines for each kind of miss, of open writers only")
    a = ap.parse_args()
    table = {}
    if a.tables:
        for name, left in json.load(open(f"{a.tables}/folds.json")).items():
            for writer in left: table[writer.split("/")[-1]] = f"{a.tables}/{name}"
    if a.abroad:
        writers = [d for d in sorted((TALK / "open/abroad").iterdir()) if (not a.only or d.name in a.only) and (not a.tables or d.name in table)]
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            each = list(pool.map(lambda d: counts(d, a.binary, table.get(d.name)), writers))
            for d, c in zip(writers, each): print(d.name, f"orders whole {c.get('ord_whole', 0)}/{c.get('ord', 0)} items {c.get('it_tp', 0)}/{c.get('it', 0)}")
            show_abroad("abroad, open, each writer by a table that has not seen them" if a.tables else "abroad, open, by the table in the program, WHICH HAS SEEN THEM", each)
            if not a.only: show_abroad("abroad, sealed", [counts(d, a.binary, None) for d in sorted((TALK / "sealed/abroad").iterdir())])
        return
    open_writers = [d for d in sorted((TALK / "open/zh").iterdir()) if not a.only or d.name in a.only]
    if a.tables: open_writers = [d for d in open_writers if d.name in table]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        rows = list(pool.map(lambda d: score(d, a.binary, table.get(d.name), a.misses), open_writers))
        for folder, r in zip(open_writers, rows): print(folder.name, " ".join(f"{k} {v.get('right', 0)}/{v.get('of', v.get('true', 0))}" for k, v in r.items() if k in ("orders whole", "orders found", "items")))
        show("open, each writer by a table that has not seen them" if a.tables else "open, by the table in the program, WHICH HAS SEEN THEM", rows)
        if not a.only: show("sealed", list(pool.map(lambda d: score(d, a.binary, None, 0), sorted((TALK / "sealed/zh").iterdir()))))


if __name__ == "__main__":
    main()
