#!/usr/bin/env python3
"""Resolves invented records whole and in pieces, shuffled as a cluster does: `pieces.py CHATPOOL SEED RECORDS PARTS`.

Ends with an error where one record has another customer.
"""
import collections
import json
import random
import subprocess
import sys

FAMILY = "苏李陈温罗邵段陶何谭葛鲁江石方严万乔"
GIVEN = "满木启若依明云静晓梅远帆怡岚琪安宁朗清和雨辰"
PLACES = ["浙江省杭州市余杭区", "广东省深圳市南山区", "四川省成都市武侯区"]
ROADS = ["柳絮路", "望江巷", "梧桐里", "南塘街"]


def records(rng, count):
    """People seen several times, with slips; a few numbers of many, and one person seen so often that rows repeat."""
    people = []
    for _ in range(max(count // 3, 1)):
        people.append({
            "name": rng.choice(FAMILY) + rng.choice(GIVEN) + rng.choice(GIVEN + " ").strip(),
            "nickname": rng.choice(GIVEN) + rng.choice(["", "的店", "同学", "爱吃鱼"]) + str(rng.randint(0, 30)),
            "phone": str(13_000_000_000 + rng.randrange(400_000) * 7919),
            "address_text": f"{rng.choice(PLACES)}{rng.choice(ROADS)}{rng.randint(1, 60)}号{rng.randint(1, 9)}幢{rng.randint(101, 130)}室",
            "account_id": f"wxid_{rng.randrange(10**9)}",
        })
    for i in range(count):
        person = rng.choice(people)
        record = {"record_id": f"r{i}", "platform": "wechat"}
        for field, value in person.items():
            if rng.random() < 0.65:
                record[field] = value
        if rng.random() < 0.05:
            record["phones"] = [record.pop("phone", "13911110000"), "13911112222"]
        if rng.random() < 0.1:
            record["name"] = record.get("name", "王丽")[:1] + "女士"
        yield record
    for i in range(14):
        yield {"record_id": f"s{i}", "name": "温若辰", "phone": "13512340000", "nickname": "辰辰"}


def main():
    program, seed, count, parts = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])

    def run(options, lines):
        done = subprocess.run([program, "resolve", *options], input="".join(lines), capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"{options}: {done.stderr}")
        return done.stdout.splitlines(True)

    def line(value):
        return json.dumps(value, ensure_ascii=False) + "\n"

    def ids(lines):
        return {o["record_id"]: o["customer_id"] for o in map(json.loads, lines)}

    rng = random.Random(seed)
    lines = [line(record) for record in records(rng, count)]
    whole = ids(run([], lines))
    rng.shuffle(lines)
    keys = [k for part in range(parts) for k in run(["--keys"], lines[part::parts])]
    known = {k["record_id"]: k for k in map(json.loads, keys)}

    def by_value(repeats):
        values = collections.defaultdict(list)
        for record in known.values():
            for key in record["keys"]:
                value, row = key.rsplit(":", 1)
                if (record["record_id"], int(row)) not in repeats or value.startswith(("of-", "same:")):
                    values[value].append(record["record_id"])
        return values

    def shares(values):
        return [json.loads(o) for part in range(parts) for o in run(["--shares"], [
            line({"value": value, "record_id": record, "rows": known[record]["rows"]})
            for value in sorted(values)[part::parts] for record in sorted(set(values[value]))])]

    same = shares({v: m for v, m in by_value(set()).items() if v.startswith("same:") and len(m) > 8})
    repeats = {(o["record_id"], o["row"]) for o in same if o["repeats"]}
    values = by_value(repeats)
    counts = {v: len(m) for v, m in values.items() if len(m) > 1}
    shared = {o["value"]: o for o in shares({v: values[v] for v in counts if v.startswith(("of-phone", "of-account", "of-door"))})}
    sizes = collections.Counter((v.split(":")[0], n) for v, n in counts.items())
    first = [c for part in range(parts) for c in run(["--train"], keys[part::parts])]
    first = run(["--train"], first + [line({"key": k, "size": n, "blocks": b}) for (k, n), b in sorted(sizes.items())])
    caps = json.loads(first[0])["caps"]
    with open("counts.json", "w", encoding="utf-8") as file:
        file.writelines(first)
    weighed = {}
    for record, found in known.items():
        mine = sorted({key.rsplit(":", 1)[0] for key in found["keys"]})
        weighed[record] = {
            "record_id": record, "rows": found["rows"], "repeats": [row for name, row in sorted(repeats) if name == record],
            "counts": [f"{v} {counts[v]} {shared[v]['share'] if v in shared else 0}" for v in mine if v in counts]}
    blocks = sorted(v for v, n in counts.items() if n <= caps.get(v.split(":")[0], 0))
    block_lines = [[line({"value": v} | weighed[r]) for v in blocks[part::parts] for r in sorted(set(values[v]))] for part in range(parts)]
    second = [c for part in range(parts) for c in run(["--train", "--model", "counts.json"], map(line, list(weighed.values())[part::parts]))]
    second += [c for some in block_lines for c in run(["--train", "--model", "counts.json"], some)]
    with open("model.json", "w", encoding="utf-8") as file:
        file.writelines(run(["--train", "--learn", "--model", "counts.json"], second))
    parent = {record: record for record in weighed}

    def root(record):
        while parent[record] != record:
            record = parent[record]
        return record

    links = [json.loads(o) for some in block_lines for o in run(["--links", "--model", "model.json"], some)]
    for left, right in [(o["left"], o["right"]) for o in links] + [(o["first"], o["record_id"]) for o in same]:
        parent[root(left)] = root(right)
    groups = collections.defaultdict(list)
    numbers = {name: i for i, name in enumerate(sorted({root(record) for record in weighed}))}
    for record, found in weighed.items():
        groups[numbers[root(record)] % parts].append(line(found))
    pieces = {}
    for group in groups.values():
        pieces.update(ids(run(["--model", "model.json"], group)))
    other = sum(pieces.get(record) != customer for record, customer in whole.items())
    if other or len(pieces) != len(whole) or not repeats or not links:
        sys.exit(f"{other} of {len(whole)} records have another customer, {len(repeats)} repeats, {len(links)} links")
    print(f"equal: {len(whole)} records, {len(set(whole.values()))} customers, {len(links)} links, {len(repeats)} repeats")


if __name__ == "__main__":
    main()
