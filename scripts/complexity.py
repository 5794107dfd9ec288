#!/usr/bin/env python3
"""Counts instructions for inputs of n and 4n: what takes more than about four times as many for the larger grows faster than its input.

Every reader (its fixtures, repeated), extract, parse, import and resolve. valgrind counts, so that the figures are the same on every machine; CHATPOOL names the
binary. Ends with 1 when a factor is above LIMIT.
"""
import json, os, pathlib, re, shutil, subprocess, sys, tempfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
FOLDER = pathlib.Path(tempfile.mkdtemp(prefix="complexity-", dir="/dev/shm" if os.path.isdir("/dev/shm") else None))
BIN = FOLDER / "chatpool"
# Without symbols, which valgrind may not understand.
subprocess.run(["strip", "-o", BIN, os.environ.get("CHATPOOL", str(ROOT / ".build/release/chatpool"))], check=True)
SMALL, LIMIT = int(os.environ.get("SIZE", 24_000)), 5.5
worst = []


def instructions(*command):
    result = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", BIN, *command], capture_output=True, cwd=FOLDER, env={**os.environ, "LC_ALL": "C.UTF-8"})
    found = re.search(rb"Collected : (\d+)", result.stderr)
    return int(found.group(1)) if found else 0


def larger(path, data, size):
    """A file of the kind with about so many bytes; None where it cannot be made longer by repeating what is in it."""
    times = max(1, size // max(1, len(data)))
    text = data.decode("utf-8", "replace")
    if path.suffix == ".json":
        try:
            value = json.loads(text)
        except ValueError:
            return None
        lists = []

        def walk(node):
            if isinstance(node, list):
                lists.append(node)
            for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
                walk(child)

        walk(value)
        if not lists:
            return None
        longest = max(lists, key=lambda node: len(json.dumps(node)))
        longest *= max(1, size // max(1, len(json.dumps(longest, ensure_ascii=False).encode())))
        return json.dumps(value, ensure_ascii=False).encode()
    if path.suffix in (".html", ".htm"):
        body = re.search(r"(?s)(.*?<body[^>]*>)(.*)(</body>.*)", text)
        return (body.group(1) + body.group(2) * times + body.group(3)).encode() if body else None
    return data * times if path.suffix in (".txt", ".csv", ".jsonl", ".md", ".vcf") else None


def compare(name, command, small, large):
    start = instructions("--version")
    a, b = instructions(*command, small) - start, instructions(*command, large) - start
    sizes = os.path.getsize(FOLDER / large) / max(1, os.path.getsize(FOLDER / small))
    factor = b / max(1, a) * 4 / sizes
    print(f"{name:32} {a / 1e6:10.1f} M {b / 1e6:10.1f} M   × {factor:5.2f}", flush=True)
    if factor > LIMIT:
        worst.append((name, factor))


def write(name, data):
    (FOLDER / name).write_bytes(data)
    return name


only = sys.argv[1:]
for folder in sorted((ROOT / "fixtures").iterdir()):
    if not folder.is_dir() or only and folder.name not in only:
        continue
    inputs = [p for p in sorted(folder.iterdir()) if p.is_file() and (folder / (p.name + ".expected.jsonl")).exists()]
    for path in inputs[:1]:
        small, large = larger(path, path.read_bytes(), SMALL), larger(path, path.read_bytes(), SMALL * 4)
        if small and large and len(large) > 2 * len(small):
            compare(folder.name, ["messages"], write("a" + path.suffix, small), write("b" + path.suffix, large))

if not only or "commands" in only:
    line = json.dumps({"platform": "wechat", "chat": {"title": "t"}, "sender": {"name": "小满"}, "kind": "text", "text": "要3箱苹果，寄给王丽 13812345678 深圳南山粤海街道科技园南路18号"}, ensure_ascii=False) + "\n"
    for name, text in {"lines": line * 150, "one long line of digits": json.dumps({"text": "+" + "1" * SMALL}) + "\n", "one long line of ideographs": json.dumps({"text": "省市区路号" * (SMALL // 15)}) + "\n"}.items():
        data = text.encode()
        long = (text * 4 if name == "lines" else text.replace(text[10:-3], text[10:-3] * 4)).encode()
        compare("extract: " + name, ["extract"], write("a.jsonl", data), write("b.jsonl", long))
        blocks = [json.loads(row)["text"] + "\n" for row in text.splitlines()]
        longs = [json.loads(row)["text"] + "\n" for row in long.decode().splitlines()]
        compare("parse: " + name, ["parse"], write("a.txt", "".join(blocks).encode()), write("b.txt", "".join(longs).encode()))
    rows = [json.dumps({"record_id": f"r{i}", "name": "王丽李雷周舟"[i % 5 : i % 5 + 2], "phones": [f"138{i:08}"], "address_text": f"深圳南山粤海街道科技园南路{i}号"}, ensure_ascii=False) for i in range(2000)]
    compare("resolve", ["resolve", "--threads", "1"], write("a.jsonl", "\n".join(rows[:500]).encode()), write("b.jsonl", "\n".join(rows).encode()))
    head = "Dear:\n\n    小满 和 果园小铺 在微信上的聊天记录如下，请查收。\n\n"
    days = ["—————  2024-%02d-%02d  —————\n\n\n小满  09:%02d\n\n要%d箱苹果\n\n\n果园小铺  09:%02d\n\n好的，一共%d元\n\n\n" % (i // 28 % 12 + 1, i % 28 + 1, i % 60, i % 5 + 1, i % 60, i + 20) for i in range(600)]
    write("a.txt", (head + "".join(days[:150])).encode()), write("b.txt", (head + "".join(days)).encode())
    compare("import", ["import", "--pool", f"pool-{os.getpid()}.db", "--owner", "果园小铺"], "a.txt", "b.txt")

shutil.rmtree(FOLDER)
for name, factor in worst:
    print(f"grows faster than its input: {name} × {factor:.2f}")
sys.exit(bool(worst))
