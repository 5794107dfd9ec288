#!/usr/bin/env python3
"""The baseline: reads a text file line by line and writes every line that is not blank as a JSON object. It understands nothing."""
import json, sys

write = sys.stdout.write
with open(sys.argv[1], encoding="utf-8", errors="replace") as f:
    for n, line in enumerate(f):
        if line.strip():
            write(json.dumps({"text": line.rstrip("\n"), "source": {"file": sys.argv[1], "line": n}}, ensure_ascii=False) + "\n")
