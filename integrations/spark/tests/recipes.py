#!/usr/bin/env python3
"""Runs every block of docs/recipes.md over exports, and checks what comes out: `recipes.py CHATPOOL EXPORTS`."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import duckdb

PAGE = Path(__file__).resolve().parents[3] / "docs/recipes.md"


def main() -> int:
    program, exports = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    blocks = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    with tempfile.TemporaryDirectory(prefix="chatpool-recipes-") as folder:
        os.chdir(folder)
        os.symlink(program, "chatpool")
        environment = {**os.environ, "EXPORTS": str(exports), "PATH": folder + os.pathsep + os.environ["PATH"]}
        database = duckdb.connect()
        names: dict[str, object] = {}
        for language, text in blocks:
            if language == "sh":
                subprocess.run(["bash", "-euo", "pipefail", "-c", text], env=environment, check=True)
            elif language == "sql":
                database.execute(text)
            elif language == "python":
                exec(compile(text, str(PAGE), "exec"), names)  # noqa: S102  (blocks of our own page)
            else:
                sys.exit(f"a block of {language} that is not run")
        check(database, names)
        os.chdir("/")
    print(f"{len(blocks)} blocks ran")
    return 0


def check(database: duckdb.DuckDBPyConnection, names: dict[str, object]) -> None:
    """Both come to what the lines say, read without either."""
    customers = [json.loads(line) for line in Path("customers.jsonl").read_text("utf-8").splitlines()]
    bought = {customer["id"]: len(customer["orders"]) for customer in customers if customer["orders"]}
    ids = Counter(json.loads(line)["customer_id"] for line in Path("ids.jsonl").read_text("utf-8").splitlines())
    several = {name: count for name, count in ids.items() if count > 1}
    phones = {customer["id"]: customer["phones"][0]["number"] if customer["phones"] else None for customer in customers}
    expect("orders in DuckDB", dict(database.execute("FROM bought").fetchall()), bought)
    expect("orders in pandas", {k: int(v) for k, v in names["bought"].items()}, bought)  # type: ignore[attr-defined]
    expect("records in DuckDB", dict(database.execute("FROM several").fetchall()), several)
    expect("records in pandas", {k: int(v) for k, v in names["several"].items()}, several)  # type: ignore[attr-defined]
    expect("Parquet", dict(database.execute("SELECT id, phone FROM 'customers.parquet'").fetchall()), phones)
    again = [json.loads(line)["record_id"] for line in Path("mine-ids.jsonl").read_text("utf-8").splitlines()]
    expect("resolved again", sorted(again), sorted(phones))


def expect(what: str, found: object, wanted: object) -> None:
    if found != wanted or not wanted:
        sys.exit(f"{what}: {found} instead of {wanted}")


if __name__ == "__main__":
    sys.exit(main())
