#!/usr/bin/env python3
"""Makes large inputs out of the fixtures: make_inputs.py FOLDER [MB]

Each fixture's body is repeated until the file has MB megabytes (200 by default); titles and wrappers stand once, as in a real export.
"""
import json, pathlib, sys

root = pathlib.Path(__file__).resolve().parent.parent / "fixtures" / "demo"
out = pathlib.Path(sys.argv[1])
size = int(float(sys.argv[2]) * 1e6) if len(sys.argv) > 2 else 200_000_000
out.mkdir(parents=True, exist_ok=True)


def repeat(name, head, body, tail=b"", separator=b""):
    """Writes head, body as often as it fits, tail."""
    unit = body + separator
    times = max(1, (size - len(head) - len(tail)) // len(unit))
    with (out / name).open("wb") as f:
        f.write(head)
        chunk = unit * max(1, (4 << 20) // len(unit))
        per = len(chunk) // len(unit)
        for _ in range(times // per):
            f.write(chunk)
        f.write(unit * (times % per - 1) + body if times % per else b"")
        f.write(tail)


def split(path, marker):
    data = (root / path).read_bytes()
    at = data.index(marker)
    return data[:at], data[at:]


head, body = split("微信邮件/小满.txt", "\n—————".encode())
repeat("wechat-mail.txt", head, body)
head, body = split("留痕/阿泽妈妈_utf8.csv", b"\r\n")
repeat("memotrace.csv", head + b"\r\n", body[2:])
repeat("memotrace.txt", b"", (root / "留痕/木子💫.txt").read_bytes())
head, body = split("苹果备份/Kevin陈.html", b'<div class="msg chat')
tail = b"\n</div></body></html>"
repeat("wechatexporter.html", head, body.removesuffix(tail), tail, b"\n")
lines = (root / "chatlab/桃子.jsonl").read_bytes().splitlines(keepends=True)
repeat("chatlab.jsonl", b"".join(lines[:3]), b"".join(lines[3:]))
data = json.loads((root / "chatlab/桃子.json").read_text())
messages = ",".join(json.dumps(m, ensure_ascii=False) for m in data.pop("messages")).encode()
repeat("chatlab.json", json.dumps(data, ensure_ascii=False).encode()[:-1] + b', "messages": [', messages, b"]}", b",")
head, body = split("QQ/旧电脑导出.txt", b"2024-03-15")
repeat("qq.txt", head.decode("gb18030").encode(), body.decode("gb18030").encode())
