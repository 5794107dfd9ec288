#!/usr/bin/env python3
"""Resolves record lines on local[2] and in one process, and says what it cost: `measure.py CHATPOOL RECORDS`.

Processor time of the program is taken by a script around it; that of everything (driver, Java, Python workers and the program) is what the system says of children that
have ended. Ends with an error where a pair of records comes out otherwise than in one process and F1 is under .9995.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from compare import pair_f1, shuffle
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from chatpool_spark import Program, resolve

AROUND = """#!/bin/bash
TIMEFORMAT="%U %S $1 $2"
{ time "$CHATPOOL_REAL" "$@" 2>&3; } 3>&2 2>>"$CHATPOOL_TIMES"
"""


def main() -> int:
    program, records = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    with tempfile.TemporaryDirectory(prefix="chatpool-measure-") as folder:
        work = Path(folder)
        begun, used = time.monotonic(), children()
        done = subprocess.run([str(program), "resolve", "--threads", "1", str(records)], capture_output=True, text=True, check=True)
        whole = {row["record_id"]: row["customer_id"] for row in map(json.loads, done.stdout.splitlines())}
        count = len(whole)
        print(f"one process: {count} records, {len(set(whole.values()))} customers, {children() - used:.1f} s of processor time, {time.monotonic() - begun:.1f} s")
        around = work / "chatpool"
        around.write_text(AROUND)
        around.chmod(0o755)
        (work / "events").mkdir()
        os.environ.update(PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP="127.0.0.1", CHATPOOL_REAL=str(program), CHATPOOL_TIMES=str(work / "times"))
        begun, used = time.monotonic(), children()
        settings = {
            "spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "4", "spark.driver.memory": "2g", "spark.eventLog.enabled": "true",
            "spark.eventLog.compress": "false", "spark.eventLog.rolling.enabled": "false", "spark.eventLog.dir": (work / "events").as_uri(),
            "spark.ui.showConsoleProgress": "false",
        }  # fmt: skip
        spark = SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
        spark.sparkContext.setLogLevel("ERROR")
        gateway = spark.sparkContext._gateway
        lines = spark.read.text(str(records)).select(F.col("value").alias("line")).repartition(4)
        found = resolve(lines, str(work / "resolve"), Program(str(around)))
        ids = {row["record_id"]: row["customer_id"] for row in found.customers.collect()}
        spark.stop()
        gateway.shutdown()
        gateway.proc.stdin.close()
        gateway.proc.wait(60)
        took = time.monotonic() - begun
        million = 1e6 / count
        print(f"Spark: {len(ids)} records, {len(set(ids.values()))} customers, {took:.1f} s, {found.links} links, largest set {found.largest_set}, "
              f"{found.passed_blocks} blocks passed over")  # fmt: skip
        print(f"processor time of everything: {children() - used:.1f} s, {(children() - used) * million:.0f} s a million records")
        stages: dict[str, float] = {}
        for line in (work / "times").read_text().splitlines():
            user, system, *command = line.split()
            stages[" ".join(command)] = stages.get(" ".join(command), 0) + float(user) + float(system)
        for command, seconds in stages.items():
            print(f"  chatpool {command}: {seconds:.1f} s, {seconds * million:.0f} s a million records")
        total = shuffle(work / "events")
        kept = sum(path.stat().st_size for path in (work / "resolve").rglob("*.parquet"))
        print(f"{total} bytes shuffled, {total * million / 1e9:.2f} GB a million records; {kept} bytes between stages, {kept * million / 1e9:.2f} GB")
        precision, recall, f1 = pair_f1(ids, whole)
        print(f"pairs: precision {precision:.6f}, recall {recall:.6f}, F1 {f1:.6f}; {sum(ids.get(name) != customer for name, customer in whole.items())} records differ")
    if len(ids) != count or f1 < 0.9995:
        sys.exit("not the customers of one process")
    return 0


def children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main())
